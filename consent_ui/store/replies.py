"""Answers to messages: each taken once, and those that somebody must read."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, select, update

from consent_ui.rules.consent import Channel
from consent_ui.store.inserting import insert_into
from consent_ui.store.sending_tables import message
from consent_ui.store.sending_tables import reply as table

NO_WORDS = "…"
"""Stands for a reply without words, such as a picture, that somebody must look at."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One answer. `id` is the gateway's own name for it, `contact` the keyed hash of who wrote it, `meaning` what was
    made of it; `text` is kept only where somebody must read it. `at` is aware UTC."""

    gateway: str
    id: str
    contact: str
    meaning: str
    text: str
    at: datetime


def keep(connection: Connection, restaurant_id: UUID, reply: Kept) -> bool:
    """Keep an answer; False when it was kept before, and nothing may come of it again."""
    values: dict[str, Any] = {name: getattr(reply, name) for name in Kept.__dataclass_fields__}
    if not reply.text:
        values |= {"handled_at": reply.at, "handled_by": ""}
    statement = (
        insert_into(connection, table)
        .values(restaurant_id=restaurant_id, **values)
        .on_conflict_do_nothing(index_elements=["restaurant_id", "gateway", "id"])
        .returning(table.c.id)
    )
    return connection.execute(statement).scalar_one_or_none() is not None


def met(connection: Connection, restaurant_id: UUID, contacts: Collection[str], meaning: str, since: datetime) -> bool:
    """Whether a contact, known by these keyed hashes, answered in this sense after `since` (aware UTC)."""
    statement = select(table.c.id).where(
        table.c.restaurant_id == restaurant_id,
        table.c.contact.in_(contacts),
        table.c.meaning == meaning,
        table.c.at > since,
    )
    return connection.execute(statement.limit(1)).first() is not None


def unread(connection: Connection, restaurant_id: UUID, most: int) -> list[Kept]:
    """Answers that nobody has read yet, the longest waiting first."""
    statement = (
        select(table)
        .where(table.c.restaurant_id == restaurant_id, table.c.handled_at.is_(None))
        .order_by(table.c.at, table.c.id)
        .limit(most)
    )
    return [_kept(row) for row in connection.execute(statement)]


def find(connection: Connection, restaurant_id: UUID, gateway: str, name: str) -> Kept | None:
    """One answer by the gateway's name for it."""
    row = connection.execute(
        select(table).where(table.c.restaurant_id == restaurant_id, table.c.gateway == gateway, table.c.id == name)
    ).one_or_none()
    return _kept(row) if row else None


def read(connection: Connection, restaurant_id: UUID, contact: str, by: str, now: datetime) -> int:
    """Somebody has read what this contact wrote: all of it, since sending goes on or ends for all of it at once. The
    texts are not needed any more. Returns how many answers that were."""
    done = connection.execute(
        update(table)
        .where(table.c.restaurant_id == restaurant_id, table.c.contact == contact, table.c.handled_at.is_(None))
        .values(handled_at=now, handled_by=by, text="")
    )
    return done.rowcount


def writers(connection: Connection, restaurant_id: UUID, channel: Channel, contact: str) -> list[UUID]:
    """The people who were written to at this contact."""
    statement = select(message.c.person).where(
        message.c.restaurant_id == restaurant_id,
        message.c.channel == channel.value,
        message.c.contact == contact,
        message.c.left_at.is_not(None),
    )
    return sorted({*connection.execute(statement).scalars()})  # DISTINCT would have SQLite walk along people instead


def _kept(row: Row[Any]) -> Kept:
    return Kept(**{name: getattr(row, name) for name in Kept.__dataclass_fields__})
