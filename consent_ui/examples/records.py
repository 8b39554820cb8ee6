"""Example restaurants and campaigns, from the plainest to the longest."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID

from consent_ui.rules.campaigns import BuyGet, Campaign, CampaignKind, PercentOff
from consent_ui.rules.consent import Channel
from consent_ui.rules.notices import Restaurant

SMS, EMAIL = Channel.SMS, Channel.EMAIL
ZONE = "Europe/Paris"

RESTAURANT = Restaurant(
    id=UUID(int=1), slug="chez-momo", name="Chez Momo", legal_name="Momo Lyon SARL",
    address="14 rue des Trois-Canuts, 69001 Lyon", email="bonjour@chezmomo.example", phone="04 65 71 00 14",
    country="FR", languages=("fr", "en"), channels=(SMS,), time_zone=ZONE, currency="EUR",
    authority="CNIL, 3 place de Fontenoy, 75007 Paris",
)  # fmt: skip
BY_BOTH = replace(RESTAURANT, channels=(SMS, EMAIL))
LONG_NAME = replace(
    BY_BOTH,
    name="L’Auberge du Vieux-Moulin de Saint-Rambert-l’Île-Barbe",
    legal_name="Société d’exploitation hôtelière et de restauration des établissements Vandenbroucke-Montgolfier SAS",
    officer="Maître Marie-Hélène de La Rochefoucauld-Vandenbroucke, dpo@vieux-moulin.example",
    processors=("Messagerie Rhône-Alpes SAS", "Courrier Clair GmbH"),
)

SIGNUP = Campaign(
    id=UUID(int=11), version=1, kind=CampaignKind.SIGNUP, name="Bienvenue", on=True,
    starts=datetime(2026, 1, 1, tzinfo=UTC), ends=datetime(2027, 1, 1, tzinfo=UTC),
    languages=frozenset({"en", "fr"}), offer=PercentOff(25), requires_consent=True,
    minimum=Decimal("15.00"), voucher="BIENVENUE25",
)  # fmt: skip
LOYALTY = replace(
    SIGNUP, id=UUID(int=12), kind=CampaignKind.LOYALTY, offer=BuyGet(10, 1), ends=None, minimum=None,
    requires_consent=False, voucher=None,
)  # fmt: skip
RETENTION = replace(
    SIGNUP, id=UUID(int=13), kind=CampaignKind.RETENTION, offer=PercentOff(20), ends=None, minimum=None,
    requires_consent=False, lapse_days=45, voucher="REVIENS20",
)  # fmt: skip


def free(campaign: Campaign) -> Campaign:
    """The same campaign for everybody, whatever they answer."""
    return replace(campaign, requires_consent=False)


def conditional(campaign: Campaign) -> Campaign:
    """The same campaign only for who says yes."""
    return replace(campaign, requires_consent=True, voucher=campaign.voucher or "FIDELE10")
