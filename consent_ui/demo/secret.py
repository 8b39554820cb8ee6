"""The demo's signing key, kept beside its SQLite file, so that answers and sign-ins survive a restart."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from sqlalchemy.engine import make_url


def secret_beside(database_uri: str) -> str:
    """The key in `<file>.key`, made when there is none, readable by its owner alone.

    Raises ValueError when the database is not a file.
    """
    address = make_url(database_uri)
    if address.get_backend_name() != "sqlite" or not address.database or address.database == ":memory:":
        raise ValueError("give a SECRET_KEY: only a SQLite file can keep one beside it")
    path = Path(f"{address.database}.key")
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text("ascii").strip()
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        key = secrets.token_hex(32)
        file.write(key)
    return key
