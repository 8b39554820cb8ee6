"""Everything the gate asks about one message, read afresh inside the sending transaction.

The gate holds the contact, the person and everybody else with the contact first (`holding.hold_all`), in a statement of
its own: one that both waited and read would give some of what stood before the wait.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from consent_ui.rules.campaigns import Campaign
from consent_ui.rules.consent import Actor, Channel, Decision, Kind, Place
from consent_ui.rules.limits import Limits, narrowed
from consent_ui.rules.notices import Restaurant
from consent_ui.rules.sending import PERIOD, Recipient
from consent_ui.store import records
from consent_ui.store.people import Customer
from consent_ui.store.recipient_statement import FIELDS, reading
from consent_ui.store.values import at, for_sqlite, uuid


@dataclass(frozen=True, slots=True)
class Facts:
    """What stands now, at `at` (aware UTC): the recipient, the campaign's latest version (None: there is none), the
    restaurant with the limits it has set itself, and the customer as the host described her last."""

    recipient: Recipient
    campaign: Campaign | None
    restaurant: Restaurant
    customer: Customer
    at: datetime


def read(
    connection: Connection,
    restaurant_id: UUID,
    person: UUID,
    channel: Channel,
    hashes: Sequence[str],
    campaign_id: UUID,
    message_id: UUID | None,
    now: datetime,
) -> Facts | None:
    """What may_send asks about a message to this person; None when there is no such customer of this restaurant.

    `hashes` are the keyed hashes of the contact that is about to be written to, the newest key's first: who has another
    contact by now has none of them. `message_id` is the message that asks, which does not count against itself. `now`
    is aware UTC.
    """
    dialect = connection.dialect.name
    values: dict[str, Any] = {
        "r": restaurant_id, "p": person, "channel": channel.value, "campaign": campaign_id,
        "itself": message_id or _NOBODY, "since": now - PERIOD,
    }  # fmt: skip
    cursor = connection.connection.cursor()  # the driver's own: describing 26 columns takes longer than reading them
    if dialect == "sqlite":
        values = {name: for_sqlite(value) for name, value in values.items()}
    values.update((f"c{number}", each) for number, each in enumerate(hashes))
    cursor.execute(reading(dialect, channel, len(hashes)), values)
    row = cursor.fetchone()
    cursor.close()
    return _facts(row, restaurant_id, person, channel, hashes, now) if row is not None else None


_NOBODY = UUID(int=0)


def _facts(
    row: Sequence[Any], restaurant_id: UUID, person: UUID, channel: Channel, hashes: Sequence[str], now: datetime
) -> Facts:
    reference, name, phone, email, orders, last_order_at = row[:6]
    suppressed, paused, left_elsewhere, sent, already_sent, campaign, restaurant, cap, opens, closes = row[6:16]
    fields = row[16:]
    last = _decision(fields) if fields[0] is not None else None
    recipient = Recipient(
        restaurant_id=restaurant_id,
        person=person,
        channel=channel,
        decisions=(last,) if last else (),
        contact=phone if channel is Channel.SMS else email,
        bound=last.contact if last and last.contact in hashes else next(iter(hashes), None),
        language=last.language if last else "",
        orders=orders,
        last_order_at=at(last_order_at),
        suppressed=suppressed,
        left_elsewhere=left_elsewhere,
        paused=paused,
        sent=(now,) * sent,
        already_sent=bool(already_sent),
    )
    customer = Customer(reference, name, phone, email, orders, recipient.last_order_at)
    home = _restaurant(restaurant, cap, opens, closes)
    return Facts(recipient, _campaign(campaign) if campaign else None, home, customer, now)


def _decision(fields: Sequence[Any]) -> Decision:
    values = dict(zip(FIELDS, fields, strict=True))
    for name in ("id", "restaurant_id", "act", "person", "campaign_id"):
        values[name] = uuid(values[name]) if values[name] is not None else None
    values["channel"] = Channel(values["channel"])
    values["kind"] = Kind(values["kind"])
    values["place"] = Place(values["place"])
    values["actor"] = Actor(values["actor"])
    values["at"] = at(values["at"])
    return Decision(**values)


@lru_cache(maxsize=1000)
def _campaign(record: str) -> Campaign:
    """The campaign in a record; the same text is the same campaign, so it is taken apart once."""
    return records.load_campaign(json.loads(record))


@lru_cache(maxsize=1000)
def _restaurant(record: str, cap: int | None, opens: str | None, closes: str | None) -> Restaurant:
    return narrowed(records.load_restaurant(json.loads(record)), Limits(cap, opens or "", closes or ""))
