"""What a preview prints: a line per person, then people per reason, segments and what they cost."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache

from consent_ui.commands.audience import Audience
from consent_ui.commands.tables import table
from consent_ui.messaging.candidates import Weighed
from consent_ui.presenting import mask
from consent_ui.rules.messages import Message
from consent_ui.texts import Texts

Line = Callable[[Weighed, Message | None], object]


def named(counts: Mapping[str, int], say: Texts) -> str:
    """People per reason, most first, as a table."""
    rows = [[say(f"sending.{reason}"), str(number)] for reason, number in Counter(counts).most_common()]
    return table([say("retention.why"), say("retention.people")], rows) if rows else say("retention.nobody")


@dataclass
class List:
    """Counts a preview's people and prints them. `price` is what one segment costs, `out` prints a line."""

    audience: Audience
    say: Texts
    price: float | None
    out: Callable[[str], object]
    counts: Counter[str] = field(default_factory=Counter)
    alphabets: Counter[str] = field(default_factory=Counter)
    segments: int = 0

    def __post_init__(self) -> None:
        self._why = cache(lambda because: self.say(f"sending.{because}"))

    def count(self, one: Weighed, line: Line | None) -> None:
        """Count one person, and print a line about her where it is wanted."""
        message = self.audience.message(one)
        self.counts[one.because.value] += 1
        if message is not None and message.letter is None:
            self.segments += message.segments
            self.alphabets[message.length.alphabet.value] += 1
        if line is not None:
            line(one, message)

    def line(self, one: Weighed, message: Message | None) -> None:
        """Reference, masked number, why, and what the message takes, with tabs between."""
        length = f"{message.length.alphabet.value}, {message.segments}" if message and message.segments else ""
        self.out(f"{one.candidate.reference}\t{_number(one)}\t{self._why(one.because.value)}\t{length}".rstrip())

    def json_line(self, one: Weighed, message: Message | None) -> None:
        """The same as a JSON object."""
        content: dict[str, object] = {
            "reference": one.candidate.reference,
            "number": _number(one),
            "because": one.because.value,
            "why": self._why(one.because.value),
            "language": one.candidate.language,
        }
        if message is not None and message.letter is None:
            content |= {"alphabet": message.length.alphabet.value, "segments": message.segments}
        self.out(json.dumps(content, ensure_ascii=False))

    def sum(self) -> None:
        """People per reason, segments per alphabet, and the cost."""
        self.out(named(self.counts, self.say))
        alphabets = self.say.listing([f"{alphabet}: {number}" for alphabet, number in self.alphabets.most_common()])
        self.out(self.say("retention.segments", number=self.segments, alphabets=alphabets or "0"))
        if self.price is not None:
            self.out(self.say("retention.cost", cost=f"{self.segments * self.price:.2f}"))

    def json_sum(self) -> None:
        """The same as one JSON object."""
        content: dict[str, object] = {
            "counts": dict(self.counts),
            "segments": self.segments,
            "alphabets": dict(self.alphabets),
        }
        if self.price is not None:
            content["cost"] = round(self.segments * self.price, 4)
        self.out(json.dumps(content, ensure_ascii=False))


def _number(one: Weighed) -> str:
    return mask(one.candidate.contact) if one.candidate.contact else ""
