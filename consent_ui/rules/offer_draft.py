"""The offer as somebody types it: one form of offer chosen, and the fields that belong to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum

from consent_ui.rules.campaign_checks import Wrong
from consent_ui.rules.campaigns import CampaignKind
from consent_ui.rules.offers import AfterOrders, AmountOff, BuyGet, FreeDelivery, FreeItem, Offer, PercentOff
from consent_ui.rules.typed_fields import Fields
from consent_ui.rules.typed_values import LONGEST_NAME, MOST_PERCENT, MOST_PIECES


class Form(StrEnum):
    """The forms an offer can have. Each has its words in the catalogues under `campaign.form.<value>`."""

    PERCENT = "percent"
    AMOUNT = "amount"
    ITEM = "item"
    DELIVERY = "delivery"
    MEAL_AFTER = "meal_after"
    PERCENT_AFTER = "percent_after"
    BUY_GET = "buy_get"


FORMS: Mapping[CampaignKind, tuple[Form, ...]] = {
    CampaignKind.SIGNUP: (Form.PERCENT, Form.AMOUNT, Form.ITEM, Form.DELIVERY),
    CampaignKind.LOYALTY: (Form.BUY_GET, Form.MEAL_AFTER, Form.PERCENT_AFTER),
    CampaignKind.RETENTION: (Form.PERCENT, Form.AMOUNT),
}
"""The forms to choose from, the usual one first."""

FIGURES: Mapping[Form, tuple[str, ...]] = {
    Form.PERCENT: ("percent",),
    Form.AMOUNT: ("amount",),
    Form.ITEM: ("item",),
    Form.DELIVERY: (),
    Form.MEAL_AFTER: ("orders",),
    Form.PERCENT_AFTER: ("orders", "percent"),
    Form.BUY_GET: ("buy", "free"),
}
"""What a sentence of one's own can fill in where the offer has this form, beside `offer`, which says it whole."""


def form_of(offer: Offer) -> Form:
    """The form an offer has."""
    match offer:
        case PercentOff():
            return Form.PERCENT
        case AmountOff():
            return Form.AMOUNT
        case FreeItem():
            return Form.ITEM
        case FreeDelivery():
            return Form.DELIVERY
        case BuyGet():
            return Form.BUY_GET
        case AfterOrders(_, percent):
            return Form.MEAL_AFTER if percent is None else Form.PERCENT_AFTER


def forms(kind: CampaignKind, offer: Offer | None) -> tuple[Form, ...]:
    """The forms to choose from for a campaign of this kind; the one it has already stays among them."""
    usual = FORMS[kind]
    own = form_of(offer) if offer else None
    return usual if own is None or own in usual else (*usual, own)


def read_offer(fields: Fields, kind: CampaignKind, languages: Sequence[str]) -> Offer | None:
    """The offer that was typed; None where something is wrong, which `fields` then knows."""
    chosen = fields.typed("offer")
    if chosen not in list(Form) or (chosen not in FORMS[kind] and chosen not in (Form.PERCENT, Form.BUY_GET)):
        fields.add("offer", Wrong.NO_OFFER)
        return None
    match Form(chosen):
        case Form.PERCENT:
            percent = fields.whole("percent", MOST_PERCENT)
            return PercentOff(percent) if percent else None
        case Form.AMOUNT:
            amount = fields.amount("amount")
            return AmountOff(amount) if amount else None
        case Form.ITEM:
            return _item(fields, languages)
        case Form.DELIVERY:
            return FreeDelivery()
        case Form.BUY_GET:
            buy, free = fields.whole("buy", MOST_PIECES), fields.whole("free", MOST_PIECES)
            return BuyGet(buy, free) if buy and free else None
        case Form.MEAL_AFTER:
            orders = fields.whole("orders", MOST_PIECES)
            return AfterOrders(orders) if orders else None
        case Form.PERCENT_AFTER:
            orders, percent = fields.whole("orders", MOST_PIECES), fields.whole("percent", MOST_PERCENT)
            return AfterOrders(orders, percent) if orders and percent else None


def _item(fields: Fields, languages: Sequence[str]) -> FreeItem | None:
    names = []
    for language in sorted(languages):
        field = f"item-{language}"
        if fields.typed(field):
            names.append((language, fields.text(field, LONGEST_NAME)))
        elif fields.checked(f"language-{language}"):
            fields.add(field, Wrong.NO_ITEM)
    return FreeItem(tuple(names)) if names else None


def typed_offer(offer: Offer) -> dict[str, str]:
    """The fields that would be read as this offer."""
    values: dict[str, str] = {"offer": form_of(offer).value}
    match offer:
        case PercentOff(percent):
            values["percent"] = str(percent)
        case AmountOff(amount):
            values["amount"] = str(amount)
        case FreeItem(names):
            values |= {f"item-{language}": name for language, name in names}
        case BuyGet(buy, free):
            values |= {"buy": str(buy), "free": str(free)}
        case AfterOrders(orders, percent):
            values["orders"] = str(orders)
            if percent is not None:
                values["percent"] = str(percent)
    return values
