"""The forms an offer can have, and what a sentence of one's own can fill in for each."""

from __future__ import annotations

from decimal import Decimal

import pytest

from consent_ui.rules.campaign_checks import Wrong
from consent_ui.rules.campaigns import CampaignKind
from consent_ui.rules.offer_draft import FIGURES, FORMS, Form, form_of
from consent_ui.rules.offers import AfterOrders, AmountOff, BuyGet, FreeDelivery, FreeItem, Offer, PercentOff
from consent_ui.rules.own_wording import GENERAL, placeholders
from tests.rules.test_campaign_draft import wrong
from tests.samples import sample_campaign

OFFERS: tuple[Offer, ...] = (
    PercentOff(20), AmountOff(Decimal(5)), FreeItem((("en", "a dessert"), ("fr", "un dessert"))), FreeDelivery(),
    BuyGet(10, 1), AfterOrders(10), AfterOrders(10, 50),
)  # fmt: skip


def test_each_form_has_the_figures_that_its_offer_fills_in() -> None:
    assert {form_of(offer) for offer in OFFERS} == set(Form)
    for offer in OFFERS:
        kind = next(kind for kind, forms in FORMS.items() if form_of(offer) in forms)
        known = placeholders(sample_campaign(kind, offer=offer))
        assert list(FIGURES[form_of(offer)]) == [each for each in known if each not in ("offer", *GENERAL)], offer


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("25 % off: {offer}", Wrong.DIGITS),
        ("{offer} {", Wrong.BRACES),
        ("{nothing} {offer}", Wrong.UNKNOWN_PLACEHOLDER),
        ("{offer} for {days} days", Wrong.UNKNOWN_PLACEHOLDER),
        ("Welcome.", Wrong.NO_OFFER_NAMED),
        ("x" * 501, Wrong.TOO_LONG),
    ],
)
def test_a_sentence_is_read_even_where_another_field_is_wrong(typed: str, fault: Wrong) -> None:
    assert wrong(name="", wording__en=typed) == {"name": Wrong.EMPTY, "wording-en": fault}


def test_a_sentence_without_fault_stays_so_where_another_field_is_wrong() -> None:
    assert wrong(name="", wording__en="{percent} off, from {minimum}, until {ends}") == {"name": Wrong.EMPTY}
    assert wrong(CampaignKind.RETENTION, name="", wording__en="{offer} after {days}") == {"name": Wrong.EMPTY}
