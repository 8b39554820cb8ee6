"""A restaurant and its campaigns as a TOML file, for setting up and for keeping in version control."""

from __future__ import annotations

import tomllib
from dataclasses import MISSING, fields, replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple
from uuid import NAMESPACE_URL, uuid5

from babel.numbers import get_currency_precision

from consent_ui import publishing
from consent_ui.restaurant_fields import CAMPAIGN, FRENCH_LAW, RESTAURANT, BadFile, check, check_key, shown
from consent_ui.rules.campaign_checks import problems
from consent_ui.rules.campaigns import Campaign, CampaignKind
from consent_ui.rules.consent import Channel
from consent_ui.rules.notices import Restaurant
from consent_ui.rules.offers import AfterOrders, AmountOff, BuyGet, FreeDelivery, FreeItem, Offer, PercentOff
from consent_ui.rules.typed_values import YEARS
from consent_ui.rules.wording import NoLists, lists_for
from consent_ui.store import offers
from consent_ui.store.database import Database
from consent_ui.texts import MissingText, languages, texts

__all__ = ["BadFile", "Published", "publish", "read"]


FROM_A_FILE = 5
"""Version of the UUIDs that name campaigns by their key in a file (RFC 9562); no other way of making one uses it."""
LARGEST = 1_000_000
"""Bytes of a file."""
MOST_CAMPAIGNS = 500


class Published(NamedTuple):
    """What came of a file."""

    restaurant: Restaurant
    campaigns: list[Campaign]
    switched_off: list[Campaign]


def publish(database: Database, path: Path, now: datetime) -> Published:
    """Publish what a file describes; a campaign that has not changed keeps its version, and one that an earlier
    state of the file had and this one has not is switched off. Campaigns made elsewhere are left alone.

    Ids come from the slug and the campaign's key, so that reading the file again updates rather than doubles.
    Raises BadFile, BadWording (then nothing of the file is stored) and NotSaved.
    """
    restaurant, campaigns = read(_text_of(path))
    try:
        publishing.composed(restaurant, campaigns)  # all of the file is judged before any of it is stored
        publishing.publish_restaurant(database, restaurant, now)
    except (MissingText, NoLists) as error:
        raise BadFile(str(error)) from error
    with database.read() as connection:
        current = {c.id: c for c in offers.current_campaigns(connection, restaurant.id)}
    published = []
    for campaign in campaigns:
        before = current.get(campaign.id)
        if before is not None and replace(before, version=campaign.version) == campaign:
            published.append(before)
        else:
            published.append(publishing.publish_campaign(database, restaurant.id, campaign, now))
    kept = {campaign.id for campaign in campaigns}
    gone = [c for c in current.values() if c.id.version == FROM_A_FILE and c.id not in kept and c.on]
    switched_off = [publishing.publish_campaign(database, restaurant.id, replace(c, on=False), now) for c in gone]
    return Published(restaurant, published, switched_off)


def _text_of(path: Path) -> str:
    try:
        content = path.read_bytes()
        if len(content) > LARGEST:
            raise BadFile(f"the file is larger than {LARGEST:,} bytes")
        return content.decode()
    except OSError as error:
        raise BadFile(f"the file cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise BadFile(f"the file is not UTF-8 text: {error}") from error


def read(text: str) -> tuple[Restaurant, list[Campaign]]:
    """The restaurant and campaigns in a TOML text. Raises BadFile."""
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadFile(str(error)) from error
    except (ValueError, OverflowError) as error:
        raise BadFile(f"a number or a time is out of all bounds: {error}") from error
    except RecursionError as error:
        raise BadFile("tables or lists are nested too deeply") from error
    unknown = sorted(set(content) - {"restaurant", "campaign"})
    if unknown:
        # Above all no customer and no decision: nobody is opted in by a file (CV-18).
        raise BadFile(f"a file holds [restaurant] and [campaign.<key>], not {', '.join(map(shown, unknown[:10]))}")
    if not isinstance(content.get("restaurant"), dict):
        raise BadFile("there is no [restaurant] table")
    restaurant = _restaurant(content["restaurant"])
    campaigns = content.get("campaign", {})
    if not isinstance(campaigns, dict):
        raise BadFile("campaigns are tables: [campaign.<key>]")
    if len(campaigns) > MOST_CAMPAIGNS:
        raise BadFile(f"there are more than {MOST_CAMPAIGNS} campaigns")
    return restaurant, [_campaign(restaurant, key, values) for key, values in campaigns.items()]


def _restaurant(values: dict[str, Any]) -> Restaurant:
    check(values, RESTAURANT, "restaurant")
    missing = [f.name for f in fields(Restaurant) if f.default is MISSING and f.name not in {*values, "id"}]
    if missing:
        raise BadFile(f"[restaurant] needs {', '.join(missing)}")
    unknown = set(values["languages"]) - set(languages())
    if unknown or not values["languages"]:
        raise BadFile(f"[restaurant] languages must be some of {', '.join(languages())}")
    if values["country"].upper() in FRENCH_LAW and "fr" not in values["languages"]:
        raise BadFile("[restaurant] in France people are asked in French too (Loi 94-665, art. 2): add fr to languages")
    try:
        lists_for(values["languages"])
        return Restaurant(
            **values
            | {
                "id": uuid5(NAMESPACE_URL, f"consent-ui:{values['slug']}"),
                "languages": tuple(values["languages"]),
                "channels": tuple(Channel(channel) for channel in values["channels"]),
                "processors": tuple(values.get("processors", ())),
            }
        )
    except (ValueError, NoLists) as error:
        raise BadFile(f"[restaurant] {error}") from error


def _campaign(restaurant: Restaurant, key: str, values: Any) -> Campaign:
    check_key(key)
    where = f"campaign.{key}"
    if not isinstance(values, dict):
        raise BadFile(f"{where} must be a table")
    check(values, CAMPAIGN, where)
    minimum = values.get("minimum")
    try:
        campaign = Campaign(
            id=uuid5(restaurant.id, key),
            version=1,
            kind=_kind(values["kind"]),
            name=values.get("name", key),
            on=values.get("on", True),
            starts=_instant(values.get("starts", datetime(2000, 1, 1, tzinfo=UTC))),
            ends=_instant(values["ends"]) if "ends" in values else None,
            languages=frozenset(values.get("languages", restaurant.languages)),
            offer=_offer(values),
            stores=frozenset(values.get("stores", ())),
            requires_consent=values.get("requires_consent", False),
            minimum=Decimal(str(minimum)) if minimum is not None else None,
            lapse_days=values.get("lapse_days"),
            voucher=values.get("voucher"),
            host_voucher=values.get("host_voucher", False),
            voucher_days=values.get("voucher_days"),
            wording=tuple(sorted(values.get("wording", {}).items())),
        )
    except KeyError as error:
        raise BadFile(f"[{where}] needs {error.args[0]}") from error
    except ValueError as error:
        raise BadFile(f"[{where}] {error}") from error
    digits = get_currency_precision(restaurant.currency)
    for problem in problems(campaign, restaurant.languages, restaurant.currency, digits):
        said = texts("en")(f"campaign.wrong.{problem.wrong}", **problem.values)
        raise BadFile(f"[{where}] {problem.field}: {said}")
    return campaign


def _kind(name: str) -> CampaignKind:
    if name not in list(CampaignKind):
        raise ValueError(f"kind must be {', '.join(CampaignKind)}, not {name!r}")
    return CampaignKind(name)


_OFFERS = {
    "orders": {"percent", "meal"}, "percent": set(), "amount": set(), "item": set(), "delivery": set(), "buy": {"free"},
}  # fmt: skip
"""What names an offer in a file, the first that is there, and what else belongs to it."""
_NAMES = {*_OFFERS, "meal", "free"}


def _offer(values: dict[str, Any]) -> Offer:
    given = _NAMES & set(values)
    name = next((name for name in _OFFERS if name in given), "buy")
    if given - {name, *_OFFERS[name]}:
        raise ValueError("percent, or buy and free, or amount, item, delivery or orders: one offer, not two")
    match name:
        case "orders":
            if len(given) == 1:
                raise ValueError("a reward after orders needs percent or meal")
            if len(given) > 2:
                raise ValueError("percent or meal: one offer, not two")
            return AfterOrders(values["orders"], values.get("percent"))
        case "percent":
            return PercentOff(values["percent"])
        case "amount":
            return AmountOff(Decimal(str(values["amount"])))
        case "item":
            return FreeItem(tuple(sorted(values["item"].items())))
        case "delivery":
            return FreeDelivery()
    return BuyGet(values["buy"], values["free"])


def _instant(value: Any) -> datetime:
    if not isinstance(value, datetime) or value.tzinfo is None:
        raise ValueError(f"times need a time zone, such as 2026-12-31T23:00:00Z, not {shown(value)}")
    if value.year not in YEARS:
        raise ValueError(f"times must be from {YEARS[0]} to {YEARS[-1]}, not {value}")
    return value.astimezone(UTC)
