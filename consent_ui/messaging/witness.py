"""Whether the database is the one this machine knows: a restored copy has forgotten who left since it was made.

Each run leaves a witness beside the application: the newest decision and message it saw. When one of them is no longer
there, the records are older than they were, and nobody is written to until somebody has reconciled them (RT-13).
"""

from __future__ import annotations

import json
import logging
import os
from pathlib import Path
from uuid import UUID

from sqlalchemy import Connection

from consent_ui.state import Consent
from consent_ui.store import newest

log = logging.getLogger(__name__)


class Witness:
    """Remembers, in one file, what was seen of each restaurant."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def trusts(self, connection: Connection, restaurant_id: UUID) -> bool:
        """Whether everything that was seen is still there. A witness that cannot be read trusts nothing."""
        try:
            seen = self._read().get(str(restaurant_id), {})
            return all(
                newest.is_there(connection, restaurant_id, kind, UUID(each)) for kind, each in seen.items() if each
            )
        except (OSError, ValueError, AttributeError) as error:
            log.error("the witness of earlier runs cannot be read: %s", type(error).__name__)
            return False

    def see(self, connection: Connection, restaurant_id: UUID) -> None:
        """Remember what is there now. Raises OSError."""
        seen = self._read()
        seen[str(restaurant_id)] = {
            kind: str(each) if each else "" for kind, each in newest.ids(connection, restaurant_id).items()
        }
        beside = self._path.with_suffix(f".{os.getpid()}")
        beside.write_text(json.dumps(seen), encoding="utf-8")
        beside.replace(self._path)

    def _read(self) -> dict[str, dict[str, str]]:
        if not self._path.exists():
            return {}
        found: dict[str, dict[str, str]] = json.loads(self._path.read_text(encoding="utf-8"))
        return found


def witness_of(consent: Consent) -> Witness:
    """The witness beside this application's database, or in its instance folder."""
    engine = consent.database.engine
    if engine.dialect.name == "sqlite":
        return Witness(Path(f"{engine.url.database}.witness"))
    folder = Path(consent.app.instance_path)
    folder.mkdir(parents=True, exist_ok=True)
    return Witness(folder / "sending.witness")
