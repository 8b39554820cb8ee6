"""What a typed value may be, whoever typed it where: nothing that a page, a message or a database could choke on."""

from __future__ import annotations

import re
from typing import Any
from unicodedata import category

LONGEST = 500
"""Characters of one text."""
LONGEST_NAME = 100
"""Characters of a slug, a campaign's key, a store's name or a voucher code."""
MOST = 100
"""Entries of one list."""
AMOUNT_FORM = re.compile(r"[0-9]{1,7}(\.[0-9]{1,4})?")
MOST_PERCENT = 100
MOST_PIECES = 1000
"""Of what is counted: items to buy, items free, orders."""
MOST_LAPSE = 3650
"""Days without an order."""
MOST_VALIDITY = 300
"""Days in which a voucher can be used."""
YEARS = range(1970, 3000)
"""In which campaigns start and end."""

TAG = re.compile(r"<[A-Za-z/!?]")
"""How markup begins. A page would show it as it stands, and nobody means that: "<3" is no tag."""
CODE = re.compile(r"[{][{%#]|[$][{]")
"""How code of a template begins."""

DIRECTION = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Marks that show words in another order than they are written (UAX #9, explicit directional formatting)."""
UNREADABLE = "\ufffd"
"""Stands where bytes were no UTF-8."""


def is_plain(value: Any) -> bool:
    """Whether this is one line of text: no control character, no line separator, no direction override."""
    return isinstance(value, str) and not any(
        category(character) in ("Cc", "Cs", "Zl", "Zp") or character in DIRECTION or character == UNREADABLE
        for character in value
    )


def is_text(value: Any, longest: int = LONGEST) -> bool:
    """Whether this is one line with something in it."""
    return is_plain(value) and bool(value.strip()) and len(value) <= longest


def is_amount(value: Any) -> bool:
    """Whether this is an amount of money, such as "12.50" or 12."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return False
    try:
        return AMOUNT_FORM.fullmatch(str(value)) is not None
    except ValueError:  # more digits than Python writes
        return False


def whole(value: str, most: int) -> int | None:
    """A whole number from 1 to `most` as somebody types it; None for anything else."""
    if not (value.isascii() and value.isdigit() and len(value) <= 9):
        return None
    return number if 1 <= (number := int(value)) <= most else None
