"""Restaurants and campaigns as JSON records, and back. A campaign's record written before an offer or a field existed
is read as what it meant then."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from consent_ui.rules.campaigns import Campaign, CampaignKind
from consent_ui.rules.consent import Channel
from consent_ui.rules.notices import Restaurant
from consent_ui.rules.offers import AfterOrders, AmountOff, BuyGet, FreeDelivery, FreeItem, Offer, PercentOff
from consent_ui.rules.variants import Variant


def dump_restaurant(restaurant: Restaurant) -> dict[str, Any]:
    """The restaurant as plain JSON values."""
    values = {name: getattr(restaurant, name) for name in Restaurant.__dataclass_fields__}
    return values | {
        "id": str(restaurant.id),
        "languages": list(restaurant.languages),
        "channels": [str(channel) for channel in restaurant.channels],
        "processors": list(restaurant.processors),
    }


def load_restaurant(record: dict[str, Any]) -> Restaurant:
    """The restaurant that dump_restaurant wrote."""
    return Restaurant(
        **record
        | {
            "id": UUID(record["id"]),
            "languages": tuple(record["languages"]),
            "channels": tuple(Channel(channel) for channel in record["channels"]),
            "processors": tuple(record["processors"]),
        }
    )


def dump_campaign(campaign: Campaign) -> dict[str, Any]:
    """The campaign as plain JSON values; money as text, so that no cent is rounded away."""
    values = {name: getattr(campaign, name) for name in Campaign.__dataclass_fields__}
    return values | {
        "id": str(campaign.id),
        "kind": str(campaign.kind),
        "starts": campaign.starts.isoformat(),
        "ends": campaign.ends.isoformat() if campaign.ends else None,
        "languages": sorted(campaign.languages),
        "stores": sorted(campaign.stores),
        "offer": dump_offer(campaign.offer),
        "minimum": str(campaign.minimum) if campaign.minimum is not None else None,
        "wording": dict(campaign.wording),
        "variants": [{"name": each.name, "wording": dict(each.wording)} for each in campaign.variants],
    }


def load_campaign(record: dict[str, Any]) -> Campaign:
    """The campaign that dump_campaign wrote."""
    return Campaign(
        **record
        | {
            "id": UUID(record["id"]),
            "kind": CampaignKind(record["kind"]),
            "starts": datetime.fromisoformat(record["starts"]),
            "ends": datetime.fromisoformat(record["ends"]) if record["ends"] else None,
            "languages": frozenset(record["languages"]),
            "stores": frozenset(record["stores"]),
            "offer": load_offer(record["offer"]),
            "minimum": Decimal(record["minimum"]) if record["minimum"] is not None else None,
            "wording": tuple(sorted(record.get("wording", {}).items())),
            "variants": tuple(
                Variant(each["name"], tuple(sorted(each["wording"].items()))) for each in record.get("variants", ())
            ),
        }
    )


def dump_offer(offer: Offer) -> dict[str, Any]:
    """The offer as plain JSON values, which tell by their names what it is."""
    match offer:
        case PercentOff(percent):
            return {"percent": percent}
        case AmountOff(amount):
            return {"amount": str(amount)}
        case FreeItem(names):
            return {"item": dict(names)}
        case FreeDelivery():
            return {"delivery": True}
        case BuyGet(buy, free):
            return {"buy": buy, "free": free}
        case AfterOrders(orders, percent):
            return {"orders": orders} | ({"percent": percent} if percent is not None else {"meal": True})


def load_offer(values: dict[str, Any]) -> Offer:
    """The offer that dump_offer wrote. Raises KeyError for what it cannot have written."""
    if "orders" in values:
        return AfterOrders(values["orders"], values.get("percent"))
    if "percent" in values:
        return PercentOff(values["percent"])
    if "amount" in values:
        return AmountOff(Decimal(values["amount"]))
    if "item" in values:
        return FreeItem(tuple(sorted(values["item"].items())))
    if "delivery" in values:
        return FreeDelivery()
    return BuyGet(values["buy"], values["free"])
