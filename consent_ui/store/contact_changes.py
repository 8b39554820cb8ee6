"""Customers whose number or address changed after a yes was bound to it, for the sums of the dashboard.

A yes counts only for the very contact it was bound to (CV-08), and what is bound is a keyed hash, which no statement
can work out. So the database itself notes whose contact has changed (store/contact_triggers.py), and a reader looks at
those few: the sums then say `bound` only of a yes whose contact the account still holds, as the gate reads it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, and_, bindparam, case, delete, exists, insert, select, tuple_, update

from consent_ui.rules.consent import Channel, Kind
from consent_ui.store.counting_tables import changed, counted, people, standing
from consent_ui.store.database import Database
from consent_ui.store.inserting import insert_into
from consent_ui.store.tables import customer, decision

AT_ONCE = 500
"""Changes that are looked at in one transaction."""
SEEN = 5000
"""Changes that are looked at on the spot at most, where they are in no sum yet."""

Holds = Callable[[Channel, str | None, str], bool]
"""Whether a contact, as the account holds it now, is the one with this keyed hash."""


@dataclass(frozen=True, slots=True)
class Change:
    """A person whose contact changed, and the yes it was for. `counted` says whether the sums hold it for bound,
    `bound` whether it is; both None where the last word is no, or was never bound. `settled` says whether that word is
    in the kept sums."""

    person: UUID
    channel: Channel
    counted: bool | None = None
    bound: bool | None = None
    settled: bool = True


_NEWER = decision.alias()
_LAST = (
    select(_NEWER.c.id)
    .where(
        _NEWER.c.restaurant_id == changed.c.restaurant_id,
        _NEWER.c.person == changed.c.person,
        _NEWER.c.channel == changed.c.channel,
    )
    .order_by(_NEWER.c.at.desc(), _NEWER.c.id.desc())
    .limit(1)
    .correlate(changed)
    .scalar_subquery()
)
_HELD = case((changed.c.channel == Channel.SMS.value, customer.c.phone), else_=customer.c.email)
_SAME = [standing.c[name] == changed.c[name] for name in ("restaurant_id", "person", "channel")]
_READ = (
    select(
        changed.c.person, changed.c.channel, _HELD.label("held"), decision.c.id, decision.c.kind, decision.c.contact,
        standing.c.decision, standing.c.bound,
    )
    .select_from(
        changed.join(
            customer, and_(customer.c.restaurant_id == changed.c.restaurant_id, customer.c.id == changed.c.person)
        )
        .outerjoin(decision, and_(decision.c.restaurant_id == changed.c.restaurant_id, decision.c.id == _LAST))
        .outerjoin(standing, and_(*_SAME))
    )
    .where(changed.c.restaurant_id == bindparam("restaurant"))
    .order_by(changed.c.person, changed.c.channel)
    .limit(bindparam("most"))
)  # fmt: skip
_LOCKED = _READ.with_for_update(of=customer)
_ANY = select(exists().where(changed.c.restaurant_id == bindparam("restaurant"))).where(
    exists().where(counted.c.restaurant_id == bindparam("restaurant"))
)


def waiting(connection: Connection, restaurant_id: UUID) -> bool:
    """Whether there are changes that the kept sums may not know of."""
    return bool(connection.execute(_ANY, {"restaurant": restaurant_id}).scalar())


def read(connection: Connection, restaurant_id: UUID, holds: Holds) -> list[Change]:
    """The changes that are in no kept sum, looked at now."""
    return _read(connection, _READ, restaurant_id, holds, SEEN)


def _read(connection: Connection, statement: Any, restaurant_id: UUID, holds: Holds, most: int) -> list[Change]:
    found = []
    for row in connection.execute(statement, {"restaurant": restaurant_id, "most": most}):
        person, channel, held, last, kind, contact, kept, bound = row
        if kind != Kind.GIVEN or contact is None:
            found.append(Change(person, Channel(channel)))
            continue
        settled = last == kept
        now = holds(Channel(channel), held, contact)
        found.append(Change(person, Channel(channel), bool(bound) if settled else True, now, settled))
    return found


def settle(connection: Connection, restaurant_id: UUID, holds: Holds) -> bool:
    """Bring the kept sums to what AT_ONCE of the changes say, in the transaction of `connection`; whether that was
    worth another call. A word that is not in the sums yet keeps its change waiting."""
    # Who counts decisions at the same time waits, as counting.catch_up does; and so does who changes one of them again.
    connection.execute(select(counted.c.upto).where(counted.c.restaurant_id == restaurant_id).with_for_update())
    found = [each for each in _read(connection, _LOCKED, restaurant_id, holds, AT_ONCE) if each.settled]
    for each in found:
        if each.counted != each.bound:
            _move(connection, restaurant_id, each)
    for start in range(0, len(found), 100):
        keys = [(each.person, each.channel.value) for each in found[start : start + 100]]
        where = tuple_(changed.c.person, changed.c.channel).in_(keys)
        connection.execute(delete(changed).where(changed.c.restaurant_id == restaurant_id, where))
    return bool(found)


def settle_all(database: Database, restaurant_id: UUID, holds: Holds) -> None:
    """The same until nothing is left to do, in short transactions. Raises NotSaved."""
    while database.write(lambda connection: settle(connection, restaurant_id, holds)):
        pass


def _move(connection: Connection, restaurant_id: UUID, change: Change) -> None:
    mine = [standing.c.restaurant_id == restaurant_id, standing.c.person == change.person]
    connection.execute(
        update(standing).where(*mine, standing.c.channel == change.channel.value).values(bound=change.bound)
    )
    for bound, count in ((change.bound, 1), (change.counted, -1)):
        statement = insert_into(connection, people).values(
            restaurant_id=restaurant_id, channel=change.channel.value, kind=Kind.GIVEN.value, bound=bound, people=count
        )
        connection.execute(
            statement.on_conflict_do_update(
                index_elements=["restaurant_id", "channel", "kind", "bound"],
                set_={"people": people.c.people + statement.excluded.people},
            )
        )


def look_again(connection: Connection, restaurant_id: UUID) -> None:
    """Note everybody who ever said a bound yes, as if their contacts had changed: for sums that are made anew."""
    connection.execute(delete(changed).where(changed.c.restaurant_id == restaurant_id))
    bound = (
        select(decision.c.restaurant_id, decision.c.person, decision.c.channel)
        .where(decision.c.restaurant_id == restaurant_id, decision.c.person.is_not(None))
        .where(decision.c.contact.is_not(None))
        .distinct()
    )
    connection.execute(insert(changed).from_select(["restaurant_id", "person", "channel"], bound))
