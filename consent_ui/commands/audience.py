"""What the retention commands work on: a campaign's audience, a gate, a gateway, a witness."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TextIO

import click

from consent_ui.messaging.apprise_gateway import AppriseGateway, BadGateway
from consent_ui.messaging.candidates import Weighing
from consent_ui.messaging.gate import Gate
from consent_ui.messaging.gateways import Console, Gateway
from consent_ui.messaging.witness import Witness
from consent_ui.messaging.writing import Writing, way_out
from consent_ui.rules.campaigns import Campaign, CampaignKind
from consent_ui.rules.consent import Channel
from consent_ui.rules.messages import Message
from consent_ui.state import Consent
from consent_ui.store import selection
from consent_ui.store.people import Customer
from consent_ui.store.selection import Candidate


@dataclass(frozen=True)
class Audience:
    """One campaign's audience at one instant."""

    consent: Consent
    campaign: Campaign
    weighing: Weighing
    writing: Writing

    def gate(self, gateway: Gateway) -> Gate:
        """The gate in front of a gateway."""
        witness, home = witness_of(self.consent), self.weighing.restaurant.id
        return Gate(
            self.consent.database,
            self.consent.seals,
            gateway,
            lambda connection: witness.trusts(connection, home),
            self.writing,
        )

    def message(self, candidate: Candidate) -> Message:
        """What a candidate would get, with a link as long as hers would be."""
        customer = Customer(candidate.reference, "", candidate.contact, None, candidate.orders, candidate.last_order_at)
        link = f"{self.consent.settings.public_url}/{'x' * 60}" if self.consent.settings.public_url else ""
        return self.writing.write(self.weighing.restaurant, self.campaign, customer, candidate.language, link)

    def size(self) -> int:
        """How many people a run walks."""
        before = self.weighing.now - timedelta(days=self.campaign.lapse_days or 1)
        with self.consent.database.read() as connection:
            return selection.count_lapsed(connection, self.weighing.restaurant.id, self.weighing.channel, before)


def audience_of(consent: Consent, slug: str | None, name: str | None, now: datetime) -> Audience:
    """The audience of a restaurant's retention campaign. Raises ClickException when there is no such campaign, or when
    its messages would carry no way to stop."""
    programme = consent.programme(slug)
    if programme is None:
        raise click.ClickException("there is no such restaurant; name one with --restaurant")
    retaining = [each for each in programme.campaigns if each.kind is CampaignKind.RETENTION]
    running = [each for each in retaining if each.on and each.starts <= now and (each.ends is None or now < each.ends)]
    found = [each for each in retaining if each.name == name] if name else running[:1]
    if not found:
        names = ", ".join(each.name for each in retaining) or "none"
        raise click.ClickException(f"no such retention campaign runs; there are: {names}")
    restaurant = programme.restaurant
    if Channel.SMS not in restaurant.channels:
        raise click.ClickException(f"{restaurant.slug} does not write by SMS")
    writing = Writing(lambda customer, campaign: None, lambda queued: "")
    try:
        way_out(restaurant, writing.link_of(None))  # type: ignore[arg-type]
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    with consent.database.read() as connection:
        trusted = witness_of(consent).trusts(connection, restaurant.id)
    weighing = Weighing(consent.database, consent.seals, restaurant, found[0], Channel.SMS, now, trusted)
    return Audience(consent, found[0], weighing, writing)


def gateway_of(consent: Consent, out: TextIO) -> Gateway:
    """The gateway that the settings name. Raises ClickException."""
    if consent.settings.sms_gateway == "console":
        return Console(out)
    try:
        return AppriseGateway(consent.settings.sms_gateway)
    except BadGateway as error:
        raise click.ClickException(str(error)) from error


def witness_of(consent: Consent) -> Witness:
    """The witness beside this application's database, or in its instance folder."""
    engine = consent.database.engine
    if engine.dialect.name == "sqlite":
        return Witness(Path(f"{engine.url.database}.witness"))
    folder = Path(consent.app.instance_path)
    folder.mkdir(parents=True, exist_ok=True)
    return Witness(folder / "sending.witness")
