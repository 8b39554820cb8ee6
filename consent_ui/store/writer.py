"""One writing thread per process: what waits at the same moment shares one transaction, and answers after COMMIT.

A durable commit costs the same for one decision as for fifty, and under load most of a request would be spent waiting
for it. On SQLite there is a second reason: it lets one connection write at a time, and its own waiting is a poll with
growing sleeps, so that some writers wait for seconds. There, processes queue on a kernel file lock instead, and each
takes whatever waits once it is its turn.
"""

from __future__ import annotations

import logging
import os
import queue
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError

from consent_ui.store import additions
from consent_ui.store.items import AtOnce, Item, Together

try:
    import fcntl
except ImportError:  # Windows has no flock; SQLite's own lock still keeps the data right there
    fcntl = None  # type: ignore[assignment]

log = logging.getLogger(__name__)

MOST = 64
"""Items taken into one transaction; more would let the first wait for the last."""

LONGEST = 10.0
"""Seconds that closing waits for a write; one that takes longer keeps its thread and the lock file."""

Items = queue.SimpleQueue[Item | None]
"""What waits to be written; None ends the thread."""


class BatchingWriter:
    """Takes items into transactions of their own thread. `begin` opens a transaction on this database. `gather` is how
    many seconds it waits for more once several came together: each batch wakes the writing thread several times among
    all that are at work, which costs them more than the waiting; who comes alone never waits (PostgreSQL's commit_delay
    works like this). Connections of `engine` are in autocommit mode. `tell` hears what each transaction added."""

    def __init__(
        self,
        engine: Engine,
        begin: str,
        gather: float,
        tell: additions.Watch = additions.nobody,
        lock_path: Path | None = None,
    ) -> None:
        self._engine = engine
        self._begin = begin
        self._lock_path = lock_path
        self._gather = gather
        self._tell = tell
        self._starting = threading.Lock()
        self._pid = 0
        self._lock: int | None = None
        self._items: Items = queue.SimpleQueue()
        self._thread: threading.Thread | None = None

    def submit(self, together: Together, payload: Any, at_once: AtOnce | None = None) -> Item:
        """Queue an item; its outcome comes after COMMIT: its result or what went wrong."""
        if self._pid != os.getpid():
            self._start()
        item = Item(together, payload, at_once)
        self._items.put(item)
        return item

    def _start(self) -> None:
        """Start the thread in this process; a forked child has none of its parent's threads."""
        with self._starting:
            if self._pid == os.getpid():
                return
            self._items = queue.SimpleQueue()
            self._lock = None  # a lock is shared with a parent that opened it
            self._thread = threading.Thread(target=self._run, args=(self._items,), name="consent-writer", daemon=True)
            self._thread.start()
            self._pid = os.getpid()

    def close(self) -> None:
        """End the thread once what was queued is written, and close the lock file; a later item starts both again.
        What is queued at this very moment may be given up, so it is for when no more requests are being answered."""
        with self._starting:
            if self._pid != os.getpid() or self._thread is None:
                return  # nothing was written in this process
            self._pid = 0
            self._items.put(None)
            self._thread.join(LONGEST)
            if self._lock is not None and not self._thread.is_alive():
                os.close(self._lock)
                self._lock = None

    def _run(self, items: Items) -> None:
        together = 1
        while (first := items.get()) is not None:
            batch, is_last = [first], False
            if together > 1:
                time.sleep(self._gather)
            try:
                # The connection comes first: nobody waits for this process while it is being had.
                with self._engine.connect() as connection, self._turn():
                    while len(batch) < MOST and not items.empty() and not is_last:
                        if (item := items.get()) is None:
                            is_last = True
                        else:
                            batch.append(item)
                    outcomes = self._write(batch, connection)
                together = len(batch)
            except BaseException as error:
                log.error("a batch of %d writes failed: %s", len(batch), type(error).__name__)
                outcomes = [error] * len(batch)
            for item, outcome in zip(batch, outcomes, strict=True):
                item.end(outcome)
            if is_last:
                return

    def _write(self, batch: Sequence[Item], connection: Connection | None = None, tries: int = 2) -> Sequence[Any]:
        """What each item gets: its result, or the exception that stopped it. Another try has a connection of its own,
        because the first one may have died."""
        try:
            if connection is not None:
                return self._transact(connection, batch)
            with self._engine.connect() as another:
                return self._transact(another, batch)
        except Exception as error:
            if _passing(error, len(batch)) and tries > 1:
                return self._write(batch, tries=tries - 1)
            if len(batch) == 1 or _shared(error):
                return [error] * len(batch)
        return self._one_by_one(batch)

    def _one_by_one(self, batch: Sequence[Item]) -> Sequence[Any]:
        """Each item in a transaction of its own, so that one that cannot be written stops no other. What would stop
        them all is met once: the others of the process are waiting for this turn."""
        outcomes: list[Any] = []
        for item in batch:
            outcomes += self._write([item])
            if _shared(outcomes[-1]):
                return outcomes + [outcomes[-1]] * (len(batch) - len(outcomes))
        return outcomes

    def _transact(self, connection: Connection, batch: Sequence[Item]) -> Sequence[Any]:
        first = batch[0]
        if first.at_once is not None and all(item.at_once is first.at_once for item in batch):
            wanted = [item for item in batch if item.claim()]
            written = first.at_once(connection, [item.payload for item in wanted]) if wanted else []
            if written is not None:
                results = dict(zip(map(id, wanted), written, strict=True))
                return [results.get(id(item)) for item in batch]
        return self._in_transaction(connection, batch)

    def _in_transaction(self, connection: Connection, batch: Sequence[Item]) -> Sequence[Any]:
        kinds: dict[Together, list[int]] = defaultdict(list)
        results: list[Any] = [None] * len(batch)
        connection.exec_driver_sql(self._begin)
        additions.begin(connection)
        try:
            for place, item in enumerate(batch):
                if item.claim():
                    kinds[item.together].append(place)
            for together, places in kinds.items():
                written = together(connection, [batch[place].payload for place in places])
                for place, result in zip(places, written, strict=True):
                    results[place] = result
            connection.exec_driver_sql("COMMIT")
        except BaseException:
            if not connection.invalidated:
                connection.exec_driver_sql("ROLLBACK")
            raise
        self._tell(additions.added(connection))
        return results

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Wait for this process's turn among all that write to the same file. The lock file stays open: opening it for
        each turn would be three more waits for the interpreter's lock."""
        if fcntl is None or self._lock_path is None:
            yield
            return
        if self._lock is None:
            self._lock = os.open(self._lock_path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        fcntl.flock(self._lock, fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.flock(self._lock, fcntl.LOCK_UN)


def _passing(error: Exception, items: int) -> bool:
    """Whether the same items may well succeed at once: a connection had died while it was idle, PostgreSQL asks for
    another try (class 40), or a single item met a row that another process had just added, and sees it next time."""
    if isinstance(error, DBAPIError) and error.connection_invalidated:
        return True
    if str(getattr(getattr(error, "orig", None), "sqlstate", "")).startswith("40"):
        return True
    return items == 1 and isinstance(error, IntegrityError)


def _shared(outcome: Any) -> bool:
    """Whether what went wrong would stop every item alike: a lock not had in time, a full disk, no server."""
    return isinstance(outcome, OperationalError | OSError)


def run_jobs(connection: Connection, jobs: Sequence[Callable[[Connection], Any]]) -> list[Any]:
    """Jobs that know nothing of each other, one after another."""
    return [job(connection) for job in jobs]
