"""One click answers, either way: what is recorded, what the browser keeps, and that nobody is asked again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from consent_ui import Customer, __version__
from consent_ui.rules.campaigns import CampaignKind
from consent_ui.rules.consent import Channel
from consent_ui.rules.notices import parse
from consent_ui.store import tables
from consent_ui.texts import texts
from tests.journeys.place import CONFIG, ID, VOUCHER, Place
from tests.samples import CHANNELS, NOW, sample_campaign, sample_restaurant

BOTH = pytest.mark.parametrize(("answer", "kind_said"), [("yes", "given"), ("no", "refused")])


@pytest.mark.requirement("PR-01", "PR-06", "PR-07", "LN-04", "SY-09")
@BOTH
def test_one_click_records_one_decision_with_all_that_proves_it(site: Place, answer: str, kind_said: str) -> None:
    visitor = site.visitor()
    visitor.press(visitor.open("/"), answer)
    (row,) = site.decisions()
    signup = next(c for c in site.campaigns() if c.id == ID)
    said: dict[str, Any] = dict(row._mapping)
    assert timedelta(0) <= said.pop("at") - NOW < timedelta(minutes=5)
    assert said.pop("id") != said.pop("act")
    fingerprint = said.pop("notice")
    assert said == {
        "restaurant_id": site.restaurant.id,
        "person": None,
        "contact": None,
        "channel": "sms",
        "kind": kind_said,
        "campaign_id": ID,
        "campaign_version": signup.version,
        "language": "en",
        "place": "banner",
        "actor": "visitor",
        "build": __version__,
        "schema_version": 1,
    }
    assert site.consent.notice(site.restaurant.id, fingerprint) is not None


@pytest.mark.requirement("CV-05")
@BOTH
def test_an_answer_to_two_channels_is_one_decision_for_each(site: Place, answer: str, kind_said: str) -> None:
    site.change(channels=CHANNELS)
    visitor = site.visitor()
    visitor.press(visitor.open("/"), answer)
    assert sorted(site.said()) == [("email", kind_said), ("sms", kind_said)]
    assert len({row.act for row in site.decisions()}) == 1


@pytest.mark.requirement("PR-02")
def test_a_decision_names_the_very_words_on_the_page_even_if_they_change_meanwhile(site: Place) -> None:
    visitor = site.visitor()
    page = visitor.open("/")
    signup = next(c for c in site.campaigns() if c.id == ID)
    site.publish(site.restaurant, replace(signup, voucher="OTHER", minimum=None))
    assert "€12.50" not in site.visitor().open("/").words("consent-banner")
    visitor.press(page, "yes")
    (row,) = site.decisions()
    with site.consent.database.read() as connection:
        statement = tables.notice.select().where(tables.notice.c.fingerprint == row.notice)
        notice = parse(connection.execute(statement).one().canonical.encode())
    shown = page.words("consent-banner")
    for slot, words in notice.words.items():
        assert slot == "choose" or " ".join(words.split()) in shown
    assert row.campaign_version == signup.version and notice.words["conditions"].startswith("Minimum order: €12.50")


@pytest.mark.requirement("CV-16", "RT-11")
@pytest.mark.parametrize("answer", ["yes", "no"])
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_the_browser_keeps_one_plain_cookie_without_identifier(site: Place, answer: str, scheme: str) -> None:
    visitor = site.visitor(base_url=f"{scheme}://localhost")
    sent = visitor.press(visitor.open("/"), answer).sent
    (cookie,) = sent.headers.getlist("Set-Cookie")
    name = "__Host-consent" if scheme == "https" else "consent"
    assert cookie.startswith(f"{name}=")
    parts = {part.strip() for part in cookie.split(";")[1:]}
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= parts
    assert ("Secure" in parts) is (scheme == "https")
    assert not any(part.startswith("Domain") for part in parts)
    (age,) = (int(part.removeprefix("Max-Age=")) for part in parts if part.startswith("Max-Age="))
    assert 182 * 86400 < age <= 183 * 86400
    choice, earlier, _signature = visitor.cookies()[name].split(".")
    (row,) = site.decisions()
    assert (choice, earlier) == (f"sms-{row.kind}-{row.notice}-20260303", "")
    for secret in (row.id, row.act):
        assert str(secret) not in cookie and secret.hex not in cookie


@pytest.mark.requirement("CV-16")
@pytest.mark.parametrize("answer", ["yes", "no"])
def test_the_same_answers_of_two_people_leave_the_same_cookie(site: Place, answer: str) -> None:
    kept = []
    for visitor in (site.visitor(), site.visitor()):
        visitor.press(visitor.open("/"), answer)
        kept.append(visitor.cookies())
    assert kept[0] == kept[1]


@pytest.mark.requirement("CV-12", "CV-13")
@pytest.mark.parametrize("answer", ["yes", "no"])
def test_nobody_is_asked_again_for_183_days_whatever_campaign_starts(site: Place, clock: Any, answer: str) -> None:
    visitor = site.visitor()
    visitor.press(visitor.open("/"), answer)
    assert not visitor.open("/").has("consent-banner")
    for days in (1, 181):
        clock.shift(timedelta(days=days))
        fresh = sample_campaign(CampaignKind.SIGNUP, voucher="ANEW", requires_consent=True)
        site.publish(sample_restaurant(), fresh)
        assert not visitor.open("/").has("consent-banner")
    clock.shift(timedelta(days=2))
    assert visitor.cookies(), "it counts no more even where the browser kept it"
    assert visitor.open("/").has("consent-banner")


@pytest.mark.requirement("CV-12", "CV-13")
@pytest.mark.parametrize("signed_in", [False, True], ids=["visitor", "customer"])
def test_who_says_no_again_after_the_rest_rests_again(
    site: Place, clock: Any, guest: Callable[[Customer], None], signed_in: bool
) -> None:
    guest(Customer("new", phone="+33639980001"))
    visitor = site.visitor()
    if signed_in:
        visitor.client.post("/login/new")
    visitor.press(visitor.open("/"), "no")
    clock.shift(timedelta(days=184))
    visitor.press(visitor.open("/"), "no")
    assert site.said() == [("sms", "refused"), ("sms", "refused")]
    clock.shift(timedelta(days=182))
    assert not visitor.open("/").has("consent-banner")


@pytest.mark.requirement("CV-08")
def test_a_signing_key_that_is_replaced_takes_no_yes_and_no_open_page_with_it(
    site: Place, open_site: Callable[..., Place], guest: Callable[[Customer], None]
) -> None:
    guest(Customer("new", phone="+33639980001"))
    visitor = site.visitor()
    visitor.client.post("/login/new")
    visitor.press(visitor.open("/"), "yes")
    open_page = visitor.open("/consent/preferences")
    renewed = open_site(SECRET_KEY="a new key", SECRET_KEY_FALLBACKS=[CONFIG["SECRET_KEY"]])
    after = renewed.visitor()
    after.client.post("/login/new")
    assert texts("en")("state.sms.given") in after.open("/consent/preferences").words()
    after.press(open_page, "stop")
    assert renewed.said() == [("sms", "given"), ("sms", "withdrawn")]


@pytest.mark.requirement("IC-04")
def test_a_voucher_stays_when_one_of_two_channels_is_left(site: Place) -> None:
    site.change(channels=CHANNELS)
    visitor = site.visitor()
    visitor.press(visitor.open("/"), "yes")
    words = site.decisions()[0].notice
    for ticked in (["sms"], [], ["email"]):
        page = visitor.press(visitor.open("/consent/preferences"), "save", tick=ticked)
        assert VOUCHER in page.words(), ticked
    assert words in visitor.cookies()["consent"]


@pytest.mark.requirement("PR-05", "IN-12")
@pytest.mark.parametrize("signed_in", [False, True], ids=["visitor", "customer"])
def test_an_answer_about_a_channel_the_restaurant_has_given_up_meanwhile_is_confirmed(
    site: Place, guest: Callable[[Customer], None], signed_in: bool
) -> None:
    guest(Customer("new", phone="+33639980001"))
    visitor = site.visitor()
    if signed_in:
        visitor.client.post("/login/new")
    page = visitor.open("/")
    site.change(channels=[Channel.EMAIL])
    answered = visitor.press(page, "no")
    assert answered.has("consent-receipt") and site.said() == [("sms", "refused")]
    assert texts("en")("state.sms.refused") in answered.words("consent-receipt")


def _changed(value: str) -> list[str]:
    choice, earlier, signature = value.split(".")
    channel, kind, notice, _day = choice.split("-")
    return [
        "",
        "yes",
        value[:-1],
        value + "x",
        value.replace("sms-refused", "sms-given"),
        f"{channel}-{kind}-{notice}-20270101.{earlier}.{signature}",
        value.replace(notice, "0" * 64),
        value.replace(".", ""),
        "." * 5,
        "%00" + value,
        "\u00e9" * 10,
        "x" * 4000,
    ]


@pytest.mark.requirement("CV-16", "CV-02")
def test_a_broken_cookie_means_no_answer_yet(site: Place) -> None:
    visitor = site.visitor()
    visitor.press(visitor.open("/"), "no")
    kept = visitor.cookies()["consent"]
    good = site.visitor()
    good.client.set_cookie("consent", kept)
    assert not good.open("/").has("consent-banner")
    for value in _changed(kept):
        other = site.visitor()
        other.client.set_cookie("consent", value)
        assert other.open("/").has("consent-banner"), value
        centre = other.open("/consent/preferences")
        assert centre.ticked() == [] and "You have not answered" in centre.words()


@pytest.mark.requirement("CV-07")
def test_another_restaurants_cookie_means_no_answer_yet(site: Place) -> None:
    visitor = site.visitor()
    visitor.press(visitor.open("/"), "yes")
    kept = visitor.cookies()["consent"]
    foreign, _ = site.consent.seals.read_device(site.restaurant.id, kept)
    assert foreign is not None
    planted = site.consent.seals.device_value(ID, foreign)
    other = site.visitor()
    other.client.set_cookie("consent", planted)
    page = other.open("/")
    assert page.has("consent-banner") and VOUCHER not in page.words()


def test_on_https_a_cookie_that_a_subdomain_could_have_planted_is_not_believed(site: Place) -> None:
    visitor = site.visitor()
    visitor.press(visitor.open("/"), "no")
    kept = visitor.cookies()["consent"]
    secure = site.visitor(base_url="https://localhost")
    secure.client.set_cookie("consent", kept)
    assert secure.open("/").has("consent-banner")
