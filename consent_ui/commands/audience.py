"""What the retention commands work on: a campaign's audience, a gate, a gateway, a witness."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TextIO
from uuid import UUID

import click

from consent_ui.links import Links, address
from consent_ui.messaging import choosing, leaving, receiving
from consent_ui.messaging.apprise_gateway import BadGateway
from consent_ui.messaging.candidates import Weighing
from consent_ui.messaging.gate import Gate
from consent_ui.messaging.gateways import Gateway
from consent_ui.messaging.witness import Witness
from consent_ui.messaging.writing import Writing, way_out
from consent_ui.rules.campaigns import Campaign, CampaignKind
from consent_ui.rules.consent import Channel
from consent_ui.rules.messages import Message
from consent_ui.rules.notices import Restaurant
from consent_ui.state import Consent
from consent_ui.store import selection
from consent_ui.store.outbox import Queued
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
        """What a candidate would get, with a link as long as hers would be, and something like her code in place of
        it: the host is not asked for codes that nobody gets."""
        customer = Customer(candidate.reference, "", candidate.contact, None, candidate.orders, candidate.last_order_at)
        link = link_in(self.consent, self.weighing.restaurant, NO_MESSAGE)
        own = NO_CODE if self.consent.hands_out_vouchers else None
        return replace(self.writing, voucher_of=lambda customer, campaign: own).write(
            self.weighing.restaurant, self.campaign, customer, candidate.language, link
        )

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
    writing = Writing(consent.voucher_of, lambda queued: link_in(consent, restaurant, queued.id))
    try:
        way_out(restaurant, link_in(consent, restaurant, NO_MESSAGE))
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    with consent.database.read() as connection:
        trusted = witness_of(consent).trusts(connection, restaurant.id)
    weighing = Weighing(consent.database, consent.seals, restaurant, found[0], Channel.SMS, now, trusted)
    return Audience(consent, found[0], weighing, writing)


NO_CODE = "AAAA-0000"
"""Stands for a code of the host's own."""

NO_MESSAGE = UUID(int=0)
"""Stands for a message that is only thought of: its link is as long as a real one."""


def link_in(consent: Consent, restaurant: Restaurant, message_id: UUID) -> str:
    """Where the recipient of this message stops and sees why she got it; empty where the site has no public address.
    The restaurant is named where the site has several."""
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


def gateway_of(consent: Consent, out: TextIO) -> Gateway:
    """The gateway that the settings name. Raises ClickException."""
    try:
        return choosing.gateway(consent.settings.sms_gateway, out)
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
