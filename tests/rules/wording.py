"""Notices in every shape they can take, and what can be measured about their words."""

from __future__ import annotations

import re
from itertools import product

from consent_ui.rules.campaigns import Campaign, CampaignKind
from consent_ui.rules.consent import Channel
from consent_ui.rules.notices import Notice
from tests.samples import CHANNELS, LANGUAGES, conditional, sample_campaign, sample_notice, sample_restaurant

ABOVE_THE_BUTTONS = ("heading", "purpose", "benefit", "conditions", "withdrawal", "no_effect")
CHANNEL_SETS: tuple[tuple[Channel, ...], ...] = ((Channel.SMS,), (Channel.EMAIL,), CHANNELS)


def campaigns() -> dict[str, Campaign | None]:
    """Every kind of campaign with and without required consent, each with all conditions, and none at all."""
    found: dict[str, Campaign | None] = {"generic": None}
    for kind in CampaignKind:
        found[f"{kind} with consent"] = conditional(kind)
        found[f"{kind} for everyone"] = conditional(kind, requires_consent=False, voucher=None)
        found[f"{kind} without conditions"] = sample_campaign(kind)
    return found


NOTICES: dict[str, tuple[Notice, Campaign | None]] = {
    f"{name}, {language}, {'+'.join(channels)}": (
        sample_notice(sample_restaurant(channels=channels), campaign, language),
        campaign,
    )
    for (name, campaign), language, channels in product(campaigns().items(), LANGUAGES, CHANNEL_SETS)
}
"""Every shape of a notice by what it is, with its campaign."""


def first_layer(notice: Notice) -> str:
    """What stands above the buttons, in reading order."""
    return " ".join(notice.words[slot] for slot in ABOVE_THE_BUTTONS if notice.words[slot])


def all_words(notice: Notice) -> str:
    """Everything the first layer says, buttons included."""
    return " ".join(text for text in notice.words.values() if text)


def words(text: str) -> list[str]:
    """The words of a text; marks that stand alone are none."""
    return [word for word in text.split() if re.search(r"\w", word)]


def sentences(text: str) -> list[str]:
    """The sentences of a text. A French question mark stands apart from its word."""
    return [part for part in re.split(r"(?<=[.?!])\s+", text) if words(part)]


def section(notice: Notice, anchor: str) -> str:
    """The text of one section of the full notice."""
    return next(text for name, _, text in notice.sections if name == anchor)
