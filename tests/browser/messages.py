"""A message that left for somebody at the demo restaurant, and the address of its link."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Connection

from consent_ui.links import Links
from consent_ui.rules.campaigns import CampaignKind
from consent_ui.rules.composing import compose
from consent_ui.rules.consent import Channel, Place
from consent_ui.rules.sending import Because
from consent_ui.state import Consent
from consent_ui.store import ledger, outbox, runs
from consent_ui.store.outbox import Claim
from consent_ui.store.people import Customer
from consent_ui.texts import texts
from tests.browser.site import Site

PATHS = {"message": "/consent/m/", "unsubscribe": "/consent/unsubscribe/"}


def message_link(site: Site, language: str, channel: Channel = Channel.SMS, purpose: str = "message") -> str:
    """The path of the link in a message to a new customer, who had said yes in this language."""
    consent: Consent = site.app.extensions["consent_ui"]
    programme = consent.programme(None)
    assert programme is not None
    home, now = programme.restaurant, datetime.now(UTC)
    campaign = next(each for each in programme.campaigns if each.kind is CampaignKind.RETENTION)
    notice = compose(home, None, texts(language))
    one = uuid4()  # a number and an address of her own: who leaves takes along all who share it
    phone, email = f"+33639{one.int % 10**6:06}", f"{one.hex[:8]}@client.example"
    customer = Customer(f"customer {one}", "Léa", phone, email, 3, now - timedelta(days=60))
    known = consent.seals.contact_hashes(home.id, {channel: customer.contact(channel)})[channel][0]
    answer = ledger.Answer(
        uuid4(), notice, notice.fingerprint(), {channel: True}, Place.BANNER, now - timedelta(days=90), "1"
    )

    def write(connection: Connection) -> UUID:
        said: Any = ledger.record_customer(connection, answer, customer, {channel: known}).history[-1]
        run = runs.start(connection, home.id, campaign.id, campaign.version, now)
        claim = Claim(
            home.id, run, said.person, channel, known, campaign.id, campaign.version, now - timedelta(days=60),
            language, said.id,
        )  # fmt: skip
        message = outbox.claim(connection, claim, now)
        assert message is not None
        outbox.start_leaving(connection, home.id, message, "console", now)
        outbox.close(connection, home.id, message, "sent", Because.ALLOWED, now, body="…", segments=1)
        return message

    return PATHS[purpose] + Links(consent.seals, purpose).token(home.id, consent.database.write(write))
