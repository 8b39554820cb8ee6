"""A restaurant with somebody who said yes long ago, and a gateway that only remembers."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from aiosmtpd.controller import Controller

from consent_ui import publishing
from consent_ui.messaging.gate import Gate
from consent_ui.rules.campaigns import Campaign, CampaignKind
from consent_ui.rules.composing import compose
from consent_ui.rules.consent import Channel, Place
from consent_ui.rules.messages import Message, WayOut, retention_message
from consent_ui.seals import Seals
from consent_ui.store import ledger, outbox, runs
from consent_ui.store.database import Database
from consent_ui.store.outbox import Claim, Queued
from consent_ui.store.people import Customer
from consent_ui.store.recipients import Facts
from consent_ui.texts import texts
from tests.messaging.mailbox import Mailbox
from tests.samples import sample_campaign, sample_restaurant

NOW = datetime(2026, 3, 3, 14, 0, tzinfo=UTC)
"""A Tuesday, 15:00 in Paris."""
PHONE = "+33612345678"
HOME = sample_restaurant()
SEALS = Seals(["a key for tests"])


@dataclass
class Remembering:
    """A gateway that keeps what it was handed, and fails as it is told to."""

    name: str = "remembering"
    sent: list[tuple[str, str]] = field(default_factory=list)
    fails: Exception | None = None

    def send(self, to: str, text: str) -> str:
        if self.fails is not None:
            raise self.fails
        self.sent.append((to, text))
        return f"ref-{len(self.sent)}"


@dataclass
class Sender:
    """What the tests of sending hold in hand."""

    database: Database
    campaign: Campaign
    gateway: Remembering
    gate: Gate

    def customer(self, reference: str = "lea", phone: str | None = PHONE, days: int = 60, orders: int = 3) -> Customer:
        return Customer(reference, "Léa", phone, "lea@example.org", orders, NOW - timedelta(days=days))

    def decides(
        self, customer: Customer, wanted: bool, at: datetime = NOW - timedelta(days=100), bound: bool = True
    ) -> UUID:
        """Record a yes or no by SMS; returns the person."""
        notice = compose(HOME, None, texts("fr"))
        answer = ledger.Answer(uuid4(), notice, notice.fingerprint(), {Channel.SMS: wanted}, Place.PREFERENCES, at, "1")
        hashes = SEALS.contact_hashes(HOME.id, {Channel.SMS: customer.phone})[Channel.SMS]
        contacts = {Channel.SMS: hashes[0] if bound and hashes else None}
        recorded = self.database.write(lambda c: ledger.record_customer(c, answer, customer, contacts))
        person = recorded.history[-1].person
        assert person is not None
        return person

    def queue(self, customer: Customer, person: UUID) -> Queued | None:
        """Claim this person for the campaign."""
        with self.database.read() as connection:
            (last, *_) = reversed(ledger.history(connection, HOME.id, person))
        assert customer.last_order_at is not None
        contact = SEALS.contact_hashes(HOME.id, {Channel.SMS: customer.phone})[Channel.SMS]
        run = self.database.write(lambda c: runs.start(c, HOME.id, self.campaign.id, self.campaign.version, NOW))
        claim = Claim(
            HOME.id, run, person, Channel.SMS, contact[0] if contact else "", self.campaign.id, self.campaign.version,
            customer.last_order_at, last.language, last.id,
        )  # fmt: skip
        message = self.database.write(lambda c: outbox.claim(c, claim, NOW))
        return Queued(message, claim) if message else None


@pytest.fixture
def sender(database: Database) -> Iterator[Sender]:
    publishing.publish_restaurant(database, HOME, NOW - timedelta(days=200))
    campaign = publishing.publish_campaign(
        database, HOME.id, sample_campaign(CampaignKind.RETENTION, voucher="RETOUR"), NOW - timedelta(days=200)
    )
    gateway = Remembering()

    def words(facts: Facts, queued: Queued) -> Message:
        assert facts.campaign is not None
        out = WayOut(number="36111")
        return retention_message(facts.restaurant, facts.campaign, "RETOUR", None, out, texts(facts.recipient.language))

    yield Sender(database, campaign, gateway, Gate(database, SEALS, gateway, lambda _: True, words))


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    box = Mailbox()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        box.port = free.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=box.port)
    controller.start()
    yield box
    controller.stop()
