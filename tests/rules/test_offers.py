"""Every offer a campaign can make: in words of both languages that pass the lint, kept as a record, from a file."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from consent_ui.restaurant_file import BadFile, read
from consent_ui.rules.campaigns import FITTING, CampaignKind, Reason, Visit, choose, hindrance
from consent_ui.rules.offer_words import condition_words, offer_words
from consent_ui.rules.offers import AfterOrders, AmountOff, BuyGet, FreeDelivery, FreeItem, Offer, PercentOff
from consent_ui.rules.wording import lint_notice
from consent_ui.store.records import dump_campaign, load_campaign
from consent_ui.texts import texts
from tests.samples import CHANNELS, LANGUAGES, NOW, sample_campaign, sample_notice, sample_restaurant
from tests.test_restaurant_file import RESTAURANT

SIGNUP, LOYALTY, RETENTION = CampaignKind
DESSERT = FreeItem((("en", "a dessert"), ("fr", "un dessert")))
OFFERS: list[Offer] = [
    PercentOff(25), AmountOff(Decimal("7.50")), DESSERT, FreeDelivery(), BuyGet(10, 1), BuyGet(10, 2),
    AfterOrders(1), AfterOrders(10), AfterOrders(1, 15), AfterOrders(12, 15),
]  # fmt: skip
PAIRS = [(kind, offer) for offer in OFFERS for kind in sorted(FITTING[type(offer)])]


def made(kind: CampaignKind, offer: Offer, **changes: Any):
    return sample_campaign(kind, offer=offer, **changes)


@pytest.mark.requirement("IC-01", "LN-08")
@pytest.mark.parametrize(
    ("offer", "english", "french"),
    [
        (AmountOff(Decimal("7.50")), "€7.50 off", "7,50\u00a0€ de réduction"),
        (DESSERT, "a dessert included", "un dessert sans supplément"),
        (FreeDelivery(), "delivery included", "la livraison comprise"),
        (AfterOrders(10), "after 10 orders, a meal free", "après 10 commandes, un repas offert"),
        (AfterOrders(1, 15), "after 1 order, 15% off the next",
         "après 1 commande, 15\u00a0% de réduction sur la suivante"),
    ],
)  # fmt: skip
def test_each_offer_has_its_words_in_both_languages(offer: Offer, english: str, french: str) -> None:
    campaign = made(min(FITTING[type(offer)]), offer)
    said = [offer_words(campaign, sample_restaurant(), texts(language)) for language in LANGUAGES]
    assert [each.replace("\u202f", "\u00a0") for each in said] == [english, french]
    for language, words in zip(LANGUAGES, said, strict=True):
        assert words in sample_notice(sample_restaurant(), campaign, language).words["benefit"]


@pytest.mark.requirement("IC-13", "IC-16", "IC-02", "IC-03", "IN-08")
@pytest.mark.parametrize("required", [False, True])
@pytest.mark.parametrize(("kind", "offer"), PAIRS)
def test_the_words_of_every_offer_pass_the_lint(kind: CampaignKind, offer: Offer, required: bool) -> None:
    restaurant = sample_restaurant(channels=CHANNELS)
    campaign = made(
        kind, offer, requires_consent=required, voucher="CODE", minimum=Decimal(15), ends=NOW + timedelta(days=9),
        # bought items are counted on a card, and a card has no window
        voucher_days=30 if kind is RETENTION and not isinstance(offer, BuyGet) else None,
    )  # fmt: skip
    for language in LANGUAGES:
        notice = sample_notice(restaurant, campaign, language)
        assert lint_notice(notice, restaurant, required) == []


@pytest.mark.parametrize(("kind", "offer"), PAIRS)
def test_a_campaign_with_any_offer_comes_back_from_its_record_as_it_was(kind: CampaignKind, offer: Offer) -> None:
    campaign = made(kind, offer, wording=(("en", "New: {offer}"),), host_voucher=True)
    assert load_campaign(dump_campaign(campaign)) == campaign


def test_a_record_written_before_there_was_wording_or_validity_is_read_as_it_was() -> None:
    campaign = made(SIGNUP, PercentOff(25))
    old = {k: v for k, v in dump_campaign(campaign).items() if k not in ("wording", "voucher_days", "host_voucher")}
    assert load_campaign(old) == campaign


@pytest.mark.parametrize(
    ("kind", "changes", "wrong"),
    [
        (LOYALTY, {"offer": AmountOff(Decimal(5))}, "cannot offer"),
        (RETENTION, {"offer": FreeDelivery()}, "cannot offer"),
        (RETENTION, {"offer": DESSERT}, "cannot offer"),
        (SIGNUP, {"offer": AfterOrders(3)}, "cannot offer"),
        (SIGNUP, {"voucher_days": 30}, "voucher_days"),
        (RETENTION, {"voucher_days": 0}, "voucher_days"),
        (SIGNUP, {"voucher": "A", "host_voucher": True}, "not both"),
    ],
)
def test_what_does_not_go_together_is_refused(kind: CampaignKind, changes: dict[str, Any], wrong: str) -> None:
    with pytest.raises(ValueError, match=wrong):
        sample_campaign(kind, **changes)


@pytest.mark.parametrize(
    ("offer", "wrong"),
    [(lambda: AmountOff(Decimal(0)), "more than 0"), (lambda: AfterOrders(0), "at least 1"),
     (lambda: AfterOrders(3, 101), "percent"), (lambda: FreeItem(()), "a name")],
)  # fmt: skip
def test_an_offer_of_nothing_is_none(offer: Any, wrong: str) -> None:
    with pytest.raises(ValueError, match=wrong):
        offer()


@pytest.mark.requirement("IC-08", "IC-04")
@pytest.mark.parametrize("language", LANGUAGES)
def test_when_a_win_back_code_can_be_used_is_said_and_nothing_denies_it(language: str) -> None:
    campaign = sample_campaign(
        RETENTION, lapse_days=45, voucher_days=30, voucher="BACK", requires_consent=True
    )  # fmt: skip
    words = sample_notice(sample_restaurant(), campaign, language).words
    said = condition_words(campaign, sample_restaurant(), texts(language))
    assert said == words["conditions"]
    assert "45" in said and "75" in said
    assert "stays valid" not in words["benefit"] and "reste valable" not in words["benefit"]


@pytest.mark.requirement("LN-10")
def test_a_free_item_without_a_name_in_a_language_is_not_shown_in_it() -> None:
    campaign = made(SIGNUP, FreeItem((("en", "a dessert"),)))
    assert hindrance(campaign, Visit("fr"), NOW) is Reason.NO_WORDS
    assert hindrance(campaign, Visit("en"), NOW) is None


@pytest.mark.requirement("IC-04")
def test_a_code_that_no_host_would_hand_over_is_not_promised() -> None:
    campaign = made(SIGNUP, PercentOff(25), host_voucher=True)
    assert choose([campaign], Visit("en"), NOW, host_vouchers=True).campaign is campaign
    choice = choose([campaign], Visit("en"), NOW, host_vouchers=False)
    assert (choice.reason, choice.others) == (Reason.GENERIC, ((campaign, Reason.NO_VOUCHER),))


@pytest.mark.parametrize(
    ("lines", "offer"),
    [
        ('kind = "signup"\namount = "7.50"', AmountOff(Decimal("7.50"))),
        ('kind = "signup"\ndelivery = true', FreeDelivery()),
        ('kind = "signup"\nitem = { fr = "un dessert", en = "a dessert" }', DESSERT),
        ('kind = "loyalty"\norders = 10\nmeal = true', AfterOrders(10)),
        ('kind = "loyalty"\norders = 10\npercent = 15', AfterOrders(10, 15)),
    ],
)
def test_every_offer_can_stand_in_a_file(lines: str, offer: Offer) -> None:
    [campaign] = read(f"{RESTAURANT}[campaign.x]\n{lines}\n")[1]
    assert campaign.offer == offer


def test_validity_host_codes_and_wording_can_stand_in_a_file() -> None:
    lines = 'kind = "retention"\nlapse_days = 45\npercent = 20\nhost_voucher = true\nvoucher_days = 30\n'
    lines += 'wording = { en = "Then {offer}." }\n'
    [campaign] = read(f"{RESTAURANT}[campaign.x]\n{lines}")[1]
    assert (campaign.host_voucher, campaign.voucher_days) == (True, 30)
    assert campaign.wording == (("en", "Then {offer}."),)


@pytest.mark.parametrize(
    ("lines", "wrong"),
    [
        ('kind = "signup"\npercent = 25\namount = "5"', "one offer, not two"),
        ('kind = "loyalty"\norders = 3', "needs percent or meal"),
        ('kind = "loyalty"\norders = 3\npercent = 5\nmeal = true', "one offer, not two"),
        ('kind = "signup"\ndelivery = false', "delivery"),
        ('kind = "signup"\namount = "0"', "amount must be more than 0"),
        ('kind = "signup"\namount = "7.505"', "amount: .* 2 decimals in EUR"),
        ('kind = "signup"\npercent = 25\nminimum = "12.505"', "minimum: .* 2 decimals in EUR"),
        ('kind = "signup"\nitem = { de = "ein Dessert" }', "item: .* en, fr"),
        ('kind = "signup"\nitem = "a dessert"', "item"),
        ('kind = "signup"\npercent = 25\nlanguages = []', "languages"),
        ('kind = "signup"\npercent = 25\nlanguages = ["de"]', "languages"),
        ('kind = "retention"\npercent = 25\nlapse_days = 45\nvoucher_days = 301', "voucher_days .* 300"),
        ('kind = "signup"\npercent = 25\nwording = { en = "{{ 7 * 7 }} {offer}" }', "wording"),
        ('kind = "signup"\npercent = 25\nwording = { en = "50 % off, says {offer}" }', "wording"),
        ('kind = "signup"\npercent = 25\nwording = { de = "{offer}" }', "wording: .* en, fr"),
    ],
)
def test_a_wrong_offer_in_a_file_is_refused_in_words(lines: str, wrong: str) -> None:
    with pytest.raises(BadFile, match=wrong) as refused:
        read(f"{RESTAURANT}[campaign.x]\n{lines}\n")
    assert "campaign.x" in str(refused.value)
