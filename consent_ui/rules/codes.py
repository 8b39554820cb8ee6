"""Proving that a number or address is one's own: codes, how long they count, how often they may be asked for.

A code is six digits, counts for ten minutes, may be tried five times and works once (NIST SP 800-63B 5.1.3.2). Which
of these rules a code failed is told to nobody: the answer to a number that is known here, one that is not, and one
whose budget is used up is the same.
"""

from __future__ import annotations

import hmac
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from ipaddress import IPv6Address, ip_address

DIGITS = 6
LIFETIME = timedelta(minutes=10)
TRIES = 5
LINK_LIFETIME = timedelta(days=7)
"""How long the link in an e-mail counts: an unconfirmed request lapses after it (CV-09)."""

PROVEN_LIFETIME = timedelta(minutes=30)
"""How long somebody who proved a contact may think about the answer before it must be proven again."""

OVERSEAS = frozenset({"GP", "MQ", "GF", "RE", "YT", "PM", "BL", "MF", "NC", "PF", "WF"})
"""Where France's overseas customers have their numbers (ISO 3166-1)."""


class Budget(StrEnum):
    """What was used up when a code was not sent; for the log, never for a page."""

    CONTACT_HOUR = "contact_hour"
    CONTACT_DAY = "contact_day"
    ASKER = "asker"
    RESTAURANT = "restaurant"


@dataclass(frozen=True, slots=True)
class Budgets:
    """How many codes may leave: for one contact in an hour and in a day, for one network address in an hour, and for
    the whole restaurant in an hour, so that no machine can make a restaurant pay for messages (SMS pumping)."""

    contact_hour: int = 3
    contact_day: int = 6
    asker: int = 10
    restaurant: int = 200


@dataclass(frozen=True, slots=True)
class Spent:
    """How many codes left already, in the same four ways."""

    contact_hour: int = 0
    contact_day: int = 0
    asker: int = 0
    restaurant: int = 0


HOUR, DAY = timedelta(hours=1), timedelta(days=1)
"""The periods of the budgets."""


BUDGETS = Budgets()


def used_up(spent: Spent, budgets: Budgets = BUDGETS) -> Budget | None:
    """The first budget that allows no further code, None when one may leave."""
    return next((each for each in Budget if getattr(spent, each) >= getattr(budgets, each)), None)


@dataclass(frozen=True, slots=True)
class Asked:
    """A code as it is kept: keyed hashes of the contact and of the digits, when it was made (aware UTC), how often it
    was tried, and when it worked."""

    contact: str
    code: str
    at: datetime
    tries: int = 0
    used_at: datetime | None = None


class Failure(StrEnum):
    """Why a code or a link did not count; for the log and the tests, never for a page."""

    UNKNOWN = "unknown"
    USED = "used"
    EXPIRED = "expired"
    TRIES = "tries"
    OTHER_CONTACT = "other_contact"
    WRONG = "wrong"


def judge(asked: Asked | None, contacts: Collection[str], typed: Sequence[str], now: datetime) -> Failure | None:
    """What is wrong with digits that were typed for one of `contacts`; None when they are right. `contacts` and `typed`
    are keyed hashes, one per signing key; nothing about them can be learnt from how long this takes."""
    failure = _standing(asked, contacts, now, LIFETIME)
    if asked is None or failure:
        return failure or Failure.UNKNOWN
    if asked.tries >= TRIES:
        return Failure.TRIES
    return None if _among(asked.code, typed) else Failure.WRONG


def judge_link(asked: Asked | None, contacts: Collection[str], now: datetime) -> Failure | None:
    """The same for somebody who pressed the button behind the link in an e-mail, which names the code itself."""
    return _standing(asked, contacts, now, LINK_LIFETIME)


def _standing(asked: Asked | None, contacts: Collection[str], now: datetime, lifetime: timedelta) -> Failure | None:
    if asked is None:
        return Failure.UNKNOWN
    if asked.used_at is not None:
        return Failure.USED
    if not timedelta(0) <= now - asked.at < lifetime:
        return Failure.EXPIRED
    return None if _among(asked.contact, contacts) else Failure.OTHER_CONTACT


def _among(kept: str, given: Collection[str]) -> bool:
    found = False
    for each in given:
        found |= hmac.compare_digest(kept.encode(), each.encode())
    return found


def digits_of(typed: str) -> str:
    """The six digits in what was typed, however they were grouped or written; empty when it is no code."""
    kept = "".join(character for character in typed if character not in " \u00a0\u202f\u2009-.\t")
    if len(kept) != DIGITS or not all(character.isdecimal() for character in kept):
        return ""
    return "".join(str(int(character)) for character in kept)


def asker(address: str) -> str:
    """As much of a network address as belongs to one subscriber: all of IPv4, the first 64 bits of IPv6 (RFC 6177)."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(parsed, IPv6Address):
        if parsed.ipv4_mapped is not None:
            return str(parsed.ipv4_mapped)
        return str(IPv6Address(int(parsed) >> 64 << 64))
    return str(parsed)


def sms_countries(allowed: Collection[str], home: str) -> frozenset[str]:
    """The countries whose numbers get a code by SMS (ISO 3166-1): those that were set, else the restaurant's own, for
    France with its overseas."""
    if allowed:
        return frozenset(allowed)
    return frozenset({home}) | (OVERSEAS if home == "FR" else frozenset())
