"""Telephone numbers as people type and read them."""

from __future__ import annotations

import re
from functools import cache, lru_cache

import phonenumbers
from phonenumbers import (
    COUNTRY_CODE_TO_REGION_CODE,
    NumberParseException,
    PhoneMetadata,
    PhoneNumber,
    PhoneNumberFormat,
    PhoneNumberType,
)

from consent_ui.rules.searching import digits_of

HIDDEN = "•"
_E164 = re.compile(r"\+[1-9][0-9]{7,14}")
_TRUNK = re.compile(r"\(\s*0\s*\)")


def beginnings(typed: str, country: str) -> tuple[str, ...]:
    """The digits with which a number that was typed may begin where E.164 numbers are kept without their plus, and as
    they stand for a number that was never one. `country` (ISO 3166-1) is whose national form is understood; what was
    typed may still be incomplete."""
    abroad = typed.lstrip(" ([").startswith("+") or digits_of(typed).startswith("00")
    digits = digits_of(_TRUNK.sub("", typed) if abroad else typed)
    region = _region(country)
    if abroad:
        digits = digits.removeprefix("00")
        national = None
    else:
        national = _national(digits, region)
    number = _parsed(f"+{digits}" if abroad else digits, region)
    whole = phonenumbers.format_number(number, PhoneNumberFormat.E164)[1:] if number else None
    return tuple(dict.fromkeys(each for each in (whole, national, digits) if each))


def _national(digits: str, region: str | None) -> str | None:
    """A national number, perhaps incomplete, with its country in front and without the digit that only national
    calls begin with."""
    if region is None:
        return None
    plan = PhoneMetadata.metadata_for_region(region)
    trunk = (plan.national_prefix if plan else None) or ""
    return f"{phonenumbers.country_code_for_region(region)}{digits.removeprefix(trunk)}"


@lru_cache(4096)
def international(phone: str) -> str:
    """A number in the one spelling in which gateways name it when somebody answers (E.164), where it says its country
    with + or 00; any other text as it is. Two spellings of one number would be two people to a STOP."""
    bare = _TRUNK.sub("", phone)
    number = _parsed(f"+{bare[2:]}" if bare.startswith("00") else bare, None)
    if number is None or number.extension or not phone.startswith(("+", "＋", "00")):
        return phone
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)


@cache
def example(country: str) -> str:
    """How a mobile number is written in a country (ISO 3166-1), such as "06 12 34 56 78", with no-break spaces; with
    its calling code where the country has none of its own."""
    region = _region(country)
    number = phonenumbers.example_number_for_type(region, PhoneNumberType.MOBILE) if region else None
    written = phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL) if number else "+33 6 39 98 00 11"
    return written.replace(" ", "\u00a0")


def shown(phone: str) -> str:
    """A number in groups, such as "+33 6 39 98 00 11"; one that cannot be read is shown as it is."""
    number = _kept(phone) or _parsed(phone, None)
    return phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL) if number else phone


def masked(phone: str) -> str:
    """The same with its country, first digit and last two digits alone: "+33 6 •• •• •• 11"."""
    country, space, rest = shown(phone).partition(" ")
    places = [index for index, character in enumerate(rest) if character.isdecimal()]
    if not space or len(places) < 5:
        return HIDDEN * 3
    hidden = set(places[1:-2])
    return f"{country} " + "".join(HIDDEN if index in hidden else c for index, c in enumerate(rest))


def _kept(phone: str) -> PhoneNumber | None:
    """A number in E.164 taken apart where nothing in it could mean anything else, as nothing does in nearly all: a list
    has many, and reading one as if anybody had typed it takes most of the time. None for any other."""
    if not _E164.fullmatch(phone):
        return None
    code = next((c for c in map(int, (phone[1:2], phone[1:3], phone[1:4])) if c in COUNTRY_CODE_TO_REGION_CODE), None)
    rest = phone[1 + len(str(code)) :]
    if code is None or rest.startswith("0") or (prefix := _national_prefix(code)) is None or prefix.match(rest):
        return None
    return PhoneNumber(country_code=code, national_number=int(rest))


@cache
def _national_prefix(code: int) -> re.Pattern[str] | None:
    """What a number under this calling code may begin with that is no part of it; None for a code of no plan."""
    region = phonenumbers.region_code_for_country_code(code)
    plan = PhoneMetadata.metadata_for_region_or_calling_code(code, region)
    return re.compile(plan.national_prefix_for_parsing or "(?!)") if plan else None


def _region(country: str) -> str | None:
    return country if country in phonenumbers.SUPPORTED_REGIONS else None


def _parsed(phone: str, region: str | None) -> PhoneNumber | None:
    try:
        return phonenumbers.parse(phone, region)
    except NumberParseException:
        return None
