"""A restaurant's own sentence about a campaign's benefit: plain words with fixed `{placeholders}`, never a template.

Figures stand in the campaign's record alone (IC-01), so the sentence names them by placeholder and has no digit of its
own. What is filled in is never read again: a restaurant called "{percent}" stays called that.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from consent_ui.rules.campaigns import Campaign
from consent_ui.rules.offers import AfterOrders, AmountOff, BuyGet, FreeDelivery, FreeItem, Offer, PercentOff
from consent_ui.rules.wording import says_condition

_PLACEHOLDER = re.compile(r"\{([a-z_]{1,20})\}")

FIGURES: Mapping[type[Offer], tuple[str, ...]] = {
    PercentOff: ("percent",),
    AmountOff: ("amount",),
    FreeItem: ("item",),
    FreeDelivery: (),
    BuyGet: ("buy", "free"),
    AfterOrders: ("orders",),
}
"""What each offer fills in, beside `offer`, which says it whole."""

GENERAL = ("name", "minimum", "ends", "days")
"""What any campaign may fill in: the restaurant's name, the minimum order, the last day, the days without an order."""


class Fault(StrEnum):
    """What a sentence may not do. Each has its words in the catalogues under `wording.fault.<value>`."""

    BRACES = "braces"
    UNKNOWN = "unknown"
    DIGITS = "digits"
    NO_OFFER = "no_offer"
    NO_CONDITION = "no_condition"


@dataclass(frozen=True, slots=True)
class Faulty:
    """A fault, and the placeholders or digits it is about."""

    fault: Fault
    found: tuple[str, ...] = ()


def placeholders(campaign: Campaign) -> tuple[str, ...]:
    """The names that a sentence about this campaign can fill in."""
    own = ["offer", *FIGURES[type(campaign.offer)]]
    if isinstance(campaign.offer, AfterOrders) and campaign.offer.percent is not None:
        own.append("percent")
    there = {
        "name": True,
        "minimum": campaign.minimum is not None,
        "ends": campaign.ends is not None,
        "days": campaign.lapse_days is not None,
    }
    return (*own, *(name for name in GENERAL if there[name]))


def faults(text: str, known: Collection[str], language: str, requires_consent: bool) -> list[Faulty]:
    """Everything wrong with a sentence before it is filled in. `known` are the placeholders of its campaign.

    Raises NoLists for a language without lists.
    """
    used = _PLACEHOLDER.findall(text)
    rest = _PLACEHOLDER.sub(" ", text)
    found = []
    if "{" in rest or "}" in rest:
        found.append(Faulty(Fault.BRACES))
    if strange := tuple(dict.fromkeys(name for name in used if name not in known)):
        found.append(Faulty(Fault.UNKNOWN, strange))
    if digits := tuple(dict.fromkeys(each for each in rest if unicodedata.numeric(each, None) is not None)):
        found.append(Faulty(Fault.DIGITS, digits))
    figures = {name for name in known if name not in (*GENERAL, "offer")}
    if "offer" not in used and not (figures and figures <= set(used)):
        found.append(Faulty(Fault.NO_OFFER))
    if requires_consent and not says_condition(rest, language):
        # The law does not forbid the condition, but it must be said plainly (IC-03).
        found.append(Faulty(Fault.NO_CONDITION))
    return found


def fill(text: str, values: Mapping[str, str]) -> str:
    """The sentence with its placeholders filled in; an unknown one stays as it stands."""
    return _PLACEHOLDER.sub(lambda hit: values.get(hit[1], hit[0]), text)
