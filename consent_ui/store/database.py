"""Opens the database and runs reads and writes, the durable way on SQLite and on PostgreSQL."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import TimeoutError as FutureTimeout
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DBAPIError, IntegrityError, SQLAlchemyError

from consent_ui.store.writer import BatchingWriter

log = logging.getLogger(__name__)

Result = TypeVar("Result")

PATIENCE = 10.0
"""Seconds a write may wait for its turn before the person is told that nothing was saved."""

SAFE_WAL = (3, 51, 3)
"""The first SQLite whose write-ahead log is safe with several connections; older ones use a rollback journal."""


class NotRead(Exception):
    """The database could not be read."""


class NotSaved(Exception):
    """The record could not be written: nothing may be claimed (PR-05)."""


class Database:
    """Reads and writes. Holds connections, never data."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._writer: BatchingWriter | None = None
        if engine.dialect.name == "sqlite":
            path = engine.url.database
            self._writer = BatchingWriter(engine, Path(f"{path}.lock") if path else None)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection to read with, always from the primary. Raises NotRead when the database does not answer."""
        try:
            with self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                yield connection
        except (SQLAlchemyError, sqlite3.Error) as error:
            log.error("could not read: %s", _plain(error))
            raise NotRead from error

    def write(self, job: Callable[[Connection], Result]) -> Result:
        """Run `job` in one transaction and return its result after COMMIT.

        Raises NotSaved when the database does not take it; other exceptions of the job pass through and leave
        nothing behind.
        """
        try:
            if self._writer is None:
                return self._transact(job)
            future = self._writer.submit(job)
            try:
                result: Result = future.result(PATIENCE)
            except FutureTimeout:
                future.cancel()
                raise
            return result
        except (SQLAlchemyError, sqlite3.Error, OSError, FutureTimeout) as error:
            log.error("could not write: %s", _plain(error))
            raise NotSaved from error

    def _transact(self, job: Callable[[Connection], Result]) -> Result:
        """Run `job` in a transaction; once more when it met a row that another had just added, so that the second of
        two clicks at once gets the first one's answer, or a connection that had died while it was idle. A job may
        run twice because a form that was recorded never acts again."""
        try:
            with self.engine.begin() as connection:
                return job(connection)
        except DBAPIError as error:
            if not isinstance(error, IntegrityError) and not error.connection_invalidated:
                raise
            with self.engine.begin() as connection:
                return job(connection)


def _plain(error: BaseException) -> str:
    """What went wrong, without the statement and its values: no phone number may enter a log (PR-13)."""
    cause = getattr(error, "orig", None) or error
    said = getattr(cause, "diag", None)
    return f"{type(cause).__name__}: {said.message_primary if said else cause}"


def open_database(url: str | URL, *, host_engine: Engine | None = None) -> Database:
    """The database at `url`. A host's own engine is used as it is on PostgreSQL; on SQLite the file is opened
    anew, because a decision must be durable before the answer leaves, whatever the host's settings."""
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        return Database(_sqlite_engine(address))
    if host_engine is not None:
        return Database(host_engine)
    if address.drivername == "postgresql":
        address = address.set(drivername="postgresql+psycopg")
    return Database(create_engine(address, pool_size=20, max_overflow=20, hide_parameters=True))


def _sqlite_engine(address: URL) -> Engine:
    if address.database in (None, "", ":memory:"):
        raise ValueError("consent needs a database file: a decision kept in memory proves nothing")
    engine = create_engine(address, isolation_level="AUTOCOMMIT", pool_size=20, max_overflow=20, hide_parameters=True)
    wal = sqlite3.sqlite_version_info >= SAFE_WAL

    @event.listens_for(engine, "connect")
    def durable(connection: Any, _: object) -> None:
        connection.execute("PRAGMA busy_timeout = 5000")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute(f"PRAGMA journal_mode = {'WAL' if wal else 'DELETE'}")
        connection.execute(f"PRAGMA synchronous = {'FULL' if wal else 'EXTRA'}")
        connection.execute("PRAGMA cache_size = -65536")

    log.info("SQLite %s with %s", sqlite3.sqlite_version, "WAL" if wal else "a rollback journal")
    return engine
