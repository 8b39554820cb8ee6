"""What keeps an answer the person's own: the cross-site guard, signed tokens, response headers, safe addresses."""

from __future__ import annotations

import hashlib
import hmac
import os
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit
from uuid import UUID

from flask import Request, Response
from itsdangerous import BadSignature, Signer

from consent_ui.rules.asking import DeviceAnswer
from consent_ui.rules.consent import Channel, Kind

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors {ancestors}"
)
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def secure(response: Response, *, framed_by: str = "'none'") -> Response:
    """Set the headers every page of ours carries: no foreign or inline code, no framing, no sniffing (PR-10)."""
    response.headers["Content-Security-Policy"] = POLICY.format(ancestors=framed_by)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "same-origin"
    return response


def is_cross_site(request: Request, trusted: Collection[str] = ()) -> bool:
    """Whether a browser says that another site sent this request.

    `Sec-Fetch-Site` decides where the browser sends it: a neighbour port or subdomain is `same-site`, and foreign.
    Older browsers and plain HTTP on a named host send only `Origin`, which must name our own host. A request with
    neither comes from no browser, so nobody's browser is being misused. The model is Go's CrossOriginProtection.
    """
    if request.method in SAFE_METHODS:
        return False
    origin = request.headers.get("Origin")
    if origin is not None and origin in trusted:
        return False
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site not in ("same-origin", "none")
    if origin is None:
        return False
    return urlsplit(origin).netloc.lower() != request.host.lower()


def local_path(address: str | None) -> str | None:
    """`address` when it is a path of this very site, else None: no scheme, no host, no trick with slashes."""
    if not address or len(address) > 2000 or not address.startswith("/") or address.startswith("//"):
        return None
    if any(ord(character) < 0x21 or character in "\\\x7f" for character in address):
        return None
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    return address if not parts.scheme and not parts.netloc else None


class BadToken(ValueError):
    """A token that was not signed here."""


class ExpiredToken(ValueError):
    """A token of ours from a page that was open for too long."""


@dataclass(frozen=True, slots=True)
class Form:
    """What a token vouches for: the notice on screen, the name of this one form, when it was made, and for whom."""

    fingerprint: str
    act: UUID
    made: datetime
    who: str


class Seals:
    """Signs and checks; one salt per purpose, so that no token can stand in for another."""

    def __init__(self, keys: Sequence[str]) -> None:
        if not keys or not all(keys):
            raise ValueError("SECRET_KEY must be set: answers are tied to the words on screen by a signature")
        self._keys = list(keys)
        self._form = self._signer("consent.form")
        self._contact_key = hmac.digest(keys[-1].encode(), b"consent.contact", "sha256")

    def _signer(self, salt: str) -> Signer:
        return Signer(self._keys, salt=salt, sep=".", key_derivation="hmac", digest_method=hashlib.sha256)

    def hash_of(self, restaurant_id: UUID, value: str) -> str:
        """Keyed hash of a contact or an account's reference, 64 hexadecimal digits, different per restaurant."""
        return hmac.digest(self._contact_key, restaurant_id.bytes + value.encode(), "sha256").hex()

    def form_token(self, fingerprint: str, who: str, now: datetime) -> str:
        """A new token for one form on one page view."""
        act = os.urandom(16).hex()
        return self._form.sign(f"{fingerprint}.{act}.{int(now.timestamp()):x}.{who}").decode()

    def read_form(self, token: str, now: datetime, lifetime: timedelta) -> Form:
        """What a token vouches for. Raises BadToken or ExpiredToken."""
        try:
            fingerprint, act, made, who = self._form.unsign(token).decode().split(".")
            form = Form(fingerprint, UUID(act), datetime.fromtimestamp(int(made, 16), UTC), who)
        except (BadSignature, ValueError) as error:
            raise BadToken from error
        if now - form.made > lifetime:
            raise ExpiredToken
        return form

    def device_value(self, restaurant_id: UUID, answer: DeviceAnswer) -> str:
        """The cookie's value: choices, notice and day in the open, signed for this restaurant (CV-16)."""
        choices = "_".join(f"{channel}-{kind}" for channel, kind in sorted(answer.choices.items()))
        value = f"{choices}.{answer.notice}.{answer.on.isoformat()}"
        return self._signer(f"consent.device.{restaurant_id}").sign(value).decode()

    def read_device(self, restaurant_id: UUID, value: str | None) -> DeviceAnswer | None:
        """What the cookie says; None when it is missing, broken or another restaurant's: no answer, never yes."""
        if not value:
            return None
        try:
            signed = self._signer(f"consent.device.{restaurant_id}").unsign(value).decode()
            choices, notice, day = signed.split(".")
            pairs = [choice.split("-") for choice in choices.split("_")]
            return DeviceAnswer(
                {Channel(channel): Kind(kind) for channel, kind in pairs}, notice, date.fromisoformat(day)
            )
        except (BadSignature, ValueError):
            return None
