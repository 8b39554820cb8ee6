"""Which contacts people proved to be theirs. Only keyed hashes are kept beside the customer's own row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, and_, select

from consent_ui.rules.consent import Channel
from consent_ui.store import people
from consent_ui.store.inserting import insert_into
from consent_ui.store.sending_tables import contact as table
from consent_ui.store.tables import customer


@dataclass(frozen=True, slots=True)
class Proofs:
    """What one customer proved: the contacts stored with the account, the keyed hashes proven per channel, and those
    of them that were typed here while the account held none."""

    stored: Mapping[Channel, str | None] = field(default_factory=dict)
    proven: Mapping[Channel, frozenset[str]] = field(default_factory=dict)
    own: frozenset[str] = frozenset()

    def hashes(self, channel: Channel) -> frozenset[str]:
        """The keyed hashes proven on a channel."""
        return self.proven.get(channel, frozenset())

    def keeps(self, hashes: Sequence[str]) -> bool:
        """Whether a stored contact with these keyed hashes is one that the customer typed here."""
        return any(each in self.own for each in hashes)


def proofs(connection: Connection, restaurant_id: UUID, reference: str) -> Proofs:
    """What the customer with this reference proved, in one indexed read."""
    joined = and_(table.c.restaurant_id == customer.c.restaurant_id, table.c.person == customer.c.id)
    statement = (
        select(customer.c.phone, customer.c.email, table.c.channel, table.c.contact, table.c.own)
        .select_from(customer.outerjoin(table, joined))
        .where(customer.c.restaurant_id == restaurant_id, customer.c.reference == people.stored_reference(reference))
    )
    rows = connection.execute(statement).all()
    if not rows:
        return Proofs()
    return Proofs(
        {Channel.SMS: rows[0].phone, Channel.EMAIL: rows[0].email},
        {each: frozenset(row.contact for row in rows if row.channel == each) for each in Channel},
        frozenset(row.contact for row in rows if row.own),
    )


def prove(
    connection: Connection,
    restaurant_id: UUID,
    person: UUID,
    channel: Channel,
    contact: str,
    how: str,
    own: bool,
    now: datetime,
) -> None:
    """Keep that this person proved a contact, named by its keyed hash. `how` is code or link; `own` that it was typed
    here while the account held none. What was proven before stays as it was first."""
    values = {"channel": channel.value, "contact": contact, "how": how, "own": own, "at": now}
    connection.execute(
        insert_into(connection, table)
        .values(restaurant_id=restaurant_id, person=person, **values)
        .on_conflict_do_nothing()
    )
