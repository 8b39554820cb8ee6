"""What somebody typed to find a customer, and the words under which customers are kept to be found.

Both sides are folded alike: case and accents make no difference. What is typed is only ever compared with the
beginning of a word, so that an ordered index answers, and no character in it has a meaning of its own.
"""

from __future__ import annotations

import re
from enum import StrEnum
from unicodedata import category, combining, normalize

LONGEST_WORD = 40
"""Characters of a name's word that are kept and compared."""
MOST_WORDS = 6
"""Words of a search that count; a name that was found by six needs no seventh."""
LEAST_DIGITS = 4
"""Digits with which a search for a number begins: fewer would show half of the customers."""
LEAST_ADDRESS = 3
"""Characters with which a search for the beginning of an address does."""


class By(StrEnum):
    """What a customer is looked for by."""

    EVERYBODY = "everybody"
    NAME = "name"
    PHONE = "phone"
    EMAIL = "email"


_LETTERS = str.maketrans(
    {"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ŋ": "n", "ħ": "h"}
)
"""Letters that Unicode does not take apart, written the way people type them who lack the key."""

_SEPARATORS = frozenset("+.-()[]/\\,;·‐‑‒–—−")
"""What people put between the digits of a number, beside spaces."""

_SCHEME = re.compile(r"(?:(?:tel|sms|mailto):\s*)+", re.IGNORECASE)
"""What a number or an address begins with that was copied from a link."""

_PART = re.compile(r"[^\W_]+")


def clean(typed: str) -> str:
    """What was typed without marks that show nothing: control characters, direction marks, halves of characters; and
    without the beginning of a link."""
    kept = (" " if category(c) == "Cc" or c.isspace() else c for c in typed if category(c) not in ("Cf", "Cs"))
    text = " ".join("".join(kept).split())
    return text[found.end() :] if (found := _SCHEME.match(text)) else text


def printable(typed: str | None) -> str:
    """What was typed as a page may show it again."""
    return "".join(c for c in typed or "" if category(c) not in ("Cc", "Cs", "Cn"))


def looked_for_by(typed: str) -> By:
    """What a cleaned text looks like: an address has an @, a number nothing but digits and what stands between them."""
    if not typed:
        return By.EVERYBODY
    if "@" in typed:
        return By.EMAIL
    digits = any(c.isdecimal() for c in typed)
    if digits and all(c.isdecimal() or c.isspace() or c in _SEPARATORS for c in typed):
        return By.PHONE
    return By.NAME


def folded(text: str) -> str:
    """Without case and accents, compatibility forms replaced (Unicode NFKD)."""
    apart = normalize("NFKD", text.casefold().translate(_LETTERS))
    return "".join(c for c in apart if not combining(c) and category(c) != "Cf").casefold()


def words_of(name: str) -> frozenset[str]:
    """The words under which a name is found. "Jean-Pierre" is found as jean, pierre and jeanpierre."""
    found: set[str] = set()
    for token in folded(name).split():
        parts = _PART.findall(token)
        found.update(part[:LONGEST_WORD] for part in parts)
        if len(parts) > 1:
            found.add("".join(parts)[:LONGEST_WORD])
    return frozenset(found)


def wanted_words(typed: str) -> tuple[str, ...]:
    """The beginnings that a name must all have, each once; empty when there is no letter in what was typed."""
    parts = (part[:LONGEST_WORD] for part in _PART.findall(folded(typed)))
    return tuple(dict.fromkeys(parts))[:MOST_WORDS]


def address_word(email: str) -> str:
    """An address as it is kept and compared. Only case is folded: two addresses that differ by an accent are two."""
    return normalize("NFC", email).casefold()


def digits_of(phone: str) -> str:
    """The digits of a number, as ASCII."""
    return "".join(str(int(c)) for c in phone if c.isdecimal())
