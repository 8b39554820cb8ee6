"""What makes a password good enough (ASVS 5.0, 6.2): long, and not to be guessed. No rule about its signs.

zxcvbn looks without a network for common and leaked passwords, names, dates and rows of keys, and for the words of
this restaurant and person.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from secrets import token_urlsafe

from flask import current_app
from flask_security.utils import hash_password as hash_normalized
from flask_security.utils import verify_password as verify_normalized
from zxcvbn import zxcvbn

from consent_ui.staff.forms.signing_in import LONGEST_PASSWORD

SHORTEST = 8
BESIDES_NAMES = 10**6
"""Guesses that must be needed for what is left besides names of three letters and more that belong to the person or the
restaurant: as many as for six random characters. A year or a row of keys behind a name is no more than the name."""
GUESSES = 10**8
"""What somebody who tries the likeliest first needs at least; zxcvbn reckons that much for eight random characters."""
LOOKED_AT = 72
"""Characters that zxcvbn looks at; a password whose beginning is good is good."""


def fault(password: str, words: Sequence[str]) -> str | None:
    """The key of what is wrong with a new password; None when nothing is. `words` are names that belong to the
    person and her restaurants."""
    password = normalized(password)
    if len(password) < SHORTEST:
        return "staff.password.short"
    if len(password) > LONGEST_PASSWORD:
        return "staff.password.long"
    inputs = list(dict.fromkeys(part.lower() for word in words for part in [word, *re.split(r"[\W_]+", word)] if part))
    left = password.lower()
    for word in sorted(inputs, key=len, reverse=True):
        if len(word) >= 3:
            left = left.replace(word, "")
    inputs.append("consent")
    if left != password.lower() and _guesses(left, inputs) < BESIDES_NAMES:
        return "staff.password.names"
    return None if _guesses(password, inputs) >= GUESSES else "staff.password.guessed"


def _guesses(password: str, words: Sequence[str]) -> int:
    """How many tries somebody needs who knows these words."""
    return int(zxcvbn(password[:LOOKED_AT], user_inputs=[*words])["guesses"]) if password else 0


def normalized(password: str) -> str:
    """The password in one way of writing its signs, so that it is the same from every keyboard."""
    found: str = current_app.extensions["security"]._password_util.normalize(password)
    return found


def hashed(password: str) -> str:
    """The password's hash, to be kept."""
    return hash_normalized(normalized(password))


@cache
def stand_in() -> str:
    """The hash that is verified where an account has none, or is unknown, so that both take as long. Nobody knows its
    password; one serves the whole process."""
    return hashed(token_urlsafe(16))


def is_right(password: str, kept: str | None) -> bool:
    """Whether this is the password that was kept. Takes as long for who has none, or is unknown (None)."""
    if len(password) > LONGEST_PASSWORD:
        password = ""
    right = verify_normalized(normalized(password), kept or stand_in())
    return bool(right) and kept is not None
