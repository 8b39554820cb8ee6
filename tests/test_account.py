"""A customer's answer belongs to the account: on every device, and nowhere once signed out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from consent_ui import Customer
from consent_ui.store.people import find_customer
from consent_ui.texts import texts
from tests.journeys.place import Place
from tests.journeys.visitor import Visitor

CENTRE = "/consent/preferences"
NEW = Customer("new", name="Nadia", phone="+33639980001", email="nadia@client.example")
say = texts("en")
ANSWERS = pytest.mark.parametrize(("answer", "state"), [("yes", "given"), ("no", "refused")])


@pytest.fixture(autouse=True)
def nadia(guest: Callable[[Customer], None]) -> None:
    """A customer without an answer, and one who shares the family's device."""
    guest(NEW)
    guest(Customer("other", name="Omar", phone="+33639980002"))


def signed_in(site: Place, reference: str = "new") -> Visitor:
    """A browser in which this customer has just signed in."""
    visitor = site.visitor()
    visitor.client.post(f"/login/{reference}")
    return visitor


@pytest.mark.requirement("CV-20", "WD-11")
@ANSWERS
def test_an_answer_given_on_one_device_stands_on_every_other(site: Place, answer: str, state: str) -> None:
    first = signed_in(site)
    first.press(first.open("/"), answer)
    second = signed_in(site)
    assert not second.open("/").has("consent-banner")
    assert say(f"state.sms.{state}") in second.open(CENTRE).words()
    assert say(f"state.sms.{state}") in second.open("/settings").words("consent-account")


@pytest.mark.requirement("PR-01", "RT-05")
@ANSWERS
def test_the_record_names_the_person_and_binds_a_yes_to_a_keyed_hash_of_the_contact(
    site: Place, answer: str, state: str
) -> None:
    visitor = signed_in(site)
    visitor.press(visitor.open("/"), answer)
    (row,) = site.decisions()
    assert row.person is not None and (row.actor, row.place, row.kind) == ("customer", "banner", state)
    assert (row.contact is not None) is (answer == "yes")
    assert NEW.phone is not None and NEW.phone not in str(dict(row._mapping))
    with site.consent.database.read() as connection:
        assert find_customer(connection, site.restaurant.id, "new") == NEW


@pytest.mark.requirement("CV-16", "CV-20")
@ANSWERS
def test_a_customers_answer_leaves_nothing_of_ours_on_the_device(site: Place, answer: str, state: str) -> None:
    visitor = signed_in(site)
    before = visitor.cookies()
    visitor.press(visitor.open("/"), answer)
    assert visitor.cookies() == before


@pytest.mark.requirement("CV-16", "CV-20")
@pytest.mark.parametrize("device", ["", "yes", "no"])
def test_signing_out_leaves_no_trace_of_the_account(site: Place, device: str) -> None:
    visitor = site.visitor()
    if device:
        visitor.press(visitor.open("/"), device)
    before = visitor.cookies()
    visitor.client.post("/login/new")
    visitor.press(visitor.open(CENTRE), "save", tick=["sms"])
    visitor.press(visitor.open(CENTRE), "stop")
    visitor.client.post("/logout")
    assert visitor.cookies() == before
    page = visitor.open("/")
    assert page.has("consent-banner") is (not device)
    centre = visitor.open(CENTRE).words()
    assert say("state.sms." + {"": "unknown", "yes": "pending", "no": "refused"}[device]) in centre
    assert say("decision.sms.withdrawn") not in centre


@pytest.mark.requirement("CV-08")
def test_a_yes_without_a_phone_number_waits_for_one(site: Place, guest: Callable[[Customer], None]) -> None:
    guest(Customer("nophone", email="x@client.example"))
    visitor = signed_in(site, "nophone")
    page = visitor.press(visitor.open("/"), "yes")
    assert say("state.sms.pending") in page.words("consent-receipt")
    (row,) = site.decisions()
    assert row.kind == "given" and row.contact is None
    guest(Customer("nophone", phone="+33639980009", email="x@client.example"))
    centre = visitor.open(CENTRE)
    assert say("state.sms.to_confirm") in centre.words() and "+33•••09" in centre.words()
    assert centre.ticked() == [], "the earlier yes confirms no number by itself"
    visitor.press(centre, "save", tick=["sms"])
    assert say("state.sms.given") in visitor.open(CENTRE).words()


@pytest.mark.requirement("CV-08")
def test_a_yes_to_one_number_is_no_yes_to_the_next(site: Place, guest: Callable[[Customer], None]) -> None:
    visitor = signed_in(site)
    visitor.press(visitor.open("/"), "yes")
    guest(Customer("new", phone="+33639989999"))
    assert say("state.sms.to_confirm") in visitor.open(CENTRE).words()


@pytest.mark.requirement("CV-12", "WD-14")
def test_who_withdrew_is_never_asked_again(site: Place, clock: Any) -> None:
    visitor = signed_in(site)
    visitor.press(visitor.open("/"), "yes")
    visitor.press(visitor.open(CENTRE), "stop")
    clock.shift(timedelta(days=2000))
    assert not visitor.open("/").has("consent-banner")


@pytest.mark.requirement("CV-12", "CV-13")
@pytest.mark.parametrize(("answer", "asked"), [("yes", False), ("no", True)])
def test_after_183_days_only_who_said_no_may_be_asked_again(site: Place, clock: Any, answer: str, asked: bool) -> None:
    visitor = signed_in(site)
    visitor.press(visitor.open("/"), answer)
    clock.shift(timedelta(days=182))
    assert not visitor.open("/").has("consent-banner")
    clock.shift(timedelta(days=2))
    assert visitor.open("/").has("consent-banner") is asked


@pytest.mark.requirement("PR-10", "CV-20")
@pytest.mark.parametrize("answer", ["yes", "no"])
@pytest.mark.parametrize("switch", ["in", "out", "over"])
def test_an_account_switched_between_page_and_click_is_told_and_nothing_is_stored(
    site: Place, answer: str, switch: str
) -> None:
    visitor = site.visitor() if switch == "in" else signed_in(site)
    page = visitor.open("/")
    visitor.client.post({"in": "/login/new", "out": "/logout", "over": "/login/other"}[switch])
    before = visitor.cookies()
    refused = visitor.press(page, answer)
    assert refused.status == 409 and say("banner.error.person") in refused.alert()
    assert site.decisions() == [] and visitor.cookies() == before
    visitor.press(refused, answer)
    assert len(site.decisions()) == 1


@pytest.mark.requirement("WD-01", "CV-20")
def test_stopping_from_a_page_of_another_account_stops_the_present_one(site: Place) -> None:
    visitor = signed_in(site, "other")
    visitor.press(visitor.open("/"), "yes")
    visitor.client.post("/login/new")
    visitor.press(visitor.open("/"), "yes")
    stale = visitor.open(CENTRE)
    visitor.client.post("/login/other")
    visitor.press(stale, "stop")
    people = {row.person: row.kind for row in site.decisions()}
    assert sorted(people.values()) == ["given", "withdrawn"]
    assert say("state.sms.withdrawn") in visitor.open(CENTRE).words()


@pytest.mark.requirement("WD-05")
def test_everything_can_be_stopped_from_the_account_page_itself(site: Place) -> None:
    visitor = signed_in(site)
    visitor.press(visitor.open("/"), "yes")
    page = visitor.press(visitor.open("/settings"), "stop")
    assert say("state.sms.withdrawn") in page.words()
    assert "stop" not in visitor.open("/settings").buttons()


@pytest.mark.requirement("WD-03")
def test_a_contact_is_shown_masked(site: Place) -> None:
    words = signed_in(site).open(CENTRE).words()
    assert "+33•••01" in words and "639980" not in words


@pytest.mark.requirement("CV-07")
def test_the_account_block_shows_a_visitor_nothing(site: Place) -> None:
    assert not site.visitor().open("/settings").has("consent-account")
