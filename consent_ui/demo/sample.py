"""The sample data: a restaurant, its three campaigns, a dozen customers and what they decided before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

from consent_ui.rules.campaigns import BuyGet, Campaign, CampaignKind, PercentOff
from consent_ui.rules.consent import Channel, Kind
from consent_ui.rules.notices import Restaurant
from consent_ui.store.people import Customer

RESTAURANT_ID = UUID("01930000-0000-7000-8000-000000000001")
SLUG = "chez-momo"
LANGUAGES = ("fr", "en")
TIME_ZONE = "Europe/Paris"
CHANNELS = (Channel.SMS,)
STAMPS = 10
"""Dishes on a full loyalty card; the loyalty campaign counts the same."""


def restaurant(channels: Sequence[Channel] = CHANNELS) -> Restaurant:
    """Chez Momo, Lyon, writing by these channels. Street, company and numbers are made up; the telephone
    numbers are of the ranges that ARCEP keeps for fiction."""
    return Restaurant(
        id=RESTAURANT_ID,
        slug=SLUG,
        name="Chez Momo",
        legal_name="Momo Lyon SARL",
        address="14 rue des Trois-Canuts, 69001 Lyon",
        email="bonjour@chezmomo.example",
        phone="04 65 71 00 14",
        country="FR",
        languages=LANGUAGES,
        channels=tuple(channels),
        time_zone=TIME_ZONE,
        currency="EUR",
        authority="CNIL, 3 place de Fontenoy, 75007 Paris",
    )


def campaigns(now: datetime) -> tuple[Campaign, ...]:
    """Signup, loyalty and retention, all running at `now` (aware). The signup offer ends three months on, at a
    midnight in Lyon."""
    midnight = now.astimezone(ZoneInfo(TIME_ZONE)).replace(hour=0, minute=0, second=0, microsecond=0)
    ends = (midnight + timedelta(days=92)).astimezone(UTC)
    started = (midnight - timedelta(days=400)).astimezone(UTC)
    languages = frozenset(LANGUAGES)
    return (
        Campaign(
            id=UUID("01930000-0000-7000-8000-000000000011"), version=1, kind=CampaignKind.SIGNUP,
            name="Bienvenue", on=True, starts=started, ends=ends, languages=languages,
            offer=PercentOff(25), requires_consent=True, minimum=Decimal("15.00"), voucher="BIENVENUE25",
        ),
        Campaign(
            id=UUID("01930000-0000-7000-8000-000000000012"), version=1, kind=CampaignKind.LOYALTY,
            name="Carte de fidélité", on=True, starts=started, ends=None, languages=languages,
            offer=BuyGet(STAMPS, 1),
        ),
        Campaign(
            id=UUID("01930000-0000-7000-8000-000000000013"), version=1, kind=CampaignKind.RETENTION,
            name="À bientôt", on=True, starts=started, ends=None, languages=languages,
            offer=PercentOff(20), lapse_days=45, voucher="REVIENS20",
        ),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Past:
    """Something a customer decided `days` ago on a channel; `campaign` says whose words they answered."""

    days: int
    channel: Channel
    kind: Kind
    campaign: CampaignKind | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """A sample customer. Who they are is told by `demo.person.<reference>`."""

    reference: str
    name: str
    phone: str | None = None
    email: str | None = None
    orders: int = 0
    last_order_days: int | None = None
    language: str = "fr"
    past: tuple[Past, ...] = ()

    def customer(self, now: datetime) -> Customer:
        """The account as it stands at `now`."""
        days = self.last_order_days
        last = None if days is None else now - timedelta(days=days, hours=3)
        return Customer(self.reference, self.name, self.phone, self.email, self.orders, last)


_SMS, _EMAIL = Channel.SMS, Channel.EMAIL
_SIGNUP, _LOYALTY = CampaignKind.SIGNUP, CampaignKind.LOYALTY

PEOPLE = (
    Person("lea", "Léa Fontanel", "+33639980011", "lea@client.example"),
    Person("thomas", "Thomas Girodet", None, "thomas@client.example"),
    Person("grace", "Grace Okafor", "+447700900123", "grace@client.example", language="en"),
    Person("nour", "Nour Haddad", None, "nour@client.example", 6, 12,
           past=(Past(12, _SMS, Kind.GIVEN, _LOYALTY),)),
    Person("amina", "Amina Belkacem", "+33639980015", "amina@client.example", 47, 3,
           past=(Past(160, _SMS, Kind.GIVEN, _LOYALTY),)),
    Person("julien", "Julien Perrache", "+33639980016", None, 20, 9),
    Person("camille", "Camille Vaise", "+33639980017", "camille@client.example", 12, 63,
           past=(Past(300, _SMS, Kind.GIVEN, _SIGNUP),)),
    Person("ines", "Inès Brotteaux", "+33639980018", "ines@client.example", 4, 88),
    Person("robert", "Robert Saône", "+33639980019", "robert@client.example", 31, 120,
           past=(Past(340, _SMS, Kind.GIVEN, _SIGNUP), Past(110, _SMS, Kind.WITHDRAWN))),
    Person("chloe", "Chloé Ainay", "+33639980020", "chloe@client.example", 8, 5,
           past=(Past(20, _SMS, Kind.REFUSED, _LOYALTY),)),
    Person("hugo", "Hugo Monplaisir", "+33639980021", "hugo@client.example", 15, 30,
           past=(Past(215, _SMS, Kind.REFUSED, _LOYALTY),)),
    Person("elodie", "Élodie Gerland", "+33639980022", "elodie@client.example", 26, 2,
           past=(Past(250, _SMS, Kind.REFUSED, _SIGNUP), Past(14, _SMS, Kind.GIVEN),
                 Past(14, _EMAIL, Kind.GIVEN))),
)  # fmt: skip
"""A dozen customers, each in another situation."""
