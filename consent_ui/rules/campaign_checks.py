"""What a campaign may be at its restaurant, wherever it comes from: a form of the back office or a file.

What no campaign may be anywhere (rules/campaigns.py refuses to make it) is not said again here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as made_of
from decimal import Decimal
from enum import StrEnum

from consent_ui.rules.campaigns import Campaign
from consent_ui.rules.offers import AmountOff, FreeItem
from consent_ui.rules.own_wording import faults, placeholders
from consent_ui.rules.typed_values import CODE, LONGEST, LONGEST_NAME, MOST_VALIDITY, TAG, is_text


class Wrong(StrEnum):
    """What is wrong with a field. Each has its words in the catalogues under `campaign.wrong.<value>`."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    NOT_PLAIN = "not_plain"
    MARKUP = "markup"
    NOT_WHOLE = "not_whole"
    NOT_AMOUNT = "not_amount"
    NOTHING = "nothing"
    DECIMALS = "decimals"
    NOT_INSTANT = "not_instant"
    YEARS = "years"
    ENDS_FIRST = "ends_first"
    NO_LANGUAGE = "no_language"
    UNKNOWN_LANGUAGE = "unknown_language"
    NO_ITEM = "no_item"
    NO_OFFER = "no_offer"
    NO_CODE = "no_code"
    NO_HOST_CODES = "no_host_codes"
    TOO_MANY = "too_many"
    BRACES = "braces"
    UNKNOWN_PLACEHOLDER = "unknown_placeholder"
    DIGITS = "digits"
    NO_OFFER_NAMED = "no_offer_named"
    NO_CONDITION = "no_condition"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with one field, and the values that its words fill in."""

    field: str
    wrong: Wrong
    values: Mapping[str, object] = made_of(default_factory=dict)


_FAULTS = {
    "braces": Wrong.BRACES,
    "unknown": Wrong.UNKNOWN_PLACEHOLDER,
    "digits": Wrong.DIGITS,
    "no_offer": Wrong.NO_OFFER_NAMED,
    "no_condition": Wrong.NO_CONDITION,
}


def problems(campaign: Campaign, languages: Sequence[str], currency: str, digits: int) -> list[Problem]:
    """Everything that keeps this campaign from being published. `languages` are the restaurant's; `digits` is how many
    decimals its currency has (ISO 4217). Raises NoLists for a language without lists of words."""
    found = []
    amounts = {"minimum": campaign.minimum}
    if isinstance(campaign.offer, AmountOff):
        amounts["amount"] = campaign.offer.amount
    for name, amount in amounts.items():
        if amount is not None and not _fits(amount, digits):
            found.append(Problem(name, Wrong.DECIMALS, {"most": digits, "currency": currency}))
    if campaign.minimum is not None and campaign.minimum <= 0:
        found.append(Problem("minimum", Wrong.NOTHING))
    if not campaign.languages:
        found.append(Problem("languages", Wrong.NO_LANGUAGE))
    spoken = {"languages": ", ".join(languages)}
    if campaign.languages - set(languages):
        found.append(Problem("languages", Wrong.UNKNOWN_LANGUAGE, spoken))
    if campaign.voucher_days is not None and campaign.voucher_days > MOST_VALIDITY:
        found.append(Problem("voucher_days", Wrong.NOT_WHOLE, {"most": MOST_VALIDITY}))
    if isinstance(campaign.offer, FreeItem):
        found += _item(campaign.offer, languages, sorted(campaign.languages), spoken)
    known, requires = placeholders(campaign), campaign.requires_consent
    return [*found, *wording_problems(campaign.wording, known, languages, requires_consent=requires)]


def _fits(amount: Decimal, digits: int) -> bool:
    return amount == round(amount, digits)


def _item(item: FreeItem, spoken: Sequence[str], wanted: Sequence[str], words: Mapping[str, object]) -> list[Problem]:
    found = []
    for language, name in item.names:
        if language not in spoken:
            found.append(Problem("item", Wrong.UNKNOWN_LANGUAGE, words))
        else:
            found += text_problems(f"item-{language}", name, LONGEST_NAME)
    named = {language for language, _ in item.names}
    found += [Problem(f"item-{each}", Wrong.NO_ITEM) for each in wanted if each in spoken and each not in named]
    return found


def wording_problems(
    wording: Sequence[tuple[str, str]], known: Sequence[str], languages: Sequence[str], *, requires_consent: bool
) -> list[Problem]:
    """What is wrong with the restaurant's own sentences; `known` are the placeholders they may use, `languages` the
    restaurant's. Raises NoLists."""
    found = []
    for language, text in wording:
        where = f"wording-{language}"
        if language not in languages:
            found.append(Problem("wording", Wrong.UNKNOWN_LANGUAGE, {"languages": ", ".join(languages)}))
            continue
        if unfit := text_problems(where, text, LONGEST, fills_in=True):
            found += unfit
            continue
        for each in faults(text, known, language, requires_consent):
            values = {"found": ", ".join(each.found), "known": ", ".join(known)}
            found.append(Problem(where, _FAULTS[each.fault], values))
    return found


def text_problems(field: str, text: str, longest: int, *, fills_in: bool = False) -> list[Problem]:
    """What is wrong with one line of text that must have something in it. `fills_in`: its braces are judged apart."""
    if len(text) > longest:
        return [Problem(field, Wrong.TOO_LONG, {"most": longest})]
    if not text.strip():
        return [Problem(field, Wrong.EMPTY)]
    if not is_text(text, longest):
        return [Problem(field, Wrong.NOT_PLAIN)]
    is_markup = TAG.search(text) or (not fills_in and CODE.search(text))
    return [Problem(field, Wrong.MARKUP)] if is_markup else []
