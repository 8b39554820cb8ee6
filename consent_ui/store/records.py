"""Restaurants and campaigns as JSON records, and back."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from consent_ui.rules.campaigns import BuyGet, Campaign, CampaignKind, PercentOff
from consent_ui.rules.consent import Channel
from consent_ui.rules.notices import Restaurant


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
    match campaign.offer:
        case PercentOff(percent):
            offer = {"percent": percent}
        case BuyGet(buy, free):
            offer = {"buy": buy, "free": free}
    values = {name: getattr(campaign, name) for name in Campaign.__dataclass_fields__}
    return values | {
        "id": str(campaign.id),
        "kind": str(campaign.kind),
        "starts": campaign.starts.isoformat(),
        "ends": campaign.ends.isoformat() if campaign.ends else None,
        "languages": sorted(campaign.languages),
        "stores": sorted(campaign.stores),
        "offer": offer,
        "minimum": str(campaign.minimum) if campaign.minimum is not None else None,
    }


def load_campaign(record: dict[str, Any]) -> Campaign:
    """The campaign that dump_campaign wrote."""
    offer = record["offer"]
    return Campaign(
        **record
        | {
            "id": UUID(record["id"]),
            "kind": CampaignKind(record["kind"]),
            "starts": datetime.fromisoformat(record["starts"]),
            "ends": datetime.fromisoformat(record["ends"]) if record["ends"] else None,
            "languages": frozenset(record["languages"]),
            "stores": frozenset(record["stores"]),
            "offer": PercentOff(offer["percent"]) if "percent" in offer else BuyGet(offer["buy"], offer["free"]),
            "minimum": Decimal(record["minimum"]) if record["minimum"] is not None else None,
        }
    )
