"""The gate: whether one marketing message may leave, and the first rule that says no.

Everything here is a value that was read inside the sending transaction; nothing is looked up, nothing is assumed. What
is not known is a no: `may_send` allows only what every rule allows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from consent_ui.rules.binding import PENDING, lapsed
from consent_ui.rules.campaigns import Campaign, CampaignKind
from consent_ui.rules.consent import Channel, Decision, Kind, State, fold
from consent_ui.rules.hours import DAYTIME, Quiet, Window, quiet
from consent_ui.rules.territories import is_reached, territory_of


class Because(StrEnum):
    """Why a message may leave, or the first rule it fails, in the order in which they are asked. Each has its words
    in the catalogues under `sending.<value>`."""

    ALLOWED = "allowed"
    NOT_RECONCILED = "not_reconciled"
    SUPPRESSED = "suppressed"
    LEFT_ELSEWHERE = "left_elsewhere"
    UNKNOWN = "unknown"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    NO_CONTACT = "no_contact"
    NOT_BOUND = "not_bound"
    CONTACT_CHANGED = "contact_changed"
    EXPIRED = "expired"
    PAUSED = "paused"
    OFF = "off"
    NOT_STARTED = "not_started"
    ENDED = "ended"
    NO_WORDS = "no_words"
    NEVER_ORDERED = "never_ordered"
    NOT_LAPSED = "not_lapsed"
    ALREADY_SENT = "already_sent"
    TOO_OFTEN = "too_often"
    HOUR = "hour"
    SUNDAY = "sunday"
    HOLIDAY = "holiday"
    DOUBT = "doubt"


WAITS = frozenset({Because.HOUR, Because.SUNDAY, Because.HOLIDAY})
"""Reasons that pass by themselves: the message waits and is checked again (SM-07). Every other one drops it."""

MEMORY = timedelta(days=3 * 365)
"""How long a yes lasts after the person's last act or order (RT-01, CNIL's reference for customer management)."""

PERIOD = timedelta(days=30)
CAP = 4
"""At most this many messages in any thirty days over all campaigns: the number the notice states (SM-08, IN-05)."""


@dataclass(frozen=True, slots=True)
class Sending:
    """The terms of one restaurant: its IANA `zone`, its hours, its `cap` of messages in thirty days, how long a yes
    lasts (`memory`) and waits for its contact (`waits`), and whether its records can be trusted: after a restore or an
    import they cannot until they were reconciled (RT-13). `shut`: its hours leave no minute for an SMS."""

    restaurant_id: UUID
    zone: str
    window: Window = DAYTIME
    cap: int = CAP
    memory: timedelta = MEMORY
    waits: timedelta = PENDING
    reconciled: bool = True
    shut: bool = False


@dataclass(frozen=True, slots=True)
class Recipient:
    """What is known of one person on one channel, read afresh.

    `decisions` are that person's on that channel, oldest first. `contact` is the E.164 number or address of today and
    `bound` its keyed hash where it is known to be the person's own, None where it is not. `suppressed` says that the
    contact is on the list of those who are never written to, `left_elsewhere` that another account with the same
    contact said no after this one said yes: the last word of one and the same phone counts (CV-20). `sent` are the
    times of marketing messages in the last thirty days, of all campaigns and channels; `already_sent` says that this
    campaign reached the person in this very lapse. `language` is the recorded one. All times are aware UTC.
    """

    restaurant_id: UUID
    person: UUID
    channel: Channel
    decisions: Sequence[Decision]
    contact: str | None
    bound: str | None
    language: str
    orders: int = 0
    last_order_at: datetime | None = None
    suppressed: bool = False
    left_elsewhere: bool = False
    paused: bool = False
    sent: Sequence[datetime] = ()
    already_sent: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """Allow or deny, why, and the decision that justifies sending: only an allowed message has one (PR-15)."""

    because: Because
    decision: Decision | None = None

    def __post_init__(self) -> None:
        if self.allowed != (self.decision is not None):
            raise ValueError("exactly the allowed message names the decision behind it")

    @property
    def allowed(self) -> bool:
        """Whether the message may leave now."""
        return self.because is Because.ALLOWED

    @property
    def waits(self) -> bool:
        """Whether it may be tried again later."""
        return self.because in WAITS


def may_send(recipient: Recipient, campaign: Campaign, terms: Sending, now: datetime) -> Verdict:
    """Whether this campaign's message may leave for this person at `now` (aware UTC), with the first failing rule.

    The latest decision must be a yes (GDPR 7(3), ePrivacy Directive 13(1), CPCE L34-5; CV-01) of this person to this
    restaurant on this channel, bound to the contact the person has today (CV-08).
    """
    failing = held_back(recipient, terms, now) or _campaign(recipient, campaign, now) or _moment(recipient, terms, now)
    return Verdict(failing) if failing else Verdict(Because.ALLOWED, recipient.decisions[-1])


def held_back(recipient: Recipient, terms: Sending, now: datetime) -> Because | None:
    """Why nothing may leave for this person at `now`, whatever the campaign; None when a campaign's may."""
    if not terms.reconciled:
        return Because.NOT_RECONCILED
    if recipient.suppressed:
        return Because.SUPPRESSED
    if any(_is_foreign(decision, recipient, terms) or decision.at > now for decision in recipient.decisions):
        return Because.DOUBT
    match fold(recipient.decisions, recipient.bound):
        case State.GIVEN:
            pass
        case State.PENDING:
            return _unbound(recipient, terms, now)
        case state:
            return Because(state.value)
    if not is_reached(recipient.channel, recipient.contact):
        return Because.NO_CONTACT
    if recipient.left_elsewhere:
        return Because.LEFT_ELSEWHERE
    last = recipient.decisions[-1]
    if last.kind is not Kind.GIVEN or not last.contact:
        return Because.DOUBT
    if now - max(last.at, recipient.last_order_at or last.at) >= terms.memory:
        return Because.EXPIRED
    return Because.PAUSED if recipient.paused else None


def _is_foreign(decision: Decision, recipient: Recipient, terms: Sending) -> bool:
    """Whether this decision is somebody else's, to somebody else, or about another channel: then something mixed
    them up, and nothing that was read can be trusted."""
    return (decision.restaurant_id, decision.person, decision.channel) != (
        terms.restaurant_id,
        recipient.person,
        recipient.channel,
    ) or recipient.restaurant_id != terms.restaurant_id


def _unbound(recipient: Recipient, terms: Sending, now: datetime) -> Because:
    if lapsed(recipient.decisions[-1], now, terms.waits):
        return Because.EXPIRED
    if not recipient.contact:
        return Because.NO_CONTACT
    bound_once = recipient.decisions[-1].contact is not None
    return Because.CONTACT_CHANGED if bound_once and recipient.bound is not None else Because.NOT_BOUND


def _campaign(recipient: Recipient, campaign: Campaign, now: datetime) -> Because | None:
    if not campaign.on:
        return Because.OFF
    if now < campaign.starts:
        return Because.NOT_STARTED
    if campaign.ends is not None and now >= campaign.ends:
        return Because.ENDED
    if recipient.language not in campaign.languages:
        return Because.NO_WORDS
    if campaign.kind is CampaignKind.RETENTION:
        if not recipient.orders or recipient.last_order_at is None:
            return Because.NEVER_ORDERED
        if campaign.lapse_days is None or campaign.lapse_days < 1:
            return Because.DOUBT
        if now - recipient.last_order_at < timedelta(days=campaign.lapse_days):
            return Because.NOT_LAPSED
    return Because.ALREADY_SENT if recipient.already_sent else None


def _moment(recipient: Recipient, terms: Sending, now: datetime) -> Because | None:
    if sum(1 for at in recipient.sent if at > now - PERIOD) >= terms.cap:
        return Because.TOO_OFTEN
    if recipient.channel is not Channel.SMS:
        return None  # an e-mail waits silently; hours are kept for what rings (SM-06)
    if not recipient.contact:
        return Because.NO_CONTACT
    if terms.shut:
        return Because.HOUR
    silence = quiet(territory_of(recipient.contact, terms.zone), terms.window, now)
    return _SILENCE[silence] if silence else None


_SILENCE = {Quiet.HOUR: Because.HOUR, Quiet.SUNDAY: Because.SUNDAY, Quiet.HOLIDAY: Because.HOLIDAY}
