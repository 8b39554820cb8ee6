"""Reads and writes many decisions in one statement each, on SQLite and on PostgreSQL.

Each statement gives the interpreter's lock away and may wait for it again; with many requests at work that costs more
than the statement. So a batch is one read and one insert. PostgreSQL takes its rows as one JSON text; SQLite would take
that apart once for every column, so there each value is a parameter of its own.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from datetime import UTC
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from consent_ui.rules.consent import Channel, Decision, Kind

Act = tuple[UUID, UUID]
"""A restaurant and one form sent to it."""

COLUMNS = {
    "restaurant_id": "uuid", "id": "uuid", "act": "uuid", "person": "uuid", "contact": "text", "channel": "text",
    "kind": "text", "notice": "text", "campaign_id": "uuid", "campaign_version": "int", "language": "text",
    "place": "text", "actor": "text", "at": "timestamptz", "schema_version": "int", "build": "text",
}  # fmt: skip

_NAMES = ", ".join(COLUMNS)
_TYPED = ", ".join(f"{name} {kind}" for name, kind in COLUMNS.items())
_PLACES = f"({', '.join('?' * len(COLUMNS))})"

Row = str | tuple[Any, ...]
"""One decision as a statement takes it: a JSON object on PostgreSQL, its values on SQLite."""

READ = {
    "sqlite": "SELECT restaurant_id, act, channel, kind FROM consent_decision WHERE (restaurant_id, act) IN "
    "(SELECT json_extract(value, '$.r'), json_extract(value, '$.a') FROM json_each(?))",
    "postgresql": "SELECT d.restaurant_id, d.act, d.channel, d.kind FROM consent_decision d JOIN "
    "jsonb_to_recordset(%s) AS n(r uuid, a uuid) ON d.restaurant_id = n.r AND d.act = n.a",
}
WRITE = {
    "sqlite": f"INSERT INTO consent_decision ({_NAMES}) VALUES {{rows}}",  # noqa: S608 (the names are ours)
    "postgresql": f"INSERT INTO consent_decision ({_NAMES}) "  # noqa: S608
    f"SELECT {_NAMES} FROM jsonb_to_recordset(%s) AS n({_TYPED})",
}

UNLESS_KNOWN = {
    "sqlite": f"WITH n ({_NAMES}) AS (VALUES {{rows}}) INSERT INTO consent_decision ({_NAMES}) SELECT * FROM n "  # noqa: S608
    "WHERE NOT EXISTS "
    "(SELECT 1 FROM consent_decision WHERE (restaurant_id, act) IN (SELECT restaurant_id, act FROM n))",
    # LATERAL with LIMIT: each form is looked up by itself, through the index, however small the table once was.
    "postgresql": f"WITH n AS MATERIALIZED (SELECT * FROM jsonb_to_recordset(%s) AS n({_TYPED})) "  # noqa: S608
    f"INSERT INTO consent_decision ({_NAMES}) SELECT {_NAMES} FROM n WHERE NOT EXISTS (SELECT 1 FROM n AS k, LATERAL "
    "(SELECT 1 FROM consent_decision d WHERE d.restaurant_id = k.restaurant_id AND d.act = k.act "
    "ORDER BY d.channel LIMIT 1) AS found)",
}
"""Adds all, or nothing when any of the forms has done something before."""


def read_acts(connection: Connection, acts: Collection[Act]) -> dict[Act, dict[Channel, tuple[Kind, ...]]]:
    """What each of these forms has already done, per channel; a form that did nothing is absent."""
    wanted = json.dumps([{"r": restaurant.hex, "a": act.hex} for restaurant, act in acts])
    done: dict[Act, dict[Channel, tuple[Kind, ...]]] = {}
    for restaurant, act, channel, kind in connection.exec_driver_sql(READ[connection.dialect.name], (wanted,)):
        form = done.setdefault((_uuid(restaurant), _uuid(act)), {})
        form[Channel(channel)] = (*form.get(Channel(channel), ()), Kind(kind))
    return done


def insert(connection: Connection, decisions: Sequence[tuple[Decision, str]]) -> None:
    """Add decisions, each with the version of the software that showed its question. The database refuses one that
    is there already."""
    if decisions:
        dialect = connection.dialect.name
        _execute(connection, WRITE[dialect], [row(decision, build, dialect) for decision, build in decisions])


def insert_unless_known(connection: Connection, rows: Sequence[Row]) -> bool:
    """Add what row() made, in one statement and only if none of their forms did anything before; whether they were
    added."""
    return _execute(connection, UNLESS_KNOWN[connection.dialect.name], rows) == len(rows)


def _execute(connection: Connection, statement: str, rows: Sequence[Row]) -> int:
    """How many rows the statement added."""
    if connection.dialect.name == "sqlite":
        values = tuple(value for each in rows for value in each)
        return connection.exec_driver_sql(_for_rows(statement, len(rows)), values).rowcount
    return connection.exec_driver_sql(statement, (f"[{','.join(map(str, rows))}]",)).rowcount


@lru_cache(256)
def _for_rows(statement: str, count: int) -> str:
    return statement.format(rows=", ".join([_PLACES] * count))


def row(decision: Decision, build: str, dialect: str) -> Row:
    """One decision as the statements above take it."""
    if decision.at.tzinfo is None:
        raise ValueError("times must be aware")
    at = decision.at.astimezone(UTC)
    values = (
        decision.restaurant_id.hex,
        decision.id.hex,
        decision.act.hex,
        decision.person.hex if decision.person else None,
        decision.contact,
        decision.channel.value,
        decision.kind.value,
        decision.notice,
        decision.campaign_id.hex if decision.campaign_id else None,
        decision.campaign_version,
        decision.language,
        decision.place.value,
        decision.actor.value,
        # On SQLite the very text that SQLAlchemy's DateTime keeps there.
        at.replace(tzinfo=None).isoformat(" ", "microseconds") if dialect == "sqlite" else at.isoformat(),
        decision.schema_version,
        build,
    )
    return values if dialect == "sqlite" else json.dumps(dict(zip(COLUMNS, values, strict=True)))


def _uuid(value: UUID | str) -> UUID:
    return value if isinstance(value, UUID) else UUID(value)
