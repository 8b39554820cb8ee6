"""Codes that the host hands out, one per person; and vouchers that keep the terms they were promised on."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from consent_ui import publishing
from consent_ui.rules.campaigns import Campaign, CampaignKind
from consent_ui.rules.offers import PercentOff
from consent_ui.store.people import Customer
from tests.journeys.place import Place
from tests.samples import conditional

Hook = Callable[[Customer | None, Campaign], object]


def hand_out(site: Place, voucher: Hook) -> None:
    """Give the host a voucher hook, and the restaurant a campaign that needs it."""
    site.consent.hooks = replace(site.consent.hooks, voucher=voucher)  # type: ignore[arg-type]
    site.switch_off(CampaignKind.SIGNUP)
    soon = datetime.now(UTC) + timedelta(days=1)
    site.publish(
        site.restaurant, conditional(CampaignKind.SIGNUP, voucher=None, host_voucher=True, ends=soon)
    )  # fmt: skip


@pytest.mark.requirement("IC-04")
def test_everybody_gets_a_code_of_their_own_at_once(site: Place, guest: Callable[[Customer], None]) -> None:
    codes: list[str] = []

    def voucher(customer: Customer | None, campaign: Campaign) -> str:
        assert campaign.host_voucher
        codes.append(f"MINE-{customer.reference}" if customer else f"ONE-{len(codes)}")
        return codes[-1]

    hand_out(site, voucher)
    seen = []
    for _ in range(2):
        visitor = site.visitor()
        seen.append(visitor.press(visitor.open("/"), "yes").words("consent-receipt"))
    assert [re.findall(r"ONE-\d+", words) for words in seen] != [[], []]
    assert not set(re.findall(r"ONE-\d+", seen[0])) & set(re.findall(r"ONE-\d+", seen[1]))
    guest(Customer("new", phone="+33639980001"))
    visitor = site.visitor()
    visitor.client.post("/login/new")
    assert "MINE-new" in visitor.press(visitor.open("/"), "yes").words("consent-receipt")


@pytest.mark.requirement("IC-03")
def test_a_no_gets_no_code_of_the_hosts(site: Place) -> None:
    hand_out(site, lambda customer, campaign: "HOSTS")
    visitor = site.visitor()
    assert "HOSTS" not in visitor.press(visitor.open("/"), "no").words()


def _fails(customer: Customer | None, campaign: Campaign) -> str:
    raise RuntimeError("no codes left")


@pytest.mark.requirement("PR-05")
@pytest.mark.parametrize(
    "voucher", [_fails, lambda *_: None, lambda *_: 7, lambda *_: "", lambda *_: "x" * 101, lambda *_: "a\u0000"]
)
def test_a_host_that_fails_to_give_a_code_keeps_nobody_from_being_confirmed(site: Place, voucher: Hook) -> None:
    hand_out(site, voucher)
    visitor = site.visitor()
    page = visitor.press(visitor.open("/"), "yes")
    assert "you said yes to offers by SMS" in page.words("consent-receipt-title")
    assert site.said() == [("sms", "given")]


@pytest.mark.requirement("IC-04")
def test_without_the_hook_nothing_that_needs_it_is_promised(site: Place) -> None:
    site.switch_off(CampaignKind.SIGNUP)
    site.publish(site.restaurant, conditional(CampaignKind.SIGNUP, voucher=None, host_voucher=True))
    assert "loyalty card" in site.visitor().open("/").words("consent-banner")


@pytest.mark.requirement("IC-01", "IC-04")
def test_a_voucher_is_taken_on_the_terms_it_was_promised_on(demo: Place) -> None:
    """Who said yes for 25 % keeps 25 % when the campaign becomes less and ends; who comes later gets what runs."""
    promised, later = demo.visitor(), demo.visitor()
    promised.press(promised.open("/?lang=en"), "yes")
    order = "/order?lang=en&quenelle=2&code=BIENVENUE25"
    assert "25% off" in promised.open(order).words()
    signup = next(each for each in demo.campaigns() if each.kind is CampaignKind.SIGNUP)
    now = datetime.now(UTC)
    less = replace(signup, offer=PercentOff(10), minimum=Decimal(30), ends=now + timedelta(hours=1))
    publishing.publish_campaign(demo.consent.database, demo.restaurant.id, less, now)
    demo.consent.forget_programmes()
    assert "25% off" in promised.open(order).words()
    assert "10% off" in later.open(order).words()
    ended = replace(less, ends=now - timedelta(hours=1), on=False)
    publishing.publish_campaign(demo.consent.database, demo.restaurant.id, ended, now)
    demo.consent.forget_programmes()
    assert "25% off" in promised.open(order).words()
    assert "This code is not valid today." in later.open(order).words()
