"""Numbers and addresses as people type them, made into what can be written to: E.164 and addr-spec."""

from __future__ import annotations

import re
from collections.abc import Collection

import phonenumbers
from email_validator import EmailNotValidError, validate_email
from phonenumbers import NumberParseException, PhoneNumberFormat, PhoneNumberType

MOBILE = frozenset({PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE})
"""Types of numbers that can take an SMS; some countries, such as the USA, do not tell mobile from fixed."""

LONGEST_NUMBER, LONGEST_ADDRESS = 40, 254
"""Characters that may be typed, and that an address has at most (RFC 5321 4.5.3.1.3)."""

_TRUNK = re.compile(r"\(\s*0\s*\)")
_PHONE = re.compile(r"[+\d\s().\-/\u2010-\u2015\u00a0\u202f]+")


class BadContact(ValueError):
    """Something that nobody can be written to at; `key` names the text that says why."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def read_phone(typed: str, home: str, countries: Collection[str], *, held: bool = False) -> str:
    """The E.164 number in what was typed: international with + or 00, or in the national form of `home`. Countries are
    ISO 3166-1 codes, `countries` those whose numbers may be written to. One that the account holds already (`held`) is
    not asked whether its range is in use, or a mobile one: the host writes to it. Raises BadContact."""
    if not typed.strip():
        raise BadContact("contact.error.no_phone")
    if len(typed) > LONGEST_NUMBER or not _PHONE.fullmatch(typed):
        raise BadContact("contact.error.phone")
    region = home if home in phonenumbers.SUPPORTED_REGIONS else None
    bare = " ".join(typed.split())
    if bare.startswith(("+", "00")):
        bare = _TRUNK.sub("", bare)
    if bare.startswith("00"):
        bare = f"+{bare[2:]}"
    try:
        number = phonenumbers.parse(bare, region)
    except NumberParseException as error:
        raise BadContact("contact.error.phone") from error
    valid = phonenumbers.is_possible_number if held else phonenumbers.is_valid_number
    if number.extension or not valid(number):
        raise BadContact("contact.error.phone")
    if phonenumbers.region_code_for_number(number) not in countries:
        raise BadContact("contact.error.country")
    if not held and phonenumbers.number_type(number) not in MOBILE:
        raise BadContact("contact.error.not_mobile")
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)


def read_email(typed: str) -> str:
    """The address in what was typed, its domain in lower case and spelt as mail servers spell it. Nothing is looked up.
    Raises BadContact."""
    if not typed.strip():
        raise BadContact("contact.error.no_email")
    try:
        found = validate_email(typed.strip(), check_deliverability=False, allow_smtputf8=False, strict=True)
    except EmailNotValidError as error:
        raise BadContact("contact.error.email") from error
    address = found.ascii_email or ""
    if not address or len(address) > LONGEST_ADDRESS or not address.isprintable():
        raise BadContact("contact.error.email")
    return address
