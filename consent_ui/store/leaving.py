"""Contacts that are never written to, contacts that wait for a reader, and what was refused for want of a signature.

A contact is known by keyed hashes, one for each key in use: it is stored under the newest and found under all.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Table, func, select, update

from consent_ui.rules.consent import Channel
from consent_ui.store.inserting import insert_into
from consent_ui.store.sending_tables import bad_signature, pause, suppression


def suppress(
    connection: Connection, restaurant_id: UUID, channel: Channel, contact: str, source: str, at: datetime
) -> bool:
    """Never write to this contact again. `source` says how it was told, `at` (aware UTC) when; a later word moves the
    time on, an earlier one leaves it. Whether it was not so before."""
    standing = left_since(connection, restaurant_id, channel, [contact])
    since = max(at, standing) if standing is not None else at
    values = {"source": source, "since": since, "lifted_at": None}
    _put(connection, suppression, _key(restaurant_id, channel, contact), values)
    return standing is None


def lift(
    connection: Connection, restaurant_id: UUID, channel: Channel, contacts: Collection[str], at: datetime
) -> None:
    """Let a contact be written to again, by its owner's own later act alone."""
    _lift(connection, suppression, restaurant_id, channel, contacts, at)


def left_since(
    connection: Connection, restaurant_id: UUID, channel: Channel, contacts: Collection[str]
) -> datetime | None:
    """Since when none of these hashes of one contact is written to, aware UTC; None when it may be."""
    found = connection.execute(
        select(suppression.c.since).where(_standing(suppression, restaurant_id, channel, contacts))
    ).scalars()
    return max(found, default=None)


def wait(connection: Connection, restaurant_id: UUID, channel: Channel, contact: str, why: str, at: datetime) -> bool:
    """Do not write to this contact until somebody has looked. `why` is reply or gateway. Whether it was not so
    before."""
    waits = connection.execute(
        select(pause.c.since).where(_standing(pause, restaurant_id, channel, [contact]))
    ).scalar()
    if waits is None:
        values = {"why": why, "since": at, "lifted_at": None}
        _put(connection, pause, _key(restaurant_id, channel, contact), values)
    return waits is None


def channel_of(connection: Connection, restaurant_id: UUID, contact: str) -> Channel:
    """The channel of a contact that waited once; SMS for one that never did, since only SMS are answered here."""
    statement = select(pause.c.channel).where(
        pause.c.restaurant_id == restaurant_id, pause.c.channel.in_([*Channel]), pause.c.contact == contact
    )
    return Channel(connection.execute(statement.limit(1)).scalar() or Channel.SMS)


def go_on(
    connection: Connection, restaurant_id: UUID, channel: Channel, contacts: Collection[str], at: datetime
) -> None:
    """Somebody has looked: what stands otherwise counts again."""
    _lift(connection, pause, restaurant_id, channel, contacts, at)


def count_bad_signatures(connection: Connection, restaurant_id: UUID, gateway: str, times: int, now: datetime) -> None:
    """Remember that so many messages came in that nobody had signed; their content is not kept."""
    add = insert_into(connection, bad_signature)
    connection.execute(
        add.values(restaurant_id=restaurant_id, gateway=gateway, day=now.date(), times=times, last_at=now)
        .on_conflict_do_update(
            index_elements=["restaurant_id", "gateway", "day"],
            set_={"times": bad_signature.c.times + times, "last_at": now},
        )
    )  # fmt: skip


def bad_signatures(connection: Connection, restaurant_id: UUID) -> int:
    """How many there were in all."""
    statement = select(func.sum(bad_signature.c.times)).where(bad_signature.c.restaurant_id == restaurant_id)
    return connection.execute(statement).scalar() or 0


def _key(restaurant_id: UUID, channel: Channel, contact: str) -> dict[str, Any]:
    return {"restaurant_id": restaurant_id, "channel": channel.value, "contact": contact}


def _put(connection: Connection, table: Table, key: dict[str, Any], values: dict[str, Any]) -> None:
    connection.execute(
        insert_into(connection, table).values(**key, **values).on_conflict_do_update(index_elements=[*key], set_=values)
    )


def _lift(
    connection: Connection,
    table: Table,
    restaurant_id: UUID,
    channel: Channel,
    contacts: Collection[str],
    at: datetime,
) -> None:
    connection.execute(update(table).where(_standing(table, restaurant_id, channel, contacts)).values(lifted_at=at))


def _standing(table: Table, restaurant_id: UUID, channel: Channel, contacts: Collection[str]) -> ColumnElement[bool]:
    return (
        (table.c.restaurant_id == restaurant_id)
        & (table.c.channel == channel.value)
        & table.c.contact.in_(contacts)
        & table.c.lifted_at.is_(None)
    )
