"""What the lint of wording found, in the language of whoever mends it. The rules know one language only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from consent_ui.rules.notices import WORDS
from consent_ui.rules.wording import REASONS, TOPICS, Finding
from consent_ui.texts import Texts


def _whys() -> dict[str, str]:
    """The key of each reason by its words in the rules."""
    found = {topic.why: f"finding.{name.replace(' ', '_')}" for name, topic in TOPICS.items()}
    return found | {reason.why: f"finding.{name}" for name, reason in REASONS.items()}


WHYS: Mapping[str, str] = _whys()


@dataclass(frozen=True, slots=True)
class FindingWords:
    """One finding: where, the very words, why they may not be shown, by which source, and examples of other words."""

    slot: str
    found: str
    why: str
    source: str
    instead: tuple[str, ...]


def tell(text: Texts, finding: Finding) -> FindingWords:
    """A finding in the language of `text`; the examples are in the language of the notice."""
    why = finding.why
    for said, key in WHYS.items():
        if why.startswith(said):
            why = text(key) + why[len(said) :].replace(" Here it is ", f" {text('finding.counted')} ")
            break
    whole = finding.found if len(finding.found) <= LONGEST else f"{finding.found[:LONGEST]}…"
    return FindingWords(slot_name(text, finding.slot), whole, why, finding.source, tuple(_instead(finding)))


LONGEST = 200
"""Characters of the words that are quoted."""


def slot_name(text: Texts, slot: str) -> str:
    """What a part of the question is called."""
    if slot in WORDS:
        return text(f"campaign.slot.{slot}")
    return text("campaign.slot.full_notice" if slot.startswith("information.") else "campaign.slot.first_layer")


def _instead(finding: Finding) -> list[str]:
    return list(dict.fromkeys(finding.instead.values()))
