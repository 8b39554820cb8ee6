"""A wording that would pass, for each finding."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from consent_ui.rules.wording.findings import LABELS, Finding, Reason
from consent_ui.rules.wording.lexicons.lexicon import Lexicon


@dataclass(frozen=True, slots=True)
class Asked:
    """What is known about a request beside its words: the channels asked for (none: not known), whether the benefit
    requires a yes (IC-02), whether timing follows the order history (IN-09), the names that stand in it as data, and
    the restaurant's country (ISO 3166-1)."""

    channels: Sequence[str] = ()
    requires_consent: bool = False
    timed: bool = False
    names: Sequence[str] = ()
    country: str = ""


@dataclass(frozen=True, slots=True)
class Passing:
    """Makes findings, each with a wording that passes."""

    lists: Lexicon
    asked: Asked

    def whole(self, reason: Reason, slot: str, text: str, *slots: str) -> Finding:
        """A finding about a text as such; the passing wording is given for each of `slots`."""
        instead = {each: self.words(each) for each in slots}
        return Finding(reason.requirement, slot, text, 0, len(text), reason.why, reason.source, instead)

    def words(self, slot: str, topic: str = "") -> str:
        """A wording for this slot that passes; where any prose may stand, one that answers the topic."""
        by = self.lists.joined.join(self.lists.by[channel] for channel in self.asked.channels or ("sms",))
        if slot == "purpose" and self.asked.timed:
            return self.lists.timed
        fixed = slot in LABELS or slot in ("heading", "purpose", "withdrawal", "no_effect", "choose", "more")
        if topic and not fixed:
            return self.lists.instead[topic]
        return self.lists.slots.get(slot, self.lists.slots["text"]).format(by=by)
