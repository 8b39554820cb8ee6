"""Fetches the numbers of a restaurant, with all that was counted a moment ago.

What the sums say of the days before yesterday does not change until decisions are added to them, so each process keeps
it for the ranges that were asked for last: a page about a year costs little more than one about a month.
"""

from __future__ import annotations

import logging
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from typing import TypeVar
from uuid import UUID
from weakref import WeakKeyDictionary, WeakSet
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from consent_ui.memory import remember
from consent_ui.rules.consent import Channel, Kind, State
from consent_ui.rules.counting import ROW, local_day, looks_wrong
from consent_ui.rules.notices import Notice, Restaurant
from consent_ui.rules.ranges import Range
from consent_ui.rules.rates import Rate, wilson
from consent_ui.state import Consent
from consent_ui.store import contact_changes, counting, fresh, statistics, streaks
from consent_ui.store.database import Database, NotSaved
from consent_ui.store.statistics import Numbers, Said, Shown

log = logging.getLogger(__name__)

Key = TypeVar("Key")

PAST_SECONDS = 60
"""Counts of earlier days that came this late are seen this late."""
RANGES = 64
"""Ranges whose past a process remembers."""
CLOCKS = timedelta(minutes=10)
"""How far the clock that names a decision may be behind the one that dates it."""

_past: WeakKeyDictionary[Database, OrderedDict[tuple[object, ...], Numbers]] = WeakKeyDictionary()
_behind: WeakSet[Database] = WeakSet()
"""Databases that did not take the sums when they were last brought up to date, which was logged."""


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


@dataclass
class Reckoning:
    """The numbers of some days, where people stand now, and whether the last answers look wrong."""

    numbers: Numbers
    states: Counter[tuple[Channel, State]] = field(default_factory=Counter)
    suspicious: bool = False


@contextmanager
def counted(consent: Consent, restaurant: Restaurant, now: datetime) -> Iterator[tuple[Connection, fresh.Span]]:
    """A connection on which all that is read belongs to one instant, and the decisions that are in no kept sum. Brings
    the sums up to date first when that is worth it, in short transactions; when the database does not take that, they
    are counted on the spot instead. Raises NotRead."""
    consent.asked.flush()
    with _or_on_the_spot(consent.database), consent.database.read() as connection:
        behind = counting.is_behind(connection, restaurant.id, now)
        while behind:
            behind = consent.database.write(
                lambda connection: counting.catch_up(connection, restaurant.id, restaurant.time_zone, now)
            )
        if contact_changes.waiting(connection, restaurant.id):
            contact_changes.settle_all(consent.database, restaurant.id, partial(consent.seals.is_of, restaurant.id))
    with statistics.snapshot(consent.database) as connection:
        yield connection, fresh.Span(restaurant.id, counting.upto(connection, restaurant.id))


@contextmanager
def _or_on_the_spot(database: Database) -> Iterator[None]:
    """Go on without sums that could not be saved. The log says so once, and anew after it has worked again."""
    try:
        yield
    except NotSaved:
        if database not in _behind:
            _behind.add(database)
            log.warning("the dashboard's sums could not be saved; what is missing in them is counted at every reading")
    else:
        _behind.discard(database)


def reckon(consent: Consent, restaurant: Restaurant, days: Range, now: datetime) -> Reckoning:
    """The numbers of these days, and of now. Raises NotRead."""
    with counted(consent, restaurant, now) as (connection, tail):
        newer = fresh.nth(connection, tail, 1) is not None
        found = Reckoning(_numbers(consent.database, connection, restaurant, tail, days, now))
        if newer:
            statistics.add_newer(connection, tail, days.first, days.last, restaurant.time_zone, found.numbers)
        changes = contact_changes.read(connection, restaurant.id, partial(consent.seals.is_of, restaurant.id))
        found.states = statistics.states(connection, restaurant.id, tail if newer else None, changes)
        found.suspicious = looks_wrong(streaks.yes_in_a_row(connection, restaurant.id, ROW))
    consent.streaks.tell(restaurant.id, restaurant.slug, found.suspicious)
    return found


def this_day(consent: Consent, restaurant: Restaurant, now: datetime) -> tuple[Tally, bool]:
    """What was asked and answered today, and whether the last answers look wrong. Beside the kept sums it reads the
    day's own decisions alone: sums that are far behind keep nobody waiting here. Raises NotRead."""
    today, begins, _ = local_day(now, restaurant.time_zone)
    found = Numbers()
    consent.asked.flush()
    with statistics.snapshot(consent.database) as connection:
        after = max(counting.upto(connection, restaurant.id), fresh.last_id(begins - CLOCKS))
        statistics.add_kept(connection, restaurant.id, today, today, found)
        statistics.add_newer(connection, fresh.Span(restaurant.id, after), today, today, restaurant.time_zone, found)
        suspicious = looks_wrong(streaks.yes_in_a_row(connection, restaurant.id, ROW))
    return whole(found), suspicious


def _numbers(
    database: Database, connection: Connection, restaurant: Restaurant, tail: fresh.Span, days: Range, now: datetime
) -> Numbers:
    """What the kept sums say, of earlier days from memory."""
    today = now.astimezone(ZoneInfo(restaurant.time_zone)).date()
    cut = min(days.last, today - timedelta(days=2))
    kept = _past.setdefault(database, OrderedDict())
    minute = int(now.timestamp()) // PAST_SECONDS
    key = (restaurant.id, tail.after, days.first, cut, days.step, restaurant.time_zone, minute)
    past = kept.get(key)
    if past is None:
        past = Numbers(days.begins)
        if days.first <= cut:
            statistics.add_kept(connection, restaurant.id, days.first, cut, past)
        remember(kept, key, past, most=RANGES)
    found = past.copy()
    begin = max(days.first, cut + timedelta(days=1))
    if begin <= days.last:
        statistics.add_kept(connection, restaurant.id, begin, days.last, found)
    return found


def each_day(consent: Consent, restaurant: Restaurant, days: Range, now: datetime) -> tuple[Shown, Said]:
    """The numbers of these days, one by one. Raises NotRead."""
    with counted(consent, restaurant, now) as (connection, tail):
        return statistics.days(connection, restaurant.id, days.first, days.last, restaurant.time_zone, tail)


def by_step(found: Numbers, days: Range) -> dict[date, Tally]:
    """The numbers per step of the range, empty ones included."""
    steps = {step: Tally() for step in days.steps()}
    for step, count in found.asked_on.items():
        steps[step].asked += count
    for (step, kind), count in found.said_on.items():
        _say(steps[step], kind, count)
    return steps


def by_notice(consent: Consent, restaurant_id: UUID, found: Numbers, key: Callable[[Notice], Key]) -> dict[Key, Tally]:
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


def whole(found: Numbers) -> Tally:
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
