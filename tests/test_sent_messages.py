"""A customer sees the offers that were sent to her, and why each came."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from consent_ui import Customer
from consent_ui.store import people
from consent_ui.texts import texts
from tests.journeys.place import Place
from tests.journeys.visitor import Visitor
from tests.samples import NOW
from tests.staff.messages import a_message
from tests.staff.office import BackOffice

CENTRE = "/consent/preferences"
say = texts("en")


@pytest.fixture
def customer(site: Place, guest: Callable[[Customer], None]) -> Visitor:
    """A signed-in customer who has said yes."""
    guest(Customer("new", phone="+33639980001", email="new@client.example"))
    visitor = site.visitor()
    visitor.client.post("/login/new")
    visitor.press(visitor.open(CENTRE), "save", tick=["sms"])
    return visitor


def write_to_her(site: Place, days: int = 60, state: str = "sent") -> None:
    with site.consent.database.read() as connection:
        person = people.person_id(connection, site.restaurant.id, "new")
    assert person is not None
    a_message(BackOffice(site), person, NOW - timedelta(days=days), state)


@pytest.mark.requirement("PR-15")
def test_each_offer_leads_to_the_page_that_tells_why_it_came(site: Place, customer: Visitor) -> None:
    write_to_her(site)
    page = customer.open(CENTRE)
    assert say("preferences.messages") in page.words()
    why = customer.follow(page, say("preferences.messages.why"))
    assert why.has("consent-message") and say("about.because.allowed") in why.words()


def test_what_never_left_is_not_listed(site: Place, customer: Visitor) -> None:
    for days, state in enumerate(("waiting", "dropped", "failed", "unknown")):
        write_to_her(site, 60 + days, state)
    assert say("preferences.messages") not in customer.open(CENTRE).words()


def test_only_the_latest_ten_are_listed(site: Place, customer: Visitor) -> None:
    for days in range(12):
        write_to_her(site, 60 + days)
    assert customer.open(CENTRE).words().count(say("preferences.messages.why")) == 10


def test_nobody_else_sees_them(site: Place, customer: Visitor) -> None:
    write_to_her(site)
    assert say("preferences.messages") not in site.visitor().open(CENTRE).words()
