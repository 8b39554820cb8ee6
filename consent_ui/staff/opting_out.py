"""Takes a customer out of marketing for staff. There is nothing here that takes anybody in."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from sqlalchemy import Connection

from consent_ui.rules.consent import Channel, Place
from consent_ui.rules.opting_out import Reason
from consent_ui.staff.desk import Desk
from consent_ui.store import history, ledger, offers, people, reasons
from consent_ui.store.holding import hold
from consent_ui.store.people import Customer
from consent_ui.store.turns import customers_turn


class NothingPublished(LookupError):
    """The restaurant has never asked anybody anything: there are no words that a decision could be about."""


@dataclass(frozen=True, slots=True)
class OptOut:
    """One form: whom to take out, on which channels, why; `act` names it."""

    customer: UUID
    act: UUID
    channels: Sequence[Channel]
    reason: Reason
    note: str


def opt_out(at: Desk, form: OptOut) -> tuple[Channel, ...]:
    """Record it in the turns of the customer and of what the account holds, with its reason and its line in the audit
    log, in one transaction. The channels on which anything was added: none when the customer is out already or the form
    was sent before.

    What is said of one account counts for everybody with the same number, so a message on its way there is waited for
    whoever's it is (CV-20, WD-07). Each decision is about the words that were answered last on its channel, or would be
    asked with now. Raises LookupError for somebody else's customer, NothingPublished, NotSaved.
    """
    database, home, generic = at.consent.database, at.restaurant.id, _generic(at)
    while True:
        with database.read() as connection:
            known = people.find_person(connection, home, form.customer)
        if known is None:
            raise LookupError
        with customers_turn(database, home, known):
            added = database.write(partial(_record, at, form, generic, _held(known)))
        if added is not None:
            return added


def _held(customer: Customer) -> set[str]:
    return {contact for channel in Channel if (contact := customer.contact(channel))}


def _generic(at: Desk) -> str | None:
    """The words without a campaign, in the restaurant's own language."""
    programme = at.consent.programme(at.restaurant.slug)
    return programme.generic() if programme else None


def _record(
    at: Desk, form: OptOut, generic: str | None, held: Collection[str], connection: Connection
) -> tuple[Channel, ...] | None:
    """None, with nothing written, when the account holds other contacts by now than those whose turns these are."""
    restaurant = at.restaurant.id
    hold(connection, restaurant, held)
    if not people.lock(connection, restaurant, form.customer):
        raise LookupError
    now = people.find_person(connection, restaurant, form.customer)
    if now is None or not _held(now) <= {*held}:
        return None
    last = history.latest(connection, restaurant, [form.customer]).get(form.customer, {})
    added = []
    for channel in form.channels:
        fingerprint = last[channel].notice if channel in last else generic
        notice = offers.notice(connection, restaurant, fingerprint) if fingerprint else None
        if fingerprint is None or notice is None:
            raise NothingPublished
        answer = ledger.Answer(form.act, notice, fingerprint, {channel: False}, Place.STAFF, at.now, ledger.BUILD)
        recorded = ledger.record_opt_out(connection, answer, form.customer)
        if recorded is not None and recorded.added:
            added.append(channel)
    if added:
        reasons.save(connection, restaurant, form.act, form.customer, form.reason, form.note)
        at.audit("customer.opted_out", form.customer, connection, reason=str(form.reason), channels=[*map(str, added)])
    return tuple(added)
