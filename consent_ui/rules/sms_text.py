"""How long a text is on the wire: GSM 7-bit or UCS-2, and in how many segments (3GPP TS 23.038, 23.040; SM-12).

One character outside the GSM alphabet, such as ç or a typographic apostrophe, turns the whole message into UCS-2 and
shrinks a segment from 160 characters to 70.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENDED = frozenset("\f^{}\\[~]|€")
"""Sent with an escape before them: two septets each."""


class Alphabet(StrEnum):
    """What a text is encoded in."""

    GSM_7 = "GSM-7"
    UCS_2 = "UCS-2"


_ROOM = {Alphabet.GSM_7: (160, 153), Alphabet.UCS_2: (70, 67)}
"""Units in a message of its own, and in each segment of a longer one, whose header takes the rest."""


@dataclass(frozen=True, slots=True)
class Length:
    """The alphabet, the units it takes (septets, or 16-bit code units), the segments that are paid for, and the
    characters that forced UCS-2."""

    alphabet: Alphabet
    units: int
    segments: int
    forced_by: str = ""


def length(text: str) -> Length:
    """What a text costs. An escape, or the two halves of a surrogate pair, never stand in two segments, so a segment
    may hold one unit less."""
    outside = "".join(dict.fromkeys(c for c in text if c not in BASIC and c not in EXTENDED))
    alphabet = Alphabet.UCS_2 if outside else Alphabet.GSM_7
    sizes = [_units(character, alphabet) for character in text]
    single, several = _ROOM[alphabet]
    total = sum(sizes)
    if total <= single:
        return Length(alphabet, total, 1 if text else 0, outside)
    segments, free = 1, several
    for size in sizes:
        if size > free:
            segments, free = segments + 1, several
        free -= size
    return Length(alphabet, total, segments, outside)


def _units(character: str, alphabet: Alphabet) -> int:
    if alphabet is Alphabet.GSM_7:
        return 2 if character in EXTENDED else 1
    return 2 if ord(character) > 0xFFFF else 1
