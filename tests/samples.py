"""Sample values that tests start from: a restaurant, its campaigns, one decision, and an answer to record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Connection

from consent_ui.rules.campaigns import BuyGet, Campaign, CampaignKind, PercentOff
from consent_ui.rules.composing import compose
from consent_ui.rules.consent import Actor, Channel, Decision, Kind, Place
from consent_ui.rules.device import DeviceAnswer, DeviceChoice
from consent_ui.rules.notices import Notice, Restaurant
from consent_ui.store.ledger import Answer, Recorded, Visit, record_visitors
from consent_ui.texts import texts

NOW = datetime(2026, 3, 3, 9, 30, tzinfo=UTC)
TODAY = NOW.date()
LANGUAGES = ("en", "fr")
CHANNELS = (Channel.SMS, Channel.EMAIL)


def sample_restaurant(**changes: Any) -> Restaurant:
    """A restaurant in Lyon that writes by SMS, with nothing left out."""
    sample = Restaurant(
        id=UUID("0190a000-0000-7000-8000-000000000001"),
        slug="cafe-nord",
        name="Café Nord",
        legal_name="Nord Restauration SAS",
        address="12 quai Fulchiron, 69005 Lyon, France",
        email="bonjour@cafe-nord.example",
        phone="+33 4 00 00 00 12",
        country="FR",
        languages=LANGUAGES,
        channels=(Channel.SMS,),
        time_zone="Europe/Paris",
        currency="EUR",
        officer="Mina Aubert, mina@cafe-nord.example",
        authority="CNIL, 3 place de Fontenoy, 75007 Paris",
        processors=("Postillon SAS", "Courrier GmbH"),
        consent_years=2,
        proof_years=6,
        monthly_cap=3,
    )
    return replace(sample, **changes)


def sample_campaign(kind: CampaignKind = CampaignKind.SIGNUP, **changes: Any) -> Campaign:
    """A running campaign of this kind, in both languages, whose benefit is for everybody."""
    offer = BuyGet(10, 1) if kind is CampaignKind.LOYALTY else PercentOff(25)
    values: dict[str, Any] = {
        "id": uuid4(),
        "version": 1,
        "kind": kind,
        "name": f"a {kind} campaign",
        "on": True,
        "starts": datetime(2026, 1, 1, tzinfo=UTC),
        "ends": None,
        "languages": frozenset(LANGUAGES),
        "offer": offer,
        "lapse_days": 45 if kind is CampaignKind.RETENTION else None,
    }
    return Campaign(**values | changes)


def conditional(kind: CampaignKind, **changes: Any) -> Campaign:
    """A campaign of this kind with everything it can have: consent required, voucher, minimum and end."""
    full: dict[str, Any] = {
        "requires_consent": True,
        "voucher": "NORD25",
        "minimum": Decimal("12.50"),
        "ends": datetime(2026, 6, 30, 22, 0, tzinfo=UTC),
    }
    return sample_campaign(kind, **full | changes)


def sample_campaigns() -> tuple[Campaign, ...]:
    """One running campaign of each kind, in the order in which they are preferred."""
    return tuple(sample_campaign(kind) for kind in CampaignKind)


def sample_notice(restaurant: Restaurant, campaign: Campaign | None = None, language: str = "en") -> Notice:
    """The notice of this restaurant with this campaign's words, or with the generic ones."""
    return compose(restaurant, campaign, texts(language))


def sample_decision(kind: Kind = Kind.GIVEN, **changes: Any) -> Decision:
    """One decision of one customer on SMS, bound to no contact."""
    values: dict[str, Any] = {
        "id": uuid4(),
        "restaurant_id": sample_restaurant().id,
        "act": uuid4(),
        "person": UUID("0190a000-0000-7000-8000-0000000000aa"),
        "contact": None,
        "channel": Channel.SMS,
        "kind": kind,
        "notice": "0" * 64,
        "campaign_id": None,
        "campaign_version": None,
        "language": "en",
        "place": Place.BANNER,
        "actor": Actor.CUSTOMER,
        "at": NOW,
    }
    return Decision(**values | changes)


def sample_answer(notice: Notice, wanted: bool = True, **changes: Any) -> Answer:
    """A form of its own on this notice, answered yes or no on every channel of the notice."""
    values: dict[str, Any] = {
        "act": uuid4(),
        "notice": notice,
        "fingerprint": notice.fingerprint(),
        "wishes": dict.fromkeys(notice.channels, wanted),
        "place": Place.BANNER,
        "at": NOW,
        "build": "1.0",
    }
    return Answer(**values | changes)


def record_visitor(connection: Connection, answer: Answer, device: Mapping[Channel, Kind]) -> Recorded:
    """One visitor's answer alone."""
    return record_visitors(connection, [Visit(answer, device, connection.dialect.name)])[0]


def sample_device(kinds: Mapping[Channel, Kind], notice: str = "f" * 64, on: date = TODAY) -> DeviceAnswer:
    """A device on which these answers were given, all of them to one notice on one day."""
    return DeviceAnswer({channel: DeviceChoice(kind, notice, on) for channel, kind in kinds.items()})
