"""Names in a notice: data that nobody judges as a text, as long as a name makes no offer and hurries nobody (IC-01).

A bar may be called “Last Chance” or “Free House”: that is a name. “-50 % this week” is an offer which no campaign
carries, and it would stand in the heading above both answers.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from consent_ui.rules.wording.lexicons import LEXICONS, pattern
from consent_ui.rules.wording.lexicons.lexicon import Lexicon
from consent_ui.rules.wording.reading import read, words

LONGEST_NAME = 20
"""Words. What is longer is no name but a text, and is judged as one."""

_AMOUNT = re.compile(r"\d ?%|[€£$] ?\d|\d ?[€£$]")
_MINUS = re.compile(r"(?<!\w)[-−–‒]\d{2}(?!\w)")


def mask(text: str, names: Collection[str]) -> str:
    """The text with each name replaced by as many x, so that a name is neither read nor misplaces anything."""
    for name in sorted((each for each in names if 0 < len(words(each)) <= LONGEST_NAME), key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", lambda hit: "x" * len(hit[0]), text)
    return text


def offering(names: Collection[str], lexicons: Mapping[str, Lexicon] = LEXICONS) -> Iterator[str]:
    """The names that make an offer of their own. All languages are looked for: one name stands in every notice."""
    listed = [pattern("|".join(each.name_offers)) for each in lexicons.values() if each.name_offers]
    for name in names:
        text = read(name).text
        if _AMOUNT.search(text) or _MINUS.search(name) or any(each.search(text) for each in listed):
            yield name
