"""What of a language of a site's own is still the English it was started from. Pure.

English lists find no pressure in another language, so a language with them would be judged by nothing (LN-09).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from consent_ui.rules.wording.lexicons.lexicon import Lexicon

SINGLE = ("objects", "denial", "beside", "timing", "strings")
"""Lists that are one pattern each."""
FEW = 3
"""So many sentences may happen to be the same in both languages."""
SEVERAL = 3
"""Words that make a sentence; a word or two, such as SMS or menu, is often the same."""
_WORD = re.compile(r"[^\W\d_]{2,}")


def english_lists(theirs: Lexicon, english: Lexicon) -> Iterator[str]:
    """Each list that is still the English one: more than half of a topic's words are."""
    tables = {
        **{f"topics.{topic}": (theirs.topics[topic], words) for topic, words in english.topics.items()},
        "reward": (theirs.reward, english.reward),
        "name_offers": (theirs.name_offers, english.name_offers),
    }
    for name, (words, model) in tables.items():
        same = [each for each in words if each in model]
        if 2 * len(same) > len(words):
            yield f"{name} is still English: {_some(same)}"
    for name in SINGLE:
        if getattr(theirs, name) == getattr(english, name):
            yield f"{name} is still English: {_some([getattr(english, name)])}"
    for family, verbs in english.acts.items():
        if theirs.acts.get(family) == verbs:
            yield f"acts.{family} is still English: {_some([verbs])}"


def english_texts(theirs: Mapping[str, str], english: Mapping[str, str]) -> Iterator[str]:
    """Each sentence that is still the English one, once there are more than a few."""
    same = [key for key, text in english.items() if theirs.get(key) == text and _is_sentence(text)]
    if len(same) > FEW:
        yield from (f"{key} is still English: “{english[key]}”" for key in same)


def _is_sentence(text: str) -> bool:
    return len(_WORD.findall(re.sub(r"\{\w*\}", " ", text))) >= SEVERAL


def _some(words: list[str]) -> str:
    said = ", ".join(f"“{each if len(each) < 40 else each[:39] + '…'}”" for each in words[:3])
    return f"{said} and {len(words) - 3} more" if len(words) > 3 else said
