"""Fetches the numbers of a restaurant, with all that was counted a moment ago."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

from consent_ui.rules.consent import Kind
from consent_ui.rules.counting import ROW, all_agree
from consent_ui.rules.notices import Notice, Restaurant
from consent_ui.rules.ranges import Range
from consent_ui.rules.rates import Rate, wilson
from consent_ui.state import Consent
from consent_ui.store import counting, statistics
from consent_ui.store.database import NotSaved

Key = TypeVar("Key")
log = logging.getLogger(__name__)


@dataclass
class Tally:
    """How often was asked and what was answered, under one heading."""

    asked: int = 0
    yes: int = 0
    no: int = 0

    @property
    def rate(self) -> Rate | None:
        """The share of yes among the answers."""
        return wilson(self.yes, self.yes + self.no)


def reckon(consent: Consent, restaurant: Restaurant, days: Range, now: datetime) -> statistics.Numbers:
    """The numbers of these days. Brings the kept sums up to date first when that is worth it. Raises NotRead."""
    up_to_date(consent, restaurant, now)
    with consent.database.read() as connection:
        return statistics.numbers(connection, restaurant.id, days.first, days.last, restaurant.time_zone)


def up_to_date(consent: Consent, restaurant: Restaurant, now: datetime) -> None:
    """Add to the sums what is not in them, in short transactions. When the database does not take that, it is counted
    on the spot instead."""
    consent.asked.flush()
    with consent.database.read() as connection:
        behind = counting.is_behind(connection, restaurant.id, now)
    with suppress(NotSaved):
        while behind:
            behind = consent.database.write(
                lambda connection: counting.catch_up(connection, restaurant.id, restaurant.time_zone, now)
            )


def is_suspicious(consent: Consent, restaurant: Restaurant) -> bool:
    """Whether the last answers contain no refusal; then the log says so too."""
    with consent.database.read() as connection:
        suspicious = all_agree(statistics.last_answers(connection, restaurant.id, ROW))
    if suspicious:
        log.warning("%s: the last %d answers contain no refusal; check the no button", restaurant.slug, ROW)
    return suspicious


def by_step(found: statistics.Numbers, days: Range) -> dict[date, Tally]:
    """The numbers per step of the range, empty ones included."""
    steps = {step: Tally() for step in days.steps()}
    for day, count in found.asked_on.items():
        steps[days.begins(day)].asked += count
    for (day, kind), count in found.said_on.items():
        _say(steps[days.begins(day)], kind, count)
    return steps


def by_notice(
    consent: Consent, restaurant_id: UUID, found: statistics.Numbers, key: Callable[[Notice], Key]
) -> dict[Key, Tally]:
    """The numbers per whatever `key` says of a notice, the most often asked first."""
    tallies: dict[Key, Tally] = {}

    def tally(fingerprint: str) -> Tally:
        notice = consent.notice(restaurant_id, fingerprint)
        return tallies.setdefault(key(notice), Tally()) if notice else Tally()

    for fingerprint, count in found.asked_by.items():
        tally(fingerprint).asked += count
    for (fingerprint, kind), count in found.said_by.items():
        _say(tally(fingerprint), kind, count)
    return dict(sorted(tallies.items(), key=lambda item: -item[1].asked))


def whole(found: statistics.Numbers) -> Tally:
    """The numbers of the whole range."""
    said: Counter[Kind] = Counter()
    for (_, kind), count in found.said_on.items():
        said[kind] += count
    return Tally(sum(found.asked_on.values()), said[Kind.GIVEN], said[Kind.REFUSED])


def _say(tally: Tally, kind: Kind, count: int) -> None:
    if kind is Kind.GIVEN:
        tally.yes += count
    else:
        tally.no += count
