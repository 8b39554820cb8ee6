"""Reads a text the way the eye does, so that no spelling trick hides a word from the lists of the lint.

Case, accents, look-alike letters, hyphens, odd spaces and characters that cannot be seen make no difference to a
reader, so they make none here: each text is folded to plain small letters (Unicode NFKD, UAX #15; look-alikes after
UTS #39), and every folded character remembers the place it came from.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from consent_ui.rules.wording.letters import taken_for, unseen

_APOSTROPHES = "'’‘‛ʼʹ`´′＇"
_KEPT = set(".,;:!?%&+'@")
"""Marks that part sentences or belong to amounts; every other mark reads as a space."""

_DIGITS_AS_LETTERS = {"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s", "€": "e"}

_SPACED_OUT = re.compile(r"(?<![\w'])(?:[^\W\d_][ .]){3,}[^\W\d_](?!\w)")
"""A word written letter by letter: h u r r y."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as it is read. `text` is folded; `places[i]` is where its character `i` stands in `original`."""

    original: str
    text: str
    places: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the original that was read as `text[start:end]`."""
        if start >= end:
            return 0, len(self.original)
        last = self.places[end - 1] + 1
        while last < len(self.original) and unicodedata.combining(self.original[last]):
            last += 1
        return self.places[start], last


@lru_cache(maxsize=4096)
def read(original: str) -> Reading:
    """Fold a text for searching."""
    text: list[str] = []
    places: list[int] = []
    for place, character in enumerate(original):
        for letter in _letters(original, place, character):
            if letter == " " and (not text or text[-1] == " "):
                continue
            text.append(letter)
            places.append(place)
    return _joined(Reading(original, "".join(text), tuple(places)))


def _letters(original: str, place: int, character: str) -> str:
    """What one character reads as: letters, a mark that is kept, one space, or nothing."""
    if character in _APOSTROPHES:
        return "'"
    if unseen(character):
        return ""
    as_letter = _DIGITS_AS_LETTERS.get(character)
    if as_letter and 0 < place < len(original) - 1:
        before, after = original[place - 1], original[place + 1]
        if before.isalpha() and after.isalpha():
            return as_letter
    return "".join(_plain(each) for each in fold(character))


def fold(text: str) -> str:
    """Letters as the eye takes them: small, plain, without accents. The lists are folded the same way."""
    shapes = "".join(taken_for(each) for each in unicodedata.normalize("NFKD", text))
    plain = unicodedata.normalize("NFKD", shapes)
    return "".join(each for each in plain if not unicodedata.combining(each))


def _plain(letter: str) -> str:
    kept = letter.isalnum() or letter in _KEPT or unicodedata.category(letter[0]) == "Sc"
    return letter if kept else " "


@lru_cache(maxsize=4096)
def visible(original: str) -> Reading:
    """The same letters and marks as written, without what cannot be seen and without accents, each with its place."""
    places = [place for place, each in enumerate(original) if not unseen(each) and not unicodedata.combining(each)]
    return Reading(original, "".join(original[place] for place in places), tuple(places))


def _joined(reading: Reading) -> Reading:
    """The same with words that were spaced out letter by letter put together again."""
    dropped = {
        index
        for run in _SPACED_OUT.finditer(reading.text)
        for index in range(*run.span())
        if reading.text[index] in " ."
    }
    if not dropped:
        return reading
    kept = [index for index in range(len(reading.text)) if index not in dropped]
    return Reading(
        reading.original, "".join(reading.text[i] for i in kept), tuple(reading.places[i] for i in kept)
    )  # fmt: skip


@lru_cache(maxsize=4096)
def seen(text: str) -> str:
    """The text as it stands on the screen: unseen characters gone, every run of spaces one space, accents composed."""
    return unicodedata.normalize("NFC", " ".join("".join(each for each in text if not unseen(each)).split()))


def words(text: str) -> list[str]:
    """The words of a text; marks that stand alone are none."""
    return [word for word in re.split(r"[\s/]+", seen(text)) if re.search(r"\w", word)]


def sentences(text: str) -> list[str]:
    """The sentences of a text. A French question mark stands apart from its word."""
    return [part for part in re.split(r"(?<=[.?!…])[\s»”\"]+", seen(text)) if words(part)]
