"""A restaurant and its campaigns as a TOML file, for setting up and for keeping in version control."""

from __future__ import annotations

import tomllib
from dataclasses import MISSING, fields, replace
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from consent_ui import publishing
from consent_ui.rules.campaigns import BuyGet, Campaign, CampaignKind, Offer, PercentOff
from consent_ui.rules.consent import Channel
from consent_ui.rules.notices import Restaurant
from consent_ui.store import offers
from consent_ui.store.database import Database
from consent_ui.texts import MissingText, languages


class BadFile(ValueError):
    """A file that does not describe a restaurant; says what is wrong."""


def publish(database: Database, path: Path, now: datetime) -> tuple[Restaurant, list[Campaign]]:
    """Publish what a file describes; a campaign that has not changed keeps its version.

    Ids come from the slug and the campaign's key, so that reading the file again updates rather than doubles.
    Raises BadFile and NotSaved.
    """
    restaurant, campaigns = read(path.read_text(encoding="utf-8"))
    try:
        publishing.publish_restaurant(database, restaurant, now)
    except MissingText as error:
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
    return restaurant, published


def read(text: str) -> tuple[Restaurant, list[Campaign]]:
    """The restaurant and campaigns in a TOML text. Raises BadFile."""
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadFile(str(error)) from error
    if not isinstance(content.get("restaurant"), dict):
        raise BadFile("there is no [restaurant] table")
    restaurant = _restaurant(content["restaurant"])
    campaigns = content.get("campaign", {})
    if not isinstance(campaigns, dict):
        raise BadFile("campaigns are tables: [campaign.<key>]")
    return restaurant, [_campaign(restaurant, key, values) for key, values in campaigns.items()]


def _restaurant(values: dict[str, Any]) -> Restaurant:
    known = {f.name: f for f in fields(Restaurant) if f.name != "id"}
    _check_names(values, set(known), "restaurant")
    missing = [name for name, f in known.items() if f.default is MISSING and name not in values]
    if missing:
        raise BadFile(f"[restaurant] needs {', '.join(missing)}")
    unknown = set(values["languages"]) - set(languages())
    if unknown or not values["languages"]:
        raise BadFile(f"languages must be some of {', '.join(languages())}")
    try:
        return Restaurant(
            **values
            | {
                "id": uuid5(NAMESPACE_URL, f"consent-ui:{values['slug']}"),
                "languages": tuple(values["languages"]),
                "channels": tuple(Channel(channel) for channel in values["channels"]),
                "processors": tuple(values.get("processors", ())),
            }
        )
    except ValueError as error:
        raise BadFile(f"[restaurant] {error}") from error


_CAMPAIGN_NAMES = {
    "kind", "name", "on", "starts", "ends", "languages", "percent", "buy", "free", "stores",
    "requires_consent", "minimum", "lapse_days", "voucher",
}  # fmt: skip


def _campaign(restaurant: Restaurant, key: str, values: Any) -> Campaign:
    where = f"campaign.{key}"
    if not isinstance(values, dict):
        raise BadFile(f"{where} must be a table")
    _check_names(values, _CAMPAIGN_NAMES, where)
    try:
        minimum = values.get("minimum")
        return Campaign(
            id=uuid5(restaurant.id, key),
            version=1,
            kind=CampaignKind(values["kind"]),
            name=str(values.get("name", key)),
            on=values.get("on", True) is True,
            starts=_instant(values.get("starts", datetime(2000, 1, 1, tzinfo=UTC))),
            ends=_instant(values["ends"]) if "ends" in values else None,
            languages=frozenset(values.get("languages", restaurant.languages)),
            offer=_offer(values),
            stores=frozenset(values.get("stores", ())),
            requires_consent=values.get("requires_consent", False) is True,
            minimum=Decimal(str(minimum)) if minimum is not None else None,
            lapse_days=values.get("lapse_days"),
            voucher=values.get("voucher"),
        )
    except KeyError as error:
        raise BadFile(f"[{where}] needs {error.args[0]}") from error
    except (ValueError, TypeError, InvalidOperation) as error:
        raise BadFile(f"[{where}] {error}") from error


def _offer(values: dict[str, Any]) -> Offer:
    if "percent" in values:
        return PercentOff(int(values["percent"]))
    return BuyGet(int(values["buy"]), int(values["free"]))


def _instant(value: Any) -> datetime:
    if not isinstance(value, datetime) or value.tzinfo is None:
        raise ValueError(f"times need a time zone, such as 2026-12-31T23:00:00Z, not {value}")
    return value.astimezone(UTC)


def _check_names(values: dict[str, Any], known: set[str], where: str) -> None:
    unknown = sorted(set(values) - known)
    if unknown:
        raise BadFile(f"[{where}] does not know {', '.join(unknown)}")
