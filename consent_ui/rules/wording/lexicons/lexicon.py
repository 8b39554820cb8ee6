"""What every language must bring to be linted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from consent_ui.rules.wording.letters import LATIN


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The lists of one language, as patterns (see the package).

    `topics`: forbidden words by topic; `spared`: phrases in which they are harmless. `acts`: verbs of a yes by family,
    so that the no can be held to the same one; `objects`: what is sent; `channels`: by which channel; `reward`: what a
    label may not promise; `denial`: words that say no; `beside`: the only
    other words that a label may have; `timing`: says that dates of orders are used;
    `strings`: words that make "free" conditional.
    `by`: names of channels in a label, `joined` between two; `slots`: a wording that passes for every slot, with `{by}`
    where channels stand; `timed`: the purpose when timing follows orders; `instead`: prose that passes, by topic.
    `alcohol_law`: countries where the list of alcohol binds, empty for everywhere. `script`: the alphabet that the
    language is written in, as Unicode names it. `name_offers`: offers and pressure that no
    name of a restaurant may hold.
    """

    topics: Mapping[str, tuple[str, ...]]
    spared: Mapping[str, tuple[str, ...]]
    acts: Mapping[str, str]
    objects: str
    channels: Mapping[str, str]
    reward: tuple[str, ...]
    denial: str
    beside: str
    timing: str
    strings: str
    by: Mapping[str, str]
    joined: str
    slots: Mapping[str, str]
    timed: str
    instead: Mapping[str, str]
    alcohol_law: tuple[str, ...] = ()
    script: str = LATIN
    name_offers: tuple[str, ...] = ()
