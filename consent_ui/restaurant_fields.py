"""What each line of a restaurant's file may hold: nothing is guessed, and nothing is let in that a page, a message or
a database could choke on."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel.numbers import list_currencies

from consent_ui.rules.typed_values import (
    LONGEST,
    LONGEST_NAME,
    MOST,
    MOST_LAPSE,
    MOST_PERCENT,
    MOST_PIECES,
    MOST_VALIDITY,
    is_amount,
    is_plain,
    is_text,
)


class BadFile(ValueError):
    """A file that does not describe a restaurant; says what is wrong."""


Check = tuple[Callable[[Any], bool], str]
"""Whether a value can be used, and in words what it must be."""


def _is_list(value: Any) -> bool:
    return isinstance(value, list) and len(value) <= MOST and all(map(is_text, value)) and len(set(value)) == len(value)


def _is_zone(value: Any) -> bool:
    try:
        return isinstance(value, str) and bool(value) and ZoneInfo(value).key == value
    except (ValueError, OSError, ZoneInfoNotFoundError):
        return False


def _whole(most: int) -> Check:
    return (lambda value: type(value) is int and 1 <= value <= most, f"a whole number from 1 to {most}")


LINE = "in one line, without control or direction-changing characters"
TEXT: Check = (is_text, f"a text of at most {LONGEST} characters {LINE}")
NAME: Check = (
    lambda value: is_text(value, LONGEST_NAME),
    f"a text of at most {LONGEST_NAME} characters {LINE}",
)
SLUG: Check = (
    lambda value: is_text(value, LONGEST_NAME) and not set(value) & {"/", "\\"} and value not in (".", ".."),
    f"a text of at most {LONGEST_NAME} characters {LINE}, without slashes: it is a step of an address",
)
TEXT_OR_NONE: Check = (lambda value: value == "" or is_text(value), f"a text {LINE}, empty for none")
SITE: Check = (
    lambda value: value == "" or (is_text(value) and re.fullmatch(r"https?://[^\s\"'<>]+", value) is not None),
    "an address such as https://example.org, empty for none",
)
BY_LANGUAGE: Check = (
    lambda value: isinstance(value, dict) and 0 < len(value) <= MOST and all(map(is_text, value.values())),
    f'a text per language such as {{ en = "…", fr = "…" }}, each of at most {LONGEST} characters {LINE}',
)
TEXTS: Check = (_is_list, f'a list such as ["en", "fr"], each text once, {LINE}')
YES: Check = (lambda value: value is True, "true, or left out")
YES_NO: Check = (lambda value: isinstance(value, bool), "true or false")
AMOUNT: Check = (is_amount, 'an amount such as "12.50", at most 9999999.9999')
CURRENCY: Check = (lambda value: isinstance(value, str) and value in list_currencies(), "an ISO 4217 code such as EUR")
ZONE: Check = (_is_zone, "an IANA name such as Europe/Paris")
ANYTHING: Check = (lambda value: True, "")

HOUR: Check = (
    lambda value: isinstance(value, str) and bool(re.fullmatch(r"(0[89]|1[0-9]|2[01]):[0-5][0-9]|22:00", value)),
    'a time from "08:00" to "22:00"',
)

FRENCH_LAW = frozenset({"FR", "GP", "MQ", "GF", "RE", "YT", "PM", "BL", "MF"})
"""Countries whose customers must be asked in French, whatever else is spoken (Loi 94-665, art. 2; ISO 3166-1)."""

RESTAURANT: dict[str, Check] = {
    "slug": SLUG, "name": TEXT, "legal_name": TEXT, "address": TEXT, "email": TEXT, "phone": TEXT, "country": TEXT,
    "languages": TEXTS, "channels": TEXTS, "time_zone": ZONE, "currency": CURRENCY, "site": SITE,
    "officer": TEXT_OR_NONE, "authority": TEXT_OR_NONE, "processors": TEXTS,
    "transfers": TEXT_OR_NONE,
    "consent_years": _whole(100), "proof_years": _whole(100), "monthly_cap": _whole(1000),
    "sms_opens": HOUR, "sms_closes": HOUR, "sms_stop": TEXT_OR_NONE, "sms_answers": YES_NO,
    "double_opt_in": YES_NO,
}  # fmt: skip

CAMPAIGN: dict[str, Check] = {
    "kind": TEXT, "name": TEXT, "on": YES_NO, "starts": ANYTHING, "ends": ANYTHING, "languages": TEXTS,
    "percent": _whole(MOST_PERCENT), "amount": AMOUNT, "item": BY_LANGUAGE, "delivery": YES,
    "buy": _whole(MOST_PIECES), "free": _whole(MOST_PIECES), "orders": _whole(MOST_PIECES), "meal": YES,
    "stores": TEXTS, "requires_consent": YES_NO, "minimum": AMOUNT, "lapse_days": _whole(MOST_LAPSE),
    "voucher": NAME, "host_voucher": YES_NO, "voucher_days": _whole(MOST_VALIDITY), "wording": BY_LANGUAGE,
}  # fmt: skip


def check(values: dict[str, Any], known: dict[str, Check], where: str) -> None:
    """Nothing is guessed: 12.7 % is not 12 %, and the text "true" is not true. Raises BadFile."""
    unknown = sorted(set(values) - set(known))
    if unknown:
        names = ", ".join(name if name.isidentifier() else shown(name) for name in unknown[:10])
        raise BadFile(f"[{where}] does not know {names}")
    for name, value in values.items():
        good, wants = known[name]
        if not good(value):
            raise BadFile(f"[{where}] {name} must be {wants}, not {shown(value)}")


def check_key(key: str) -> None:
    """Raises BadFile when this cannot name a campaign."""
    if not NAME[0](key):
        raise BadFile(f"the name of a campaign must be {NAME[1]}, not {shown(key)}")


def shown(value: Any) -> str:
    """A value as it can be put into a message: escaped where it could mislead, and short."""
    try:
        said = repr(value) if is_plain(value) else ascii(value)
    except (ValueError, RecursionError):
        return "something too large to show"
    return said if len(said) <= 80 else f"{said[:80]}…"
