"""What somebody of a certain kind would see at an instant, and why: for staff who want to know before it happens.

The people here are made up, one for each kind that the rules tell apart; everything else is decided by the very rules
that decide for visitors.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from consent_ui.rules.asking import Show, Why, ask
from consent_ui.rules.campaigns import Campaign, Choice, Reason, Visit, choose
from consent_ui.rules.consent import Actor, Channel, Decision, Kind, Place
from consent_ui.rules.notices import Restaurant
from consent_ui.rules.precedence import Before, first
from consent_ui.rules.variants import subject


class Profile(StrEnum):
    """Kinds of people. Each has its words in the catalogues under `profile.<value>`."""

    NEW = "new"
    RETURNING = "returning"
    LOYAL = "loyal"
    LAPSED = "lapsed"
    OPTED_OUT = "opted_out"


ORDERS: Mapping[Profile, int | None] = {
    Profile.NEW: None,
    Profile.RETURNING: 3,
    Profile.LOYAL: 25,
    Profile.LAPSED: 4,
    Profile.OPTED_OUT: 12,
}
"""Paid orders of each; None for somebody not signed in. How long ago the last one was steers no words (CV-17)."""

LEFT = timedelta(days=30)
"""How long ago who opted out did so."""


@dataclass(frozen=True, slots=True)
class Other:
    """A campaign that is not shown: why; and where another comes first, in what that is so."""

    campaign: Campaign
    reason: Reason
    before: Before | None = None


@dataclass(frozen=True, slots=True)
class Explained:
    """Whether the question is put and why; the campaign whose words it has (None: the generic ones) and why; and each
    campaign that is not shown. Where nothing is asked the choice is what it would have been."""

    show: Show
    why: Why
    campaign: Campaign | None
    reason: Reason
    others: tuple[Other, ...]
    variant: str = ""
    """The sentence of the campaign's wording test whose turn it is."""

    def subject(self) -> UUID | None:
        """What the words are published under; None: the generic ones."""
        return subject(self.campaign.id, self.variant) if self.campaign else None


def visit_of(profile: Profile, language: str, store: str | None) -> Visit:
    """This kind of person on a page in this language."""
    return Visit(language, store, ORDERS[profile])


def explain(
    restaurant: Restaurant,
    campaigns: Iterable[Campaign],
    profile: Profile,
    visit: Visit,
    at: datetime,
    host_vouchers: bool,
) -> Explained:
    """What this kind of person would see on this visit at `at` (aware UTC)."""
    history = None if ORDERS[profile] is None else _history(profile, restaurant, at)
    show, why = ask(history, None, restaurant.channels, at)
    choice = choose(campaigns, visit, at, host_vouchers)
    return Explained(show, why, choice.campaign, choice.reason, tuple(_others(choice)), choice.variant)


def _others(choice: Choice) -> Iterable[Other]:
    for campaign, reason in choice.others:
        is_second = reason is Reason.OUTRANKED and choice.campaign is not None
        before = first(choice.campaign, campaign)[2] if is_second and choice.campaign else None
        yield Other(campaign, reason, before)


def _history(profile: Profile, restaurant: Restaurant, at: datetime) -> Sequence[Decision]:
    if profile is not Profile.OPTED_OUT:
        return ()
    return [
        Decision(
            id=UUID(int=0), restaurant_id=restaurant.id, act=UUID(int=0), person=UUID(int=0), contact=None,
            channel=channel, kind=kind, notice="", campaign_id=None, campaign_version=None, language="",
            place=Place.PREFERENCES, actor=Actor.CUSTOMER, at=at - LEFT * times,
        )
        for channel in Channel
        for kind, times in ((Kind.GIVEN, 2), (Kind.WITHDRAWN, 1))
    ]  # fmt: skip


def wins(
    campaigns: Sequence[Campaign], languages: Sequence[str], stores: Iterable[str], now: datetime, host_vouchers: bool
) -> dict[UUID, tuple[Profile, ...]]:
    """Per campaign the kinds of people who are shown its words now, in any of these languages and stores."""
    found: dict[UUID, dict[Profile, None]] = {}
    for profile in Profile:
        if profile is Profile.OPTED_OUT:
            continue  # who opted out is asked nothing
        for language in languages:
            for store in (None, *stores):
                chosen = choose(campaigns, visit_of(profile, language, store), now, host_vouchers).campaign
                if chosen is not None:
                    found.setdefault(chosen.id, {})[profile] = None
    return {campaign_id: tuple(profiles) for campaign_id, profiles in found.items()}
