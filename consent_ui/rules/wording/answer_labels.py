"""Whether the two labels are a plain yes and a plain no to the same act (IC-10, IC-11, SY-13, LN-06)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from consent_ui.rules.wording.findings import (
    FURTHER_ACCEPT,
    FURTHER_DECLINE,
    NO_ACT,
    NO_DENIAL,
    NO_VERB,
    NOT_PARALLEL,
    RATIO,
    REWARD_DECLINE,
    REWARD_LABEL,
    Reason,
)
from consent_ui.rules.wording.lexicons import LEXICONS, pattern
from consent_ui.rules.wording.lexicons.lexicon import Lexicon
from consent_ui.rules.wording.reading import Reading, read, seen

LONGEST_RATIO = 1.5
"""How many times as long as the other a label may be (SY-13; the requirement's own number)."""

Hit = tuple[Reason, int, int]
"""What is wrong, and where in the folded text; nowhere (0, 0) when it is the label as such."""


def label(slot: str, text: Reading, lists: Lexicon, channels: Collection[str]) -> Iterator[Hit]:
    """What is wrong with one label alone. `channels` are those asked for; with none given any one will do."""
    accepts = slot == "accept"
    for hit in pattern("|".join(lists.reward)).finditer(text.text):
        yield (REWARD_LABEL if accepts else REWARD_DECLINE), hit.start(), hit.end()
    for hit in _further(lists, text):
        yield (FURTHER_ACCEPT if accepts else FURTHER_DECLINE), hit.start(), hit.end()
    named = _named(lists, text)
    if accepts and not (_acts(lists, text) and _objects(lists, text) and _asked(named, channels)):
        yield NO_ACT, 0, 0
    if not accepts and not pattern(lists.denial).search(text.text):
        yield NO_DENIAL, 0, 0
    if not accepts and not (_acts(lists, text) and _objects(lists, text)):
        yield NO_VERB, 0, 0
    if not accepts and channels and named and named != set(channels):
        yield NOT_PARALLEL, 0, 0


def _further(lists: Lexicon, text: Reading) -> Iterator[re.Match[str]]:
    """The words of a label that name neither the act nor what is sent, nor the channel: what comes after the answer
    is a comment on it."""
    known = [*lists.acts.values(), lists.objects, *lists.channels.values(), lists.denial, lists.beside]
    named = [hit.span() for each in known for hit in pattern(each).finditer(text.text)]
    for word in re.finditer(r"[\w']+", text.text):
        if not any(start <= word.start() and word.end() <= end for start, end in named):
            yield word


def pair(accept: str, decline: str, lists: Lexicon) -> Iterator[Reason]:
    """What is wrong between the two labels."""
    yes, no = read(accept), read(decline)
    families = _acts(lists, yes), _acts(lists, no)
    things = _objects(lists, yes), _objects(lists, no)
    part = _named(lists, no)  # a no to one channel of two is no no
    if any(one and other and not one & other for one, other in (families, things)) or (
        part and part != _named(lists, yes)
    ):
        yield NOT_PARALLEL
    lengths = sorted((len(seen(accept)), len(seen(decline))))
    if lengths[1] > LONGEST_RATIO * lengths[0]:
        yield RATIO


def no_acts(accept: str, decline: str, language: str) -> list[str]:
    """Why two names do not say the same act and its object, each reason once (SY-13). Empty in a language whose words
    are not known."""
    lists = LEXICONS.get(language)
    if lists is None:
        return []
    alone = [
        hit[0]
        for slot, name in (("accept", accept), ("decline", decline))
        for hit in label(slot, read(name), lists, ())
    ]
    acts = (NO_ACT, NO_DENIAL, NO_VERB, NOT_PARALLEL)
    return list(dict.fromkeys(each.why for each in (*alone, *pair(accept, decline, lists)) if each in acts))


def same_purpose(label: str, purpose: str, lists: Lexicon) -> bool:
    """Whether the purpose speaks of what the label asks for (IN-10). Labels that name nothing are judged elsewhere."""
    asked = _objects(lists, read(label))
    return not asked or bool(asked & _objects(lists, read(purpose)))


def _asked(named: Collection[str], channels: Collection[str]) -> bool:
    return set(channels) <= set(named) if channels else bool(named)


def _acts(lists: Lexicon, text: Reading) -> set[str]:
    return {family for family, verbs in lists.acts.items() if pattern(verbs).search(text.text)}


def _objects(lists: Lexicon, text: Reading) -> set[str]:
    return {re.sub(r"s$", "", hit[0]) for hit in pattern(lists.objects).finditer(text.text)}


def _named(lists: Lexicon, text: Reading) -> set[str]:
    return {channel for channel, names in lists.channels.items() if pattern(names).search(text.text)}
