"""Whether a new version of a campaign gives less than the one that people said yes under.

Nothing here takes anything from anybody: a voucher once promised keeps the terms of its own version (IC-04). It tells
staff what they are about to do.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from consent_ui.rules.campaigns import Campaign
from consent_ui.rules.offers import AfterOrders, AmountOff, BuyGet, FreeDelivery, FreeItem, Offer, PercentOff


class Shrink(StrEnum):
    """In what a version gives less. Each has its words in the catalogues under `campaign.shrink.<value>`."""

    OFF = "off"
    ENDS_SOONER = "ends_sooner"
    SMALLER = "smaller"
    OTHER_OFFER = "other_offer"
    HIGHER_MINIMUM = "higher_minimum"
    SHORTER_VALIDITY = "shorter_validity"
    FEWER_STORES = "fewer_stores"
    OTHER_VOUCHER = "other_voucher"


def shrunk(before: Campaign, after: Campaign) -> tuple[Shrink, ...]:
    """Everything in which `after` gives less than `before`; empty when it gives as much or more."""
    found = []
    if before.on and not after.on:
        found.append(Shrink.OFF)
    if _less(after.ends, before.ends):
        found.append(Shrink.ENDS_SOONER)
    if type(before.offer) is not type(after.offer):
        found.append(Shrink.OTHER_OFFER)
    elif _is_smaller(before.offer, after.offer):
        found.append(Shrink.SMALLER)
    if (after.minimum or Decimal(0)) > (before.minimum or Decimal(0)):
        found.append(Shrink.HIGHER_MINIMUM)
    if _less(after.voucher_days, before.voucher_days):
        found.append(Shrink.SHORTER_VALIDITY)
    if after.stores and (not before.stores or before.stores - after.stores):
        found.append(Shrink.FEWER_STORES)
    if (before.voucher, before.host_voucher) != (after.voucher, after.host_voucher) and (
        before.voucher is not None or before.host_voucher
    ):
        found.append(Shrink.OTHER_VOUCHER)
    return tuple(found)


def _less(after: datetime | int | None, before: datetime | int | None) -> bool:
    """Whether one limit is below another; none is above all."""
    if after is None:
        return False
    return before is None or after < before  # type: ignore[operator]  # both of one kind


def _is_smaller(before: Offer, after: Offer) -> bool:
    match before, after:
        case PercentOff(had), PercentOff(has):
            return has < had
        case AmountOff(had_amount), AmountOff(has_amount):
            return has_amount < had_amount
        case BuyGet(had_buy, had_free), BuyGet(buy, free):
            return free * had_buy < had_free * buy
        case AfterOrders(had_orders, had_percent), AfterOrders(orders, percent):
            return orders > had_orders or (percent or 100) < (had_percent or 100)
        case FreeItem(), FreeItem():
            return before != after
        case FreeDelivery(), FreeDelivery():
            return False
    return True
