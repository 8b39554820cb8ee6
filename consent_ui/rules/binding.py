"""When a contact counts as the person's own, and how long a yes waits for one.

A yes is bound to a contact only if somebody vouches for it: the host, who verified it, or the person, who proved it
with a code or link sent there. Where the restaurant's country is read as wanting more than a host's word, only the
person's proof counts (double opt-in; CV-09).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from consent_ui.rules.consent import Channel, Decision, Kind, State, fold
from consent_ui.rules.notices import Restaurant

DOUBLE_OPT_IN = frozenset({"DE", "AT", "IT"})
"""Countries (ISO 3166-1) whose courts or authority take nothing less than a confirmed contact for proof of a yes:
Germany (BGH I ZR 164/09), Austria (practice as in Germany), Italy (Garante, Provv. 330/2025)."""

PENDING = timedelta(days=30)
"""How long a yes without a contact of its own waits before it lapses."""

UNCONFIRMED = timedelta(days=7)
"""How long it waits where double opt-in is required (CV-09)."""


def one_spelling(address: str) -> str:
    """The one spelling of an e-mail address: no mail server tells Lea@ from lea@, and no space is part of either, so
    none of them is a person of its own."""
    return address.strip().lower()


def named(channel: Channel, contact: str) -> str:
    """What is hashed of a contact."""
    return f"{channel}:{one_spelling(contact) if channel is Channel.EMAIL else contact}"


def needs_proof(restaurant: Restaurant) -> bool:
    """Whether only a contact that the person proved counts: by the country, or by the restaurant's own wish."""
    return restaurant.double_opt_in or restaurant.country in DOUBLE_OPT_IN


def patience(restaurant: Restaurant) -> timedelta:
    """How long a yes without a contact waits there."""
    return UNCONFIRMED if needs_proof(restaurant) else PENDING


def lapsed(decision: Decision, now: datetime, waits: timedelta = PENDING) -> bool:
    """Whether a decision is a yes that has waited for its contact for too long: it counts no more, and has to be said
    again. `now` is aware UTC."""
    return decision.kind is Kind.GIVEN and decision.contact is None and now - decision.at >= waits


def standing(decisions: Sequence[Decision], contact: str | None, now: datetime, waits: timedelta = PENDING) -> State:
    """State of one person on one channel at `now`: that of `fold`, and `expired` for a yes that lapsed."""
    if decisions and lapsed(decisions[-1], now, waits):
        return State.EXPIRED
    return fold(decisions, contact)


def states(
    decisions: Sequence[Decision],
    channels: Iterable[Channel],
    contacts: Mapping[Channel, str | None],
    now: datetime,
    waits: timedelta = PENDING,
) -> dict[Channel, State]:
    """State on each of `channels`, from one person's whole history, oldest first."""
    return {c: standing([d for d in decisions if d.channel is c], contacts.get(c), now, waits) for c in channels}


@dataclass(frozen=True, slots=True)
class Voucher:
    """What is known of whose an account's contact is: the channels the host vouches for, the keyed hashes that
    earlier decisions are bound to, and those the person proved."""

    host: Collection[Channel]
    bound: Collection[str] = ()
    proven: Collection[str] = ()


def own(channel: Channel, hashes: Sequence[str], known: Voucher) -> str | None:
    """The keyed hash of a contact that is known to be the person's own; None while nobody vouches for it.

    `hashes` are those of the contact the account holds today, the newest key's first. A hash that is bound or proven
    already comes before the newest, so that replacing a key unbinds nobody. What once was bound had been vouched for.
    """
    for each in hashes:
        if each in known.bound or each in known.proven:
            return each
    return hashes[0] if hashes and channel in known.host else None


def unproven(channels: Iterable[Channel], found: dict[Channel, str | None]) -> list[Channel]:
    """The channels on which nobody vouches for a contact yet."""
    return [channel for channel in channels if found.get(channel) is None]
