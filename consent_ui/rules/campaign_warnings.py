"""What a campaign may be, but somebody should think about before publishing it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from consent_ui.rules.campaigns import Campaign, CampaignKind
from consent_ui.rules.offers import AfterOrders, AmountOff, PercentOff
from consent_ui.rules.precedence import Before, first, overlaps

CAREFUL = 30
"""Per cent of an order: a larger benefit for a yes is harder to call freely given (IC-15). No law names a number."""


class Care(StrEnum):
    """What to think about. Each has its words in the catalogues under `campaign.care.<value>`."""

    LARGE = "large"
    LOYALTY = "loyalty"
    WINS = "wins"
    LOSES = "loses"


@dataclass(frozen=True, slots=True)
class Warning:
    """One thing to think about; with an overlap, the other campaign and why one comes before the other."""

    care: Care
    other: Campaign | None = None
    before: Before | None = None


def share(campaign: Campaign) -> Decimal | None:
    """How many per cent of an order the benefit is at most; an amount is held against the smallest order it is for.
    None where nobody can tell."""
    match campaign.offer:
        case PercentOff(percent) | AfterOrders(_, int(percent)):
            return Decimal(percent)
        case AmountOff(amount):
            return amount / campaign.minimum * 100 if campaign.minimum else Decimal(100)
        case _:
            return None


def warnings(campaign: Campaign, others: Iterable[Campaign], now: datetime) -> list[Warning]:
    """What to think about before publishing this campaign beside the `others` at `now` (aware UTC)."""
    found = []
    if campaign.requires_consent:
        part = share(campaign)
        if part is not None and part > CAREFUL:
            found.append(Warning(Care.LARGE))
        if campaign.kind is CampaignKind.LOYALTY:
            found.append(Warning(Care.LOYALTY))
    for other in sorted(others, key=lambda each: each.id):
        is_over = other.ends is not None and other.ends <= now
        if other.id != campaign.id and not is_over and overlaps(campaign, other):
            winner, _, reason = first(campaign, other)
            found.append(Warning(Care.WINS if winner is campaign else Care.LOSES, other, reason))
    return found
