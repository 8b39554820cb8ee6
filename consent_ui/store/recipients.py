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
    Column,
    ColumnElement,
    Connection,
    Row,
    Select,
    Table,
    Text,
    and_,
    bindparam,
    cast,
    exists,
    func,
    select,
)

from consent_ui.rules.campaigns import Campaign
from consent_ui.rules.consent import Actor, Channel, Decision, Kind, Place
from consent_ui.rules.notices import Restaurant
from consent_ui.rules.sending import PERIOD, Recipient
from consent_ui.store import records
from consent_ui.store import sending_tables as tables
from consent_ui.store.tables import UtcDateTime, campaign, customer, decision, restaurant


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


_last = (
    select(decision.c.id)
    .where(
        decision.c.restaurant_id == bindparam("r"),
        decision.c.person == bindparam("p"),
        decision.c.channel == bindparam("channel"),
    )
    .order_by(decision.c.at.desc(), decision.c.id.desc())
    .limit(1)
    .scalar_subquery()
)

_FIELDS = tuple(Decision.__dataclass_fields__)


def _listed(table: Table) -> ColumnElement[bool]:
    """Whether the contact of today is in a list of contacts, and was not taken off it."""
    return exists().where(
        table.c.restaurant_id == bindparam("r"),
        table.c.channel == bindparam("channel"),
        table.c.contact.in_(bindparam("contacts", expanding=True)),
        table.c.lifted_at.is_(None),
    )


def _text(column: Column[Any]) -> ColumnElement[str]:
    """A JSON column as the text it is kept as."""
    return cast(column, Text)


def _statement(held: Column[str]) -> Select[Any]:
    """Everything at once for a channel whose contact stands in the column `held` of customers."""
    other = customer.alias("other")
    later = decision.alias("later")
    newest = (
        select(later.c.kind)
        .where(
            later.c.restaurant_id == other.c.restaurant_id,
            later.c.person == other.c.id,
            later.c.channel == bindparam("channel"),
            later.c.at > decision.c.at,
        )
        .order_by(later.c.at.desc(), later.c.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    left_elsewhere = exists().where(
        other.c.restaurant_id == bindparam("r"),
        other.c[held.name] == bindparam("held"),
        other.c.id != bindparam("p"),
        newest.in_([Kind.REFUSED.value, Kind.WITHDRAWN.value]),
    )
    message = tables.message
    counted = message.c.state.in_(["leaving", "sent", "unknown"]) & (message.c.id != bindparam("itself"))
    sent = (
        select(func.count())
        .where(
            message.c.restaurant_id == bindparam("r"),
            message.c.channel == bindparam("channel"),
            message.c.contact.in_(bindparam("contacts", expanding=True)),
            message.c.at > bindparam("since", type_=UtcDateTime),
            counted,
        )
        .scalar_subquery()
    )
    told = exists().where(
        message.c.restaurant_id == bindparam("r"),
        message.c.person == bindparam("p"),
        message.c.channel == bindparam("channel"),
        message.c.campaign_id == bindparam("campaign"),
        message.c.lapse == bindparam("lapse", type_=UtcDateTime),
        counted,
    )
    newest_version = (
        select(_text(campaign.c.record))
        .where(campaign.c.restaurant_id == bindparam("r"), campaign.c.id == bindparam("campaign"))
        .order_by(campaign.c.version.desc())
        .limit(1)
        .scalar_subquery()
    )
    here = customer.alias("here")
    return (
        select(
            *(decision.c[name] for name in _FIELDS),
            _listed(tables.suppression).label("suppressed"),
            _listed(tables.pause).label("paused"),
            left_elsewhere.label("left_elsewhere"),
            sent.label("sent"),
            told.label("told"),
            newest_version.label("campaign_record"),
            _text(restaurant.c.record).label("restaurant_record"),
        )
        .select_from(
            here.join(restaurant, restaurant.c.restaurant_id == here.c.restaurant_id).outerjoin(
                decision, and_(decision.c.restaurant_id == here.c.restaurant_id, decision.c.id == _last)
            )
        )
        .where(here.c.restaurant_id == bindparam("r"), here.c.id == bindparam("p"))
    )


_STATEMENTS = {Channel.SMS: _statement(customer.c.phone), Channel.EMAIL: _statement(customer.c.email)}


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
        _STATEMENTS[channel],
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
    values = {name: getattr(row, name) for name in _FIELDS}
    values |= {
        "channel": Channel(row.channel),
        "kind": Kind(row.kind),
        "place": Place(row.place),
        "actor": Actor(row.actor),
    }
    return Decision(**values)
