"""The lists of words per language (LN-09). A language without lists cannot be switched on.

Patterns are regular expressions on folded text (`consent_ui.rules.wording.reading`), written in small letters; accents
may be written and do not matter. A space stands for a space that may be missing; `\\s` for one that must be there.
To add a language, write a module beside these with one `LEXICON`, and name it below.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache

from consent_ui.rules.wording.findings import TOPICS
from consent_ui.rules.wording.lexicons import en, fr
from consent_ui.rules.wording.lexicons.lexicon import Lexicon
from consent_ui.rules.wording.reading import fold

LEXICONS: Mapping[str, Lexicon] = {"en": en.LEXICON, "fr": fr.LEXICON}


class NoLists(LookupError):
    """A language that has no lists of words: nothing can be said about its texts, so it is not switched on."""

    def __init__(self, language: str) -> None:
        known = ", ".join(sorted(LEXICONS))
        super().__init__(
            f"{language!r} has no lists of words (consent_ui/rules/wording/lexicons), so it cannot be switched on; "
            f"there are lists for {known} (LN-09)"
        )


def lexicon(language: str) -> Lexicon:
    """The lists of a language. Raises NoLists."""
    try:
        return LEXICONS[language]
    except KeyError:
        raise NoLists(language) from None


@cache
def pattern(source: str) -> re.Pattern[str]:
    """One pattern of a list, ready to search folded text with; it begins and ends with a whole word."""
    plain = "".join(each if each.isascii() else fold(each) for each in unicodedata.normalize("NFC", source))
    return re.compile(rf"(?<!\w)(?:{plain.replace(' ', ' ?')})(?!\w)")


@cache
def topic_pattern(language: str, topic: str) -> re.Pattern[str]:
    """All words of one topic in one language. Raises NoLists."""
    return pattern("|".join(lexicon(language).topics[topic]))


@cache
def spared_pattern(language: str, topic: str) -> re.Pattern[str] | None:
    """Phrases in which words of this topic are harmless; None when there are none. Raises NoLists."""
    spared = lexicon(language).spared.get(topic)
    return pattern("|".join(spared)) if spared else None


def gaps(lists: Lexicon) -> list[str]:
    """The topics that these lists leave empty, in words or in a wording that would pass."""
    return [topic for topic in TOPICS if not lists.topics.get(topic) or not lists.instead.get(topic)]
