"""Runs jobs at the very same moment, as many browsers would."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

Result = TypeVar("Result")


def at_once(jobs: Sequence[Callable[[], Result]]) -> list[Result]:
    """Start all jobs together, each in a thread of its own, and return their results in order; the first
    exception passes through."""
    barrier = Barrier(len(jobs))

    def started(job: Callable[[], Result]) -> Result:
        barrier.wait(timeout=30)
        return job()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(started, jobs))
