"""What each restaurant asks of itself when it sends, beyond law and notice (rules/limits.py)."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Column, Connection, ForeignKeyConstraint, Integer, String, Table, Uuid, select

from consent_ui.rules.limits import Limits
from consent_ui.store.inserting import insert_into
from consent_ui.store.tables import UtcDateTime, metadata

table = Table(
    "consent_limit",
    metadata,
    Column("restaurant_id", Uuid, primary_key=True, autoincrement=False),
    Column("cap", Integer, comment="messages in thirty days; none: what the notice states"),
    Column("opens", String(5), nullable=False),
    Column("closes", String(5), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    ForeignKeyConstraint(["restaurant_id"], ["consent_restaurant.restaurant_id"]),
    CheckConstraint("cap >= 1", name="cap"),
)


def read(connection: Connection, restaurant_id: UUID) -> Limits:
    """What this restaurant asks of itself."""
    row = connection.execute(select(table).where(table.c.restaurant_id == restaurant_id)).one_or_none()
    return Limits(row.cap, row.opens, row.closes) if row else Limits()


def keep(connection: Connection, restaurant_id: UUID, limits: Limits, now: datetime) -> None:
    """From now on (aware UTC) these hold: every message is checked against them when it is about to leave."""
    values: dict[str, Any] = {"cap": limits.cap, "opens": limits.opens, "closes": limits.closes, "at": now}
    connection.execute(
        insert_into(connection, table)
        .values(restaurant_id=restaurant_id, **values)
        .on_conflict_do_update(index_elements=["restaurant_id"], set_=values)
    )
