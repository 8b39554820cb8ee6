"""Takes out whoever wrote a reply, for staff who has read it."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Connection

from consent_ui.rules.consent import Channel, Place
from consent_ui.rules.opting_out import Reason
from consent_ui.staff.desk import Desk
from consent_ui.store import history, leaving, ledger, offers, people, reasons, replies
from consent_ui.store.ids import uuid7
from consent_ui.store.replies import Kept
from consent_ui.store.turns import turns

SMS = Channel.SMS


def by_reply(at: Desk, reply: Kept) -> bool:
    """Never write to this contact again, and record of everybody who was written to there that staff took them out. In
    their turns, in one transaction. False when somebody else has read the reply meanwhile. Raises NotSaved."""
    database, home = at.consent.database, at.restaurant.id
    with database.read() as connection:
        written_to = replies.writers(connection, home, reply.contact)
        known = people.customers_by_id(connection, home, written_to)

    def job(connection: Connection) -> bool:
        held = [person for person in sorted(known) if people.lock(connection, home, person)]
        if not replies.read(connection, home, reply.contact, at.member.name, at.now):
            return False
        leaving.suppress(connection, home, SMS, reply.contact, "staff", at.now)
        for person in held:
            _record(connection, at, person)
        at.audit("reply.taken_out", None, connection, people=len(held))
        return True

    with turns(database, home, [customer.reference for customer in known.values()]):
        return database.write(job)


def _record(connection: Connection, at: Desk, person: UUID) -> None:
    last = history.latest(connection, at.restaurant.id, [person]).get(person, {}).get(SMS)
    notice = offers.notice(connection, at.restaurant.id, last.notice) if last else None
    if last is None or notice is None:
        return  # nobody is written to without an answer, and the contact is on the list by now
    answer = ledger.Answer(uuid7(), notice, last.notice, {SMS: False}, Place.STAFF, at.now, ledger.BUILD)
    recorded = ledger.record_opt_out(connection, answer, person)
    if recorded is not None and recorded.added:
        reasons.save(connection, at.restaurant.id, answer.act, person, Reason.WROTE, "")
