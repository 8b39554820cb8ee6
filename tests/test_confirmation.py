"""What stands where the question stood: alike for yes and no, the voucher at once, never a false success."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import text

from consent_ui import Customer
from consent_ui.rules.campaigns import CampaignKind
from consent_ui.store import bulk
from consent_ui.store import database as store
from consent_ui.texts import texts
from tests.journeys.place import VOUCHER, Place
from tests.journeys.visitor import Visitor

NOT_SAVED = texts("en")("banner.not_saved")


def test_a_plain_answer_is_sent_back_to_the_page_it_came_from_and_htmx_gets_the_part(site: Place) -> None:
    visitor = site.visitor()
    page = visitor.press(visitor.open("/settings?table=4&x=%C3%A9"), "no")
    assert page.has("consent-receipt") and not page.has("consent-banner")
    if site.way == "plain":
        assert page.sent.status_code == 303
        assert page.sent.location == "/settings?table=4&x=%C3%A9&consent=saved#consent-receipt-title"
        assert "Your account" in page.words()
    else:
        assert page.sent.status_code == 200 and "Your account" not in page.words()
        assert page.response.headers["Cache-Control"] == "private, no-store"


@pytest.mark.requirement("IN-12", "SY-20")
def test_yes_and_no_are_confirmed_in_the_same_style(site: Place) -> None:
    site.switch_off(CampaignKind.SIGNUP)
    shown = []
    for answer in ("yes", "no"):
        visitor = site.visitor()
        shown.append(visitor.press(visitor.open("/"), answer))
    tree = shown[0].tree
    way = next(each for each in tree.all("a") if "/consent/contact" in each.get("href", ""))
    invitation = tree.parent(way)
    tree.parent(invitation).remove(invitation)  # only a yes waits for a number; everything else is the same
    assert shown[0].classes("consent-receipt") == shown[1].classes("consent-receipt")
    assert "you said yes to offers by SMS" in shown[0].words("consent-receipt-title")
    assert "you said no to offers" in shown[1].words("consent-receipt-title")


@pytest.mark.requirement("IN-12", "AX-14")
@pytest.mark.parametrize("answer", ["yes", "no"])
def test_the_confirmation_says_where_to_change_it_and_takes_the_focus(site: Place, answer: str) -> None:
    visitor = site.visitor()
    page = visitor.press(visitor.open("/"), answer)
    title = page.tree.ids["consent-receipt-title"]
    assert title.get("tabindex") == "-1" and title.get("autofocus") is not None
    assert "You can change this at any time" in page.words("consent-receipt")
    centre = visitor.follow(page, texts("en")("preferences.name"))
    assert centre.has("consent-preferences")


@pytest.mark.requirement("IC-04")
def test_the_promised_voucher_is_on_the_confirmation_of_a_yes_at_once(site: Place) -> None:
    visitor = site.visitor()
    words = visitor.press(visitor.open("/"), "yes").words("consent-receipt")
    assert VOUCHER in words and "25% off" in words and "It stays valid whatever you decide later." in words


@pytest.mark.requirement("IC-03")
def test_a_no_gets_no_voucher_that_requires_consent(site: Place) -> None:
    visitor = site.visitor()
    assert VOUCHER not in visitor.press(visitor.open("/"), "no").words()
    assert VOUCHER not in visitor.open("/consent/preferences").words()


@pytest.mark.requirement("IC-02")
@pytest.mark.parametrize("answer", ["yes", "no"])
def test_a_benefit_for_everybody_comes_with_either_answer(site: Place, answer: str) -> None:
    signup = next(c for c in site.campaigns() if c.kind is CampaignKind.SIGNUP)
    site.switch_off(CampaignKind.SIGNUP)
    site.publish(site.restaurant, replace(signup, requires_consent=False, voucher="ALL25"))
    visitor = site.visitor()
    assert "ALL25" in visitor.press(visitor.open("/"), answer).words("consent-receipt")


@pytest.mark.requirement("IC-04", "WD-10")
@pytest.mark.parametrize("signed_in", [False, True], ids=["visitor", "customer"])
def test_the_voucher_stays_after_a_withdrawal(site: Place, guest: Callable[[Customer], None], signed_in: bool) -> None:
    guest(Customer("new", phone="+33639980001"))
    visitor = site.visitor()
    if signed_in:
        visitor.client.post("/login/new")
    visitor.press(visitor.open("/"), "yes")
    stopped = visitor.press(visitor.open("/consent/preferences"), "stop")
    assert site.said()[-1] == ("sms", "withdrawn")
    for page in (stopped, visitor.open("/consent/preferences")):
        assert VOUCHER in page.words("consent-preferences")


def _drop_the_ledger(site: Place, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    def rename(old: str, new: str) -> None:
        with site.as_owner() as connection:
            connection.execute(text(f"ALTER TABLE {old} RENAME TO {new}"))

    rename("consent_decision", "away")
    return lambda: rename("away", "consent_decision")


def _fail_to_write(site: Place, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    def broken(*_: Any) -> None:
        raise OSError("disk full")

    ways = {name: getattr(bulk, name) for name in ("insert", "insert_unless_known")}
    for name in ways:
        monkeypatch.setattr(bulk, name, broken)

    def mend() -> None:
        for name, way in ways.items():
            monkeypatch.setattr(bulk, name, way)

    return mend


def _fail_to_commit(site: Place, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    ways = {name: getattr(store.Database, name) for name in ("write", "write_together")}

    def refused(*_: Any) -> None:
        raise store.NotSaved

    for name in ways:
        monkeypatch.setattr(store.Database, name, refused)

    def mend() -> None:
        for name, way in ways.items():
            monkeypatch.setattr(store.Database, name, way)

    return mend


BREAKS = pytest.mark.parametrize("break_it", [_drop_the_ledger, _fail_to_write, _fail_to_commit])
Break = Callable[[Place, pytest.MonkeyPatch], Callable[[], None]]


def _not_saved(visitor: Visitor, page: Any) -> None:
    assert page.status == 503
    assert NOT_SAVED in page.alert()
    assert not page.has("consent-receipt") and "Saved" not in page.words()
    assert "Set-Cookie" not in page.sent.headers and "consent" not in visitor.cookies()


@pytest.mark.requirement("PR-05")
@BREAKS
@pytest.mark.parametrize("answer", ["yes", "no"])
def test_without_a_record_nothing_is_claimed_and_the_choice_is_still_there(
    site: Place, monkeypatch: pytest.MonkeyPatch, break_it: Break, answer: str
) -> None:
    visitor = site.visitor()
    page = visitor.open("/")
    mend = break_it(site, monkeypatch)
    failed = visitor.press(page, answer)
    _not_saved(visitor, failed)
    assert failed.buttons("consent-banner") == ["yes", "no"]
    assert failed.token(answer) == page.token(answer)
    mend()
    assert site.decisions() == []
    again = visitor.press(failed, answer)
    assert again.has("consent-receipt") and len(site.decisions()) == 1
    visitor.press(failed, answer)
    assert len(site.decisions()) == 1


@pytest.mark.requirement("PR-05", "WD-07")
@BREAKS
def test_without_a_record_stopping_is_not_claimed_either(
    site: Place, monkeypatch: pytest.MonkeyPatch, break_it: Break
) -> None:
    visitor = site.visitor()
    visitor.press(visitor.open("/"), "yes")
    kept = visitor.cookies()
    centre = visitor.open("/consent/preferences")
    mend = break_it(site, monkeypatch)
    failed = visitor.press(centre, "stop")
    assert failed.status == 503 and NOT_SAVED in failed.alert()
    assert "You said yes" in failed.words() and visitor.cookies() == kept
    mend()
    visitor.press(failed, "stop")
    assert site.said()[-1] == ("sms", "withdrawn")


@pytest.mark.requirement("PR-05")
@BREAKS
def test_without_a_record_a_customers_answer_is_not_claimed(
    site: Place, guest: Callable[[Customer], None], monkeypatch: pytest.MonkeyPatch, break_it: Break
) -> None:
    guest(Customer("new", phone="+33639980001"))
    visitor = site.visitor()
    visitor.client.post("/login/new")
    page = visitor.open("/")
    mend = break_it(site, monkeypatch)
    _not_saved(visitor, visitor.press(page, "yes"))
    mend()
    assert site.decisions() == []
    visitor.press(page, "yes")
    assert site.said() == [("sms", "given")]


def _unreadable(_: store.Database) -> Any:
    raise store.NotRead


@pytest.mark.requirement("PR-05")
def test_what_cannot_be_read_after_the_record_is_durable_takes_nothing_back(
    site: Place, guest: Callable[[Customer], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    guest(Customer("new", phone="+33639980001"))
    visitor = site.visitor()
    visitor.client.post("/login/new")
    visitor.press(visitor.open("/"), "yes")
    page = visitor.open("/consent/preferences")
    write = store.Database.write

    def only_written(self: store.Database, job: Any) -> Any:
        recorded = write(self, job)
        monkeypatch.setattr(store.Database, "read", _unreadable)
        site.consent.copies.notices.clear()
        return recorded

    monkeypatch.setattr(store.Database, "write", only_written)
    sent = visitor.press(page, "stop").sent
    assert sent.status_code == (200 if site.way == "htmx" else 303)
    assert NOT_SAVED not in sent.text
    if site.way == "htmx":
        assert texts("en")("problem.saved.sentence") in " ".join(sent.text.split())
    monkeypatch.undo()
    assert site.said()[-1] == ("sms", "withdrawn")
