"""The second factor: six digits that an authenticator app shows (TOTP, RFC 6238), and codes for the day it is lost."""

from __future__ import annotations

import base64
import hashlib
import logging
import secrets
from functools import partial
from typing import Any

import qrcode
from flask_security.totp import Totp
from passlib.exc import TokenError, UsedTokenError
from passlib.totp import TOTP, AppWallet
from sqlalchemy import Connection

from consent_ui.staff.guarding import Person, derived_keys
from consent_ui.state import Consent, state
from consent_ui.store import members

log = logging.getLogger(__name__)

ISSUER = "Consent UI"
WINDOW = 30
"""Seconds a code may be early or late: one step, for clocks that are off (RFC 6238, 5.2)."""
RECOVERY_CODES = 8
RECOVERY_BYTES = 15
"""120 random bits: enough to keep a plain hash of (ASVS 5.0, 6.5.2)."""


class Codes(Totp):
    """Checks codes. Each is taken once, whoever is faster. Secrets are kept encrypted with the application's key."""

    def __init__(self, consent: Consent) -> None:
        keys = derived_keys(consent, "second factor")
        # A tag names its key whatever other keys come and go; the newest encrypts.
        tags = [hashlib.sha256(key.encode()).hexdigest()[:8] for key in keys]
        wallet = AppWallet(dict(zip(tags, keys, strict=True)), default_tag=tags[-1])
        self._totp = TOTP.using(issuer=ISSUER, wallet=wallet)

    def encrypt(self, key: str) -> str:
        """A secret that is known already (base32), the way it is kept."""
        kept: str = self._totp(key=key, format="base32").to_json(encrypt=True)
        return kept

    def get_last_counter(self, user: Any) -> int | None:
        """The last code this person has used; none in a set-up."""
        last: int | None = user.member.totp_counter if isinstance(user, Person) else None
        return last

    def set_last_counter(self, user: Any, tmatch: Any) -> None:
        """Use the code up. Raises UsedTokenError when somebody was faster."""
        if isinstance(user, Person) and not state().database.write(
            partial(_take_code, user.member.id, int(tmatch.counter))
        ):
            raise UsedTokenError

    def is_right(self, code: str, person: Person) -> bool:
        """Whether this is the code of this moment, or a recovery code; either is used up."""
        if person.member.totp is None:
            return False
        digits = "".join(code.split())
        try:
            if digits.isdigit() and self.verify_totp(digits, person.member.totp, person, WINDOW):
                return True
        except (KeyError, ValueError) as error:
            log.error("a second factor could not be read: was SECRET_KEY changed? %s", type(error).__name__)
            return False
        return not digits.isdigit() and _took_recovery_code(person, code)

    def counter_of(self, code: str, secret: str) -> int | None:
        """Which code of a secret that is being set up this is, so that it is taken no more afterwards (RFC 6238, 5.2);
        None where it is not of this moment."""
        try:
            return int(self._totp.verify("".join(code.split()), secret, window=WINDOW).counter)
        except TokenError:
            return None


def _take_code(member_id: Any, counter: int, connection: Connection) -> bool:
    return members.take_code(connection, member_id, counter)


def _took_recovery_code(person: Person, code: str) -> bool:
    hashed = hash_of(code)
    return state().database.write(lambda connection: members.take_recovery_code(connection, person.member.id, hashed))


def new_recovery_codes() -> list[str]:
    """Codes for the day the phone is lost, each good once, in groups of four that are easy to type."""
    found = []
    for _ in range(RECOVERY_CODES):
        code = base64.b32encode(secrets.token_bytes(RECOVERY_BYTES)).decode().lower()
        found.append("-".join(code[at : at + 4] for at in range(0, len(code), 4)))
    return found


def hash_of(code: str) -> str:
    """What is kept of a recovery code, however it was typed."""
    return hashlib.sha256("".join(each for each in code.lower() if each.isalnum()).encode()).hexdigest()


def picture_of(uri: str) -> tuple[int, str]:
    """The picture that an app scans: its side in modules, and the path that draws it (SVG)."""
    code = qrcode.QRCode(border=4, error_correction=qrcode.constants.ERROR_CORRECT_M)
    code.add_data(uri)
    code.make(fit=True)
    matrix = code.get_matrix()
    path = []
    for y, row in enumerate(matrix):
        for x, dark in enumerate(row):
            if dark and (x == 0 or not row[x - 1]):
                width = next((n for n, each in enumerate(row[x:]) if not each), len(row) - x)
                path.append(f"M{x} {y}h{width}v1h-{width}z")
    return len(matrix), "".join(path)
