"""Opens a SQLite file so that a decision is durable before the answer leaves."""

from __future__ import annotations

import logging
import sqlite3
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import URL

try:
    from pysqlite3 import dbapi2 as sqlite  # a newer SQLite than most systems have
except ImportError:
    sqlite = sqlite3

log = logging.getLogger(__name__)

SAFE_WAL = (3, 51, 3)
"""The first SQLite whose write-ahead log is safe with several connections; older ones use a rollback journal."""


def sqlite_engine(address: URL, host_library: Any = None) -> Engine:
    """The engine of a file, with the host's own SQLite library where it has opened the same file. Raises ValueError for
    one in memory."""
    if address.database in (None, "", ":memory:"):
        raise ValueError("consent needs a database file: a decision kept in memory proves nothing")
    library = host_library or sqlite
    engine = create_engine(
        address, module=library, isolation_level="AUTOCOMMIT", pool_size=20, max_overflow=20, hide_parameters=True
    )
    wal = library.sqlite_version_info >= SAFE_WAL

    @event.listens_for(engine, "connect")
    def durable(connection: Any, _: object) -> None:
        connection.execute("PRAGMA busy_timeout = 3000")
        connection.execute("PRAGMA foreign_keys = ON")
        if host_library is None:
            connection.execute(f"PRAGMA journal_mode = {'WAL' if wal else 'DELETE'}")
        connection.execute(f"PRAGMA synchronous = {'FULL' if wal and host_library is None else 'EXTRA'}")
        connection.execute("PRAGMA cache_size = -65536")
        connection.execute("PRAGMA wal_autocheckpoint = 4000")

    journal = "the host's journal" if host_library else "WAL" if wal else "a rollback journal"
    log.info("SQLite %s with %s", library.sqlite_version, journal)
    return engine
