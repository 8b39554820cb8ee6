"""The link in each message, and what follows when a gateway refuses one."""

from __future__ import annotations

from datetime import UTC, datetime

from consent_ui.messaging import leaving, receiving
from consent_ui.messaging.link import NO_MESSAGE as NO_MESSAGE
from consent_ui.messaging.link import link_in as link_in
from consent_ui.state import Consent
from consent_ui.store.outbox import Queued


def gone(consent: Consent, queued: Queued, code: str) -> None:
    """The gateway says that this contact has blocked the sender, or is not the person's. Raises NotSaved, NotRead."""
    claim = queued.claim
    contact = leaving.of_message(
        consent.database, consent.seals, claim.restaurant_id, claim.channel, claim.person, claim.contact
    )
    receiving.undelivered(contact, code, datetime.now(UTC), gone=True)
