"""The link in each message, where its recipient stops and sees why she got it."""

from __future__ import annotations

from uuid import UUID

from consent_ui.links import Links, address
from consent_ui.rules.notices import Restaurant
from consent_ui.state import Consent

NO_MESSAGE = UUID(int=0)
"""Stands for a message that is only thought of: its link is as long as a real one."""


def link_in(consent: Consent, restaurant: Restaurant, message_id: UUID) -> str:
    """Where the recipient of this message stops and sees why she got it; empty where the site has no public address.
    The restaurant is named where the site has several."""
    return _link(consent, restaurant, message_id, "message", "m")


def button_in(consent: Consent, restaurant: Restaurant, message_id: UUID) -> str:
    """Where a mail program's own button posts to (RFC 8058); empty where the site has no public address."""
    return _link(consent, restaurant, message_id, "unsubscribe", "unsubscribe")


def _link(consent: Consent, restaurant: Restaurant, message_id: UUID, purpose: str, page: str) -> str:
    if consent.settings.public_url is None:
        return ""
    alone = consent.programme(None)
    slug = None if alone is not None and alone.restaurant.id == restaurant.id else restaurant.slug
    token = Links(consent.seals, purpose).token(restaurant.id, message_id)
    return address(consent.settings, page, slug, token)
