"""What a card and the list say of a customer agrees with what the gate says: nobody is shown as in who is never
written to, and nobody as out who is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest

from consent_ui.messaging.terms import terms_of
from consent_ui.rules.campaigns import CampaignKind
from consent_ui.rules.consent import Channel
from consent_ui.rules.roles import Role
from consent_ui.rules.sending import Because, may_send
from consent_ui.store import leaving, ledger, recipients
from consent_ui.store.people import Customer
from tests.samples import NOW, sample_answer, sample_notice
from tests.site import Clock
from tests.staff.customers import look_for, say, settle_in, text_of
from tests.staff.office import BackOffice

PHONE = "+33639980011"
ANNA = Customer("anna", "Anna", PHONE, None, 3, NOW - timedelta(days=60))
TWIN = Customer("twin", "Twin", PHONE, None, 3, NOW - timedelta(days=60))


def hashes(office: BackOffice) -> tuple[str, ...]:
    home = office.place.restaurant.id
    return office.place.consent.seals.contact_hashes(home, {Channel.SMS: PHONE})[Channel.SMS]


def gate(office: BackOffice, person: UUID) -> Because:
    """What the gate says of a message to Anna's number."""
    consent, home = office.place.consent, office.place.restaurant
    campaign = next(each for each in office.place.campaigns() if each.kind is CampaignKind.RETENTION)
    now = NOW + timedelta(hours=1)
    with consent.database.read() as connection:
        facts = recipients.read(connection, home.id, person, Channel.SMS, hashes(office), campaign.id, None, now)
    assert facts is not None and facts.campaign is not None
    return may_send(facts.recipient, facts.campaign, terms_of(home, True), now).because


def suppressed(office: BackOffice) -> None:
    home = office.place.restaurant.id
    office.place.consent.database.write(
        lambda c: leaving.suppress(c, home, Channel.SMS, hashes(office)[0], "gateway", NOW)
    )


def paused(office: BackOffice) -> None:
    home = office.place.restaurant.id
    office.place.consent.database.write(lambda c: leaving.wait(c, home, Channel.SMS, hashes(office)[0], "reply", NOW))


def left_elsewhere(office: BackOffice) -> None:
    notice = sample_notice(office.place.restaurant)
    answer = sample_answer(notice, False, at=NOW + timedelta(minutes=1))
    contacts = {Channel.SMS: hashes(office)[0]}
    office.place.consent.database.write(lambda c: ledger.record_customer(c, answer, TWIN, contacts))


def nothing(office: BackOffice) -> None:
    """The yes stands alone."""


@pytest.mark.requirement("CV-01", "CV-20")
@pytest.mark.parametrize(
    ("happens", "because", "flag", "sentence"),
    [
        (nothing, Because.ALLOWED, "Said yes to offers", "Said yes to offers by SMS."),
        (suppressed, Because.SUPPRESSED, "Out of marketing", "none are sent: this contact is never written to."),
        (
            left_elsewhere, Because.LEFT_ELSEWHERE, "Out of marketing",
            "none are sent: another account with this contact left later.",
        ),
        (
            paused, Because.PAUSED, "Yes, but nothing is sent now",
            "none are sent: waits for somebody to read a reply.",
        ),
    ],
)  # fmt: skip
def test_the_flag_agrees_with_the_gate(
    either_office: BackOffice, happens: Callable[[BackOffice], None], because: Because, flag: str, sentence: str
) -> None:
    anna = settle_in(either_office, ANNA)[0]
    either_office.place.change(channels=(Channel.SMS,))
    say(either_office, ANNA, sms=True)
    happens(either_office)
    assert gate(either_office, anna) is because
    viewer = either_office.colleague(Role.VIEWER)
    card = viewer.get(f"/customers/{anna}")
    assert f"<strong>{flag}</strong>" in card.text and sentence in text_of(card)
    assert f">{flag}</span>" in look_for(viewer, "Anna").text


@pytest.mark.requirement("RT-01")
def test_a_yes_that_is_too_old_is_no_longer_shown_as_one(back_office: BackOffice, clock: Clock) -> None:
    anna = settle_in(back_office, ANNA)[0]
    back_office.place.change(channels=(Channel.SMS,))
    say(back_office, ANNA, sms=True)
    clock.shift(timedelta(days=2 * 365))
    card = back_office.colleague(Role.VIEWER).get(f"/customers/{anna}")
    assert "<strong>Yes, but nothing is sent now</strong>" in card.text
    assert "none are sent: the yes is too old." in text_of(card)
