"""The only reader of decisions: a person's history, whole or in parts."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, Select, Uuid, bindparam, literal, select, text, tuple_

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


def by_id(connection: Connection, restaurant_id: UUID, ids: Collection[UUID]) -> dict[UUID, Decision]:
    """These decisions, as far as they are this restaurant's."""
    statement = select(table).where(table.c.restaurant_id == restaurant_id, table.c.id.in_(ids))
    return {row.id: _read(row) for row in connection.execute(statement)} if ids else {}


def kinds(connection: Connection, restaurant_id: UUID) -> list[Kind]:
    """What every decision at one restaurant was, oldest first."""
    statement = select(table.c.kind).where(table.c.restaurant_id == restaurant_id).order_by(table.c.id)
    return [Kind(each) for each in connection.execute(statement).scalars()]


_FIELDS = tuple(Decision.__dataclass_fields__)

LATEST = {
    "sqlite": "FROM json_each(:wanted) AS w CROSS JOIN consent_decision AS d ON d.restaurant_id = :restaurant "
    "AND d.id = (SELECT x.id FROM consent_decision AS x WHERE x.restaurant_id = :restaurant "
    "AND x.person = json_extract(w.value, '$.person') AND x.channel = json_extract(w.value, '$.channel') "
    "ORDER BY x.at DESC, x.id DESC LIMIT 1)",
    "postgresql": "FROM jsonb_to_recordset(CAST(:wanted AS jsonb)) AS w(person uuid, channel text) CROSS JOIN LATERAL "
    "(SELECT x.* FROM consent_decision AS x WHERE x.restaurant_id = :restaurant AND x.person = w.person "
    "AND x.channel = w.channel ORDER BY x.at DESC, x.id DESC LIMIT 1) AS d",
}
"""By hand, because each person is then looked up by herself, through the index, whatever a database believes of how
many decisions a restaurant has."""


def latest(
    connection: Connection, restaurant_id: UUID, people: Collection[UUID]
) -> dict[UUID, dict[Channel, Decision]]:
    """The last decision on each channel of each of these people: what fold() goes by. Who decided nothing is absent."""
    wanted = json.dumps([{"person": person.hex, "channel": channel} for person in people for channel in Channel])
    names = ", ".join(f"d.{name}" for name in _FIELDS)
    statement = text(f"SELECT {names} {LATEST[connection.dialect.name]}")
    typed = statement.bindparams(bindparam("restaurant", type_=Uuid())).columns(*(table.c[name] for name in _FIELDS))
    found: dict[UUID, dict[Channel, Decision]] = {}
    for row in connection.execute(typed, {"wanted": wanted, "restaurant": restaurant_id}):
        found.setdefault(row.person, {})[Channel(row.channel)] = _read(row)
    return found


def page(
    connection: Connection, restaurant_id: UUID, person: UUID, before: UUID | None, limit: int, *, itself: bool = False
) -> tuple[list[Decision], bool]:
    """Up to `limit` decisions of one person, newest first, from the one after `before` on (or from `before` `itself`),
    and whether there are more. A `before` that is not this person's is as none."""
    statement = _of(restaurant_id, person).order_by(table.c.at.desc(), table.c.id.desc()).limit(limit + 1)
    if before is not None:
        at = connection.execute(
            select(table.c.at).where(
                table.c.restaurant_id == restaurant_id, table.c.id == before, table.c.person == person
            )
        ).scalar()
        if at is not None:
            older = tuple_(literal(at, table.c.at.type), literal(before, Uuid()))
            place = tuple_(table.c.at, table.c.id)
            statement = statement.where(place <= older if itself else place < older)
    rows = [_read(row) for row in connection.execute(statement)]
    return rows[:limit], len(rows) > limit


def _of(restaurant_id: UUID, person: UUID) -> Select[Any]:
    return select(table).where(table.c.restaurant_id == restaurant_id, table.c.person == person)


def _read(row: Row[Any]) -> Decision:
    values = {name: getattr(row, name) for name in _FIELDS}
    values["channel"], values["kind"] = Channel(row.channel), Kind(row.kind)
    values["place"], values["actor"] = Place(row.place), Actor(row.actor)
    return Decision(**values)
