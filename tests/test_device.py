"""An answer this device gave before signing in: shown after it, kept or changed there, and never stronger than a no."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from consent_ui import Customer
from consent_ui.texts import texts
from tests.journeys.place import VOUCHER, Place
from tests.journeys.visitor import Visitor

CENTRE = "/consent/preferences"
say = texts("en")
PAGES = pytest.mark.parametrize("path", [CENTRE, "/settings"])


@pytest.fixture(autouse=True)
def nadia(guest: Callable[[Customer], None]) -> None:
    """A customer without an answer."""
    guest(Customer("new", name="Nadia", phone="+33639980001"))


def answered(site: Place, answer: str) -> Visitor:
    """A browser that answered before its owner signed in."""
    visitor = site.visitor()
    visitor.press(visitor.open("/"), answer)
    visitor.client.post("/login/new")
    return visitor


@pytest.mark.requirement("CV-20", "CV-08")
@PAGES
@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        ("yes", "On this device you said yes to offers by SMS, on 3 March 2026."),
        ("no", "On this device you said no to offers, on 3 March 2026."),
    ],
)
def test_it_is_shown_again_after_signing_in_with_its_day(
    site: Place, clock: Any, path: str, answer: str, sentence: str
) -> None:
    visitor = answered(site, answer)
    clock.shift(timedelta(days=40))
    page = visitor.open(path)
    assert sentence in page.words()
    assert "keep" in page.buttons() and say("device.change") in page.links()


@pytest.mark.requirement("CV-08", "CV-20")
@pytest.mark.parametrize("answer", ["yes", "no"])
def test_it_is_not_the_accounts_before_it_is_confirmed_there(site: Place, answer: str) -> None:
    visitor = answered(site, answer)
    for path in ("/", CENTRE, "/settings"):
        visitor.open(path)
    assert [row.person for row in site.decisions()] == [None]
    assert say("state.sms.unknown") in visitor.open(CENTRE).words()


@pytest.mark.requirement("CV-12")
@pytest.mark.parametrize("answer", ["yes", "no"])
def test_it_spares_its_owner_the_question_after_signing_in(site: Place, answer: str) -> None:
    assert not answered(site, answer).open("/").has("consent-banner")


@pytest.mark.requirement("CV-08", "CV-20", "PR-02")
@PAGES
@pytest.mark.parametrize(("answer", "state"), [("yes", "given"), ("no", "refused")])
def test_keeping_it_makes_it_the_accounts_with_the_words_seen_on_the_device(
    site: Place, path: str, answer: str, state: str
) -> None:
    visitor = answered(site, answer)
    site.change(name="Nouveau Nord")
    page = visitor.press(visitor.open(path), "keep")
    before, kept = site.decisions()
    assert (kept.place, kept.actor, kept.kind) == ("account", "customer", state)
    assert kept.person is not None and kept.notice == before.notice
    assert say(f"state.sms.{state}") in page.words()
    assert "keep" not in visitor.open(path).buttons()


@pytest.mark.requirement("IC-04")
def test_keeping_a_yes_keeps_its_voucher(site: Place) -> None:
    visitor = answered(site, "yes")
    visitor.press(visitor.open(CENTRE), "keep")
    assert VOUCHER in visitor.open(CENTRE).words()


@pytest.mark.requirement("PR-08")
def test_keeping_it_twice_is_one_decision(site: Place) -> None:
    visitor = answered(site, "yes")
    page = visitor.open(CENTRE)
    visitor.press(page, "keep")
    again = visitor.press(page, "keep")
    assert len(site.decisions()) == 2
    assert say("state.sms.given") in again.words()


@pytest.mark.requirement("AX-18")
@PAGES
def test_changing_it_leads_to_the_channel_form(site: Place, path: str) -> None:
    visitor = answered(site, "yes")
    page = visitor.open(path)
    assert page.links()[say("device.change")].endswith("#consent-channels")
    form = visitor.follow(page, say("device.change"))
    assert form.has("consent-channels") and "save" in form.buttons("consent-channels")


@pytest.mark.requirement("CV-20")
def test_a_devices_yes_never_overrides_an_accounts_no(site: Place) -> None:
    visitor = answered(site, "yes")
    stale = visitor.open(CENTRE)
    elsewhere = site.visitor()
    elsewhere.client.post("/login/new")
    elsewhere.press(elsewhere.open(CENTRE), "save", tick=[])
    page = visitor.press(stale, "keep")
    assert say("state.sms.refused") in page.words()
    assert [(row.person is None, row.kind) for row in site.decisions()] == [(True, "given"), (False, "refused")]
    for path in ("/", CENTRE, "/settings"):
        assert "keep" not in visitor.open(path).buttons()


@pytest.mark.requirement("CV-20")
def test_a_visitor_has_nothing_to_keep(site: Place) -> None:
    visitor = site.visitor()
    page = visitor.press(visitor.open("/"), "yes")
    page = visitor.open(CENTRE)
    assert "keep" not in page.buttons()
    refused = visitor.post(CENTRE, {"do": "keep", "notice": page.token("save")})
    assert refused.status == 422 and len(site.decisions()) == 1


@pytest.mark.requirement("CV-12")
def test_an_answer_older_than_183_days_is_offered_no_more(site: Place, clock: Any) -> None:
    visitor = answered(site, "yes")
    clock.shift(timedelta(days=184))
    assert "keep" not in visitor.open(CENTRE).buttons()
    assert visitor.open("/").has("consent-banner")


@pytest.mark.requirement("CV-20")
def test_an_answer_in_the_account_leaves_the_devices_own_as_it_was(site: Place) -> None:
    visitor = answered(site, "yes")
    kept = visitor.cookies()["consent"]
    visitor.press(visitor.open(CENTRE), "save", tick=[])
    assert visitor.cookies()["consent"] == kept
    visitor.client.post("/logout")
    assert say("state.sms.pending") in visitor.open(CENTRE).words()
