"""Writes one person's message: her code, her ways out, in her recorded language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from consent_ui.rules.campaigns import Campaign
from consent_ui.rules.messages import Message, WayOut, retention_letter, retention_message
from consent_ui.rules.notices import Restaurant
from consent_ui.rules.validity import voucher_ends
from consent_ui.store.outbox import Queued
from consent_ui.store.people import Customer
from consent_ui.store.recipients import Facts
from consent_ui.texts import texts


@dataclass(frozen=True)
class Writing:
    """`voucher_of` is the host's own code for a customer, None where it has none; `link_of` the address in a message
    where she can stop and see why she got it, empty where the site has no public address. With `button_of`, the
    address of a mail program's own button, messages are e-mails."""

    voucher_of: Callable[[Customer, Campaign], str | None]
    link_of: Callable[[Queued], str]
    button_of: Callable[[Queued], str] | None = None

    def __call__(self, facts: Facts, queued: Queued) -> Message:
        """The message. Raises MissingText, and ValueError when there would be no way out."""
        language, link = facts.recipient.language, self.link_of(queued)
        button = self.button_of(queued) if self.button_of else None
        return self.write(facts.restaurant, facts.campaign, facts.customer, language, link, facts.at, button)

    def write(
        self,
        restaurant: Restaurant,
        campaign: Campaign | None,
        customer: Customer,
        language: str,
        link: str,
        now: datetime,
        button: str | None = None,
    ) -> Message:
        """The message for a customer in a language, with this link, if it leaves at `now` (aware UTC); an e-mail where
        there is an address for a mail program's `button`."""
        if campaign is None:
            raise ValueError("no campaign, no message")
        code, until = self.voucher(restaurant, campaign, customer, now)
        if button is not None:
            return retention_letter(restaurant, campaign, code, until, link, button, texts(language))
        return retention_message(restaurant, campaign, code, until, way_out(restaurant, link), texts(language))

    def voucher(
        self, restaurant: Restaurant, campaign: Campaign, customer: Customer, now: datetime
    ) -> tuple[str | None, datetime | None]:
        """The customer's code, and the first instant at which it is good no longer. The host is told when that is: the
        campaign it is asked about ends then."""
        until = voucher_ends(campaign, now, restaurant.time_zone)
        code = self.voucher_of(customer, replace(campaign, ends=until)) if campaign.host_voucher else campaign.voucher
        return code, until


def way_out(restaurant: Restaurant, link: str) -> WayOut:
    """How somebody stops this restaurant's SMS. Raises ValueError when there is no way."""
    return WayOut(number=restaurant.sms_stop, link=link, answers=restaurant.sms_answers)
