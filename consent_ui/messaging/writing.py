"""Writes one person's message: her code, her ways out, in her recorded language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from consent_ui.rules.campaigns import Campaign
from consent_ui.rules.messages import Message, WayOut, win_back
from consent_ui.rules.notices import Restaurant
from consent_ui.store.outbox import Queued
from consent_ui.store.people import Customer
from consent_ui.store.recipients import Facts
from consent_ui.texts import texts


@dataclass(frozen=True)
class Writing:
    """`voucher_of` is the host's own code for a customer, None where it has none; `link_of` the address in a message
    where she can stop and see why she got it, empty where the site has no public address."""

    voucher_of: Callable[[Customer, Campaign], str | None]
    link_of: Callable[[Queued], str]

    def __call__(self, facts: Facts, queued: Queued) -> Message:
        """The message. Raises MissingText, and ValueError when there would be no way out."""
        return self.write(
            facts.restaurant, facts.campaign, facts.customer, facts.recipient.language, self.link_of(queued)
        )

    def write(
        self, restaurant: Restaurant, campaign: Campaign | None, customer: Customer, language: str, link: str
    ) -> Message:
        """The message for a customer in a language, with this link."""
        if campaign is None:
            raise ValueError("no campaign, no message")
        code, until = self.voucher(campaign, customer)
        return win_back(restaurant, campaign, code, until, way_out(restaurant, link), texts(language))

    def voucher(self, campaign: Campaign, customer: Customer) -> tuple[str | None, datetime | None]:
        """The customer's code, and until when it is good."""
        code = self.voucher_of(customer, campaign) if campaign.voucher is None else campaign.voucher
        return code, _until(campaign, customer.last_order_at)


def way_out(restaurant: Restaurant, link: str) -> WayOut:
    """How somebody stops this restaurant's SMS. Raises ValueError when there is no way."""
    return WayOut(number=restaurant.sms_stop, link=link, answers=restaurant.sms_answers)


def _until(campaign: Campaign, last_order_at: datetime | None) -> datetime | None:
    """The last instant at which the code is good: the campaign's own end, or so many days after the lapse."""
    days: int | None = getattr(campaign, "voucher_days", None)
    lapsed = last_order_at + timedelta(days=campaign.lapse_days or 0) if last_order_at else None
    ends = [campaign.ends, lapsed + timedelta(days=days) if lapsed and days else None]
    return min((each for each in ends if each), default=None)
