"""A campaign as somebody types it: read as it is meant, or every field that is wrong named, with its limit."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent_ui.rules.campaign_checks import Wrong, problems
from consent_ui.rules.campaign_draft import Facts, Read, blank, read, read_instant, typed
from consent_ui.rules.campaigns import Campaign, CampaignKind
from consent_ui.rules.offer_draft import FORMS, Form
from consent_ui.rules.offers import AfterOrders, AmountOff, BuyGet, FreeDelivery, FreeItem, PercentOff
from tests.samples import LANGUAGES, NOW, sample_campaign

SIGNUP, LOYALTY, RETENTION = CampaignKind
FACTS = Facts(LANGUAGES, "EUR", 2, ZoneInfo("Europe/Paris"), True, NOW)
ID = UUID("0190a000-0000-7000-8000-0000000000aa")
GOOD = {
    SIGNUP: {"name": "Welcome", "offer": "percent", "percent": "25"},
    LOYALTY: {"name": "Card", "offer": "buy_get", "buy": "10", "free": "1"},
    RETENTION: {"name": "Back", "offer": "percent", "percent": "20"},
}


def reading(kind: CampaignKind = SIGNUP, **changes: str) -> Read:
    fields = blank(kind, FACTS) | GOOD[kind] | {name.replace("__", "-"): value for name, value in changes.items()}
    return read(fields, kind, FACTS, ID)


def wrong(kind: CampaignKind = SIGNUP, **changes: str) -> dict[str, Wrong]:
    found = reading(kind, **changes)
    assert found.campaign is None
    return {problem.field: problem.wrong for problem in found.problems}


def made(kind: CampaignKind = SIGNUP, **changes: str) -> Campaign:
    found = reading(kind, **changes)
    assert found.campaign is not None, found.problems
    return found.campaign


@pytest.mark.parametrize(
    ("kind", "changes", "offer"),
    [
        (SIGNUP, {"percent": " 25 % "}, PercentOff(25)),
        (SIGNUP, {"offer": "amount", "amount": "7,50"}, AmountOff(Decimal("7.50"))),
        (SIGNUP, {"offer": "item", "item__en": "a dessert", "item__fr": "un dessert"},
         FreeItem((("en", "a dessert"), ("fr", "un dessert")))),
        (SIGNUP, {"offer": "delivery"}, FreeDelivery()),
        (LOYALTY, {}, BuyGet(10, 1)),
        (LOYALTY, {"offer": "meal_after", "orders": "10"}, AfterOrders(10)),
        (LOYALTY, {"offer": "percent_after", "orders": "10", "percent": "15"}, AfterOrders(10, 15)),
        (RETENTION, {"offer": "amount", "amount": "5"}, AmountOff(Decimal(5))),
    ],
)  # fmt: skip
def test_each_form_of_offer_is_read_as_it_is_meant(kind: CampaignKind, changes: dict[str, str], offer: Any) -> None:
    assert made(kind, **changes).offer == offer


def test_every_field_is_read_as_it_is_meant() -> None:
    campaign = made(
        RETENTION, starts="2026-04-01T09:00", ends="2026-07-01T00:00", minimum="15", lapse_days="30",
        voucher_days="300", voucher_from="own", voucher=" BACK ", requires_consent="y", stores="Lyon, Nice\nParis\n",
        language__fr="",
        wording__en="Accept to have {offer} again.",
    )  # fmt: skip
    assert campaign == Campaign(
        ID, 0, RETENTION, "Back", True, datetime(2026, 4, 1, 7, tzinfo=UTC), datetime(2026, 6, 30, 22, tzinfo=UTC),
        frozenset({"en"}), PercentOff(20), frozenset({"Lyon", "Nice", "Paris"}), True, Decimal(15), 30, "BACK", False,
        300, (("en", "Accept to have {offer} again."),),
    )  # fmt: skip


@pytest.mark.requirement("IC-02")
def test_what_is_left_alone_has_a_safe_default() -> None:
    campaign = made()
    assert (campaign.requires_consent, campaign.voucher, campaign.ends, campaign.minimum) == (False, None, None, None)
    assert campaign.languages == frozenset(LANGUAGES)
    assert made(starts="").starts == NOW


@pytest.mark.parametrize(
    ("kind", "changes", "field", "why"),
    [
        (SIGNUP, {"percent": "0"}, "percent", Wrong.NOT_WHOLE),
        (SIGNUP, {"percent": "101"}, "percent", Wrong.NOT_WHOLE),
        (SIGNUP, {"percent": "12.7"}, "percent", Wrong.NOT_WHOLE),
        (SIGNUP, {"percent": "-5"}, "percent", Wrong.NOT_WHOLE),
        (SIGNUP, {"percent": "٢٥"}, "percent", Wrong.NOT_WHOLE),
        (SIGNUP, {"percent": ""}, "percent", Wrong.NOT_WHOLE),
        (SIGNUP, {"percent": "9" * 100_000}, "percent", Wrong.NOT_WHOLE),
        (SIGNUP, {"minimum": "0"}, "minimum", Wrong.NOTHING),
        (SIGNUP, {"minimum": "12.505"}, "minimum", Wrong.DECIMALS),
        (SIGNUP, {"minimum": "1,234.50"}, "minimum", Wrong.NOT_AMOUNT),
        (SIGNUP, {"minimum": "1e3"}, "minimum", Wrong.NOT_AMOUNT),
        (SIGNUP, {"offer": "amount", "amount": "7,505"}, "amount", Wrong.DECIMALS),
        (SIGNUP, {"offer": "amount", "amount": ""}, "amount", Wrong.NOT_AMOUNT),
        (SIGNUP, {"offer": "meal_after", "orders": "3"}, "offer", Wrong.NO_OFFER),
        (SIGNUP, {"offer": "everything"}, "offer", Wrong.NO_OFFER),
        (SIGNUP, {"offer": "item", "item__en": "a dessert"}, "item-fr", Wrong.NO_ITEM),
        (SIGNUP, {"offer": "item", "item__en": "a dessert", "item__fr": "un\u202e"}, "item-fr", Wrong.NOT_PLAIN),
        (SIGNUP, {"starts": "2026-06-01T00:00", "ends": "2026-06-01T00:00"}, "ends", Wrong.ENDS_FIRST),
        (SIGNUP, {"starts": "2026-06-01T00:00", "ends": "2026-05-01T00:00"}, "ends", Wrong.ENDS_FIRST),
        (SIGNUP, {"starts": "soon"}, "starts", Wrong.NOT_INSTANT),
        (SIGNUP, {"starts": "2026-02-30T00:00"}, "starts", Wrong.NOT_INSTANT),
        (SIGNUP, {"ends": "9999-12-31T23:59"}, "ends", Wrong.YEARS),
        (SIGNUP, {"language__en": "", "language__fr": ""}, "languages", Wrong.NO_LANGUAGE),
        (SIGNUP, {"name": "  "}, "name", Wrong.EMPTY),
        (SIGNUP, {"name": "a\u0000b"}, "name", Wrong.NOT_PLAIN),
        (SIGNUP, {"name": "a\u202eb"}, "name", Wrong.NOT_PLAIN),
        (SIGNUP, {"name": "a\ufffdb"}, "name", Wrong.NOT_PLAIN),
        (SIGNUP, {"name": "x" * 501}, "name", Wrong.TOO_LONG),
        (SIGNUP, {"voucher_from": "own", "voucher": ""}, "voucher", Wrong.EMPTY),
        (SIGNUP, {"voucher_from": "own", "voucher": "x" * 101}, "voucher", Wrong.TOO_LONG),
        (SIGNUP, {"requires_consent": "y"}, "voucher_from", Wrong.NO_CODE),
        (SIGNUP, {"stores": ",".join(map(str, range(101)))}, "stores", Wrong.TOO_MANY),
        (SIGNUP, {"stores": "Ly\u0007on"}, "stores", Wrong.NOT_PLAIN),
        (RETENTION, {"lapse_days": "0"}, "lapse_days", Wrong.NOT_WHOLE),
        (RETENTION, {"voucher_days": "0"}, "voucher_days", Wrong.NOT_WHOLE),
        (RETENTION, {"voucher_days": "301"}, "voucher_days", Wrong.NOT_WHOLE),
        (LOYALTY, {"offer": "meal_after", "orders": "0"}, "orders", Wrong.NOT_WHOLE),
        (SIGNUP, {"wording__en": "{offer} {{ seven }}"}, "wording-en", Wrong.BRACES),
        (SIGNUP, {"wording__en": "{offer} {% include 'x' %}"}, "wording-en", Wrong.BRACES),
        (SIGNUP, {"wording__en": "{offer} {offer.__class__}"}, "wording-en", Wrong.BRACES),
        (SIGNUP, {"wording__en": "{offer} in {days} days"}, "wording-en", Wrong.UNKNOWN_PLACEHOLDER),
        (SIGNUP, {"wording__en": "{offer}, or 50 % for friends"}, "wording-en", Wrong.DIGITS),
        (SIGNUP, {"wording__en": "{offer}, or ½ price"}, "wording-en", Wrong.DIGITS),
        (SIGNUP, {"wording__en": "We cook for you."}, "wording-en", Wrong.NO_OFFER_NAMED),
        (SIGNUP, {"wording__en": "{offer}", "requires_consent": "y", "voucher_from": "host"}, "wording-en",
         Wrong.NO_CONDITION),
        (SIGNUP, {"wording__en": "x" * 501}, "wording-en", Wrong.TOO_LONG),
        (SIGNUP, {"wording__en": "{offer}\u0000"}, "wording-en", Wrong.NOT_PLAIN),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_at_its_field(
    kind: CampaignKind, changes: dict[str, str], field: str, why: Wrong
) -> None:
    assert wrong(kind, **changes).get(field) is why


HOSTILE = [
    "<script>alert(1)</script>",
    "{{ 7 * 7 }}",
    "{% raw %}",
    "a\u0000b",
    "\u202eabc",
    "x" * 100_000,
    "\ufffd",
    "\ud800",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("kind", CampaignKind)
def test_hostile_text_in_any_field_is_refused_or_is_text(kind: CampaignKind, text: str) -> None:
    names = [
        "name", "offer", "percent", "amount", "item-en", "buy", "free", "orders", "starts", "ends", "minimum", "stores",
        "voucher_from", "voucher", "lapse_days", "voucher_days", "wording-en", "on", "requires_consent", "language-en",
    ]  # fmt: skip
    for form in FORMS[kind]:
        for name in names:
            fields = (
                blank(kind, FACTS) | GOOD[kind] | {"offer": form, "item-fr": "x", "item-en": "x", "voucher_from": "own"}
            )
            fields |= {"voucher": "A", "amount": "5", "orders": "3", "percent": "5"} | {name: text}
            found = read(fields, kind, FACTS, ID)
            assert (found.campaign is None) == bool(found.problems)
            if found.campaign is None:
                assert all(len(str(each.values)) < 1000 for each in found.problems if each.wrong is not Wrong.DIGITS)


def test_several_things_wrong_are_told_together() -> None:
    assert set(wrong(name="", percent="0", minimum="a", ends="never", stores="\u0000")) == {
        "name", "percent", "minimum", "ends", "stores",
    }  # fmt: skip


@given(
    kind=st.sampled_from(CampaignKind),
    starts=st.timedeltas(timedelta(0), timedelta(days=300_000)).map(
        lambda passed: datetime(2000, 1, 1, tzinfo=UTC) + passed
    ),
    length=st.none() | st.timedeltas(timedelta(microseconds=1), timedelta(days=900)),
    minimum=st.none() | st.decimals("0.01", "9999", places=2),
    voucher=st.none() | st.just("CODE"),
)
def test_a_campaign_shown_in_a_form_and_left_alone_is_the_same(
    kind: CampaignKind, starts: datetime, length: timedelta | None, minimum: Decimal | None, voucher: str | None
) -> None:
    campaign = sample_campaign(
        kind, starts=starts, ends=None if length is None else starts + length, minimum=minimum, voucher=voucher,
        stores=frozenset({"Nice", "Lyon"}), requires_consent=voucher is not None,
    )  # fmt: skip
    again = read(typed(campaign, FACTS), kind, FACTS, campaign.id, campaign)
    assert (again.problems, again.campaign) == ((), campaign)


def test_the_host_hands_out_codes_only_where_it_can() -> None:
    assert made(voucher_from="host", requires_consent="y").host_voucher
    facts = replace(FACTS, host_vouchers=False)
    found = read(blank(SIGNUP, facts) | GOOD[SIGNUP] | {"voucher_from": "host"}, SIGNUP, facts, ID)
    assert [(each.field, each.wrong) for each in found.problems] == [("voucher_from", Wrong.NO_HOST_CODES)]


@pytest.mark.parametrize(("currency", "digits", "good"), [("JPY", 0, "1500"), ("EUR", 2, "15.5"), ("BHD", 3, "1.505")])
def test_an_amount_has_no_more_decimals_than_its_currency(currency: str, digits: int, good: str) -> None:
    facts = replace(FACTS, currency=currency, digits=digits)
    for amount, is_good in ((good, True), (f"{good}{'1' * 4}" if "." in good else f"{good}.5", False)):
        found = read(blank(SIGNUP, facts) | GOOD[SIGNUP] | {"minimum": amount}, SIGNUP, facts, ID)
        assert (found.campaign is not None) == is_good
    assert [p.wrong for p in problems(sample_campaign(minimum=Decimal("1.55555")), LANGUAGES, currency, digits)] == [
        Wrong.DECIMALS
    ]


def test_a_time_that_a_clock_change_skips_is_that_much_later() -> None:
    assert read_instant("2026-03-29T02:30", FACTS.zone) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


def test_every_form_is_read_for_its_kind() -> None:
    assert {form for forms in FORMS.values() for form in forms} == set(Form)
