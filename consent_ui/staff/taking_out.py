"""Takes out whoever wrote a reply, for staff who has read it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from uuid import UUID

from sqlalchemy import Connection

from consent_ui.rules.consent import Channel, Place
from consent_ui.rules.opting_out import Reason
from consent_ui.staff.desk import Desk
from consent_ui.store import history, leaving, ledger, offers, people, reasons
from consent_ui.store import replies as store
from consent_ui.store.holding import hold
from consent_ui.store.ids import uuid7
from consent_ui.store.people import Customer
from consent_ui.store.replies import Kept
from consent_ui.store.turns import turns


def by_reply(at: Desk, reply: Kept) -> bool:
    """Never write to this contact again, and record of everybody who was written to there that staff took them out. In
    their turns, and in those of the contact and of whoever else holds it, in one transaction: what is on its way to any
    of them is waited for (WD-07). False when somebody else has read the reply meanwhile. Raises NotSaved."""
    database, home = at.consent.database, at.restaurant.id
    while True:
        with database.read() as connection:
            channel = leaving.channel_of(connection, home, reply.contact)
            known = people.customers_by_id(connection, home, store.writers(connection, home, channel, reply.contact))
            held = _held(at, channel, reply, known.values())
            others = people.holders(connection, home, channel, held) if held else {}
        names = [held, *others.values(), *(customer.reference for customer in known.values())]
        with turns(database, home, names):
            done = database.write(partial(_take_out, at, channel, reply, held, [*known], [*others]))
        if done is not None:
            return done


def _held(at: Desk, channel: Channel, reply: Kept, known: Iterable[Customer]) -> str:
    """The contact itself, where one of those who were written to there still holds it; else empty."""
    contacts = (customer.contact(channel) for customer in known)
    seals, home = at.consent.seals, at.restaurant.id
    return next((each for each in contacts if each and seals.is_of(home, channel, each, reply.contact)), "")


def _take_out(
    at: Desk,
    channel: Channel,
    reply: Kept,
    held: str,
    known: Sequence[UUID],
    others: Sequence[UUID],
    connection: Connection,
) -> bool | None:
    """None, with nothing written, when somebody came to hold the contact meanwhile whose turn is not held."""
    home = at.restaurant.id
    hold(connection, home, [held])
    if held and not people.holders(connection, home, channel, held).keys() <= {*others}:
        return None
    there = [person for person in sorted({*known, *others}) if people.lock(connection, home, person)]
    if not store.read(connection, home, reply.contact, at.member.name, at.now):
        return False
    leaving.suppress(connection, home, channel, reply.contact, "staff", at.now)
    written_to = [person for person in there if person in known]
    for person in written_to:
        _record(connection, at, channel, person)
    at.audit("reply.taken_out", None, connection, people=len(written_to))
    return True


def _record(connection: Connection, at: Desk, channel: Channel, person: UUID) -> None:
    last = history.latest(connection, at.restaurant.id, [person]).get(person, {}).get(channel)
    notice = offers.notice(connection, at.restaurant.id, last.notice) if last else None
    if last is None or notice is None:
        return  # nobody is written to without an answer, and the contact is on the list by now
    answer = ledger.Answer(uuid7(), notice, last.notice, {channel: False}, Place.STAFF, at.now, ledger.BUILD)
    recorded = ledger.record_opt_out(connection, answer, person)
    if recorded is not None and recorded.added:
        reasons.save(connection, at.restaurant.id, answer.act, person, Reason.WROTE, "")
