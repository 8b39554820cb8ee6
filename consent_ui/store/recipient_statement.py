"""The one statement that reads everything the gate asks about a person on a channel."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, ColumnElement, Select, Table, Text, and_, bindparam, cast, exists, func, select

from consent_ui.rules.consent import Channel, Decision, Kind
from consent_ui.store import sending_tables as tables
from consent_ui.store.tables import UtcDateTime, campaign, customer, decision, restaurant

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

FIELDS = tuple(Decision.__dataclass_fields__)


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
            *(decision.c[name] for name in FIELDS),
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


STATEMENTS = {Channel.SMS: _statement(customer.c.phone), Channel.EMAIL: _statement(customer.c.email)}
"""By channel. Parameters: `r` restaurant, `p` person, `channel`, `contacts` and `held` of today, `campaign`, `lapse`,
`since` when messages count, and `itself`, the message that asks."""
