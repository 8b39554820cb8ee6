"""What only the host knows, asked during requests by functions that it hands over."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from consent_ui.rules.campaigns import Campaign
from consent_ui.store.people import Customer


def nobody() -> None:
    """The default hook: no customer, no slug, no language, no store known."""


def no_voucher(customer: Customer | None, campaign: Campaign) -> str | None:
    """The default hook for vouchers: the host hands out none of its own."""
    return None


@dataclass(frozen=True)
class Hooks:
    """What only the host knows: who is signed in, which restaurant this page is of, which language it is in, which
    store it is about, who of the staff is looking, which code a person gets, and how an SMS leaves, where the host
    sends them itself.

    `voucher` is asked for a message too; the campaign's `ends` is then the first instant at which this very code need
    not be good any longer (rules/validity.py)."""

    customer: Callable[[], Customer | None] = nobody
    restaurant: Callable[[], str | None] = nobody
    page_language: Callable[[], str | None] = nobody
    store: Callable[[], str | None] = nobody
    staff: Callable[[], object] = nobody
    voucher: Callable[[Customer | None, Campaign], str | None] = no_voucher
    send_sms: Callable[[str, str], str | None] | None = None
