"""Reads the numbers of the dashboard: kept sums, and what is newer than them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import (
    Column,
    Connection,
    Row,
    Select,
    Table,
    bindparam,
    select,
)

from consent_ui.rules.consent import Channel, Kind, Place, State
from consent_ui.store import fresh
from consent_ui.store.contact_changes import Change
from consent_ui.store.counting import local_date
from consent_ui.store.counting_tables import answered, asked, people
from consent_ui.store.database import Database
from consent_ui.store.tables import decision

PAGE = 2000
"""Decisions read at once."""

Shown = Mapping[tuple[date, str], int]
"""Pages with the question, by day and notice."""
Said = Mapping[tuple[date, str, Place, Kind], int]
"""Forms that were answered, by day, notice, place and kind."""

BANNER = str(Place.BANNER)
_KINDS = {str(kind): kind for kind in Kind}
_PLACES = {str(place): place for place in Place}


def _of_days(table: Table, *columns: Column[Any]) -> Select[Any]:
    return select(*columns).where(
        table.c.restaurant_id == bindparam("restaurant"),
        table.c.day >= bindparam("first"),
        table.c.day <= bindparam("last"),
    )


# Built once: building a statement costs more than most of them take.
_ASKED = _of_days(asked, asked.c.day, asked.c.notice, asked.c.asked)
_ANSWERED = _of_days(answered, *[answered.c[name] for name in ("day", "notice", "place", "kind", "acts")])
_PEOPLE = select(people.c.channel, people.c.kind, people.c.bound, people.c.people).where(
    people.c.restaurant_id == bindparam("restaurant")
)


def _that_day(day: date) -> date:
    return day


@dataclass
class Numbers:
    """What happened at one restaurant from one day to another.

    `asked` counts pages with the question, per step and per notice. `said` counts the forms that answered it, per step
    and kind and per notice and kind. `places` counts every form by place and kind. A step is named by its first day,
    which `begins` tells of each day; without it every day is a step.
    """

    begins: Callable[[date], date] = _that_day
    asked_on: Counter[date] = field(default_factory=Counter)
    asked_by: Counter[str] = field(default_factory=Counter)
    said_on: Counter[tuple[date, Kind]] = field(default_factory=Counter)
    said_by: Counter[tuple[str, Kind]] = field(default_factory=Counter)
    places: Counter[tuple[Place, Kind]] = field(default_factory=Counter)

    def copy(self) -> Numbers:
        """The same numbers, to add to."""
        return Numbers(
            self.begins,
            self.asked_on.copy(),
            self.asked_by.copy(),
            self.said_on.copy(),
            self.said_by.copy(),
            self.places.copy(),
        )


@contextmanager
def snapshot(database: Database) -> Iterator[Connection]:
    """All that is read inside belongs to one instant: sums and what is newer than them must fit together. Raises
    NotRead."""
    with database.read() as connection:
        postgresql = connection.dialect.name == "postgresql"
        connection.exec_driver_sql("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY" if postgresql else "BEGIN")
        try:
            yield connection
        finally:
            connection.exec_driver_sql("COMMIT")


def add_kept(connection: Connection, restaurant_id: UUID, first: date, last: date, found: Numbers) -> None:
    """Add what the kept sums say of these days, both included."""
    days = {"restaurant": restaurant_id, "first": first, "last": last}
    for day, notice, count in connection.execute(_ASKED, days):
        found.asked_on[found.begins(day)] += count
        found.asked_by[notice] += count
    for day, notice, place, kind, acts in connection.execute(_ANSWERED, days):
        _add(found, day, notice, place, kind, acts)


def add_newer(
    connection: Connection, tail: fresh.Span, first: date, last: date, time_zone: str, found: Numbers
) -> None:
    """Add the decisions that are in no kept sum yet, if they are of these days."""
    for quarter, notice, place, kind, acts in fresh.answers(connection, tail):
        day = local_date(quarter, time_zone)
        if first <= day <= last:
            _add(found, day, notice, place, kind, acts)


def _add(found: Numbers, day: date, notice: str, place: str, kind: str, acts: int) -> None:
    said = _KINDS[kind]
    found.places[(_PLACES[place], said)] += acts
    if place == BANNER and said is not Kind.WITHDRAWN:
        found.said_on[(found.begins(day), said)] += acts
        found.said_by[(notice, said)] += acts


def states(
    connection: Connection, restaurant_id: UUID, tail: fresh.Span | None, changes: Iterable[Change] = ()
) -> Counter[tuple[Channel, State]]:
    """How many people are in a state now, by channel, leaving out who never decided. `tail` are the decisions that are
    in no kept sum yet, `changes` the contacts that changed and are in none."""
    total: Counter[tuple[str, str, bool]] = Counter()
    for channel, kind, bound, count in connection.execute(_PEOPLE, {"restaurant": restaurant_id}):
        total[(channel, kind, bool(bound))] += count
    if tail is not None:
        total.update(fresh.moved(connection, tail))
    for change in changes:
        if change.bound is not None and change.counted is not None and change.counted != change.bound:
            total[(change.channel, Kind.GIVEN, change.counted)] -= 1
            total[(change.channel, Kind.GIVEN, change.bound)] += 1
    found: Counter[tuple[Channel, State]] = Counter()
    for (channel, kind, bound), count in total.items():
        if count:
            found[(Channel(channel), _state(kind, bound))] += count
    return found


def _state(kind: str, bound: bool) -> State:
    """The fold of one person's decisions on a channel; `bound` says that the account still holds the contact."""
    return State.PENDING if kind == Kind.GIVEN and not bound else State(kind)


def days(
    connection: Connection, restaurant_id: UUID, first: date, last: date, time_zone: str, tail: fresh.Span
) -> tuple[Shown, Said]:
    """The same, undigested: pages with the question by day and notice, and answers by day, notice, place and kind."""
    said: Counter[tuple[date, str, Place, Kind]] = Counter()
    values = {"restaurant": restaurant_id, "first": first, "last": last}
    for day, notice, place, kind, acts in connection.execute(_ANSWERED, values):
        said[(day, notice, _PLACES[place], _KINDS[kind])] += acts
    for quarter, notice, place, kind, acts in fresh.answers(connection, tail):
        day = local_date(quarter, time_zone)
        if first <= day <= last:
            said[(day, notice, _PLACES[place], _KINDS[kind])] += acts
    return {(day, notice): count for day, notice, count in connection.execute(_ASKED, values)}, said


def decisions(database: Database, restaurant_id: UUID, first: date, last: date, time_zone: str) -> Iterator[Row[Any]]:
    """Every decision of these days, in the order of their ids, read in pages so that no transaction stays open for as
    long as somebody downloads."""
    begins, ends = (datetime.combine(day, time(0), ZoneInfo(time_zone)) for day in (first, last + timedelta(days=1)))
    after = fresh.FIRST
    while True:
        statement = (
            select(decision)
            .where(fresh.IN_SPAN, decision.c.at >= begins, decision.c.at < ends)
            .order_by(decision.c.id)
            .limit(PAGE)
        )
        with database.read() as connection:
            rows = list(connection.execute(statement, fresh.Span(restaurant_id, after).values()))
        yield from rows
        if len(rows) < PAGE:
            return
        after = rows[-1].id
