"""Tells which line of a panel is the offer and which are the purpose and the withdrawal."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from consent_ui.rules.measured import Line

# For panels whose words are not known: what an offer promises, in the languages we speak.
PROMISE = re.compile(
    r"\d\s*%|[€$£]\s*\d|\d\s*(€|euros?|pounds?)|\b(free|discount|voucher|off your|gift|win|save)\b"
    r"|\b(gratuite?s?|offerte?s?|remise|réduction|bon d.achat|cadeau|gagnez|économisez)\b",
    re.IGNORECASE,
)
SENTENCE = 15
"""Shorter lines of an unknown panel, such as a logo's, are no sentence about what is asked."""


def lines(found: Iterable[Mapping[str, Any]], offer: Sequence[str], plain: Sequence[str]) -> tuple[Line, ...]:
    """The lines that are compared: by their known words, else by what an offer says."""
    kept = []
    for each in found:
        words = str(each["words"])
        if offer or plain:
            is_offer, is_plain = _of(words, offer), _of(words, plain)
        else:
            is_offer = PROMISE.search(words) is not None
            is_plain = not is_offer and len(words) >= SENTENCE
        if is_offer or is_plain:
            kept.append(Line(words, is_offer, float(each["size"]), float(each["weight"]), float(each["contrast"])))
    return tuple(kept)


def missing(read: str, known: Iterable[str]) -> tuple[str, ...]:
    """Which of these texts cannot be read among the words on the page."""
    page = _bare(read)
    return tuple(each for each in known if _bare(each) not in page)


def _of(words: str, known: Sequence[str]) -> bool:
    """Whether these words hold, or are a part of, a known text. One text may be split over several elements."""
    bare = _bare(words)
    return any(bare in _bare(each) or _bare(each) in bare for each in known)


def _bare(words: str) -> str:
    return " ".join(words.split()).casefold()
