"""One thing to be written, and the wait for it: handed over by a request's thread, ended by the writing one."""

from __future__ import annotations

from _thread import allocate_lock
from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Connection

Together = Callable[[Connection, Sequence[Any]], Sequence[Any]]
"""Writes payloads inside a transaction and returns a result for each."""

AtOnce = Callable[[Connection, Sequence[Any]], Sequence[Any] | None]
"""The same in a single statement, which is a transaction of its own; None when that cannot be, and nothing was written.
Each statement gives the interpreter's lock away and waits for it again, so one takes a fraction of the time of four."""


class Item:
    """Something to write: items with the same `together` are handed to it at once. Writing an item twice must be the
    same as writing it once, because a batch that fails is tried again item by item.

    Two plain locks, where a Future of the standard library makes a condition and takes it six times: under load the
    waiting costs more than the writing.
    """

    __slots__ = ("_claimed", "_ended", "_outcome", "_taken", "at_once", "payload", "together")

    def __init__(self, together: Together, payload: Any, at_once: AtOnce | None = None) -> None:
        self.together = together
        self.payload = payload
        self.at_once = at_once
        self._claimed = False
        self._outcome: Any = None
        self._taken = allocate_lock()  # by who writes it or by who gives it up, whichever comes first
        self._ended = allocate_lock()  # free once there is an outcome
        self._ended.acquire()

    def claim(self) -> bool:
        """Whether somebody still waits for this item, who can then no longer give it up. Asked by the writing thread,
        as late as can be: who gave up was told "not saved"."""
        if not self._claimed:
            self._claimed = self._taken.acquire(blocking=False)
        return self._claimed

    def give_up(self) -> bool:
        """Whether the item will never be written; False when that is happening, or has happened."""
        return self._taken.acquire(blocking=False)

    def end(self, outcome: Any) -> None:
        """Say what came of it: a result, or the exception that stopped it. Once."""
        self._outcome = outcome
        self._ended.release()

    def outcome(self, seconds: float) -> Any:
        """What came of it, waited for at most so long: a result, or the exception that stopped it. Raises TimeoutError
        when nothing has come yet."""
        if not self._ended.acquire(timeout=seconds):
            raise TimeoutError
        self._ended.release()
        return self._outcome
