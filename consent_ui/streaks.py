"""Warns in the log of answers in a row without one refusal, whether or not anybody opens the dashboard.

Looked at where the counts of pages are saved, in a thread nobody waits for, at most once in EVERY seconds; each
process says so once per streak.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Collection
from threading import Lock
from uuid import UUID

from consent_ui.rules.counting import ROW, looks_wrong
from consent_ui.store import offers, streaks
from consent_ui.store.database import Database, NotRead

log = logging.getLogger(__name__)

EVERY = 60.0
"""Seconds between two looks of one process."""


class Streaks:
    """Which restaurants' streaks this process has told."""

    def __init__(self) -> None:
        self._told: set[UUID] = set()
        self._next = 0.0
        self._lock = Lock()

    def look(self, database: Database, restaurant_ids: Collection[UUID]) -> None:
        """Look at the last answers of these restaurants, if it is time. Never raises for a database that does not
        answer: the next look comes soon."""
        with self._lock:
            now = time.monotonic()
            if now < self._next:
                return
            self._next = now + EVERY
        try:
            with database.read() as connection:
                for restaurant in offers.restaurants(connection):
                    if restaurant.id in restaurant_ids:
                        agreed = streaks.yes_in_a_row(connection, restaurant.id, ROW)
                        self.tell(restaurant.id, restaurant.slug, looks_wrong(agreed))
        except NotRead:
            log.info("the last answers could not be read; they are looked at again later")

    def tell(self, restaurant_id: UUID, slug: str, suspicious: bool) -> None:
        """Warn, once per streak; a refusal ends a streak."""
        with self._lock:
            if not suspicious:
                self._told.discard(restaurant_id)
                return
            if restaurant_id in self._told:
                return
            self._told.add(restaurant_id)
        log.warning("%s: the last %d answers contain no refusal; check the no button", slug, ROW)
