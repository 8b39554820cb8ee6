"""What a person decided, and what state follows from it.

A decision is one act on one channel; consent is the state that the decisions of one person on one channel
add up to. The ledger keeps decisions, never states, so the state can always be computed again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol
from uuid import UUID


class Channel(StrEnum):
    """A way to reach a person; consent is held for each one separately (CV-05)."""

    SMS = "sms"
    EMAIL = "email"


class Kind(StrEnum):
    """What one decision says."""

    GIVEN = "given"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class State(StrEnum):
    """Present consent of one person on one channel; `expired` is a yes that waited too long for its contact, which
    `rules.binding.standing` tells from a `pending` one."""

    UNKNOWN = "unknown"
    PENDING = "pending"
    GIVEN = "given"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


class Place(StrEnum):
    """Where the act took place."""

    BANNER = "banner"
    PREFERENCES = "preferences"
    ACCOUNT = "account"
    STAFF = "staff"
    SMS = "sms"
    """An answer to a message."""
    LINK = "link"
    """The link in a message."""
    EMAIL = "email"
    """The unsubscribe button of a mail program (RFC 8058)."""
    GATEWAY = "gateway"
    """Told to the gateway, which told us: the person has blocked the sender there."""
    CONTACT = "contact"


class Actor(StrEnum):
    """Who acted. Staff may move a person only towards out (CV-18)."""

    VISITOR = "visitor"
    CUSTOMER = "customer"
    STAFF = "staff"


@dataclass(frozen=True, slots=True)
class Decision:
    """One act on one channel, with the notice it answers (PR-01).

    `act` names the form that was submitted: a form sent twice carries the same act. `person` is None for a
    visitor who is not signed in. `contact` is the keyed hash of the phone number or address the decision is
    bound to, None while there is none. `at` is aware UTC.
    """

    id: UUID
    restaurant_id: UUID
    act: UUID
    person: UUID | None
    contact: str | None
    channel: Channel
    kind: Kind
    notice: str
    campaign_id: UUID | None
    campaign_version: int | None
    language: str
    place: Place
    actor: Actor
    at: datetime
    schema_version: int = 1


AFAR = frozenset({Place.SMS, Place.LINK, Place.EMAIL, Place.GATEWAY})
"""Where a customer acts without being signed in."""

ONLY_OUT = AFAR - {Place.SMS}
"""Where nobody says yes: a link can be forwarded, and a gateway reports no yes. By SMS who left so may come back."""


def may_stand(kind: Kind, actor: Actor, place: Place, known: bool) -> bool:
    """Whether the ledger takes a decision of this kind (CV-18); `known` says whether it is about a customer.

    A visitor acts for nobody known, everybody else for a customer. Staff acts as staff and as nothing else, and never
    says yes. From afar a customer acts alone, and says yes by SMS at most. The database holds the same by itself
    (store/ratchet.py).
    """
    if (actor is Actor.STAFF) is not (place is Place.STAFF) or (actor is Actor.VISITOR) is known:
        return False
    if place in AFAR and actor is not Actor.CUSTOMER:
        return False
    return kind is not Kind.GIVEN or (actor is not Actor.STAFF and place not in ONLY_OUT)


class Said(Protocol):
    """As much of a decision as its state depends on."""

    @property
    def kind(self) -> Kind:
        """What was decided."""

    @property
    def contact(self) -> str | None:
        """The hash of the contact that a yes was bound to."""


def fold(decisions: Iterable[Said], contact: str | None = None) -> State:
    """State of one person on one channel.

    `decisions` are that person's on that channel, oldest first; `contact` is the hash of the contact the
    account holds today. The last decision counts (CV-01). A yes is `given` only while it is bound to the
    very contact the account still holds; else it is `pending` (CV-08), so a changed number inherits nothing.
    """
    last: Said | None = None
    for decision in decisions:
        last = decision
    if last is None:
        return State.UNKNOWN
    if last.kind is Kind.GIVEN:
        bound = last.contact is not None and last.contact == contact
        return State.GIVEN if bound else State.PENDING
    return State(last.kind.value)


def next_kind(state: State, wanted: bool, bindable: bool, rested: bool = False) -> Kind | None:
    """The decision that a wish adds on one channel to a present state; None when it adds nothing.

    Saying again what already stands adds nothing, so a double click, a second tab or a retry leaves one decision
    (PR-08). A no after a yes is a withdrawal, even if the yes has lapsed by then, any other no a refusal. A `pending`
    yes may be said again once there is a contact to bind it to (`bindable`). A refusal that has rested for so long
    that the question was put again (`rested`) is refused anew, and rests anew (CV-12).
    """
    if wanted:
        if state is State.GIVEN or (state is State.PENDING and not bindable):
            return None
        return Kind.GIVEN
    if state is State.WITHDRAWN or (state is State.REFUSED and not rested):
        return None
    return Kind.WITHDRAWN if state in (State.GIVEN, State.PENDING, State.EXPIRED) else Kind.REFUSED


def settle(act: Collection[Kind], state: State, wanted: bool, bindable: bool, rested: bool = False) -> Kind | None:
    """Like next_kind, for a form that may arrive again or late.

    `act` is what this very form already did on this channel. A form says yes at most once and no at most once,
    and a yes that arrives after the same form said no changes nothing: in doubt, less is sent. A form that was
    recorded never acts again, even if the person has decided otherwise elsewhere since.
    """
    if (Kind.GIVEN in act) if wanted else (set(act) - {Kind.GIVEN}):
        return None
    if wanted and act:
        return None
    return next_kind(state, wanted, bindable, rested)


def outcome(act: Collection[Kind]) -> Kind | None:
    """What one form said in the end on one channel: a no outweighs a yes. None when it said nothing."""
    for kind in (Kind.WITHDRAWN, Kind.REFUSED, Kind.GIVEN):
        if kind in act:
            return kind
    return None


def state_on_device(kind: Kind | None) -> State:
    """State of a visitor who is not signed in, from what the device remembers: a yes has no contact yet."""
    if kind is None:
        return State.UNKNOWN
    return State.PENDING if kind is Kind.GIVEN else State(kind.value)


def waits_for_its_owner(state: State, contact: str | None) -> bool:
    """Whether a `pending` yes only needs its owner to confirm the contact that the account holds by now (CV-08)."""
    return state is State.PENDING and contact is not None


def can_stop(standing: Iterable[State]) -> bool:
    """Whether something is on, or could come on: only who is out everywhere has nothing left to stop."""
    return any(state not in (State.REFUSED, State.WITHDRAWN) for state in standing)


def may_bind(history: Sequence[Decision]) -> bool:
    """Whether an answer a device gave before signing in may become the account's, on a confirming click.

    Only while the account has no decision of its own: a device's yes never overrides an account's no (CV-20).
    """
    return not history


REST = timedelta(days=183)
"""How long nobody is asked again after an answer (CV-12, by analogy with CNIL cookie guidance)."""


def rest_is_over(answered_at: datetime, now: datetime) -> bool:
    """Whether an answer is old enough that the question may be put again. Both times aware UTC."""
    return now - answered_at >= REST
