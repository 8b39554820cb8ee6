"""One message that left, with the decision that allowed it: what its recipient may ask about it, and what the gateway
says of it later."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, select, update

from consent_ui.rules.consent import Channel, Decision
from consent_ui.rules.deliveries import ARRIVED, Failure
from consent_ui.rules.sending import Because
from consent_ui.store import people
from consent_ui.store.history import history
from consent_ui.store.people import Customer
from consent_ui.store.sending_tables import message as table


@dataclass(frozen=True, slots=True)
class Sent:
    """A message, its recipient as the host describes her now, and everything she decided on its channel, oldest first.
    `contact` is the keyed hash it went to, `because` what the gate said, `left_at` aware UTC, None while it leaves."""

    id: UUID
    restaurant_id: UUID
    person: UUID
    customer: Customer
    channel: Channel
    contact: str
    campaign_id: UUID
    campaign_version: int
    language: str
    because: Because
    left_at: datetime | None
    decision: Decision
    decided: tuple[Decision, ...]


def find(connection: Connection, restaurant_id: UUID, message_id: UUID) -> Sent | None:
    """The message of this restaurant with this id; None when there is none, or its recipient is gone."""
    row = connection.execute(
        select(table).where(table.c.restaurant_id == restaurant_id, table.c.id == message_id)
    ).one_or_none()
    customer = people.find_person(connection, restaurant_id, row.person) if row else None
    if row is None or customer is None:
        return None
    everything = history(connection, restaurant_id, row.person)
    channel = Channel(row.channel)
    return Sent(
        id=row.id,
        restaurant_id=restaurant_id,
        person=row.person,
        customer=customer,
        channel=channel,
        contact=row.contact,
        campaign_id=row.campaign_id,
        campaign_version=row.campaign_version,
        language=row.language,
        because=Because(row.because) if row.because else Because.ALLOWED,
        left_at=row.left_at,
        decision=next(decision for decision in everything if decision.id == row.decision),
        decided=tuple(decision for decision in everything if decision.channel is channel),
    )


def report(
    connection: Connection,
    restaurant_id: UUID,
    channel: Channel,
    contacts: Sequence[str],
    reference: str,
    failure: Failure | None,
    now: datetime,
) -> None:
    """The gateway says of a message that left to this contact, which it knows as `reference`, that it arrived, or why
    it never did. What was said last counts; a message that failed stays so. `now` is aware UTC."""
    connection.execute(
        update(table)
        .where(
            table.c.restaurant_id == restaurant_id,
            table.c.channel == channel.value,
            table.c.contact.in_(contacts),
            table.c.reference == reference,
            table.c.state == "sent",
        )
        .values(state="failed" if failure else "sent", report=failure or ARRIVED, reported_at=now)
    )
