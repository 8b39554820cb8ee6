"""The link in each message, and what follows when a gateway refuses one."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from consent_ui.links import Links, address
from consent_ui.messaging import leaving, receiving
from consent_ui.rules.notices import Restaurant
from consent_ui.state import Consent
from consent_ui.store.outbox import Queued

NO_MESSAGE = UUID(int=0)
"""Stands for a message that is only thought of: its link is as long as a real one."""


def link_in(consent: Consent, restaurant: Restaurant, message_id: UUID) -> str:
    """Where the recipient of this message stops and sees why she got it; empty where the site has no public address.
    The restaurant is named where the site has several."""
    if consent.settings.public_url is None:
        return ""
    alone = consent.programme(None)
    slug = None if alone is not None and alone.restaurant.id == restaurant.id else restaurant.slug
    token = Links(consent.seals, "message").token(restaurant.id, message_id)
    return address(consent.settings, "m", slug, token)


def gone(consent: Consent, queued: Queued, code: str) -> None:
    """The gateway says that this contact has blocked the sender, or is not the person's. Raises NotSaved, NotRead."""
    claim = queued.claim
    contact = leaving.of_message(
        consent.database, consent.seals, claim.restaurant_id, claim.channel, claim.person, claim.contact
    )
    receiving.undelivered(contact, code, datetime.now(UTC), gone=True)
