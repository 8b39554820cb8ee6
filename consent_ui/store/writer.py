"""One queue in front of SQLite's single writer.

SQLite lets one connection write at a time, and its own waiting is a poll with growing sleeps: under load some
writers wait for seconds. Here each process has one writing thread that takes every job waiting at that moment into
one transaction, and processes queue on a kernel file lock. A job's result is handed back only after COMMIT.
"""

from __future__ import annotations

import logging
import os
import queue
import sqlite3
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine

try:
    import fcntl
except ImportError:  # Windows has no flock; SQLite's own lock still keeps the data right there
    fcntl = None  # type: ignore[assignment]

log = logging.getLogger(__name__)

MOST = 64
"""Jobs taken into one transaction; more would let the first wait for the last."""

Job = Callable[[Connection], Any]


class BatchingWriter:
    """Runs jobs one after another on one connection, many to a transaction.

    Each job has a savepoint of its own: one that raises is rolled back alone. If COMMIT fails, all fail.
    """

    def __init__(self, engine: Engine, lock_path: Path | None) -> None:
        self._engine = engine
        self._lock_path = lock_path
        self._starting = threading.Lock()
        self._pid = 0
        self._jobs: queue.SimpleQueue[tuple[Job, Future[Any]]] = queue.SimpleQueue()

    def submit(self, job: Job) -> Future[Any]:
        """Queue a job; the future is done after COMMIT, with the job's result or with what went wrong."""
        if self._pid != os.getpid():
            self._start()
        future: Future[Any] = Future()
        self._jobs.put((job, future))
        return future

    def _start(self) -> None:
        """Start the thread in this process; a forked child has none of its parent's threads."""
        with self._starting:
            if self._pid == os.getpid():
                return
            self._jobs = queue.SimpleQueue()
            threading.Thread(target=self._run, args=(self._jobs,), name="consent-writer", daemon=True).start()
            self._pid = os.getpid()

    def _run(self, jobs: queue.SimpleQueue[tuple[Job, Future[Any]]]) -> None:
        while True:
            batch = [jobs.get()]
            while len(batch) < MOST and not jobs.empty():
                batch.append(jobs.get())
            try:
                with self._engine.connect() as connection:
                    self._transact(connection, batch)
            except BaseException as error:
                log.exception("a batch of %d writes failed", len(batch))
                for _, future in batch:
                    if future.running() or (not future.done() and future.set_running_or_notify_cancel()):
                        future.set_exception(error)

    def _transact(self, connection: Connection, batch: list[tuple[Job, Future[Any]]]) -> None:
        driver: sqlite3.Connection = connection.connection.driver_connection  # type: ignore[assignment]
        done: list[tuple[Future[Any], Any]] = []
        with self._queue_among_processes():
            driver.execute("BEGIN IMMEDIATE")
            try:
                for job, future in batch:
                    # Asked only now, with the lock in hand: who gave up waiting for it was told "not saved".
                    if not future.set_running_or_notify_cancel():
                        continue
                    driver.execute("SAVEPOINT job")
                    try:
                        result = job(connection)
                    except Exception as error:
                        driver.execute("ROLLBACK TO job")
                        future.set_exception(error)
                    else:
                        done.append((future, result))
                    driver.execute("RELEASE job")
                driver.execute("COMMIT")
            except BaseException:
                if driver.in_transaction:
                    driver.execute("ROLLBACK")
                raise
        for future, result in done:
            future.set_result(result)

    @contextmanager
    def _queue_among_processes(self) -> Iterator[None]:
        if fcntl is None or self._lock_path is None:
            yield
            return
        descriptor = os.open(self._lock_path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)
