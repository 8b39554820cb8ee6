"""What somebody means who answers a marketing SMS: leaves, comes back, asks for help, or something a person must read.

A wrong STOP costs one message, a missed STOP breaks the law (SM-04): so a word that asks to stop counts in any case,
with accents or without, spaced, punctuated, in look-alike letters, and with a polite phrase around it. What holds such
a word and something else, or is not understood at all, is unclear: sending pauses until somebody has read it. No reply
but a plain START ever leads back in.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from enum import StrEnum

from consent_ui.rules.reply_words import (
    AROUND,
    ELSEWHERE,
    HELPS,
    LEAVES,
    LEAVES_ALONE,
    LOOK_ALIKES,
    NOT,
    PHRASES,
    RETURNS,
    THANKS,
)


class Reply(StrEnum):
    """What a reply asks for."""

    STOP = "stop"
    START = "start"
    HELP = "help"
    KIND = "kind"
    """Thanks and the like: nothing to do."""
    UNCLEAR = "unclear"


_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u2060-\u2064\ufe0e\ufe0f\ufeff]")
_LONGEST = 1600
"""Characters that are read: ten segments, the longest message that gateways join."""


def folded(text: str) -> list[str]:
    """The words of a text: small, without accents, invisible characters and look-alike letters; digits stay apart."""
    small = unicodedata.normalize("NFKD", _INVISIBLE.sub("", text[:_LONGEST])).casefold()
    bare = "".join(character for character in small if not unicodedata.combining(character)).translate(LOOK_ALIKES)
    return re.findall(r"[a-z]+|\d+", bare.replace("don't", "dont"))


def read(text: str, opt_out: str | None = None) -> Reply:
    """What a reply asks for. `opt_out` is what the gateway itself made of it (Twilio's OptOutType: STOP, START, HELP):
    where it says STOP it is believed, whatever the text; a START or HELP of the gateway's only where ours agrees or
    sees nothing against it."""
    words = folded(text)
    ours = _read(words)
    said = (opt_out or "").strip().casefold()
    if said == "stop" or ours is Reply.STOP:
        return Reply.STOP
    if said in ("start", "help") and ours is not Reply.UNCLEAR:
        return Reply(said)
    if said == "start" and not _asks_to_leave(words):
        return Reply.START
    return ours


def _read(words: Sequence[str]) -> Reply:
    joined = "".join(words)
    if joined in LEAVES or joined in LEAVES_ALONE:
        return Reply.STOP  # also "s t o p" and "opt-out"
    if not words:
        return Reply.UNCLEAR
    if any(f" {phrase}" in f" {' '.join(words)}" for phrase in PHRASES):
        return Reply.STOP
    telling = [word for word in words if word not in AROUND and not word.isdigit()]
    if _asks_to_leave(words):
        return Reply.STOP if _leaves(words, telling) else Reply.UNCLEAR
    if telling and all(word in RETURNS for word in telling):
        return Reply.START
    if len(telling) == 1 and telling[0] in HELPS:
        return Reply.HELP
    if all(word in THANKS for word in words):
        return Reply.KIND
    return Reply.UNCLEAR


def _asks_to_leave(words: Sequence[str]) -> bool:
    return any(word in LEAVES or word in LEAVES_ALONE for word in words)


def _leaves(words: Sequence[str], telling: Sequence[str]) -> bool:
    """Whether the words that ask to leave are what the reply is about."""
    if any(word in NOT for word in telling):
        return False
    if all(word in LEAVES or word in LEAVES_ALONE for word in telling):
        return True
    first = next(index for index, word in enumerate(words) if word not in AROUND)
    after = words[first + 1] if first + 1 < len(words) else ""
    return words[first] in LEAVES and after not in ELSEWHERE
