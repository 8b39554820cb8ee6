"""What the retention commands work on: a campaign's audience, a gate, a gateway, a witness."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TextIO

import click

from consent_ui.commands.reaching import reaching_database
from consent_ui.messaging import choosing
from consent_ui.messaging.apprise_gateway import BadGateway
from consent_ui.messaging.candidates import Weighed, Weighing
from consent_ui.messaging.gate import Gate
from consent_ui.messaging.gateways import Gateway, Letters
from consent_ui.messaging.link import NO_MESSAGE, button_in, link_in
from consent_ui.messaging.mail import BadServer
from consent_ui.messaging.mail_gateway import MailGateway
from consent_ui.messaging.writing import Writing, way_out
from consent_ui.rules.campaigns import Campaign, CampaignKind
from consent_ui.rules.consent import Channel
from consent_ui.rules.limits import narrowed
from consent_ui.rules.messages import Message
from consent_ui.rules.notices import Restaurant
from consent_ui.rules.sending import WAITS, Because
from consent_ui.seals import NoKey
from consent_ui.state import Consent
from consent_ui.store import limits, selection
from consent_ui.store.offers import Programme
from consent_ui.store.people import Customer

KEYLESS = "SECRET_KEY must be set: contacts are known by hashes that are made with it"


class NotReady(click.ClickException):
    """Something is missing or does not fit, so nothing was tried."""

    exit_code = 2


@dataclass(frozen=True)
class Audience:
    """One campaign's audience at one instant."""

    consent: Consent
    campaign: Campaign
    weighing: Weighing
    writing: Writing
    _made: dict[tuple[object, ...], Message] = field(default_factory=dict)

    def gate(self, gateway: Gateway | Letters) -> Gate:
        """The gate in front of a gateway."""
        witness, home = self.consent.witness, self.weighing.restaurant.id
        return Gate(
            self.consent.database,
            self.consent.seals,
            gateway,
            lambda connection: witness.trusts(connection, home),
            self.writing,
        )

    def message(self, one: Weighed) -> Message | None:
        """What somebody would get, with a link as long as hers would be; None for who gets nothing."""
        if one.because is not Because.ALLOWED and one.because not in WAITS:
            return None
        candidate = one.candidate
        by_sms = self.weighing.channel is Channel.SMS
        phone, email = (candidate.contact, None) if by_sms else (None, candidate.contact)
        customer = Customer(candidate.reference, "", phone, email, candidate.orders, candidate.last_order_at)
        home, now = self.weighing.restaurant, self.weighing.now
        terms = self.writing.voucher(home, self.campaign, customer, now)
        made = self._made.get((candidate.language, *terms))  # most people's messages are the same
        if made is None:
            link = link_in(self.consent, home, NO_MESSAGE)
            button = None if by_sms else button_in(self.consent, home, NO_MESSAGE)
            made = self.writing.write(home, self.campaign, customer, candidate.language, link, now, button)
            if len(self._made) < MOST_KEPT:
                self._made[(candidate.language, *terms)] = made
        return made

    def size(self) -> int:
        """How many people a run walks."""
        before = self.weighing.now - timedelta(days=self.campaign.lapse_days or 1)
        with self.consent.database.read() as connection:
            return selection.count_lapsed(connection, self.weighing.restaurant.id, self.weighing.channel, before)

    def everybody(self) -> int:
        """How many people a preview walks."""
        with self.consent.database.read() as connection:
            return selection.count_everybody(connection, self.weighing.restaurant.id)


NAMES = {Channel.SMS: "SMS", Channel.EMAIL: "e-mail"}
MOST_KEPT = 1000
"""Messages a preview keeps, so that a code of each person's own does not fill the memory."""


def audience_of(consent: Consent, slug: str | None, name: str | None, now: datetime, channel: Channel) -> Audience:
    """The audience of a restaurant's retention campaign on a channel. Raises NotReady when there is no such campaign,
    or when its messages would carry no way to stop."""
    programme = programme_of(consent, slug)
    restaurant = programme.restaurant
    campaign = _campaign(programme, name, now)
    if channel not in restaurant.channels:
        raise NotReady(
            f"{restaurant.slug} does not write by {NAMES[channel]}: its channels are {', '.join(restaurant.channels)}"
        )
    writing = Writing(
        consent.hooks.voucher,
        lambda queued: link_in(consent, restaurant, queued.id),
        (lambda queued: button_in(consent, restaurant, queued.id)) if channel is Channel.EMAIL else None,
    )
    try:
        if channel is Channel.EMAIL and not button_in(consent, restaurant, NO_MESSAGE).startswith("https://"):
            raise NotReady("each e-mail carries an https address to stop at (RFC 8058): set CONSENT_PUBLIC_URL to one")
        if channel is Channel.SMS:
            way_out(restaurant, link_in(consent, restaurant, NO_MESSAGE))
    except NoKey as error:
        raise NotReady(KEYLESS) from error
    except ValueError as error:
        raise NotReady(
            f"{restaurant.slug} gives no way to stop its SMS: publish it with sms_stop, the number that takes STOP, or "
            "set CONSENT_PUBLIC_URL, so that messages carry a link"
        ) from error
    try:
        seals = consent.seals
        with reaching_database(NotReady), consent.database.read() as connection:
            trusted = consent.witness.trusts(connection, restaurant.id)
            home = narrowed(restaurant, limits.read(connection, restaurant.id))
    except NoKey as error:
        raise NotReady(KEYLESS) from error
    return Audience(
        consent, campaign, Weighing(consent.database, seals, home, campaign, channel, now, trusted), writing
    )


def programme_of(consent: Consent, slug: str | None) -> Programme:
    """What a restaurant has published. Raises NotReady."""
    with reaching_database(NotReady):
        programme = consent.programme(slug)
    if programme is None:
        raise NotReady("there is no such restaurant; name one with --restaurant")
    return programme


def _campaign(programme: Programme, name: str | None, now: datetime) -> Campaign:
    retaining = [each for each in programme.campaigns if each.kind is CampaignKind.RETENTION]
    running = [each for each in retaining if each.on and each.starts <= now and (each.ends is None or now < each.ends)]
    found = [each for each in retaining if each.name == name] if name else running
    if found:
        return found[0]
    names = ", ".join(each.name for each in retaining) or "none"
    wanted = f"there is no retention campaign named {name!r}" if name else "no retention campaign runs now"
    raise NotReady(f"{wanted}; {programme.restaurant.slug} has: {names}")


def gateway_of(consent: Consent, out: TextIO, restaurant: Restaurant, channel: Channel) -> Gateway | Letters:
    """For SMS the host's own way to send where it has one, else the gateway that the settings name; for e-mail their
    mail server. Raises NotReady."""
    try:
        if channel is Channel.EMAIL:
            where = consent.settings.smtp
            mailer, name = choosing.mailer(where, out), "console" if where == "console" else "smtp"
            return MailGateway(mailer, restaurant.name, restaurant.email, name)
        return choosing.gateway(consent.hooks.send_sms, consent.settings.sms_gateway, out)
    except (BadGateway, BadServer) as error:
        raise NotReady(str(error)) from error
