"""A site with our question on it, and what its ledger holds."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from flask import Flask
from sqlalchemy import Connection, select, text

from consent_ui import publishing
from consent_ui.rules.campaigns import Campaign, CampaignKind
from consent_ui.rules.notices import Restaurant
from consent_ui.state import Consent
from consent_ui.store import tables
from tests.journeys.visitor import Visitor
from tests.quality_client import QualityClient
from tests.samples import conditional, sample_campaign, sample_restaurant

CONFIG: dict[str, object] = {
    "SECRET_KEY": "a site for tests",
    "TESTING": True,
    "CONSENT_CACHE_SECONDS": 0,
    "PERMANENT_SESSION_LIFETIME": timedelta(days=9999),  # nobody is signed out when a test moves the clock
}
VOUCHER = "NORD25"
ID = UUID("0190a000-0000-7000-8000-0000000000aa")


@dataclass
class Place:
    """An application, the restaurant on it, and the way its visitors go."""

    app: Flask
    way: str = "plain"
    ours: tuple[str, ...] = ("/consent/",)

    def __post_init__(self) -> None:
        self.app.test_client_class = QualityClient

    @property
    def consent(self) -> Consent:
        """Our state in the application."""
        consent: Consent = self.app.extensions["consent_ui"]
        return consent

    def visitor(self, **settings: Any) -> Visitor:
        """A browser that was never here."""
        return Visitor(self.app, settings.pop("way", self.way), ours=self.ours, **settings)

    def publish(self, restaurant: Restaurant, *campaigns: Campaign) -> None:
        """Publish the restaurant's details and these campaigns."""
        now = datetime.now(UTC)
        publishing.publish_restaurant(self.consent.database, restaurant, now)
        for campaign in campaigns:
            publishing.publish_campaign(self.consent.database, restaurant.id, campaign, now)
        self.consent.forget_programmes()

    def change(self, **changes: Any) -> None:
        """Publish the restaurant with other details."""
        self.publish(sample_restaurant(**changes))

    def campaigns(self) -> tuple[Campaign, ...]:
        """What is published now."""
        programme = self.consent.programme(None)
        assert programme is not None
        return programme.campaigns

    def switch_off(self, kind: CampaignKind) -> None:
        """Switch the campaigns of one kind off."""
        for campaign in self.campaigns():
            if campaign.kind is kind:
                self.publish(self.restaurant, replace(campaign, on=False))

    @property
    def restaurant(self) -> Restaurant:
        """The restaurant as it is published now."""
        programme = self.consent.programme(None)
        assert programme is not None
        return programme.restaurant

    def decisions(self) -> list[Any]:
        """Every row of the ledger, oldest first."""
        with self.consent.database.read() as connection:
            statement = select(tables.decision).order_by(tables.decision.c.at, tables.decision.c.id)
            return list(connection.execute(statement).all())

    def said(self) -> list[tuple[str, str]]:
        """Channel and kind of every row of the ledger, oldest first."""
        return [(row.channel, row.kind) for row in self.decisions()]

    @contextmanager
    def as_owner(self) -> Iterator[Connection]:
        """A connection that may do to the tables what the application's own role may not."""
        with self.consent.database.engine.begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(text("SET LOCAL ROLE NONE"))
            yield connection

    def close(self) -> None:
        """Let go of the database."""
        self.consent.close()


def usual_campaigns() -> tuple[Campaign, ...]:
    """A signup campaign whose benefit requires consent, a loyalty and a retention campaign, all running."""
    signup = conditional(CampaignKind.SIGNUP, voucher=VOUCHER, id=ID)
    return (signup, sample_campaign(CampaignKind.LOYALTY), sample_campaign(CampaignKind.RETENTION))
