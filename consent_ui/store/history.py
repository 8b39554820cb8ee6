"""The only reader of decisions: a person's history, whole or in parts."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, Select, Uuid, func, literal, select, tuple_

from consent_ui.rules.consent import Actor, Channel, Decision, Kind, Place
from consent_ui.store import people
from consent_ui.store.tables import decision as table


def history(connection: Connection, restaurant_id: UUID, person: UUID) -> list[Decision]:
    """Every decision of one person at one restaurant, oldest first."""
    statement = _of(restaurant_id, person).order_by(table.c.at, table.c.id)
    return [_read(row) for row in connection.execute(statement)]


def history_of(connection: Connection, restaurant_id: UUID, reference: str) -> list[Decision]:
    """Every decision of the customer with this reference, oldest first; empty for somebody never recorded."""
    person = people.person_id(connection, restaurant_id, reference)
    return [] if person is None else history(connection, restaurant_id, person)


def kinds(connection: Connection, restaurant_id: UUID) -> list[Kind]:
    """What every decision at one restaurant was, oldest first."""
    statement = select(table.c.kind).where(table.c.restaurant_id == restaurant_id).order_by(table.c.id)
    return [Kind(each) for each in connection.execute(statement).scalars()]


def latest(
    connection: Connection, restaurant_id: UUID, people: Collection[UUID]
) -> dict[UUID, dict[Channel, Decision]]:
    """The last decision on each channel of each of these people: what fold() goes by. Who decided nothing is absent."""
    turn = func.row_number().over(
        partition_by=(table.c.person, table.c.channel), order_by=(table.c.at.desc(), table.c.id.desc())
    )
    ranked = (
        select(table, turn.label("turn"))
        .where(table.c.restaurant_id == restaurant_id, table.c.person.in_([*people]))
        .subquery()
    )
    found: dict[UUID, dict[Channel, Decision]] = {}
    for row in connection.execute(select(ranked).where(ranked.c.turn == 1)):
        found.setdefault(row.person, {})[Channel(row.channel)] = _read(row)
    return found


def page(
    connection: Connection, restaurant_id: UUID, person: UUID, before: UUID | None, limit: int
) -> tuple[list[Decision], bool]:
    """Up to `limit` decisions of one person, newest first, from the one after `before` on, and whether there are more.
    A `before` that is not this person's is as none."""
    statement = _of(restaurant_id, person).order_by(table.c.at.desc(), table.c.id.desc()).limit(limit + 1)
    if before is not None:
        at = connection.execute(
            select(table.c.at).where(
                table.c.restaurant_id == restaurant_id, table.c.id == before, table.c.person == person
            )
        ).scalar()
        if at is not None:
            older = tuple_(literal(at, table.c.at.type), literal(before, Uuid()))
            statement = statement.where(tuple_(table.c.at, table.c.id) < older)
    rows = [_read(row) for row in connection.execute(statement)]
    return rows[:limit], len(rows) > limit


def _of(restaurant_id: UUID, person: UUID) -> Select[Any]:
    return select(table).where(table.c.restaurant_id == restaurant_id, table.c.person == person)


_FIELDS = tuple(Decision.__dataclass_fields__)


def _read(row: Row[Any]) -> Decision:
    values = {name: getattr(row, name) for name in _FIELDS}
    return replace(
        Decision(**values),
        channel=Channel(row.channel),
        kind=Kind(row.kind),
        place=Place(row.place),
        actor=Actor(row.actor),
    )
