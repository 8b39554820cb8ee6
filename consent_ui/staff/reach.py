"""Whether what a card says agrees with the gate: of people whose last word is yes, whom the gate holds back all the
same, because the contact left by another way, somebody must read a reply first, or the yes is too old."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import Connection

from consent_ui.messaging.terms import terms_of
from consent_ui.rules.binding import named
from consent_ui.rules.consent import Channel, State
from consent_ui.rules.sending import Because, Recipient, held_back
from consent_ui.staff.customer_words import Latest
from consent_ui.staff.desk import Desk
from consent_ui.store import contact_lists, recipients
from consent_ui.store.offers import NIL
from consent_ui.store.people import Customer

Held = Mapping[Channel, Because]
"""Why the gate holds somebody back, by the channels on which her last word is yes."""


def held(
    at: Desk,
    connection: Connection,
    customers: Mapping[UUID, tuple[Customer, Latest]],
    states: Mapping[UUID, Mapping[Channel, State]],
) -> dict[UUID, dict[Channel, Because]]:
    """Of these customers, in these states, whom the gate holds back although the last word is yes."""
    found: dict[UUID, dict[Channel, Because]] = {}
    for channel in Channel:
        yes = [person for person in customers if states[person].get(channel) is State.GIVEN]
        for person, because in _on(at, connection, channel, {person: customers[person] for person in yes}).items():
            found.setdefault(person, {})[channel] = because
    return found


def _on(
    at: Desk, connection: Connection, channel: Channel, customers: Mapping[UUID, tuple[Customer, Latest]]
) -> dict[UUID, Because]:
    home, terms = at.restaurant.id, terms_of(at.restaurant, True)
    held_by = {person: customer.contact(channel) or "" for person, (customer, _) in customers.items()}
    hashes = {person: at.consent.seals.hashes_of(home, named(channel, contact)) for person, contact in held_by.items()}
    people = [(person, held_by[person], hashes[person]) for person in customers]
    lists = contact_lists.lists(connection, home, channel, people, NIL, at.now)
    found = {}
    for person, (customer, latest) in customers.items():
        last, mine = latest[channel], hashes[person]
        elsewhere = False
        if held_by[person] in lists.shared:
            facts = recipients.read(connection, home, person, channel, mine, NIL, None, at.now)
            elsewhere = facts is not None and facts.recipient.left_elsewhere
        recipient = Recipient(
            home, person, channel, (last,), held_by[person], last.contact if last.contact in mine else mine[0],
            last.language, customer.orders, customer.last_order_at, not lists.suppressed.isdisjoint(mine), elsewhere,
            not lists.paused.isdisjoint(mine),
        )  # fmt: skip
        because = held_back(recipient, terms, at.now)
        if because is not None:
            found[person] = because
    return found
