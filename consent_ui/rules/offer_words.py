"""A campaign's offer and its conditions in words. Every figure and date comes from the campaign's record (IC-01)."""

from __future__ import annotations

from datetime import timedelta

from consent_ui.rules.campaigns import Campaign
from consent_ui.rules.notices import Phrases, Restaurant
from consent_ui.rules.offers import AfterOrders, AmountOff, BuyGet, FreeDelivery, FreeItem, PercentOff
from consent_ui.rules.own_wording import fill

_INSTANT = timedelta(microseconds=1)
"""Taken off an end, which is the first instant outside, to name the last day inside."""


def offer_words(campaign: Campaign, restaurant: Restaurant, say: Phrases) -> str:
    """The bare offer, such as "25% off" or "buy 10, get 1 free"."""
    match campaign.offer:
        case PercentOff(percent):
            return say("offer.percent", percent=say.percent(percent))
        case AmountOff(amount):
            return say("offer.amount", amount=say.money(amount, restaurant.currency))
        case FreeItem() as item:
            return say("offer.item", item=item.name(say.language) or item.names[0][1])
        case FreeDelivery():
            return say("offer.delivery")
        case BuyGet(buy, free):
            return say("offer.buy_get_one" if free == 1 else "offer.buy_get_many", buy=buy, free=free)
        case AfterOrders(orders, percent):
            after = say("offer.after_one" if orders == 1 else "offer.after_many", orders=orders)
            if percent is None:
                return say("offer.then_meal", after=after)
            return say("offer.then_percent", after=after, percent=say.percent(percent))


def benefit_words(campaign: Campaign, restaurant: Restaurant, say: Phrases) -> str:
    """The sentence about the benefit: the restaurant's own in this language, else ours."""
    own = dict(campaign.wording).get(say.language)
    if own:
        return fill(own, _values(campaign, restaurant, say))
    manner = "with_consent" if campaign.requires_consent else "for_everyone"
    extra = ".extra" if isinstance(campaign.offer, FreeItem | FreeDelivery) else ""
    key = f"benefit.{campaign.kind}{extra}.{manner}"
    if campaign.requires_consent and campaign.voucher_days is not None:
        key = f"{key}_window"  # "stays valid" would deny the condition
    return say(key, offer=offer_words(campaign, restaurant, say), days=campaign.lapse_days)


def _values(campaign: Campaign, restaurant: Restaurant, say: Phrases) -> dict[str, str]:
    """What the placeholders of a restaurant's own sentence stand for."""
    values = {"offer": offer_words(campaign, restaurant, say), "name": restaurant.name}
    match campaign.offer:
        case PercentOff(percent):
            values["percent"] = say.percent(percent)
        case AmountOff(amount):
            values["amount"] = say.money(amount, restaurant.currency)
        case FreeItem() as item:
            values["item"] = item.name(say.language) or item.names[0][1]
        case BuyGet(buy, free):
            values |= {"buy": str(buy), "free": str(free)}
        case AfterOrders(orders, percent):
            values["orders"] = str(orders)
            if percent is not None:
                values["percent"] = say.percent(percent)
    if campaign.minimum is not None:
        values["minimum"] = say.money(campaign.minimum, restaurant.currency)
    if campaign.ends is not None:
        values["ends"] = say.date(campaign.ends - _INSTANT, restaurant.time_zone)
    if campaign.lapse_days is not None:
        values["days"] = str(campaign.lapse_days)
    return values


def condition_words(campaign: Campaign, restaurant: Restaurant, say: Phrases) -> str:
    """The main conditions in one sentence each: minimum order, when the code can be used, and last day (IC-08). Empty
    when there are none."""
    parts = []
    if campaign.minimum is not None:
        parts.append(say("conditions.minimum", amount=say.money(campaign.minimum, restaurant.currency)))
    if campaign.lapse_days is not None and campaign.voucher_days is not None:
        last = campaign.lapse_days + campaign.voucher_days
        parts.append(say("conditions.window", first=campaign.lapse_days, last=last))
    if campaign.ends is not None:
        parts.append(say("conditions.ends", date=say.date(campaign.ends - _INSTANT, restaurant.time_zone)))
    return " ".join(parts)
