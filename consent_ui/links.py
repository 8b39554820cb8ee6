"""The links in a message: short, signed, and good for ever, because who may leave does not run out of time."""

from __future__ import annotations

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from urllib.parse import quote
from uuid import UUID

from consent_ui.seals import BadToken, Seals
from consent_ui.settings import Settings

MAC = 12
"""Bytes of the signature: every character of an SMS is paid for, and 96 bits are not guessed."""


class Links:
    """Makes and reads the ends of links for one `purpose`, message or unsubscribe: none stands in another's place."""

    def __init__(self, seals: Seals, purpose: str) -> None:
        self._keys = seals.keys_for(f"{purpose} link")

    def token(self, restaurant_id: UUID, message_id: UUID) -> str:
        """The end of a link in this message: its id and a signature, 38 characters. It is good at no other
        restaurant."""
        mac = _mac(self._keys[0], restaurant_id, message_id)
        return urlsafe_b64encode(message_id.bytes + mac).rstrip(b"=").decode()

    def read(self, restaurant_id: UUID, token: str) -> UUID:
        """The message that a link of this restaurant's names. Raises BadToken."""
        try:
            content = urlsafe_b64decode(f"{token}{'=' * (-len(token) % 4)}".encode("ascii"))
        except ValueError as error:
            raise BadToken from error
        # Decoding is forgiving; a token has one spelling.
        if len(content) != 16 + MAC or urlsafe_b64encode(content).rstrip(b"=").decode() != token:
            raise BadToken
        message_id = UUID(bytes=content[:16])
        if not any(hmac.compare_digest(_mac(key, restaurant_id, message_id), content[16:]) for key in self._keys):
            raise BadToken
        return message_id


def address(settings: Settings, page: str, slug: str | None, token: str) -> str:
    """The whole link: `page` is m or unsubscribe, `slug` names the restaurant where the site has several. Empty where
    the site has no public address."""
    if settings.public_url is None:
        return ""
    named = [quote(slug, safe="")] if slug else []
    steps = [settings.public_url.rstrip("/") + settings.url_prefix, page, *named, token]
    return "/".join(steps)


def unsubscribe_headers(address: str) -> dict[str, str]:
    """What an e-mail carries so that a mail program can show a button of its own (RFC 8058). `address` must be
    https."""
    return {"List-Unsubscribe": f"<{address}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


def _mac(key: bytes, restaurant_id: UUID, message_id: UUID) -> bytes:
    return hmac.digest(key, restaurant_id.bytes + message_id.bytes, "sha256")[:MAC]
