"""Everything the gate asks about one message, read afresh in two statements inside the sending transaction.

The first takes the person's row, and on PostgreSQL waits for whoever holds it; the second reads what stands after
that. One statement for both would read some of it as it was before the wait.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Connection,
    Row,
    select,
)

from consent_ui.rules.campaigns import Campaign
from consent_ui.rules.consent import Actor, Channel, Decision, Kind, Place
from consent_ui.rules.notices import Restaurant
from consent_ui.rules.sending import PERIOD, Recipient
from consent_ui.store import records
from consent_ui.store.recipient_statement import FIELDS, STATEMENTS
from consent_ui.store.tables import customer


@dataclass(frozen=True, slots=True)
class Held:
    """A customer whose row is locked until the transaction ends, as the host described her last."""

    restaurant_id: UUID
    person: UUID
    reference: str
    phone: str | None
    email: str | None
    orders: int
    last_order_at: datetime | None

    def contact(self, channel: Channel) -> str | None:
        """The number or address for a channel."""
        return self.phone if channel is Channel.SMS else self.email


def hold(connection: Connection, restaurant_id: UUID, person: UUID) -> Held | None:
    """Lock the person's row and read it. None when there is no such customer of this restaurant."""
    row = connection.execute(
        select(customer.c.reference, customer.c.phone, customer.c.email, customer.c.orders, customer.c.last_order_at)
        .where(customer.c.restaurant_id == restaurant_id, customer.c.id == person)
        .with_for_update()
    ).one_or_none()
    return Held(restaurant_id, person, *row) if row else None


@dataclass(frozen=True, slots=True)
class Facts:
    """What stands now: the recipient, the campaign's latest version (None: there is none), the restaurant."""

    recipient: Recipient
    campaign: Campaign | None
    restaurant: Restaurant


def read(
    connection: Connection,
    held: Held,
    channel: Channel,
    hashes: Sequence[str],
    campaign_id: UUID,
    message_id: UUID | None,
    now: datetime,
) -> Facts:
    """What may_send asks about a message to somebody whose row is held.

    `hashes` are the keyed hashes of the contact of today, the newest key's first; `message_id` is the message that
    asks, which does not count against itself. `now` is aware UTC.
    """
    row = connection.execute(
        STATEMENTS[channel],
        {
            "r": held.restaurant_id, "p": held.person, "channel": str(channel), "campaign": campaign_id,
            "contacts": list(hashes) or [""], "held": held.contact(channel), "since": now - PERIOD,
            "lapse": held.last_order_at, "itself": message_id or UUID(int=0),
        },
    ).one()  # fmt: skip
    last = _decision(row) if row.kind is not None else None
    recipient = Recipient(
        restaurant_id=held.restaurant_id,
        person=held.person,
        channel=channel,
        decisions=(last,) if last else (),
        contact=held.contact(channel),
        bound=last.contact if last and last.contact in hashes else next(iter(hashes), None),
        language=last.language if last else "",
        orders=held.orders,
        last_order_at=held.last_order_at,
        suppressed=bool(row.suppressed),
        left_elsewhere=bool(row.left_elsewhere),
        paused=bool(row.paused),
        sent=(now,) * row.sent,
        told=bool(row.told),
    )
    standing = _campaign(row.campaign_record) if row.campaign_record else None
    return Facts(recipient, standing, _restaurant(row.restaurant_record))


@lru_cache(maxsize=1000)
def _campaign(record: str) -> Campaign:
    """The campaign in a record; the same text is the same campaign, so it is taken apart once."""
    return records.load_campaign(json.loads(record))


@lru_cache(maxsize=1000)
def _restaurant(record: str) -> Restaurant:
    return records.load_restaurant(json.loads(record))


def _decision(row: Row[Any]) -> Decision:
    values = {name: getattr(row, name) for name in FIELDS}
    values |= {
        "channel": Channel(row.channel),
        "kind": Kind(row.kind),
        "place": Place(row.place),
        "actor": Actor(row.actor),
    }
    return Decision(**values)
