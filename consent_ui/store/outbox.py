"""Messages: claimed once, sent at most once, and kept with the decision that allowed each.

A message is a row before it is a text on the wire. The unique key lets one worker alone claim a person for a campaign
and a lapse; once the row says `leaving` it is never tried again, whatever happens: better lost than doubled.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, select, update

from consent_ui.rules.consent import Channel
from consent_ui.rules.sending import Because
from consent_ui.store import additions
from consent_ui.store.ids import uuid7
from consent_ui.store.inserting import insert_into
from consent_ui.store.sending_tables import message as table

LEASE = timedelta(minutes=2)
"""How long a worker may hold a message. After that it is gone: `waiting` may be claimed by another, `leaving` is
`unknown`."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What is claimed for one person. `contact` is the keyed hash of the contact, `decision` the yes that the gate saw
    when it was claimed, `lapse` the last order before it. Times are aware UTC."""

    restaurant_id: UUID
    run: UUID
    person: UUID
    channel: Channel
    contact: str
    campaign_id: UUID
    campaign_version: int
    lapse: datetime
    language: str
    decision: UUID


@dataclass(frozen=True, slots=True)
class Queued:
    """A message that waits for the gate."""

    id: UUID
    claim: Claim


def claim(connection: Connection, wanted: Claim, now: datetime) -> UUID | None:
    """Claim a person for a campaign and a lapse; None when that was done before, by whomever."""
    values: dict[str, Any] = {name: getattr(wanted, name) for name in Claim.__dataclass_fields__}
    statement = (
        insert_into(connection, table)
        .values(
            **values | {"channel": str(wanted.channel)},
            id=uuid7(),
            state="waiting",
            because="",
            body="",
            segments=0,
            at=now,
            lease_until=now + LEASE,
            gateway="",
        )
        .on_conflict_do_nothing(index_elements=["restaurant_id", "person", "channel", "campaign_id", "lapse"])
        .returning(table.c.id)
    )
    added = connection.execute(statement).scalar_one_or_none()
    if added is not None:
        additions.note(connection, wanted.restaurant_id, "message", added)
    return added


def take_over(connection: Connection, restaurant_id: UUID, channel: Channel, now: datetime, most: int) -> list[Queued]:
    """Waiting messages on a channel whose worker is gone, at most `most`, leased anew. Workers at work at the same time
    never get the same one: PostgreSQL skips what another has locked, on SQLite one writes at a time."""
    statement = (
        select(table)
        .where(
            table.c.restaurant_id == restaurant_id,
            table.c.channel == channel.value,
            table.c.state == "waiting",
            table.c.lease_until <= now,
        )
        .order_by(table.c.id)
        .limit(most)
        .with_for_update(skip_locked=True)
    )
    found = [_queued(row) for row in connection.execute(statement)]
    if found:
        connection.execute(
            update(table)
            .where(table.c.restaurant_id == restaurant_id, table.c.id.in_([each.id for each in found]))
            .values(lease_until=now + LEASE)
        )
    return found


def start_leaving(
    connection: Connection, restaurant_id: UUID, message_id: UUID, gateway: str, now: datetime
) -> Queued | None:
    """Mark a waiting message as leaving, for good; None when somebody did before. To be committed before the gateway
    hears of it."""
    row = connection.execute(
        update(table)
        .where(table.c.restaurant_id == restaurant_id, table.c.id == message_id, table.c.state == "waiting")
        .values(state="leaving", gateway=gateway, at=now, lease_until=now + LEASE)
        .returning(*table.c)
    ).one_or_none()
    return _queued(row) if row else None


def back_to_waiting(
    connection: Connection, restaurant_id: UUID, message_id: UUID, because: Because, until: datetime
) -> None:
    """The gate said not now, and the gateway heard nothing: the message waits until `until`."""
    values = {"state": "waiting", "because": because, "lease_until": until}
    _close(connection, restaurant_id, message_id, "leaving", values)


def close(
    connection: Connection,
    restaurant_id: UUID,
    message_id: UUID,
    state: str,
    because: Because,
    now: datetime,
    **values: object,
) -> None:
    """What became of a leaving message: sent, dropped, failed or unknown. `values` are body, segments, reference and
    the decision that allowed it."""
    _close(
        connection, restaurant_id, message_id, "leaving", {"state": state, "because": because, "left_at": now, **values}
    )


def drop(connection: Connection, restaurant_id: UUID, message_id: UUID, because: Because, now: datetime) -> None:
    """Close a waiting message for good: the gateway never heard of it."""
    _close(connection, restaurant_id, message_id, "waiting", {"state": "dropped", "because": because, "left_at": now})


def give_up(connection: Connection, restaurant_id: UUID, now: datetime) -> int:
    """Messages whose worker died while they left: nobody knows whether they did, and they are never sent again.
    Returns how many."""
    done = connection.execute(
        update(table)
        .where(table.c.restaurant_id == restaurant_id, table.c.state == "leaving", table.c.lease_until <= now)
        .values(state="unknown")
    )
    return done.rowcount


def _close(
    connection: Connection, restaurant_id: UUID, message_id: UUID, state: str, values: dict[str, object]
) -> None:
    connection.execute(
        update(table)
        .where(table.c.restaurant_id == restaurant_id, table.c.id == message_id, table.c.state == state)
        .values(**values)
    )


def messages_of(connection: Connection, restaurant_id: UUID, person: UUID, most: int = 100) -> list[Row[Any]]:
    """The latest messages to one person, newest first."""
    statement = (
        select(table)
        .where(table.c.restaurant_id == restaurant_id, table.c.person == person)
        .order_by(table.c.id.desc())
        .limit(most)
    )
    return list(connection.execute(statement))


def _queued(row: Row[Any]) -> Queued:
    values = {name: getattr(row, name) for name in Claim.__dataclass_fields__}
    return Queued(row.id, Claim(**values | {"channel": Channel(row.channel)}))
