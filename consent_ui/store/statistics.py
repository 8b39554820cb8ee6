"""Reads the numbers of the dashboard: kept sums, and what is newer than them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Row, func, select

from consent_ui.rules.consent import Channel, Kind, Place, State
from consent_ui.store import fresh
from consent_ui.store.counting import local_date, upto
from consent_ui.store.counting_tables import answered, asked, people
from consent_ui.store.database import Database
from consent_ui.store.tables import decision

BANNER = "banner"

PAGE = 2000
"""Decisions read at once."""

Shown = Mapping[tuple[date, str], int]
"""Pages with the question, by day and notice."""
Said = Mapping[tuple[date, str, Place, Kind], int]
"""Forms that were answered, by day, notice, place and kind."""


@dataclass
class Numbers:
    """What happened at one restaurant from one day to another.

    `asked` counts pages with the question, per day and per notice. `said` counts the forms that answered it, per day
    and kind and per notice and kind. `elsewhere` counts every form by place and kind, `states` people by channel and
    state now, leaving out who never decided.
    """

    asked_on: Counter[date] = field(default_factory=Counter)
    asked_by: Counter[str] = field(default_factory=Counter)
    said_on: Counter[tuple[date, Kind]] = field(default_factory=Counter)
    said_by: Counter[tuple[str, Kind]] = field(default_factory=Counter)
    places: Counter[tuple[Place, Kind]] = field(default_factory=Counter)
    states: Counter[tuple[Channel, State]] = field(default_factory=Counter)


@contextmanager
def snapshot(connection: Connection) -> Iterator[Connection]:
    """All that is read inside belongs to one instant: sums and what is newer than them must fit together."""
    postgresql = connection.dialect.name == "postgresql"
    connection.exec_driver_sql("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY" if postgresql else "BEGIN")
    try:
        yield connection
    finally:
        connection.exec_driver_sql("COMMIT")


def numbers(connection: Connection, restaurant_id: UUID, first: date, last: date, time_zone: str) -> Numbers:
    """The numbers of these days, both included, in the restaurant's time zone."""
    found = Numbers()
    with snapshot(connection):
        mark = upto(connection, restaurant_id)
        _read_asked(connection, restaurant_id, first, last, found)
        _read_answered(connection, restaurant_id, first, last, found)
        tail = fresh.Span(restaurant_id, mark)
        for row in fresh.answers(connection, tail):
            day = local_date(row.quarter, time_zone)
            if first <= day <= last:
                _add(found, day, row)
        total: Counter[tuple[str, str, bool]] = Counter()
        for row in connection.execute(select(people).where(people.c.restaurant_id == restaurant_id)):
            total[(row.channel, row.kind, bool(row.bound))] += row.people
        total.update(fresh.moved(connection, tail))
    for (channel, kind, bound), count in total.items():
        if count:
            found.states[(Channel(channel), _state(kind, bound))] += count
    return found


def _read_asked(connection: Connection, restaurant_id: UUID, first: date, last: date, found: Numbers) -> None:
    statement = select(asked.c.day, asked.c.notice, asked.c.asked).where(
        asked.c.restaurant_id == restaurant_id, asked.c.day >= first, asked.c.day <= last
    )
    for row in connection.execute(statement):
        found.asked_on[row.day] += row.asked
        found.asked_by[row.notice] += row.asked


def _read_answered(connection: Connection, restaurant_id: UUID, first: date, last: date, found: Numbers) -> None:
    statement = select(answered).where(
        answered.c.restaurant_id == restaurant_id, answered.c.day >= first, answered.c.day <= last
    )
    for row in connection.execute(statement):
        _add(found, row.day, row)


def _add(found: Numbers, day: date, row: Row[Any]) -> None:
    kind = Kind(row.kind)
    found.places[(Place(row.place), kind)] += row.acts
    if row.place == BANNER and kind is not Kind.WITHDRAWN:
        found.said_on[(day, kind)] += row.acts
        found.said_by[(row.notice, kind)] += row.acts


def _state(kind: str, bound: bool) -> State:
    """The fold of one person's decisions on a channel, taking it that the contact is still the one it was bound to."""
    return State.PENDING if kind == Kind.GIVEN and not bound else State(kind)


def days(connection: Connection, restaurant_id: UUID, first: date, last: date, time_zone: str) -> tuple[Shown, Said]:
    """The same, undigested: pages with the question by day and notice, and answers by day, notice, place and kind."""
    said: Counter[tuple[date, str, Place, Kind]] = Counter()
    with snapshot(connection):
        statement = select(answered).where(
            answered.c.restaurant_id == restaurant_id, answered.c.day >= first, answered.c.day <= last
        )
        for row in connection.execute(statement):
            said[(row.day, row.notice, Place(row.place), Kind(row.kind))] += row.acts
        for row in fresh.answers(connection, fresh.Span(restaurant_id, upto(connection, restaurant_id))):
            day = local_date(row.quarter, time_zone)
            if first <= day <= last:
                said[(day, row.notice, Place(row.place), Kind(row.kind))] += row.acts
        counts = select(asked).where(asked.c.restaurant_id == restaurant_id, asked.c.day >= first, asked.c.day <= last)
        shown = {(row.day, row.notice): row.asked for row in connection.execute(counts)}
    return shown, said


def last_answers(connection: Connection, restaurant_id: UUID, row: int) -> list[Kind]:
    """What the last forms said that answered the question, newest first, `row` of them at most. When a refusal is
    among the newest decisions, as is usual, only these few are read: it is all that `rules/counting.py` wants to know.
    """
    at_banner = (decision.c.restaurant_id == restaurant_id, decision.c.place == BANNER)
    newest = select(decision.c.kind).where(*at_banner).order_by(decision.c.id.desc()).limit(row).subquery()
    refusals = connection.execute(select(func.count()).where(newest.c.kind != Kind.GIVEN)).scalar_one()
    if refusals:
        return [Kind.REFUSED]
    channels = len(Channel)
    statement = (
        select(decision.c.act, decision.c.kind).where(*at_banner).order_by(decision.c.id.desc()).limit(row * channels)
    )
    forms = {each.act: Kind(each.kind) for each in connection.execute(statement)}
    return list(forms.values())[:row]


def decisions(database: Database, restaurant_id: UUID, first: date, last: date, time_zone: str) -> Iterator[Row[Any]]:
    """Every decision of these days, in the order of their ids, read in pages so that no transaction stays open for as
    long as somebody downloads."""
    begins, ends = (datetime.combine(day, time(0), ZoneInfo(time_zone)) for day in (first, last + timedelta(days=1)))
    after = fresh.FIRST
    while True:
        statement = (
            select(decision)
            .where(fresh.Span(restaurant_id, after).holds(decision), decision.c.at >= begins, decision.c.at < ends)
            .order_by(decision.c.id)
            .limit(PAGE)
        )
        with database.read() as connection:
            rows = list(connection.execute(statement))
        yield from rows
        if len(rows) < PAGE:
            return
        after = rows[-1].id
