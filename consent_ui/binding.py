"""The last step of proving a contact: yes or no, with the contact, the channel and the earlier choice in sight (CV-08).

A yes is recorded again, bound to the contact. Somebody without an account becomes a customer under a reference made
from the keyed hash of the contact; somebody without one who says no leaves no number behind.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from consent_ui import answering
from consent_ui.answering import OpenForm, UnusableForm
from consent_ui.presenting import current_states
from consent_ui.proving import Journey, hashes_of
from consent_ui.rules.binding import states
from consent_ui.rules.consent import Channel, Decision, Kind, Place, State
from consent_ui.rules.device import DeviceAnswer, device_state, remember
from consent_ui.situation import Situation
from consent_ui.store import contacts, ledger, people
from consent_ui.store.history import history_of
from consent_ui.store.people import Customer
from consent_ui.store.turns import customers_turn

PREFIX = "contact:"
"""How the references begin of customers who have no account but a contact of their own."""


@dataclass(frozen=True, slots=True)
class Known:
    """Whoever proved a contact without an account: the reference, the keyed hash in it, and what was decided so far."""

    reference: str
    contact: str
    history: list[Decision]


def known(situation: Situation, journey: Journey) -> Known:
    """The customer behind a proven contact, under whichever key the reference was made. Raises NotRead."""
    hashes = hashes_of(situation, journey)
    with situation.consent.database.read() as connection:
        for each in hashes:
            reference = PREFIX + each
            history = history_of(connection, situation.restaurant.id, reference)
            if history:
                return Known(reference, each, history)
    return Known(PREFIX + hashes[0], hashes[0], [])


def standing(situation: Situation, journey: Journey) -> State:
    """What stands now for the contact: the account's state, else that of the contact itself, else the device's."""
    channel = journey.by
    if situation.customer is not None:
        return current_states(situation).get(channel, State.UNKNOWN)
    found = known(situation, journey)
    stands = states(found.history, [channel], {channel: found.contact}, situation.now, situation.waits)[channel]
    if stands is not State.UNKNOWN:
        return stands
    choice = situation.device.choices.get(channel) if situation.device else None
    return device_state(choice, situation.now, situation.waits)


def answer(situation: Situation, journey: Journey, form: OpenForm, wanted: bool) -> DeviceAnswer | None:
    """Record the answer for a proven contact; what the device should remember from now on.

    Raises UnusableForm when the account holds another contact by now (409) or the words on screen are not about this
    channel (422), and NotSaved.
    """
    if wanted and journey.by not in form.notice.channels:
        raise UnusableForm("banner.error.channels", 422)
    if situation.customer is not None:
        _of_account(situation, journey, form, wanted)
        return None
    return _of_visitor(situation, journey, form, wanted)


def _of_account(situation: Situation, journey: Journey, form: OpenForm, wanted: bool) -> None:
    channel, customer, holder = journey.by, situation.customer, situation.owned[0]
    if customer is None or holder is None:
        raise UnusableForm("contact.error.person", 409)
    if customer.contact(channel) not in (None, journey.contact):
        raise UnusableForm("contact.error.changed", 409)
    if not wanted:
        answering.record(situation, [(form, {channel: False})], Place.CONTACT)
        return
    hashes = hashes_of(situation, journey)
    contact = next((each for each in hashes if each == situation.contacts[channel]), hashes[0])
    own = customer.contact(channel) is None
    holding = holder.with_contact(channel, journey.contact)
    _save(situation, holding, {**situation.contacts, channel: contact}, journey, form, wanted, own)


def _of_visitor(situation: Situation, journey: Journey, form: OpenForm, wanted: bool) -> DeviceAnswer | None:
    channel, home = journey.by, situation.restaurant.id
    if not wanted:
        with situation.consent.database.read() as connection:
            if not people.is_held(connection, home, channel, journey.contact):
                return answering.record(situation, [(form, {channel: False})], Place.CONTACT)[1]
    found = known(situation, journey)
    customer = Customer(found.reference).with_contact(channel, journey.contact)
    _save(situation, customer, {channel: found.contact}, journey, form, wanted, True)
    before = answering.device_before(situation)
    kinds = before.kinds() if before else {}
    no = Kind.WITHDRAWN if kinds.get(channel) is Kind.GIVEN else Kind.REFUSED
    stands = {**kinds, channel: Kind.GIVEN if wanted else no}
    situation.device = remember(before, stands, form.fingerprint, situation.now.date())
    return situation.device


def _save(
    situation: Situation,
    customer: Customer,
    hashes: Mapping[Channel, str | None],
    journey: Journey,
    form: OpenForm,
    wanted: bool,
    own: bool,
) -> None:
    """Proof and decision in one transaction, in the person's turn: neither is ever there alone."""
    home, channel, now = situation.restaurant.id, journey.by, situation.now
    wishes = {channel: wanted}
    said = ledger.Answer(
        form.act, form.notice, form.fingerprint, wishes, Place.CONTACT, now, ledger.BUILD, situation.waits
    )
    contact = hashes[channel] or ""

    def save(connection: Connection) -> Any:
        person = people.save_customer(connection, home, customer)
        if wanted:
            contacts.prove(connection, home, person, channel, contact, journey.how, own, now)
        return answering.record_customer(connection, situation, said, customer, hashes)

    with customers_turn(situation.consent.database, home, customer):
        recorded = situation.consent.database.write(save)
    if situation.customer is not None:
        situation.know_history([*recorded.history])
