"""The lists of words per language (LN-09). A language without lists cannot be switched on.

Patterns are regular expressions on folded text (`consent_ui.rules.wording.reading`), written in small letters; accents
may be written and do not matter. A space stands for a space that may be missing; `\\s` for one that must be there.
A site brings lists of its own as a file (the designers' guide says how), which `consent_ui.own_languages` reads.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from consent_ui.rules.wording.findings import TOPICS
from consent_ui.rules.wording.lexicons import en, fr
from consent_ui.rules.wording.lexicons.lexicon import Lexicon
from consent_ui.rules.wording.reading import fold

LEXICONS: dict[str, Lexicon] = {"en": en.LEXICON, "fr": fr.LEXICON}
"""Ours, and those that sites bring."""


class NoLists(LookupError):
    """A language that has no lists of words: nothing can be said about its texts, so it is not switched on."""

    def __init__(self, language: str) -> None:
        known = ", ".join(sorted(LEXICONS))
        super().__init__(
            f"{language!r} has no lists of words, so it cannot be switched on; there are lists for {known} (LN-09). "
            "The designers' guide says how to bring lists of one's own, under “A language's wording”"
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


def bring(language: str, lists: Lexicon | None) -> None:
    """Judge this language by lists of a site's own from now on; None: no more."""
    if lists is None:
        LEXICONS.pop(language, None)
    else:
        LEXICONS[language] = lists
    topic_pattern.cache_clear()
    spared_pattern.cache_clear()


def gaps(lists: Lexicon) -> list[str]:
    """The topics that these lists leave empty, in words or in a wording that would pass."""
    return [topic for topic in TOPICS if not lists.topics.get(topic) or not lists.instead.get(topic)]
