"""The preference centre: opens on what is stored, says it in words, changes it, and stops everything in one click."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from consent_ui import Customer
from consent_ui.rules.campaigns import CampaignKind
from consent_ui.rules.consent import Channel
from consent_ui.texts import texts
from tests.journeys.place import Place
from tests.journeys.visitor import Visitor
from tests.samples import CHANNELS

CENTRE = "/consent/preferences"
say = texts("en")


@pytest.fixture
def two(site: Place) -> Place:
    """The site, writing by SMS and by e-mail."""
    site.change(channels=CHANNELS)
    return site


@pytest.fixture
def customer(site: Place, guest: Callable[[Customer], None]) -> Visitor:
    """A signed-in customer with number and address."""
    guest(Customer("new", phone="+33639980001", email="new@client.example"))
    visitor = site.visitor()
    visitor.client.post("/login/new")
    return visitor


@pytest.mark.requirement("CV-02", "CV-03", "SY-15")
def test_choosing_among_channels_opens_unticked_boxes_and_records_nothing(two: Place) -> None:
    visitor = two.visitor()
    page = visitor.follow(visitor.open("/"), say("notice.choose"))
    assert page.has("consent-preferences") and page.ticked() == []
    assert "Set-Cookie" not in page.response.headers
    assert two.decisions() == []
    assert visitor.open("/").has("consent-banner")


@pytest.mark.requirement("CV-05")
def test_saving_only_e_mail_gives_e_mail_and_refuses_sms(two: Place) -> None:
    visitor = two.visitor()
    page = visitor.press(visitor.follow(visitor.open("/"), say("notice.choose")), "save", tick=["email"])
    assert sorted(two.said()) == [("email", "given"), ("sms", "refused")]
    assert say("state.email.pending") in page.words() and say("state.sms.refused") in page.words()
    assert page.ticked() == ["email"]
    assert not visitor.open("/").has("consent-banner")


@pytest.mark.requirement("CV-05", "PR-02")
def test_channels_chosen_from_the_question_answer_its_very_words(two: Place) -> None:
    visitor = two.visitor()
    question = visitor.open("/")
    page = visitor.follow(question, say("notice.choose"))
    visitor.press(page, "save", tick=["sms"])
    assert {row.campaign_version for row in two.decisions()} == {1}
    assert {row.place for row in two.decisions()} == {"preferences"}


@pytest.mark.requirement("PR-07")
def test_no_address_names_a_form_that_ends_in_the_ledger(two: Place) -> None:
    visitor = two.visitor()
    question = visitor.open("/")
    page = visitor.follow(question, say("notice.choose"))
    visitor.press(page, "save", tick=["sms"])
    addresses = " ".join([*question.links().values(), *page.links().values()])
    for row in two.decisions():
        assert row.act.hex not in addresses and question.token("yes") not in addresses


@pytest.mark.requirement("CV-05", "IC-06")
def test_an_address_with_words_that_are_not_shown_now_opens_the_generic_ones(two: Place) -> None:
    visitor = two.visitor()
    link = visitor.open("/").links()[say("notice.choose")]
    two.switch_off(CampaignKind.SIGNUP)
    page = visitor.open(link)
    visitor.press(page, "save", tick=["sms"])
    assert {row.campaign_id for row in two.decisions()} == {None}


@pytest.mark.requirement("CV-05", "CV-20")
def test_a_later_yes_to_the_question_in_another_tab_is_a_later_act(two: Place) -> None:
    visitor = two.visitor()
    question = visitor.open("/")
    visitor.press(visitor.follow(question, say("notice.choose")), "save", tick=["email"])
    visitor.press(question, "yes")
    assert sorted(two.said()[:2]) == [("email", "given"), ("sms", "refused")]
    assert two.said()[2:] == [("sms", "given")]


@pytest.mark.requirement("CV-01", "CV-20", "WD-14")
def test_saving_a_page_that_was_open_for_long_brings_nothing_back_that_was_stopped_elsewhere(
    two: Place, customer: Visitor
) -> None:
    customer.press(customer.open("/"), "yes")
    old = customer.open(CENTRE)
    assert old.ticked() == ["sms", "email"]
    customer.press(customer.open(CENTRE), "stop")
    customer.press(old, "save", tick=["sms"])
    assert say("state.sms.withdrawn") in customer.open(CENTRE).words()
    assert say("state.email.withdrawn") in customer.open(CENTRE).words()


@pytest.mark.requirement("CV-01")
def test_a_box_that_was_shown_empty_and_is_ticked_is_a_yes_whatever_happened_meanwhile(
    two: Place, customer: Visitor
) -> None:
    old = customer.open(CENTRE)
    customer.press(customer.open("/"), "no")
    customer.press(old, "save", tick=["email"])
    assert two.said()[2:] == [("email", "given")]


@pytest.mark.requirement("WD-05", "WD-07")
def test_stopping_ends_also_what_the_restaurant_writes_by_no_more(two: Place, customer: Visitor) -> None:
    customer.press(customer.open("/"), "yes")
    two.change(channels=[Channel.EMAIL])
    page = customer.open(CENTRE)
    assert say("state.sms.given") in page.words(), "what still stands is shown"
    customer.press(page, "stop")
    assert sorted(two.said()[2:]) == [("email", "withdrawn"), ("sms", "withdrawn")]


@pytest.mark.requirement("CV-14")
def test_a_channel_the_restaurant_gave_up_can_be_left_and_not_be_joined(two: Place, customer: Visitor) -> None:
    customer.press(customer.open("/"), "yes")
    two.change(channels=[Channel.EMAIL])
    customer.press(customer.open(CENTRE), "save", tick=["email"])
    assert two.said()[2:] == [("sms", "withdrawn")]
    page = customer.open(CENTRE)
    assert [box.get("value") for box in page.tree.all("input") if box.get("type") == "checkbox"] == ["email"]
    sent = customer.post(CENTRE, {"notice": page.token("save"), "do": "save", "channels": ["email", "sms"]})
    assert sent.status in (200, 303) and two.said()[3:] == []


@pytest.mark.requirement("CV-03", "CV-08")
def test_a_yes_that_waits_for_a_number_is_never_bound_by_saving_something_else(
    two: Place, guest: Callable[[Customer], None]
) -> None:
    guest(Customer("bare"))
    visitor = two.visitor()
    visitor.client.post("/login/bare")
    visitor.press(visitor.open("/"), "yes")
    guest(Customer("bare", phone="+33639980001", email="bare@client.example"))
    page = visitor.open(CENTRE)
    assert page.ticked() == []
    visitor.press(page, "save", tick=["email"])
    after = visitor.open(CENTRE)
    assert say("state.email.given") in after.words() and say("state.sms.withdrawn") in after.words()


@pytest.mark.parametrize("outcome", ["saved", "unchanged", "anything"])
def test_no_address_makes_the_page_claim_that_something_was_saved(two: Place, outcome: str) -> None:
    page = two.visitor().open(f"{CENTRE}?consent={outcome}")
    assert not [each for each in page.tree.elements if "consent-saved" in each.get("class", "")]


@pytest.mark.requirement("CV-02", "CV-05")
def test_saving_no_channel_at_all_is_a_no(two: Place) -> None:
    visitor = two.visitor()
    visitor.press(visitor.follow(visitor.open("/"), say("notice.choose")), "save", tick=[])
    assert sorted(two.said()) == [("email", "refused"), ("sms", "refused")]


@pytest.mark.requirement("WD-04", "CV-03")
def test_it_opens_on_the_stored_state_and_never_on_defaults(two: Place) -> None:
    visitor = two.visitor()
    fresh = visitor.open(CENTRE)
    assert fresh.ticked() == [] and say("state.sms.unknown") in fresh.words()
    visitor.press(fresh, "save", tick=["sms"])
    opened = visitor.open(CENTRE)
    assert opened.ticked() == ["sms"]
    assert say("state.sms.pending") in opened.words() and say("state.email.refused") in opened.words()


@pytest.mark.requirement("WD-04", "AX-20", "IN-10")
@pytest.mark.parametrize(
    ("presses", "state"),
    [([], "unknown"), (["yes"], "given"), (["no"], "refused"), (["yes", "stop"], "withdrawn")],
)
def test_each_state_is_said_in_words(site: Place, customer: Visitor, presses: list[str], state: str) -> None:
    page = customer.open("/")
    for press in presses:
        customer.press(customer.open(CENTRE) if press == "stop" else page, press)
    assert say(f"state.sms.{state}") in customer.open(CENTRE).words()


@pytest.mark.requirement("WD-04", "PR-02")
def test_it_says_when_and_where_a_choice_was_made_and_shows_the_words_seen_then(
    site: Place, customer: Visitor, clock: Any
) -> None:
    question = customer.open("/")
    customer.press(question, "yes")
    clock.shift(timedelta(days=30))
    site.change(name="Nouveau Nord")
    page = customer.open(CENTRE)
    assert "Chosen on 3 March 2026 at 10:30, in the question on the site." in page.words()
    (row,) = site.decisions()
    assert page.links()[say("preferences.words")].startswith(f"/consent/notice/{row.notice}")
    shown = customer.follow(page, say("preferences.words")).tree
    words = shown.text(shown.all("article")[0])
    asked = question.tree
    for paragraph in asked.ids["consent-banner"].iter("p"):
        for sentence in asked.text(paragraph).removesuffix(say("notice.more")).split(". "):
            assert sentence.strip(" .") in words
    assert row.notice in words and "Nouveau Nord" not in words


@pytest.mark.requirement("AX-18")
def test_it_lists_every_decision_newest_first(site: Place, customer: Visitor, clock: Any) -> None:
    customer.press(customer.open("/"), "no")
    clock.shift(timedelta(days=2))
    customer.press(customer.open(CENTRE), "save", tick=["sms"])
    clock.shift(timedelta(days=2))
    customer.press(customer.open(CENTRE), "stop")
    page = customer.open(CENTRE)
    told = [page.tree.text(row) for row in page.tree.all("tr")[1:]]
    assert [each.split(" at ")[0] for each in told] == ["7 March 2026", "5 March 2026", "3 March 2026"]
    for each, words in zip(told, ("Stopped offers by SMS", "Yes to offers by SMS", "No to offers by SMS"), strict=True):
        assert words in each
    assert "in the question on the site" in told[2]


@pytest.mark.requirement("AX-18")
def test_a_visitor_can_change_the_answer_of_the_device_both_ways(site: Place) -> None:
    visitor = site.visitor()
    visitor.press(visitor.open("/"), "no")
    page = visitor.press(visitor.open(CENTRE), "save", tick=["sms"])
    assert say("state.sms.pending") in page.words() and "sms-given" in visitor.cookies()["consent"]
    page = visitor.press(visitor.open(CENTRE), "save", tick=[])
    assert say("state.sms.withdrawn") in page.words() and "sms-withdrawn" in visitor.cookies()["consent"]
    assert [kind for _, kind in site.said()] == ["refused", "given", "withdrawn"]


@pytest.mark.requirement("PR-08")
def test_saving_what_stands_already_adds_nothing_and_says_so(site: Place) -> None:
    visitor = site.visitor()
    visitor.press(visitor.open("/"), "no")
    page = visitor.press(visitor.open(CENTRE), "save", tick=[])
    assert len(site.decisions()) == 1
    assert say("preferences.unchanged") in page.words()


@pytest.mark.requirement("AX-17")
@pytest.mark.parametrize("what", ["expired", "person", "answer"])
def test_what_was_ticked_stays_when_saving_fails(
    two: Place, guest: Callable[[Customer], None], clock: Any, what: str
) -> None:
    guest(Customer("new", phone="+33639980001", email="new@client.example"))
    visitor = two.visitor()
    pressed = visitor.open(CENTRE).press("save", tick=["email"])
    if what == "expired":
        clock.shift(timedelta(hours=73))
    elif what == "person":
        visitor.client.post("/login/new")
    else:
        pressed.fields[-1] = ("do", "dance")
    failed = visitor.send(pressed)
    assert failed.status == {"expired": 400, "person": 409, "answer": 422}[what]
    assert say(f"banner.error.{what}") in failed.alert()
    assert failed.ticked() == ["email"] and two.decisions() == []
    visitor.press(failed, "save")
    assert sorted(two.said()) == [("email", "given"), ("sms", "refused")]


@pytest.mark.requirement("WD-15")
def test_an_old_link_from_a_question_still_opens_the_preference_centre(site: Place, clock: Any) -> None:
    visitor = site.visitor()
    token = visitor.open("/").token("yes")
    clock.shift(timedelta(days=1000))
    for named in (token, "rubbish", "%00", "x" * 5000):
        page = visitor.open(f"{CENTRE}?notice={named}")
        assert page.status == 200 and page.has("consent-preferences")
