"""django-cookie-consent as the yardstick: its own virtual environment and folder, our server settings."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL

from tests.benchmarks import servers
from tests.benchmarks.goals import progress
from tests.benchmarks.load import Target

# Pinned: a goal is a ratio to these very versions.
PACKAGES = (
    "Django==5.2.19",
    "asgiref==3.13.0",
    "django-appconf==1.2.0",
    "django-cookie-consent==1.0.0",
    "granian==2.8.7",
    "psycopg[binary]==3.3.9",
    "sqlparse==0.6.1",
)
SITE = Path(__file__).with_name("peer_site.py")
REPOSITORY = Path(__file__).parents[2]
ROWS = "SELECT count(*) FROM cookie_consent_logitem"


def install(folder: Path) -> Path:
    """A virtual environment with the peer in it; returns its Python. One that is there already is used.

    Raises ValueError for a folder inside the repository, CalledProcessError when pip fails.
    """
    if folder.resolve().is_relative_to(REPOSITORY):
        raise ValueError("the peer is never installed inside the repository")
    python = folder / "bin" / "python"
    if not python.exists():
        progress("installing the peer in a virtual environment of its own")
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
        # Our own constraints must not decide the peer's versions.
        environment = {key: value for key, value in os.environ.items() if key != "PIP_CONSTRAINT"}
        subprocess.run(
            [str(python), "-m", "pip", "install", "-q", "--disable-pip-version-check", *PACKAGES],
            check=True, env=environment,
        )  # fmt: skip
    return python


@contextmanager
def serve(python: Path, folder: Path, environment: Mapping[str, str]) -> Iterator[Target]:
    """The peer's site on granian, its tables made; yields where a decline is POSTed.

    A visitor's CSRF cookie and header are the same value for everybody: Django checks them all the same.
    """
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(SITE, folder / "peer_site.py")
    subprocess.run([str(python), "peer_site.py"], check=True, cwd=folder, env={**os.environ, **environment})
    with servers.granian("peer_site:application", folder=folder, environment=environment, python=python) as server:
        token = secrets.token_hex(16)
        yield Target(
            server.port,
            "/cookies/decline/",
            {
                "Cookie": f"csrftoken={token}",
                "X-CSRFToken": token,
                "X-Cookie-Consent-Fetch": "1",
                "Sec-Fetch-Site": "same-origin",
            },
        )


DECLINE = "cookie_groups=offers"


def on_sqlite(file: Path) -> dict[str, str]:
    """The environment that puts the peer on this SQLite file."""
    return {"PEER_SQLITE_FILE": str(file)}


def on_postgresql(url: URL) -> dict[str, str]:
    """The environment that puts the peer on this PostgreSQL database."""
    return {
        "PEER_POSTGRESQL_NAME": url.database or "",
        "PEER_POSTGRESQL_USER": url.username or "",
        "PEER_POSTGRESQL_PASSWORD": url.password or "",
        "PEER_POSTGRESQL_HOST": str(url.query.get("host") or url.host or ""),
        "PEER_POSTGRESQL_PORT": str(url.query.get("port") or url.port or ""),
    }
