"""The codes that left, to count them and to check them. Digits and contacts are kept as keyed hashes alone."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Update, delete, func, select, update

from consent_ui.rules.codes import DAY, HOUR, Asked, Spent
from consent_ui.rules.consent import Channel
from consent_ui.store.sending_tables import code as table
from consent_ui.store.tables import restaurant


@dataclass(frozen=True, slots=True)
class Request:
    """Somebody asks for a code: the keyed hashes of the contact and of the network address, newest key first, and that
    of the digits."""

    restaurant_id: UUID
    id: UUID
    channel: Channel
    contacts: Collection[str]
    askers: Collection[str]
    code: str


def take_turn(connection: Connection, restaurant_id: UUID) -> None:
    """On PostgreSQL, one request for a code after another, so that no two of them spend the same budget. SQLite writes
    one at a time anyway."""
    statement = select(restaurant.c.restaurant_id).where(restaurant.c.restaurant_id == restaurant_id)
    connection.execute(statement.with_for_update(key_share=True))


def spent(connection: Connection, request: Request, now: datetime) -> Spent:
    """How many codes left already. `now` is aware UTC."""
    mine = table.c.contact.in_(request.contacts)

    def count(since: timedelta, *which: ColumnElement[bool]) -> int:
        statement = select(func.count()).where(
            table.c.restaurant_id == request.restaurant_id, table.c.at > now - since, *which
        )
        return int(connection.execute(statement).scalar_one())

    return Spent(
        contact_hour=count(HOUR, mine),
        contact_day=count(DAY, mine),
        asker=count(HOUR, table.c.asker.in_(request.askers)),
        restaurant=count(HOUR),
    )


def add(connection: Connection, request: Request, now: datetime) -> None:
    """Keep a code that is about to leave."""
    connection.execute(
        table.insert().values(
            restaurant_id=request.restaurant_id,
            id=request.id,
            channel=request.channel.value,
            contact=next(iter(request.contacts)),
            asker=next(iter(request.askers)),
            code=request.code,
            tries=0,
            at=now,
        )
    )


def find(connection: Connection, restaurant_id: UUID, code_id: UUID) -> Asked | None:
    """A code as it stands; its row is held until the transaction ends, so that two guesses follow one another."""
    statement = select(table).where(table.c.restaurant_id == restaurant_id, table.c.id == code_id).with_for_update()
    row = connection.execute(statement).one_or_none()
    return Asked(row.contact, row.code, row.at, row.tries, row.used_at) if row else None


def tried(connection: Connection, restaurant_id: UUID, code_id: UUID) -> None:
    """Count a guess that was wrong."""
    connection.execute(_one(restaurant_id, code_id).values(tries=table.c.tries + 1))


def use(connection: Connection, restaurant_id: UUID, code_id: UUID, now: datetime) -> None:
    """A code that worked works no more."""
    connection.execute(_one(restaurant_id, code_id).values(used_at=now))


def _one(restaurant_id: UUID, code_id: UUID) -> Update:
    return update(table).where(table.c.restaurant_id == restaurant_id, table.c.id == code_id)


def count_before(connection: Connection, before: datetime) -> int:
    """How many codes are older than that, of all restaurants."""
    return int(connection.execute(select(func.count()).where(table.c.at < before)).scalar_one())


def drop_before(connection: Connection, before: datetime) -> int:
    """Delete the codes older than that, of all restaurants; how many there were."""
    return connection.execute(delete(table).where(table.c.at < before)).rowcount
