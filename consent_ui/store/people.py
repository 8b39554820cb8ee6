"""Customers: the accounts a restaurant knows, each under the host's own reference."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, select

from consent_ui.phones import international
from consent_ui.rules.binding import one_spelling
from consent_ui.rules.consent import Channel
from consent_ui.store.customer_tables import HELD
from consent_ui.store.finding import keep_words, words
from consent_ui.store.holding import hold
from consent_ui.store.ids import uuid7
from consent_ui.store.inserting import insert_into
from consent_ui.store.tables import customer as table


@dataclass(frozen=True, slots=True)
class Customer:
    """An account as its host describes it. `reference` is the host's own stable name for it; `phone` is E.164;
    `orders` counts paid orders; `last_order_at` is aware, a naive one is taken for UTC. `verified` are the channels
    whose contact the host knows to be this customer's own; None leaves that to CONSENT_HOST_VERIFIES."""

    reference: str
    name: str = ""
    phone: str | None = None
    email: str | None = None
    orders: int = 0
    last_order_at: datetime | None = None
    verified: frozenset[Channel] | None = None

    def contact(self, channel: Channel) -> str | None:
        """The number or address for a channel; None when the account has none, or one that nobody could write to.
        However the host spells it, it is always spelt alike: a number the way gateways do, an address in small letters
        without spaces around it. Two spellings of one would be two people to a STOP."""
        held = self.phone if channel is Channel.SMS else self.email
        if not held or not _fits(held, _LONGEST_CONTACT[channel]):
            return None
        return international(held) if channel is Channel.SMS else one_spelling(held) or None

    def with_contact(self, channel: Channel, contact: str) -> Customer:
        """The same customer, reached there by this contact."""
        return replace(self, phone=contact) if channel is Channel.SMS else replace(self, email=contact)


_LONGEST_CONTACT = {Channel.SMS: 20, Channel.EMAIL: 320}
"""Characters of an E.164 number with room to spare, and of an address (RFC 5321: 64 + 1 + 255)."""
_LONGEST_NAME = 200
_MOST_ORDERS = 2**31 - 1


def _fits(value: str, longest: int) -> bool:
    return len(value) <= longest and value.isprintable()


def stored_reference(reference: str) -> str:
    """The host's name for an account, or a stand-in of its own for one that no column could hold."""
    if _fits(reference, _LONGEST_NAME):
        return reference
    return f"sha256:{hashlib.sha256(reference.encode('utf-8', 'surrogatepass')).hexdigest()}"


def _described(customer: Customer) -> dict[str, Any]:
    """What is stored of a host's description. Nothing odd in it may keep anybody from deciding, least of all from
    leaving: what cannot be stored is shortened or left out."""
    last = customer.last_order_at
    return {
        "name": "".join(character for character in customer.name if character.isprintable())[:_LONGEST_NAME],
        "phone": customer.contact(Channel.SMS),
        "email": customer.contact(Channel.EMAIL),
        "orders": min(max(customer.orders, 0), _MOST_ORDERS),
        "last_order_at": last.replace(tzinfo=UTC) if last is not None and last.tzinfo is None else last,
    }


def save_customer(connection: Connection, restaurant_id: UUID, customer: Customer) -> UUID:
    """Store what the host says of a customer and return the person's id.

    The contacts and then the row are locked for the rest of the transaction, so two decisions of one person follow one
    another, and so do a decision of hers and a message to the same number.
    """
    values = _described(customer)
    hold(connection, restaurant_id, (values["phone"], values["email"]))
    statement = (
        insert_into(connection, table)
        .values(restaurant_id=restaurant_id, id=uuid7(), reference=stored_reference(customer.reference), **values)
        .on_conflict_do_update(index_elements=["restaurant_id", "reference"], set_=values)
        .returning(table.c.id)
    )
    person: UUID = connection.execute(statement).scalar_one()
    keep_words(connection, restaurant_id, person, words(values["name"], values["phone"], values["email"]))
    return person


def lock(connection: Connection, restaurant_id: UUID, person: UUID) -> bool:
    """Lock a person's row for the rest of the transaction, as save_customer does; False when there is none."""
    statement = select(table.c.id).where(table.c.restaurant_id == restaurant_id, table.c.id == person)
    return connection.execute(statement.with_for_update()).scalar() is not None


def holders(connection: Connection, restaurant_id: UUID, channel: Channel, contact: str) -> dict[UUID, str]:
    """Everybody whose account holds this number or address: the host's reference by person, in the order of their
    ids, in which rows are locked."""
    held = table.c[HELD[channel]]
    statement = select(table.c.id, table.c.reference).where(table.c.restaurant_id == restaurant_id, held == contact)
    return {row.id: row.reference for row in connection.execute(statement.order_by(table.c.id))}


def person_id(connection: Connection, restaurant_id: UUID, reference: str) -> UUID | None:
    """The person behind a reference, None when nothing was ever stored for it."""
    statement = select(table.c.id).where(
        table.c.restaurant_id == restaurant_id, table.c.reference == stored_reference(reference)
    )
    person: UUID | None = connection.execute(statement).scalar_one_or_none()
    return person


def find_customer(connection: Connection, restaurant_id: UUID, reference: str) -> Customer | None:
    """The customer of this restaurant with this reference."""
    known_as = stored_reference(reference)
    statement = select(table).where(table.c.restaurant_id == restaurant_id, table.c.reference == known_as)
    row = connection.execute(statement).one_or_none()
    return _customer(row) if row else None


def find_person(connection: Connection, restaurant_id: UUID, person: UUID) -> Customer | None:
    """The customer of this restaurant with this id."""
    row = connection.execute(
        select(table).where(table.c.restaurant_id == restaurant_id, table.c.id == person)
    ).one_or_none()
    return _customer(row) if row else None


def customers_by_id(connection: Connection, restaurant_id: UUID, people: Iterable[UUID]) -> dict[UUID, Customer]:
    """The customers of this restaurant among these people."""
    statement = select(table).where(table.c.restaurant_id == restaurant_id, table.c.id.in_([*people]))
    return {row.id: _customer(row) for row in connection.execute(statement)}


def is_held(connection: Connection, restaurant_id: UUID, channel: Channel, contact: str) -> bool:
    """Whether any customer of this restaurant has this number or address."""
    statement = (
        select(table.c.id).where(table.c.restaurant_id == restaurant_id, table.c[HELD[channel]] == contact).limit(1)
    )
    return connection.execute(statement).first() is not None


def customers(connection: Connection, restaurant_id: UUID) -> list[Customer]:
    """All customers of a restaurant, in the order in which they were first stored."""
    statement = select(table).where(table.c.restaurant_id == restaurant_id).order_by(table.c.id)
    return [_customer(row) for row in connection.execute(statement)]


def _customer(row: Row[Any]) -> Customer:
    return Customer(row.reference, row.name, row.phone, row.email, row.orders, row.last_order_at)
