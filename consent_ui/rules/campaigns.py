"""Which running campaign words the question for this visitor at this instant, and why (IC-06).

A running signup campaign for somebody without orders comes first, else a running loyalty campaign, else a
running retention campaign, else the generic words. Among several of one kind the one that ends first wins
(an open end comes last), then the one that started last, then the smaller id: so the order never depends on
how a database returns rows.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from consent_ui.rules.consent import Kind
from consent_ui.rules.offers import AfterOrders, AmountOff, BuyGet, FreeDelivery, FreeItem, Offer, PercentOff
from consent_ui.rules.variants import OTHERS, Variant, next_turn, shown

__all__ = [
    "FITTING", "BuyGet", "Campaign", "CampaignKind", "Choice", "Offer", "PercentOff", "Reason", "Visit", "choose",
    "hindrance", "next_change", "order", "voucher_due", "voucher_earned",
]  # fmt: skip


class CampaignKind(StrEnum):
    """What a campaign is for, in the order in which they are preferred."""

    SIGNUP = "signup"
    LOYALTY = "loyalty"
    RETENTION = "retention"


FITTING: Mapping[type[Offer], frozenset[CampaignKind]] = {
    PercentOff: frozenset(CampaignKind),
    BuyGet: frozenset(CampaignKind),
    AmountOff: frozenset({CampaignKind.SIGNUP, CampaignKind.RETENTION}),
    FreeItem: frozenset({CampaignKind.SIGNUP}),
    FreeDelivery: frozenset({CampaignKind.SIGNUP}),
    AfterOrders: frozenset({CampaignKind.LOYALTY}),
}
"""Which kinds of campaign can make an offer."""


@dataclass(frozen=True, slots=True)
class Campaign:
    """One version of a campaign. `starts` and `ends` are aware UTC; `ends` is the first instant it no longer
    runs, None for an open end. Empty `stores` means every store. `minimum` is in the restaurant's currency.
    `lapse_days` is how long a customer must not have ordered, retention only. `voucher` is the code a person
    gets, None when the offer needs none or when `host_voucher` says that the host hands out a code per person.
    `voucher_days`: for how many days after the lapse that code can be used, and at least from the day of a message
    (rules/validity.py), retention only; None: no limit.
    `requires_consent` says the benefit is only for who says yes (IC-02). `wording` replaces the sentence about the
    benefit, as (language, text) in the order of the languages' codes. `variants` are sentences that are tested against
    it; `answers_each` is how many answers each must have before the test says anything.
    """

    id: UUID
    version: int
    kind: CampaignKind
    name: str
    on: bool
    starts: datetime
    ends: datetime | None
    languages: frozenset[str]
    offer: Offer
    stores: frozenset[str] = frozenset()
    requires_consent: bool = False
    minimum: Decimal | None = None
    lapse_days: int | None = None
    voucher: str | None = None
    host_voucher: bool = False
    voucher_days: int | None = None
    wording: tuple[tuple[str, str], ...] = ()
    variants: tuple[Variant, ...] = ()
    answers_each: int | None = None

    def __post_init__(self) -> None:
        if self.ends is not None and self.ends <= self.starts:
            raise ValueError("a campaign must end after it starts")
        if (self.kind is CampaignKind.RETENTION) != (self.lapse_days is not None):
            raise ValueError("lapse_days belongs to retention campaigns, and each of them needs it")
        if self.requires_consent and self.voucher is None and not self.host_voucher:
            raise ValueError("a benefit that requires consent needs a voucher to hand over at once (IC-04)")
        if self.voucher is not None and self.host_voucher:
            raise ValueError("a voucher is one code for all or one from the host, not both")
        if self.voucher_days is not None and (self.kind is not CampaignKind.RETENTION or self.voucher_days < 1):
            raise ValueError("voucher_days belongs to retention campaigns, and is at least 1")
        if self.kind not in FITTING[type(self.offer)]:
            raise ValueError(f"a {self.kind} campaign cannot offer that")

        if tuple(variant.name for variant in self.variants) != OTHERS[: len(self.variants)]:
            raise ValueError("a test has the variants B, or B and C")
        if bool(self.variants) != (self.answers_each is not None):
            raise ValueError("a test and its stop rule belong together")
        if any({each for each, _ in variant.wording} != self.languages for variant in self.variants):
            raise ValueError("each variant has a sentence in each of the campaign's languages")

    def speaks(self, language: str) -> bool:
        """Whether it has words in a language, the name of a free item included."""
        named = not isinstance(self.offer, FreeItem) or self.offer.name(language) is not None
        return language in self.languages and named


@dataclass(frozen=True, slots=True)
class Visit:
    """Who is looking: page language, store if there are several, and the orders of a signed-in customer.
    `orders` is None for a visitor not signed in. Nothing else may steer the words (CV-17)."""

    language: str
    store: str | None = None
    orders: int | None = None


class Reason(StrEnum):
    """Why a campaign is shown, or is not. Each has its words in the catalogues under `reason.<value>`."""

    SIGNUP = "signup"
    LOYALTY = "loyalty"
    RETENTION = "retention"
    GENERIC = "generic"
    OFF = "off"
    NOT_STARTED = "not_started"
    ENDED = "ended"
    OTHER_STORE = "other_store"
    NO_WORDS = "no_words"
    NO_VOUCHER = "no_voucher"
    HAS_ORDERS = "has_orders"
    NO_ORDERS = "no_orders"
    OUTRANKED = "outranked"


@dataclass(frozen=True, slots=True)
class Choice:
    """The campaign whose words are shown, None for the generic words; why; and why each other one is not."""

    campaign: Campaign | None
    reason: Reason
    others: tuple[tuple[Campaign, Reason], ...] = ()
    variant: str = ""
    """The sentence of a wording test whose turn it is; empty where none is tested."""


def hindrance(campaign: Campaign, visit: Visit, now: datetime, host_vouchers: bool = True) -> Reason | None:
    """Why this campaign may not be shown on this visit at `now` (aware UTC); None when it may. `host_vouchers` says
    whether the host hands out codes: a code that nobody would hand over is not promised (IC-04)."""
    if not campaign.on:
        return Reason.OFF
    if now < campaign.starts:
        return Reason.NOT_STARTED
    if campaign.ends is not None and now >= campaign.ends:
        return Reason.ENDED
    if campaign.stores and visit.store not in campaign.stores:
        return Reason.OTHER_STORE
    if not campaign.speaks(visit.language):
        return Reason.NO_WORDS
    if campaign.host_voucher and not host_vouchers:
        return Reason.NO_VOUCHER
    if campaign.kind is CampaignKind.SIGNUP and visit.orders:
        return Reason.HAS_ORDERS
    if campaign.kind is CampaignKind.RETENTION and visit.orders == 0:
        return Reason.NO_ORDERS
    return None


_OPEN_END = datetime.max.replace(tzinfo=UTC)
_RANK = {kind: rank for rank, kind in enumerate(CampaignKind)}


def order(campaign: Campaign) -> tuple[int, datetime, float, UUID]:
    """Of two campaigns that fit one visit, the one with the smaller order is shown."""
    return (_RANK[campaign.kind], campaign.ends or _OPEN_END, -campaign.starts.timestamp(), campaign.id)


def choose(campaigns: Iterable[Campaign], visit: Visit, now: datetime, host_vouchers: bool = True) -> Choice:
    """The best lawful words for this visit at `now` (aware UTC), with the reason, and a reason for each other."""
    eligible: list[Campaign] = []
    others: list[tuple[Campaign, Reason]] = []
    for campaign in sorted(campaigns, key=order):
        reason = hindrance(campaign, visit, now, host_vouchers)
        if reason is None:
            eligible.append(campaign)
        else:
            others.append((campaign, reason))
    others.extend((campaign, Reason.OUTRANKED) for campaign in eligible[1:])
    if not eligible:
        return Choice(None, Reason.GENERIC, tuple(others))
    chosen = eligible[0]
    return Choice(chosen, Reason(chosen.kind.value), tuple(others), shown(chosen.id, chosen.variants, now))


def next_change(campaigns: Iterable[Campaign], now: datetime) -> datetime:
    """The first instant after `now` (aware UTC) at which a campaign starts or ends, or another of its variants has its
    turn: until then choose() answers the same. The end of time when nothing will change."""
    campaigns = tuple(campaigns)
    edges = [edge for campaign in campaigns for edge in (campaign.starts, campaign.ends) if edge and edge > now]
    if any(campaign.variants for campaign in campaigns):
        edges.append(next_turn(now))
    return min(edges, default=_OPEN_END)


def voucher_earned(campaign: Campaign, kinds: Collection[Kind]) -> bool:
    """Whether a person holds this campaign's voucher after decisions of these kinds on its words.

    Where the benefit requires consent a yes earns it, and a later decision does not take it back (IC-04);
    elsewhere everybody has it, whatever they answered (IC-02).
    """
    earned = not campaign.requires_consent or Kind.GIVEN in kinds
    return earned and bool(kinds)


def voucher_due(campaign: Campaign, kinds: Collection[Kind]) -> str | None:
    """The campaign's own code when a person holds its voucher; None when none is due, or the host hands it out."""
    return campaign.voucher if voucher_earned(campaign, kinds) else None
