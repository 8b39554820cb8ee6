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
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, InvalidStateError
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError, IntegrityError

try:
    import fcntl
except ImportError:  # Windows has no flock; SQLite's own lock still keeps the data right there
    fcntl = None  # type: ignore[assignment]

log = logging.getLogger(__name__)

MOST = 64
"""Items taken into one transaction; more would let the first wait for the last."""

Together = Callable[[Connection, Sequence[Any]], Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Item:
    """Something to write: items with the same `together` are handed to it at once. Writing an item twice must be the
    same as writing it once, because a batch that fails is tried again item by item."""

    together: Together
    payload: Any
    future: Future[Any] = field(default_factory=Future)


class BatchingWriter:
    """Takes items into transactions of their own thread. `begin` opens a transaction on this database."""

    def __init__(self, engine: Engine, begin: str, lock_path: Path | None = None) -> None:
        self._engine = engine
        self._begin = begin
        self._lock_path = lock_path
        self._starting = threading.Lock()
        self._pid = 0
        self._items: queue.SimpleQueue[Item] = queue.SimpleQueue()

    def submit(self, together: Together, payload: Any) -> Future[Any]:
        """Queue an item; the future is done after COMMIT, with its result or with what went wrong."""
        if self._pid != os.getpid():
            self._start()
        item = Item(together, payload)
        self._items.put(item)
        return item.future

    def _start(self) -> None:
        """Start the thread in this process; a forked child has none of its parent's threads."""
        with self._starting:
            if self._pid == os.getpid():
                return
            self._items = queue.SimpleQueue()
            threading.Thread(target=self._run, args=(self._items,), name="consent-writer", daemon=True).start()
            self._pid = os.getpid()

    def _run(self, items: queue.SimpleQueue[Item]) -> None:
        while True:
            batch = [items.get()]
            try:
                with self._turn():
                    while len(batch) < MOST and not items.empty():
                        batch.append(items.get())
                    outcomes = self._write(batch)
            except BaseException as error:
                log.exception("a batch of %d writes failed", len(batch))
                outcomes = [error] * len(batch)
            for item, outcome in zip(batch, outcomes, strict=True):
                with suppress(InvalidStateError):  # who gave up waiting has been answered
                    if isinstance(outcome, BaseException):
                        item.future.set_exception(outcome)
                    else:
                        item.future.set_result(outcome)

    def _write(self, batch: Sequence[Item]) -> Sequence[Any]:
        """What each item gets: its result, or the exception that stopped it."""
        try:
            return self._transact(batch)
        except Exception as error:
            if len(batch) == 1 and not _passing(error):
                return [error]
        return [self._alone(item) for item in batch]

    def _alone(self, item: Item) -> Any:
        """One item in a transaction of its own; a second time when what stopped it was passing."""
        try:
            return self._transact([item])[0]
        except Exception as error:
            if not _passing(error):
                return error
        try:
            return self._transact([item])[0]
        except Exception as error:
            return error

    def _transact(self, batch: Sequence[Item]) -> Sequence[Any]:
        kinds: dict[Together, list[int]] = defaultdict(list)
        results: list[Any] = [None] * len(batch)
        with self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql(self._begin)
            try:
                for place, item in enumerate(batch):
                    # Asked only now, with the lock in hand: who gave up waiting for it was told "not saved".
                    if item.future.running() or item.future.set_running_or_notify_cancel():
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
        return results

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Wait for this process's turn among all that write to the same file."""
        if fcntl is None or self._lock_path is None:
            yield
            return
        descriptor = os.open(self._lock_path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)


def _passing(error: Exception) -> bool:
    """Whether the same item may well succeed at once: it met a row that another process had just added (and sees it
    the second time), or a connection that had died while it was idle."""
    return isinstance(error, IntegrityError) or (isinstance(error, DBAPIError) and error.connection_invalidated)


def run_jobs(connection: Connection, jobs: Sequence[Callable[[Connection], Any]]) -> list[Any]:
    """Jobs that know nothing of each other, one after another."""
    return [job(connection) for job in jobs]
