"""A restaurant whose gateway brings replies: customers with numbers of their own, and signed requests."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from consent_ui.rules.campaigns import CampaignKind
from consent_ui.rules.composing import compose
from consent_ui.rules.consent import Channel, Decision
from consent_ui.rules.consent import Place as Where
from consent_ui.rules.notices import Restaurant
from consent_ui.store import ledger, outbox, runs
from consent_ui.store.history import history
from consent_ui.store.outbox import Claim
from consent_ui.store.people import Customer
from consent_ui.store.sending_tables import pause, reply, suppression
from consent_ui.store.tables import decision
from consent_ui.texts import texts
from tests.journeys.place import Place
from tests.samples import NOW, sample_restaurant
from tests.site import open_host

PUBLIC = "https://nord.example"
SECRET = "a secret of the gateway"
PHONE = "+33612345678"
HOME = sample_restaurant()
INBOUND = f"/consent/inbound/{HOME.slug}"


@dataclass
class Office:
    """A site with a gateway behind it."""

    place: Place
    client: FlaskClient
    said: list[tuple[str, str]] = field(default_factory=list)
    """Service messages that left: to whom, and the text."""

    @property
    def database(self) -> Any:
        return self.place.consent.database

    def yes(
        self,
        reference: str = "lea",
        phone: str | None = PHONE,
        *,
        wanted: bool = True,
        channel: Channel = Channel.SMS,
        at: datetime = NOW - timedelta(days=100),
        home: Restaurant = HOME,
        bound: bool = True,
        language: str = "fr",
    ) -> UUID:
        """Somebody with this number answers in the preference centre; the person."""
        customer = Customer(reference, "Léa", phone, f"{reference}@example.org", 3, NOW - timedelta(days=60))
        notice = compose(home, None, texts(language))
        answer = ledger.Answer(uuid4(), notice, notice.fingerprint(), {channel: wanted}, Where.PREFERENCES, at, "1")
        hashes = self.place.consent.seals.contact_hashes(home.id, {channel: customer.contact(channel)})[channel]
        contacts = {channel: hashes[0] if hashes and bound else None}
        recorded = self.database.write(lambda c: ledger.record_customer(c, answer, customer, contacts))
        person = recorded.history[-1].person
        assert person is not None
        return person

    def history(self, person: UUID, home: Restaurant = HOME) -> list[Decision]:
        with self.database.read() as connection:
            return history(connection, home.id, person)

    def last(self, person: UUID, home: Restaurant = HOME) -> tuple[str, str]:
        """Kind and place of the last decision."""
        decided = self.history(person, home)[-1]
        return str(decided.kind), str(decided.place)

    def rows(self, table: Any) -> list[Any]:
        with self.database.read() as connection:
            return list(connection.execute(select(table)))

    def everything(self) -> list[list[Any]]:
        """All that replies and links could change."""
        return [self.rows(each) for each in (decision, suppression, pause, reply)]

    def twilio(
        self, fields: dict[str, str] | list[tuple[str, str]], path: str = f"{INBOUND}/twilio", secret: str = SECRET
    ) -> TestResponse:
        """A request as Twilio signs it."""
        pairs = [*fields.items()] if isinstance(fields, dict) else fields
        joined = f"{PUBLIC}{path}" + "".join(name + value for name, value in sorted(set(pairs)))
        signature = base64.b64encode(hmac.digest(secret.encode(), joined.encode(), "sha1")).decode()
        return self.client.post(
            path,
            data=urlencode(pairs),
            content_type="application/x-www-form-urlencoded",
            headers={"X-Twilio-Signature": signature},
        )

    def reply(self, text: str, phone: str = PHONE, name: str = "", **more: str) -> TestResponse:
        """A reply by SMS, through Twilio."""
        return self.twilio({"MessageSid": name or f"SM{uuid4().hex}", "From": phone, "Body": text, **more})

    def generic(
        self,
        body: dict[str, Any] | bytes,
        path: str = f"{INBOUND}/generic",
        *,
        secret: str = SECRET,
        name: str = "",
        at: datetime | None = None,
    ) -> TestResponse:
        """A request as any other gateway signs it."""
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        name, stamp = name or f"msg_{uuid4().hex}", str(int((at or datetime.now(UTC)).timestamp()))
        digest = hmac.digest(secret.encode(), f"{name}.{stamp}.".encode() + raw, hashlib.sha256)
        signature = "v1," + base64.b64encode(digest).decode()
        headers = {"webhook-id": name, "webhook-timestamp": stamp, "webhook-signature": signature}
        return self.client.post(path, data=raw, content_type="application/json", headers=headers)

    def message(self, person: UUID, channel: Channel = Channel.SMS, left: datetime = NOW) -> UUID:
        """A message of the retention campaign that left for this person."""
        campaign = next(each for each in self.place.campaigns() if each.kind is CampaignKind.RETENTION)
        (last,) = [each for each in self.history(person) if each.channel is channel][-1:]
        run = self.database.write(lambda c: runs.start(c, HOME.id, campaign.id, campaign.version, left))
        claim = Claim(
            HOME.id, run, person, channel, last.contact or "", campaign.id, campaign.version,
            left - timedelta(days=60), last.language, last.id,
        )  # fmt: skip

        def sent(connection: Any) -> UUID:
            name = outbox.claim(connection, claim, left)
            assert name is not None
            outbox.start_leaving(connection, HOME.id, name, "console", left)
            outbox.close(connection, HOME.id, name, "sent", "allowed", left, body="…", segments=1, reference="SM1")  # type: ignore[arg-type]
            return name

        message: UUID = self.database.write(sent)
        return message


@pytest.fixture
def open_office(
    kind: str, filled_url: Callable[[str, str], str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[..., Office]]:
    opened: list[Office] = []
    secrets = {"twilio": SECRET, "generic": SECRET}

    def office(**settings: Any) -> Office:
        place = open_host(
            filled_url(kind, "site"),
            **{"CONSENT_PUBLIC_URL": PUBLIC, "CONSENT_INBOUND_SECRETS": secrets, **settings},
        )
        made = Office(place, place.app.test_client(ours=["/consent/"]))
        opened.append(made)

        class Door:
            name = "said"

            def send(self, to: str, text: str) -> str:
                made.said.append((to, text))
                return ""

        monkeypatch.setattr("consent_ui.messaging.choosing.gateway", lambda own, setting, out: Door())
        return made

    with time_machine.travel(NOW, tick=True):
        yield office
    for each in opened:
        each.place.close()


@pytest.fixture
def office(open_office: Callable[..., Office]) -> Office:
    """The site, with its gateway's secret, on both databases in turn."""
    return open_office()
