"""The demo's bill: prices are the same for everybody, and a voucher is worth what its campaign's record says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from consent_ui.demo import sample
from consent_ui.demo.basket import MOST, Redeemed, read_order, reckon
from consent_ui.demo.menu import BOARD, DISHES, MENU
from consent_ui.rules.campaigns import CampaignKind
from consent_ui.rules.offers import AfterOrders, AmountOff, FreeDelivery, FreeItem
from consent_ui.texts import languages, texts

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
CAMPAIGNS = sample.campaigns(NOW)
SIGNUP = next(c for c in CAMPAIGNS if c.kind is CampaignKind.SIGNUP)
RETENTION = next(c for c in CAMPAIGNS if c.kind is CampaignKind.RETENTION)
LONG_AGO = NOW - timedelta(days=45)


def bill(order: Mapping[str, int], code: str = "", orders: int | None = None, last: datetime | None = None):
    return reckon(order, code, CAMPAIGNS, orders, last, NOW)


def test_every_dish_is_on_the_menu_once_and_has_its_words_in_every_language() -> None:
    assert list(DISHES.values()) == [dish for dishes in MENU.values() for dish in dishes]
    assert set(BOARD) <= set(DISHES)
    for language in languages():
        for key in DISHES:
            assert texts(language)(f"demo.dish.{key}.name") and texts(language)(f"demo.dish.{key}.text")


@given(some.dictionaries(some.sampled_from(sorted(DISHES)), some.integers(1, MOST)))
def test_without_a_code_a_bill_is_the_sum_of_its_lines(order: dict[str, int]) -> None:
    made = bill(order)
    assert made.due == made.total == sum((n * DISHES[key].price for key, n in order.items()), Decimal(0))
    assert made.redeemed is None


@pytest.mark.requirement("IC-01")
@given(
    some.dictionaries(some.sampled_from(sorted(DISHES)), some.integers(1, MOST)),
    some.sampled_from([("BIENVENUE25", None, None, 25), ("revienS20 ", 3, LONG_AGO, 20)]),
)
def test_a_code_takes_off_what_its_campaign_says(
    order: dict[str, int], used: tuple[str, int | None, datetime | None, int]
) -> None:
    code, orders, last, percent = used
    made = bill(order, code, orders, last)
    if made.redeemed is Redeemed.MINIMUM:
        assert SIGNUP.minimum is not None and made.total < SIGNUP.minimum and made.due == made.total
        return
    assert made.redeemed is Redeemed.TAKEN
    assert abs(made.discount - made.total * percent / 100) <= Decimal("0.005")
    assert made.due == made.total - made.discount >= 0
    assert made.discount.as_tuple().exponent == -2


TWO_QUENELLES = {"quenelle": 2}


@pytest.mark.parametrize(
    ("order", "code", "orders", "last", "redeemed"),
    [
        (TWO_QUENELLES, "BIENVENUE25", None, None, Redeemed.TAKEN),
        (TWO_QUENELLES, "BIENVENUE25", 0, None, Redeemed.TAKEN),
        (TWO_QUENELLES, "BIENVENUE25", 1, LONG_AGO, Redeemed.FIRST_ORDER),
        ({"mint_tea": 1}, "BIENVENUE25", None, None, Redeemed.MINIMUM),
        (TWO_QUENELLES, "REVIENS20", None, None, Redeemed.SIGN_IN),
        (TWO_QUENELLES, "REVIENS20", 0, None, Redeemed.TOO_SOON),
        (TWO_QUENELLES, "REVIENS20", 5, LONG_AGO + timedelta(seconds=1), Redeemed.TOO_SOON),
        (TWO_QUENELLES, "REVIENS20", 5, LONG_AGO, Redeemed.TAKEN),
        (TWO_QUENELLES, "ELSEWHERE", None, None, Redeemed.UNKNOWN),
        (TWO_QUENELLES, "   ", None, None, None),
    ],
)
def test_what_becomes_of_a_code(order, code, orders, last, redeemed) -> None:
    made = bill(order, code, orders, last)
    assert made.redeemed is redeemed
    assert (made.discount > 0) is (redeemed is Redeemed.TAKEN)


def test_a_code_ends_with_its_campaign_and_not_before() -> None:
    assert SIGNUP.ends is not None
    before = reckon(TWO_QUENELLES, "BIENVENUE25", CAMPAIGNS, 0, None, SIGNUP.ends - timedelta(seconds=1))
    after = reckon(TWO_QUENELLES, "BIENVENUE25", CAMPAIGNS, 0, None, SIGNUP.ends)
    early = reckon(TWO_QUENELLES, "BIENVENUE25", CAMPAIGNS, 0, None, SIGNUP.starts - timedelta(seconds=1))
    assert before.redeemed is Redeemed.TAKEN
    assert after.redeemed is early.redeemed is Redeemed.NOT_RUNNING


@pytest.mark.parametrize("written", ["-1", "21", "1.5", "two", "²", "1 2", "999", "\0", "+1"])
def test_what_is_not_a_number_of_portions_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="quenelle"):
        read_order({"quenelle": written})


def test_empty_fields_and_noughts_order_nothing() -> None:
    fields = {"quenelle": "", "soup": "0", "salad": " 3 ", "elsewhere": "5"}
    assert read_order(fields) == {"salad": 3}


@pytest.mark.parametrize(
    "made", [datetime(2026, 3, 28, 23, 30, tzinfo=UTC), datetime(2028, 2, 29, tzinfo=UTC), NOW], ids=str
)
def test_the_sample_campaigns_run_whenever_the_demo_is_made(made: datetime) -> None:
    for campaign in sample.campaigns(made):
        assert campaign.on and campaign.starts < made
        assert campaign.ends is None or campaign.ends > made + timedelta(days=80)


def test_only_the_signup_benefit_requires_consent() -> None:
    assert [c.kind for c in CAMPAIGNS if c.requires_consent] == [CampaignKind.SIGNUP]


DESSERT = FreeItem((("en", "a dessert"), ("fr", "un dessert")))


@pytest.mark.requirement("IC-01")
@pytest.mark.parametrize(
    ("kind", "changes", "order", "orders", "last", "redeemed", "discount"),
    [
        ("signup", {"offer": AmountOff(Decimal(5))}, TWO_QUENELLES, None, None, Redeemed.TAKEN, "5.00"),
        ("signup", {"offer": AmountOff(Decimal(5))}, {"mint_tea": 1}, None, None, Redeemed.TAKEN, "3.50"),
        ("signup", {"offer": DESSERT}, TWO_QUENELLES, None, None, Redeemed.TAKEN, "0"),
        ("signup", {"offer": FreeDelivery()}, TWO_QUENELLES, None, None, Redeemed.TAKEN, "0"),
        ("loyalty", {"offer": AfterOrders(10)}, {"quenelle": 2, "soup": 1}, 10, NOW, Redeemed.TAKEN, "18.00"),
        ("loyalty", {"offer": AfterOrders(10, 50)}, TWO_QUENELLES, 10, NOW, Redeemed.TAKEN, "18.00"),
        ("loyalty", {"offer": AfterOrders(10)}, TWO_QUENELLES, 9, NOW, Redeemed.TOO_FEW, "0"),
        ("loyalty", {"offer": AfterOrders(10)}, TWO_QUENELLES, None, None, Redeemed.SIGN_IN, "0"),
        ("retention", {"voucher_days": 30}, TWO_QUENELLES, 3, LONG_AGO, Redeemed.TAKEN, "7.20"),
        ("retention", {"voucher_days": 30}, TWO_QUENELLES, 3, LONG_AGO - timedelta(days=30), Redeemed.TOO_LATE, "0"),
        ("retention", {"offer": AmountOff(Decimal(4))}, TWO_QUENELLES, 3, LONG_AGO, Redeemed.TAKEN, "4.00"),
    ],
)
def test_every_offer_is_redeemed_for_what_its_record_says(
    kind: str,
    changes: dict[str, Any],
    order: Mapping[str, int],
    orders: int | None,
    last: datetime | None,
    redeemed: Redeemed,
    discount: str,
) -> None:
    campaign = next(each for each in CAMPAIGNS if each.kind == kind)
    offered = replace(campaign, voucher="TRY", minimum=None, **changes)
    made = reckon(order, "try", [offered], orders, last, NOW)
    assert (made.redeemed, made.discount) == (redeemed, Decimal(discount))


@pytest.mark.requirement("IC-08", "IC-04")
def test_a_message_gives_its_code_as_many_days_as_it_says() -> None:
    campaign = replace(
        next(each for each in CAMPAIGNS if each.kind is CampaignKind.RETENTION), voucher_days=30, minimum=None
    )
    last = NOW - timedelta(days=200)  # the days after the lapse are over for long

    def tried(told: datetime | None) -> Redeemed | None:
        told_at = {campaign.id: told} if told else {}
        return reckon(TWO_QUENELLES, campaign.voucher or "", [campaign], 3, last, NOW, told_at).redeemed

    assert tried(None) is Redeemed.TOO_LATE
    assert tried(NOW - timedelta(days=30)) is Redeemed.TAKEN
    assert tried(NOW - timedelta(days=31)) is Redeemed.TOO_LATE
