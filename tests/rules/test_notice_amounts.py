"""Amounts and dates of the first layer: the campaign's own, written the way the language writes them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent_ui.rules.campaigns import FITTING, Campaign, CampaignKind
from consent_ui.rules.offers import AfterOrders, AmountOff, BuyGet, FreeDelivery, FreeItem, PercentOff
from tests.rules.wording import first_layer
from tests.samples import LANGUAGES, conditional, sample_campaign, sample_notice, sample_restaurant

languages = st.sampled_from(LANGUAGES)
kinds = st.sampled_from(CampaignKind)
starts = datetime(2026, 1, 1, tzinfo=UTC)
ends = st.none() | st.timedeltas(timedelta(minutes=1), timedelta(days=3000)).map(lambda length: starts + length)
minimums = st.none() | st.decimals("0.01", "9999.99", places=2)
MONTHS = {
    "en": "January February March April May June July August September October November December",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
}


@st.composite
def some_campaigns(draw: st.DrawFn) -> Campaign:
    kind = draw(kinds)
    offers = [
        st.builds(PercentOff, st.integers(1, 100)),
        st.builds(AmountOff, st.decimals("0.01", "9999.99", places=2)),
        st.just(FreeItem((("en", "a dessert"), ("fr", "un dessert")))),
        st.just(FreeDelivery()),
        st.builds(BuyGet, st.integers(2, 500), st.integers(1, 9)),
        st.builds(AfterOrders, st.integers(1, 999), st.none() | st.integers(1, 100)),
    ]
    offer = draw(st.one_of(offers).filter(lambda each: kind in FITTING[type(each)]))
    required = draw(st.booleans())
    return sample_campaign(
        kind,
        offer=offer,
        ends=draw(ends),
        minimum=draw(minimums),
        lapse_days=draw(st.integers(2, 999)) if kind is CampaignKind.RETENTION else None,
        voucher_days=draw(st.none() | st.integers(1, 300)) if kind is CampaignKind.RETENTION else None,
        requires_consent=required,
        voucher="CODE" if required else None,
    )


def written(amount: Decimal, language: str) -> str:
    """An amount of euros, worked out here by hand."""
    whole, cents = f"{amount:.2f}".split(".")
    separator, point = (",", ".") if language == "en" else ("\u202f", ",")
    groups = f"{int(whole):,}".replace(",", separator)
    return f"€{groups}{point}{cents}" if language == "en" else f"{groups}{point}{cents}\u00a0€"


def numbers(text: str) -> list[str]:
    return re.findall(r"\d+", text)


@pytest.mark.requirement("IC-01", "IC-08", "LN-08")
@given(campaign=some_campaigns(), language=languages)
def test_every_number_on_the_first_layer_is_the_campaigns(campaign: Campaign, language: str) -> None:
    restaurant = sample_restaurant(name="Nord", legal_name="Nord SAS")
    notice = sample_notice(restaurant, campaign, language)
    expected = []
    match campaign.offer:
        case PercentOff(percent):
            expected += [str(percent)]
        case AmountOff(off):
            expected += numbers(written(off, language))
        case BuyGet(buy, free):
            expected += [str(buy), str(free)]
        case AfterOrders(orders, percent):
            expected += [str(orders), *([str(percent)] if percent else [])]
    if campaign.minimum is not None:
        amount = written(campaign.minimum, language)
        assert amount in notice.words["conditions"]
        expected += numbers(amount)
    if campaign.ends is not None:
        last = (campaign.ends - timedelta(microseconds=1)).astimezone(ZoneInfo("Europe/Paris"))
        day = f"{last.day} {MONTHS[language].split()[last.month - 1]} {last.year}"
        assert day in notice.words["conditions"]
        expected += numbers(day)
    if campaign.lapse_days is not None:
        expected += [str(campaign.lapse_days)]
        if campaign.voucher_days is not None:
            expected += [str(campaign.lapse_days), str(campaign.lapse_days + campaign.voucher_days)]
    assert sorted(numbers(first_layer(notice))) == sorted(expected)


@pytest.mark.requirement("IC-01", "IC-08")
@pytest.mark.parametrize("language", LANGUAGES)
def test_without_conditions_none_are_named(language: str) -> None:
    assert sample_notice(sample_restaurant(), sample_campaign(), language).words["conditions"] == ""


@pytest.mark.requirement("LN-08")
def test_a_percentage_is_written_as_the_language_writes_it() -> None:
    campaign = sample_campaign()
    english = sample_notice(sample_restaurant(), campaign, "en").words["benefit"]
    french = sample_notice(sample_restaurant(), campaign, "fr").words["benefit"]
    assert "25% off" in english
    # A space that never ends a line, whichever of the two widths the locale data prefer.
    assert re.search("25[\u00a0\u202f]% de réduction", french)


@pytest.mark.requirement("IC-08", "LN-08")
@pytest.mark.parametrize(
    ("ends", "zone", "day"),
    [
        (datetime(2026, 6, 30, 22, 0, tzinfo=UTC), "Europe/Paris", "30 June 2026"),  # midnight in Lyon
        (datetime(2026, 6, 30, 22, 1, tzinfo=UTC), "Europe/Paris", "1 July 2026"),  # a minute of July counts
        (datetime(2026, 6, 30, 22, 0, tzinfo=UTC), "UTC", "30 June 2026"),
        (datetime(2026, 7, 1, 0, 0, tzinfo=UTC), "UTC", "30 June 2026"),  # the end itself is outside
        (datetime(2026, 7, 1, 0, 0, tzinfo=UTC), "America/Lima", "30 June 2026"),
        (datetime(2026, 7, 1, 0, 0, tzinfo=UTC), "Asia/Tokyo", "1 July 2026"),
    ],
)
def test_the_day_named_is_the_last_one_inside(ends: datetime, zone: str, day: str) -> None:
    notice = sample_notice(sample_restaurant(time_zone=zone), conditional(CampaignKind.SIGNUP, ends=ends))
    assert notice.words["conditions"].endswith(f"Until {day}.")


@pytest.mark.requirement("IC-01")
@pytest.mark.parametrize(
    ("language", "free", "offer"),
    [
        ("en", 1, "buy 10, get 1 free"),
        ("en", 2, "buy 10, get 2 free"),
        ("fr", 1, "10 achetés, 1 offert,"),
        ("fr", 2, "10 achetés, 2 offerts,"),
    ],
)
def test_a_reward_is_counted_in_words(language: str, free: int, offer: str) -> None:
    campaign = sample_campaign(CampaignKind.LOYALTY, offer=BuyGet(10, free))
    assert offer in sample_notice(sample_restaurant(), campaign, language).words["benefit"]


@pytest.mark.requirement("LN-08")
@pytest.mark.parametrize(
    ("currency", "english", "french"),
    [("GBP", "£12.50", "12,50\u00a0£GB"), ("USD", "$12.50", "12,50\u00a0$US")],
)
def test_money_is_in_the_restaurants_currency(currency: str, english: str, french: str) -> None:
    restaurant = sample_restaurant(currency=currency)
    campaign = conditional(CampaignKind.SIGNUP)
    assert english in sample_notice(restaurant, campaign, "en").words["conditions"]
    assert french in sample_notice(restaurant, campaign, "fr").words["conditions"]
