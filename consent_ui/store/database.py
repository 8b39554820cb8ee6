"""Opens the database and runs reads and writes, the durable way on SQLite and on PostgreSQL."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar, cast

from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DBAPIError, IntegrityError, SQLAlchemyError

from consent_ui.store import additions
from consent_ui.store.items import AtOnce, Item, Together
from consent_ui.store.sqlite import sqlite_engine
from consent_ui.store.writer import BatchingWriter, run_jobs

log = logging.getLogger(__name__)

Result = TypeVar("Result")
Payload = TypeVar("Payload")

PATIENCE = 4.0
"""Seconds a write may wait for its turn before the person is told that nothing was saved, and then for its end: both
together are less than the ten seconds after which a browser with htmx stops waiting."""

GATHER = 0.002
"""Seconds in which decisions that come in a rush gather."""


class NotRead(Exception):
    """The database could not be read."""


class NotSaved(Exception):
    """The record could not be written: nothing may be claimed (PR-05). `key` names the text that says so."""

    key = "banner.not_saved"


class Uncertain(NotSaved):
    """The database took the record and did not say in time whether it is durable: neither may be claimed."""

    key = "banner.uncertain"


class Database:
    """Reads and writes. Holds connections, never data. `is_ours` says that nobody else uses the engine; `watch` is told
    of the newest decision or message of each restaurant once it is durable (store/witness.py)."""

    def __init__(self, engine: Engine, is_ours: bool = True) -> None:
        self.engine = engine
        self._is_ours = is_ours
        self.watch: additions.Watch = additions.nobody
        self._sqlite = engine.dialect.name == "sqlite"
        path = engine.url.database if self._sqlite else None
        self._writer = (
            BatchingWriter(engine, "BEGIN IMMEDIATE", GATHER, self._tell, Path(f"{path}.lock") if path else None)
            if self._sqlite  # ours are opened in that mode; to set it again takes as long as to write three decisions
            else BatchingWriter(engine.execution_options(isolation_level="AUTOCOMMIT"), "BEGIN", GATHER, self._tell)
        )

    def close(self) -> None:
        """Let go of connections, the writing thread and the lock file, once what waits is written. What is read or
        written later opens them again."""
        self._writer.close()
        if self._is_ours:
            self.engine.dispose()

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection to read with, always from the primary. Raises NotRead when the database does not answer."""
        try:
            with self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                yield connection
        except SQLAlchemyError as error:
            log.error("could not read: %s", _plain(error))
            raise NotRead from error

    def write(self, job: Callable[[Connection], Result]) -> Result:
        """Run `job` in one transaction and return its result after COMMIT.

        Raises NotSaved when the database does not take it; other exceptions of the job pass through and leave
        nothing behind.
        """
        if self._sqlite:
            return cast(Result, self._queued(run_jobs, job))
        with _saving():
            return self._transact(job)

    @contextmanager
    def once(self) -> Iterator[Connection]:
        """A connection for what must never be tried again, such as sending: on PostgreSQL one transaction, which waits
        for rows no longer than a person would. SQLite has one lock for all: there it reads, and `save_once` writes."""
        if self._sqlite:
            with self.read() as connection:
                yield connection
            return
        with self.engine.begin() as connection:
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{PATIENCE}s'")
            yield connection

    def save_once(self, connection: Connection, job: Callable[[Connection], object]) -> None:
        """Write inside `once`: in its transaction, or, on SQLite, in one of its own. Raises NotSaved."""
        self.write(job) if self._sqlite else job(connection)

    def write_together(
        self,
        record: Callable[[Connection, Sequence[Payload]], Sequence[Result]],
        payload: Payload,
        at_once: Callable[[Connection, Sequence[Payload]], Sequence[Result] | None] | None = None,
    ) -> Result:
        """Hand `payload` to `record` together with what others are handing to it at this moment, in one transaction;
        return its own result after COMMIT. `at_once` is tried first where it is given: the same in one statement, or
        None. Raises like write()."""
        return cast(Result, self._queued(record, payload, at_once))

    def _queued(self, together: Together, payload: object, at_once: AtOnce | None = None) -> object:
        with _saving():
            outcome = _outcome(self._writer.submit(together, payload, at_once))
            if isinstance(outcome, BaseException):
                raise outcome
            return outcome

    def _transact(self, job: Callable[[Connection], Result]) -> Result:
        """Run `job` in a transaction; once more when it met a row that another had just added, so that the second of
        two clicks at once gets the first one's answer, or a connection that had died while it was idle. A job may
        run twice because a form that was recorded never acts again."""
        try:
            return self._commit(job)
        except DBAPIError as error:
            if not isinstance(error, IntegrityError) and not error.connection_invalidated:
                raise
            return self._commit(job)

    def _commit(self, job: Callable[[Connection], Result]) -> Result:
        with self.engine.begin() as connection:
            additions.begin(connection)
            result = job(connection)
            added = additions.added(connection)
        self._tell(added)
        return result

    def _tell(self, added: additions.Added) -> None:
        if added:
            self.watch(added)


def _outcome(item: Item) -> object:
    """What came of an item. Raises TimeoutError when it was given up before anything happened to it, and Uncertain."""
    try:
        return item.outcome(PATIENCE)
    except TimeoutError:
        if item.give_up():
            raise
    try:
        return item.outcome(PATIENCE)  # it is being written just now: wait for the truth
    except TimeoutError:
        log.error("a write has not ended after %g seconds", 2 * PATIENCE)
        raise Uncertain from None


@contextmanager
def _saving() -> Iterator[None]:
    """Whatever keeps a record from being durable is one thing to the person: it was not saved. A wait that was too long
    is an OSError."""
    try:
        yield
    except (SQLAlchemyError, OSError) as error:
        log.error("could not write: %s", _plain(error))
        raise NotSaved from error


def _plain(error: BaseException) -> str:
    """What went wrong, without the statement and its values: no phone number may enter a log (PR-13)."""
    cause = getattr(error, "orig", None) or error
    said = getattr(cause, "diag", None)
    return f"{type(cause).__name__}: {said.message_primary if said else cause}"


def open_database(url: str | URL, *, host_engine: Engine | None = None, in_host: bool = False) -> Database:
    """The database at `url`, which is the host's own when `host_engine` has the same.

    On PostgreSQL the host's engine is used as it is. On SQLite the file is opened anew, because a decision must be
    durable before the answer leaves, whatever the host's settings; but with the host's own SQLite library, since two
    of them in one process undo each other's locks, and in the journal mode the host has chosen. `in_host` says that
    somebody else's code runs in this process: it may open the same file at any time, and would do so with Python's
    own library.
    """
    address = make_url(url)
    shared = host_engine is not None and _same(address, host_engine.url)
    if address.get_backend_name() == "sqlite":
        library = host_engine.dialect.dbapi if shared and host_engine else sqlite3 if in_host else None
        return Database(sqlite_engine(address, library))
    if shared and host_engine is not None:
        return Database(host_engine, is_ours=False)
    if address.drivername == "postgresql":
        address = address.set(drivername="postgresql+psycopg")
    return Database(create_engine(address, pool_size=20, max_overflow=20, hide_parameters=True))


def _same(one: URL, other: URL) -> bool:
    if one.get_backend_name() == other.get_backend_name() == "sqlite" and one.database and other.database:
        return Path(one.database).resolve() == Path(other.database).resolve()
    return one == other
