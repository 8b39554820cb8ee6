"""An order and a voucher code tried on it.

A code is worth what its campaign's record says, and nothing here knows what anybody answered: a voucher once
handed over stays valid after a withdrawal (IC-04), on the terms it was promised on, and loyalty never depends on
consent (IC-05).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from uuid import UUID

from consent_ui.demo.menu import DISHES
from consent_ui.demo.sample import TIME_ZONE
from consent_ui.rules.campaigns import Campaign, CampaignKind
from consent_ui.rules.offers import AfterOrders, AmountOff, BuyGet, PercentOff
from consent_ui.rules.validity import voucher_ends

MOST = 20
"""Portions of one dish that can be ordered at once."""

CENT = Decimal("0.01")


class Redeemed(StrEnum):
    """What became of a code. Each has its words in the catalogues under `demo.voucher.<value>`."""

    TAKEN = "taken"
    UNKNOWN = "unknown"
    NOT_RUNNING = "not_running"
    MINIMUM = "minimum"
    FIRST_ORDER = "first_order"
    SIGN_IN = "sign_in"
    TOO_SOON = "too_soon"
    TOO_LATE = "too_late"
    TOO_FEW = "too_few"


@dataclass(frozen=True, slots=True)
class Line:
    """Some portions of one dish."""

    key: str
    count: int
    price: Decimal


@dataclass(frozen=True, slots=True)
class Bill:
    """What an order costs. `redeemed` is None when no code was tried; `campaign` is the one the code belongs to."""

    lines: tuple[Line, ...]
    total: Decimal
    discount: Decimal = Decimal(0)
    redeemed: Redeemed | None = None
    campaign: Campaign | None = None

    @property
    def due(self) -> Decimal:
        """What is left to pay."""
        return self.total - self.discount


def read_order(form: Mapping[str, str]) -> dict[str, int]:
    """Portions by dish from the fields of the form. Raises ValueError unless each is a whole number up to MOST."""
    order = {}
    for key in DISHES:
        written = form.get(key, "").strip()
        if not written:
            continue
        if not (written.isascii() and written.isdigit() and len(written) <= 2 and int(written) <= MOST):
            raise ValueError(f"{key}: not a number of portions from 0 to {MOST}")
        if int(written):
            order[key] = int(written)
    return order


def reckon(
    order: Mapping[str, int],
    code: str,
    campaigns: Iterable[Campaign],
    orders: int | None,
    last_order_at: datetime | None,
    now: datetime,
    told_at: Mapping[UUID, datetime] | None = None,
) -> Bill:
    """The bill for `order`, with `code` tried on it unless empty. Of several `campaigns` with that code the first
    counts: those that were promised to this person come before what runs now. `orders` and `last_order_at` are the
    signed-in customer's; `orders` is None for a visitor, who meets the condition of a first order when they pay
    (IC-07). `told_at` is when a message of each campaign went to this customer after the last order."""
    lines = tuple(Line(key, count, count * DISHES[key].price) for key, count in order.items())
    total = sum((line.price for line in lines), Decimal(0))
    wanted = code.strip().upper()
    if not wanted:
        return Bill(lines, total)
    campaign = next((c for c in campaigns if c.voucher and c.voucher.upper() == wanted), None)
    if campaign is None or isinstance(campaign.offer, BuyGet):  # the loyalty card counts dishes by itself
        return Bill(lines, total, redeemed=Redeemed.UNKNOWN)
    hindrance = _hindrance(campaign, total, orders, last_order_at, now)
    if hindrance is Redeemed.TOO_LATE and _still_told(campaign, (told_at or {}).get(campaign.id), now):
        hindrance = _too_cheap(campaign, total)
    if hindrance is not None:
        return Bill(lines, total, redeemed=hindrance, campaign=campaign)
    return Bill(lines, total, _discount(campaign, lines, total), Redeemed.TAKEN, campaign)


def _discount(campaign: Campaign, lines: tuple[Line, ...], total: Decimal) -> Decimal:
    """What comes off. What comes along with an order, such as a dessert or the delivery, is not on its bill."""
    match campaign.offer:
        case PercentOff(percent) | AfterOrders(_, int(percent)):
            return (total * percent / 100).quantize(CENT, ROUND_HALF_UP)
        case AmountOff(amount):
            return min(amount, total).quantize(CENT, ROUND_HALF_UP)
        case AfterOrders():
            return max((line.price / line.count for line in lines), default=Decimal(0)).quantize(CENT, ROUND_HALF_UP)
        case _:
            return Decimal(0)


def _hindrance(
    campaign: Campaign, total: Decimal, orders: int | None, last_order_at: datetime | None, now: datetime
) -> Redeemed | None:
    # `on` is not asked: switching a campaign off stops new promises, and leaves those already made standing.
    if now < campaign.starts or (campaign.ends is not None and now >= campaign.ends):
        return Redeemed.NOT_RUNNING
    if campaign.kind is CampaignKind.SIGNUP and orders:
        return Redeemed.FIRST_ORDER
    if campaign.kind is CampaignKind.RETENTION:
        if orders is None:
            return Redeemed.SIGN_IN
        days = timedelta(days=campaign.lapse_days or 0)
        if last_order_at is None or now - last_order_at < days:
            return Redeemed.TOO_SOON
        if campaign.voucher_days is not None and now - last_order_at >= days + timedelta(days=campaign.voucher_days):
            return Redeemed.TOO_LATE
    if isinstance(campaign.offer, AfterOrders):
        if orders is None:
            return Redeemed.SIGN_IN
        if orders < campaign.offer.orders:
            return Redeemed.TOO_FEW
    return _too_cheap(campaign, total)


def _still_told(campaign: Campaign, told_at: datetime | None, now: datetime) -> bool:
    """Whether a message said that the code is good today still."""
    ends = voucher_ends(campaign, told_at, TIME_ZONE) if told_at else None
    return ends is not None and now < ends


def _too_cheap(campaign: Campaign, total: Decimal) -> Redeemed | None:
    return Redeemed.MINIMUM if campaign.minimum is not None and total < campaign.minimum else None
