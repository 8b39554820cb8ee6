"""A restaurant and its campaigns as a TOML file, for setting up and for keeping in version control."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import MISSING, fields, replace
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel.numbers import list_currencies

from consent_ui import publishing
from consent_ui.rules.campaigns import BuyGet, Campaign, CampaignKind, Offer, PercentOff
from consent_ui.rules.consent import Channel
from consent_ui.rules.notices import Restaurant
from consent_ui.rules.wording import NoLists, lists_for
from consent_ui.store import offers
from consent_ui.store.database import Database
from consent_ui.texts import MissingText, languages


class BadFile(ValueError):
    """A file that does not describe a restaurant; says what is wrong."""


def publish(database: Database, path: Path, now: datetime) -> tuple[Restaurant, list[Campaign]]:
    """Publish what a file describes; a campaign that has not changed keeps its version.

    Ids come from the slug and the campaign's key, so that reading the file again updates rather than doubles.
    Raises BadFile, BadWording (then nothing of the file is stored) and NotSaved.
    """
    try:
        restaurant, campaigns = read(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        raise BadFile(str(error)) from error
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


Check = tuple[Callable[[Any], bool], str]
"""Whether a value can be used, and in words what it must be."""


def _is_zone(value: Any) -> bool:
    try:
        return isinstance(value, str) and bool(value) and ZoneInfo(value).key == value
    except (ValueError, OSError, ZoneInfoNotFoundError):
        return False


def _is_amount(value: Any) -> bool:
    try:
        amount = Decimal(str(value))
    except InvalidOperation:
        return False
    return not isinstance(value, bool) and amount.is_finite() and amount >= 0


TEXT: Check = (lambda value: isinstance(value, str) and bool(value.strip()), "a text")
TEXT_OR_NONE: Check = (lambda value: isinstance(value, str), "a text, empty for none")
TEXTS: Check = (lambda value: isinstance(value, list) and all(map(TEXT[0], value)), 'a list such as ["en", "fr"]')
WHOLE: Check = (lambda value: type(value) is int and value >= 1, "a whole number from 1")
YES_NO: Check = (lambda value: isinstance(value, bool), "true or false")
AMOUNT: Check = (_is_amount, 'an amount such as "12.50"')
CURRENCY: Check = (lambda value: isinstance(value, str) and value in list_currencies(), "an ISO 4217 code such as EUR")
ZONE: Check = (_is_zone, "an IANA name such as Europe/Paris")
ANYTHING: Check = (lambda value: True, "")

_RESTAURANT: dict[str, Check] = {
    "slug": TEXT, "name": TEXT, "legal_name": TEXT, "address": TEXT, "email": TEXT, "phone": TEXT, "country": TEXT,
    "languages": TEXTS, "channels": TEXTS, "time_zone": ZONE, "currency": CURRENCY, "site": TEXT_OR_NONE,
    "officer": TEXT_OR_NONE, "authority": TEXT_OR_NONE, "processors": TEXTS,
    "transfers": TEXT_OR_NONE,
    "consent_years": WHOLE, "proof_years": WHOLE, "monthly_cap": WHOLE,
}  # fmt: skip

_CAMPAIGN: dict[str, Check] = {
    "kind": TEXT, "name": TEXT, "on": YES_NO, "starts": ANYTHING, "ends": ANYTHING, "languages": TEXTS,
    "percent": WHOLE, "buy": WHOLE, "free": WHOLE, "stores": TEXTS, "requires_consent": YES_NO, "minimum": AMOUNT,
    "lapse_days": WHOLE, "voucher": TEXT,
}  # fmt: skip


def _restaurant(values: dict[str, Any]) -> Restaurant:
    _check(values, _RESTAURANT, "restaurant")
    missing = [f.name for f in fields(Restaurant) if f.default is MISSING and f.name not in {*values, "id"}]
    if missing:
        raise BadFile(f"[restaurant] needs {', '.join(missing)}")
    unknown = set(values["languages"]) - set(languages())
    if unknown or not values["languages"]:
        raise BadFile(f"[restaurant] languages must be some of {', '.join(languages())}")
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
    where = f"campaign.{key}"
    if not isinstance(values, dict):
        raise BadFile(f"{where} must be a table")
    _check(values, _CAMPAIGN, where)
    minimum = values.get("minimum")
    try:
        return Campaign(
            id=uuid5(restaurant.id, key),
            version=1,
            kind=CampaignKind(values["kind"]),
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
        )
    except KeyError as error:
        raise BadFile(f"[{where}] needs {error.args[0]}") from error
    except ValueError as error:
        raise BadFile(f"[{where}] {error}") from error


def _offer(values: dict[str, Any]) -> Offer:
    if "percent" not in values:
        return BuyGet(values["buy"], values["free"])
    if "buy" in values or "free" in values:
        raise ValueError("percent, or buy and free: one offer, not two")
    return PercentOff(values["percent"])


def _instant(value: Any) -> datetime:
    if not isinstance(value, datetime) or value.tzinfo is None:
        raise ValueError(f"times need a time zone, such as 2026-12-31T23:00:00Z, not {value}")
    return value.astimezone(UTC)


def _check(values: dict[str, Any], known: dict[str, Check], where: str) -> None:
    """Nothing is guessed: 12.7 % is not 12 %, and the text "true" is not true. Raises BadFile."""
    unknown = sorted(set(values) - set(known))
    if unknown:
        raise BadFile(f"[{where}] does not know {', '.join(unknown)}")
    for name, value in values.items():
        good, wants = known[name]
        if not good(value):
            raise BadFile(f"[{where}] {name} must be {wants}, not {value!r}")
