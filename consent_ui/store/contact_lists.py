"""What stands about many contacts at once: who is never written to, who waits for a reader, how often each was written
to, and who was told of a campaign already."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, Table, func, select

from consent_ui.rules.consent import Channel
from consent_ui.store.sending_tables import message, pause, suppression
from consent_ui.store.tables import customer

COUNTED = ("leaving", "sent", "unknown")
"""States of a message that reached its person, or may have."""


@dataclass(frozen=True, slots=True)
class Lists:
    """By keyed hash of a contact, and `told` by person and the last order before the lapse."""

    suppressed: Collection[str]
    paused: Collection[str]
    sent: Counter[str]
    told: Collection[tuple[UUID, datetime]]


def lists(
    connection: Connection,
    restaurant_id: UUID,
    channel: Channel,
    contacts: Collection[str],
    people: Collection[UUID],
    campaign_id: UUID,
    since: datetime,
) -> Lists:
    """What stands about these contacts and people. `since` is aware UTC: older messages count no more."""
    if not contacts:
        return Lists((), (), Counter(), ())
    mine = (message.c.restaurant_id == restaurant_id, message.c.channel == channel.value, message.c.state.in_(COUNTED))
    sent = connection.execute(
        select(message.c.contact, func.count())
        .where(*mine, message.c.contact.in_(contacts), message.c.at > since)
        .group_by(message.c.contact)
    )
    told = connection.execute(
        select(message.c.person, message.c.lapse).where(
            *mine, message.c.person.in_(people), message.c.campaign_id == campaign_id
        )
    )
    return Lists(
        _listed(connection, suppression, restaurant_id, channel, contacts),
        _listed(connection, pause, restaurant_id, channel, contacts),
        Counter(dict(map(tuple, sent))),
        {(person, lapse) for person, lapse in told},
    )


def shared(connection: Connection, restaurant_id: UUID, channel: Channel, contacts: Collection[str]) -> frozenset[str]:
    """Which of these numbers or addresses, in the open, more than one account holds."""
    held = customer.c.phone if channel is Channel.SMS else customer.c.email
    statement = (
        select(held)
        .where(customer.c.restaurant_id == restaurant_id, held.in_(contacts))
        .group_by(held)
        .having(func.count() > 1)
    )
    return frozenset(connection.execute(statement).scalars()) if contacts else frozenset()


def _listed(
    connection: Connection, table: Table, restaurant_id: UUID, channel: Channel, contacts: Collection[str]
) -> frozenset[str]:
    statement = select(table.c.contact).where(
        table.c.restaurant_id == restaurant_id,
        table.c.channel == channel.value,
        table.c.contact.in_(contacts),
        table.c.lifted_at.is_(None),
    )
    return frozenset(connection.execute(statement).scalars())
