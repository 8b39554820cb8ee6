"""Counts how often the question is put, without a word about to whom, and without anybody waiting for it.

A page with the question adds one to a number in memory; a thread of its own adds the numbers to the database every
few seconds (`store/counting.py`). So a process that is killed loses the counts of its last seconds, and one that ends
in order none: the thread is no daemon, and the interpreter waits for it. It begins with the first count and ends when
there is nothing left to add, so that a process at rest has no thread. While TESTING it does not begin at all: who
reads the numbers calls flush() first, in tests as in the back office.
"""

from __future__ import annotations

import logging
import os
import threading
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING
from uuid import UUID
from weakref import WeakSet

from consent_ui.rules.counting import counts_as_asked, local_day
from consent_ui.rules.notices import Restaurant
from consent_ui.store.database import NotSaved, Uncertain

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

log = logging.getLogger(__name__)

EVERY = 2.0
"""Seconds after which the numbers of this process are in the database."""
AT_MOST = 60.0
"""Seconds between two tries while the database does not take them."""

is_person = lru_cache(maxsize=1000)(counts_as_asked)
"""The rule, remembered: the same few programs ask again and again."""


class Tally:
    """How often one notice was shown on one day of its restaurant."""

    __slots__ = ("begins", "count", "day", "ends", "restaurant_id")

    def __init__(self, restaurant: Restaurant, now: datetime) -> None:
        self.restaurant_id = restaurant.id
        self.day, self.begins, self.ends = local_day(now, restaurant.time_zone)
        self.count = 0


class AskedCounter:
    """The numbers of one application in one process. `save` adds them to the database, `background` says whether that
    may happen by itself."""

    def __init__(
        self, save: Callable[[Counter[tuple[UUID, date, str]]], object], background: Callable[[], bool]
    ) -> None:
        self._save = save
        self._background = background
        self._begin()
        _counters.add(self)

    def _begin(self) -> None:
        """Nothing counted yet. A forked child begins anew: what its parent counted, its parent saves."""
        self._lock = threading.Lock()
        self._tallies: dict[str, Tally] = {}
        self._waiting: Counter[tuple[UUID, date, str]] = Counter()
        self._thread: threading.Thread | None = None

    def add(self, environ: WSGIEnvironment, restaurant: Restaurant, fingerprint: str, now: datetime) -> None:
        """The question is put once, on the page that answers this request. `now` is aware UTC."""
        get = environ.get
        purpose = get("HTTP_SEC_PURPOSE") or get("HTTP_PURPOSE", "")
        if not is_person(environ["REQUEST_METHOD"], purpose, get("HTTP_USER_AGENT", "")):
            return
        with self._lock:
            tally = self._tallies.get(fingerprint)
            if tally is None or not tally.begins <= now < tally.ends:
                tally = self._open(restaurant, fingerprint, now)
            tally.count += 1

    def _open(self, restaurant: Restaurant, fingerprint: str, now: datetime) -> Tally:
        """A new tally, in place of yesterday's. The lock is held."""
        yesterday = self._tallies.pop(fingerprint, None)
        if yesterday is not None:
            self._waiting[(yesterday.restaurant_id, yesterday.day, fingerprint)] += yesterday.count
        if self._thread is None and self._background():
            thread = threading.Thread(target=self._run, name="consent-counts", daemon=False)
            with suppress(RuntimeError):  # no thread can be had: the next count tries again, and the page is shown
                thread.start()
                self._thread = thread
        tally = self._tallies[fingerprint] = Tally(restaurant, now)
        return tally

    def flush(self) -> bool:
        """Add what was counted so far to the database; whether it took it. What it did not take is kept; where it
        did not say, the counts are let go, rather than counted twice."""
        with self._lock:
            taken, self._waiting = self._waiting, Counter()
            for fingerprint, tally in self._tallies.items():
                taken[(tally.restaurant_id, tally.day, fingerprint)] += tally.count
            self._tallies = {}
        if not taken:
            return True
        try:
            self._save(taken)
        except Uncertain:
            return False
        except NotSaved:
            with self._lock:
                self._waiting.update(taken)
            return False
        return True

    def _run(self) -> None:
        pause = EVERY
        main = threading.main_thread()
        while True:
            main.join(pause)  # wakes at once when the interpreter begins to end
            pause = EVERY if self.flush() else min(2 * pause, AT_MOST)
            with self._lock:
                if (not self._tallies and not self._waiting) or not main.is_alive():
                    self._thread = None
                    return


_counters: WeakSet[AskedCounter] = WeakSet()


def _after_fork() -> None:
    for counter in list(_counters):
        counter._begin()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork)
