"""Values that travel through an address, unreadable: a phone number may stand in no log (PR-13).

Fernet (AES-128-CBC with HMAC-SHA-256), one derived key per purpose, so that what was made for one step of a journey
opens no other.
"""

from __future__ import annotations

import hmac
import json
from base64 import urlsafe_b64encode
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from consent_ui.seals import BadToken, ExpiredToken

LONGEST = 2000
"""Characters of an envelope; a longer one is none of ours."""


class Purpose(StrEnum):
    """What an envelope is for."""

    ASKED = "asked"
    LINK = "link"
    PROVEN = "proven"


class Envelopes:
    """Closes and opens envelopes. `keys` are the application's secrets, oldest first: the last one closes, all of them
    open."""

    def __init__(self, keys: Sequence[str]) -> None:
        self._keys = [key.encode() for key in reversed(keys)]

    @cache  # noqa: B019 (one of these lives as long as its application)
    def _box(self, purpose: Purpose) -> MultiFernet:
        name = f"consent-ui envelope {purpose}".encode()
        return MultiFernet([Fernet(urlsafe_b64encode(hmac.digest(key, name, "sha256"))) for key in self._keys])

    def close(self, purpose: Purpose, values: Mapping[str, str], now: datetime) -> str:
        """An envelope with these values, closed at `now` (aware UTC)."""
        content = json.dumps({**values, "at": int(now.timestamp())}, ensure_ascii=False, separators=(",", ":"))
        return self._box(purpose).encrypt(content.encode()).decode().rstrip("=")

    def open(self, purpose: Purpose, envelope: str, now: datetime, lifetime: timedelta) -> dict[str, str]:
        """What is inside. Raises BadToken for what was not closed here for this, ExpiredToken for one too old."""
        if not envelope or len(envelope) > LONGEST or not envelope.isascii():
            raise BadToken
        try:
            content = self._box(purpose).decrypt(envelope + "=" * (-len(envelope) % 4))
        except InvalidToken as error:
            raise BadToken from error
        values: dict[str, str] = json.loads(content)
        closed = datetime.fromtimestamp(int(values.pop("at")), UTC)
        if not timedelta(seconds=-1) <= now - closed < lifetime:
            raise ExpiredToken
        return values
