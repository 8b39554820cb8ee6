"""Reads and writes many decisions in one statement each, on SQLite and on PostgreSQL.

Each statement gives the interpreter's lock away and may wait for it again; with many requests at work that costs more
than the statement. So a batch is one read and one insert, with its rows handed over as one JSON text.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from datetime import UTC
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
_EXTRACTED = ", ".join(f"json_extract(value, '$.{name}')" for name in COLUMNS)

READ = {
    "sqlite": "SELECT restaurant_id, act, channel, kind FROM consent_decision WHERE (restaurant_id, act) IN "
    "(SELECT json_extract(value, '$.r'), json_extract(value, '$.a') FROM json_each(?))",
    "postgresql": "SELECT d.restaurant_id, d.act, d.channel, d.kind FROM consent_decision d JOIN "
    "jsonb_to_recordset(%s) AS n(r uuid, a uuid) ON d.restaurant_id = n.r AND d.act = n.a",
}
WRITE = {
    "sqlite": f"INSERT INTO consent_decision ({_NAMES}) SELECT {_EXTRACTED} FROM json_each(?)",  # noqa: S608
    "postgresql": f"INSERT INTO consent_decision ({_NAMES}) "  # noqa: S608 (the names are ours)
    f"SELECT {_NAMES} FROM jsonb_to_recordset(%s) AS n({_TYPED})",
}

UNLESS_KNOWN = {
    "sqlite": f"INSERT INTO consent_decision ({_NAMES}) SELECT {_EXTRACTED} FROM json_each(?1) WHERE NOT EXISTS "  # noqa: S608
    "(SELECT 1 FROM consent_decision WHERE (restaurant_id, act) IN (SELECT json_extract(value, '$.restaurant_id'), "
    "json_extract(value, '$.act') FROM json_each(?1)))",
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
        rows = [row(decision, build, dialect) for decision, build in decisions]
        connection.exec_driver_sql(WRITE[dialect], (_array(rows),))


def insert_unless_known(connection: Connection, rows: Sequence[str]) -> bool:
    """Add what row() made, in one statement and only if none of their forms did anything before; whether they were
    added."""
    added = connection.exec_driver_sql(UNLESS_KNOWN[connection.dialect.name], (_array(rows),)).rowcount
    return added == len(rows)


def _array(rows: Sequence[str]) -> str:
    return f"[{','.join(rows)}]"


def row(decision: Decision, build: str, dialect: str) -> str:
    """One decision as the JSON object that the statements above take apart."""
    values = {name: getattr(decision, name) for name in COLUMNS if name not in ("at", "build")}
    for name, value in values.items():
        if isinstance(value, UUID):
            values[name] = value.hex
    if decision.at.tzinfo is None:
        raise ValueError("times must be aware")
    at = decision.at.astimezone(UTC)
    # The very text that SQLAlchemy's DateTime keeps on SQLite.
    values["at"] = at.strftime("%Y-%m-%d %H:%M:%S.%f") if dialect == "sqlite" else at.isoformat()
    values["build"] = build
    return json.dumps(values)


def _uuid(value: UUID | str) -> UUID:
    return value if isinstance(value, UUID) else UUID(value)
