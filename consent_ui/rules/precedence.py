"""Which of two campaigns comes before the other, and why: the order of rules/campaigns.py, told in words."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from consent_ui.rules.campaigns import Campaign, order


class Before(StrEnum):
    """Why one campaign comes before another. Each has its words in the catalogues under `before.<value>`."""

    KIND = "kind"
    ENDS = "ends"
    STARTS = "starts"
    ID = "id"


def first(one: Campaign, other: Campaign) -> tuple[Campaign, Campaign, Before]:
    """The campaign that is shown where both fit, the other one, and why."""
    winner, loser = sorted((one, other), key=order)
    for key, reason in zip(zip(order(winner), order(loser), strict=True), Before, strict=True):
        if key[0] != key[1]:
            return winner, loser, reason
    return winner, loser, Before.ID


def overlaps(one: Campaign, other: Campaign) -> bool:
    """Whether there are an instant, a store and a language in which two campaigns of one kind could both be shown."""
    return (
        one.kind is other.kind
        and one.on
        and other.on
        and _before(one.starts, other.ends)
        and _before(other.starts, one.ends)
        and bool(not one.stores or not other.stores or one.stores & other.stores)
        and bool(one.languages & other.languages)
    )


def _before(start: datetime, end: datetime | None) -> bool:
    return end is None or start < end
