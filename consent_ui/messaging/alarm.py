"""Messages that nobody had signed: counted, and said aloud once a minute at most, however many come."""

from __future__ import annotations

import logging
from collections import Counter
from datetime import datetime, timedelta
from threading import Lock
from uuid import UUID

from consent_ui.store import leaving
from consent_ui.store.database import Database, NotSaved

log = logging.getLogger(__name__)

PAUSE = timedelta(minutes=1)


class Alarm:
    """Counts in this process, and writes the count down each time it rings."""

    def __init__(self) -> None:
        self._waiting: Counter[tuple[UUID, str]] = Counter()
        self._rang: dict[tuple[UUID, str], datetime] = {}
        self._lock = Lock()

    def ring(self, database: Database, restaurant_id: UUID, gateway: str, now: datetime) -> None:
        """One more. `now` is aware UTC. Nothing of the message itself is kept, and nothing that fails here shows."""
        key = (restaurant_id, gateway)
        with self._lock:
            self._waiting[key] += 1
            rang = self._rang.get(key)
            if rang is not None and now - rang < PAUSE:
                return
            self._rang[key] = now
            times = self._waiting.pop(key)
        log.error("messages under the name of %s came in with a wrong signature: %d", gateway, times)
        try:
            database.write(lambda c: leaving.count_bad_signatures(c, restaurant_id, gateway, times, now))
        except NotSaved:
            with self._lock:
                self._waiting[key] += times
