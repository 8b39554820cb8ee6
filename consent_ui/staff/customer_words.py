"""What pages say of a customer: name and contacts as this member may see them, states and flag in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from consent_ui import phones
from consent_ui.presenting import mask
from consent_ui.rules.consent import Actor, Channel, Decision, Said, State, fold
from consent_ui.rules.opting_out import Reason, Standing, note_fault, standing
from consent_ui.rules.roles import Role
from consent_ui.rules.sending import Because
from consent_ui.staff.desk import Desk
from consent_ui.store.people import Customer

Latest = Mapping[Channel, Decision]
"""The last decision on each channel."""


@dataclass(frozen=True, slots=True)
class Who:
    """A customer as this member may see them; empty where the account has none."""

    name: str
    phone: str
    email: str


@dataclass(frozen=True, slots=True)
class Flag:
    """Whether a customer is out of marketing, in words, and in which tone it is shown."""

    standing: Standing
    words: str
    tone: str


TONES = {
    Standing.OUT: "bad",
    Standing.PARTLY_OUT: "warn",
    Standing.IN: "good",
    Standing.WAITING: "plain",
    Standing.SILENT: "plain",
}


def is_masked(at: Desk) -> bool:
    """Whether numbers and addresses are hidden from this member."""
    return not at.may(Role.MANAGER)


def who(at: Desk, customer: Customer) -> Who:
    """Name, number and address. Where hosts put a number or an address for a name, it is hidden like one."""
    name = customer.name.strip() or at.text("customers.no_name")
    phone, email = customer.phone or "", customer.email or ""
    if not is_masked(at):
        return Who(name, phones.shown(phone) if phone else "", email)
    if note_fault(Reason.TOLD, name) is not None:
        name = mask(name)
    return Who(name, phones.masked(phone) if phone else "", mask(email) if email else "")


def channels(at: Desk, latest: Mapping[Channel, Said]) -> tuple[Channel, ...]:
    """The restaurant's channels, then those it no longer writes by but on which something was decided."""
    return tuple(dict.fromkeys((*at.restaurant.channels, *latest)))


def states(at: Desk, customer: Customer, latest: Mapping[Channel, Said]) -> dict[Channel, State]:
    """What stands now on each channel."""
    bound = {decision.contact for decision in latest.values()} - {None}
    # Only a yes is bound to a contact: for the many without one nothing has to be hashed.
    held = {channel: customer.contact(channel) for channel in Channel} if bound else {}
    hashes = at.consent.seals.held_hashes(at.restaurant.id, held, bound)
    return {
        channel: fold([latest[channel]] if channel in latest else [], hashes.get(channel))
        for channel in channels(at, latest)
    }


LEFT = frozenset({Because.SUPPRESSED, Because.LEFT_ELSEWHERE})
"""What the gate says of somebody who is out, although her own last word here is yes."""


def flag(at: Desk, states: Mapping[Channel, State], held: Mapping[Channel, Because]) -> Flag:
    """The flag of a customer in these states, whom the gate holds back for these reasons all the same."""
    states = {channel: State.WITHDRAWN if held.get(channel) in LEFT else state for channel, state in states.items()}
    stands = standing(states.values())
    if stands is Standing.IN and all(channel in held for channel, state in states.items() if state is State.GIVEN):
        return Flag(stands, at.text("customers.standing.held"), "warn")
    out = [channel for channel, state in states.items() if state in (State.REFUSED, State.WITHDRAWN)]
    by = at.text.listing([at.text(f"channel.{channel}.by") for channel in out])
    return Flag(stands, at.text(f"customers.standing.{stands}", by=by), TONES[stands])


def sentence(at: Desk, channel: Channel, state: State, last: Decision | None, held: Because | None = None) -> str:
    """One channel's state in words; `held` says why the gate holds a yes back all the same."""
    by = at.text(f"channel.{channel}.by")
    if held is not None:
        return at.text("customers.state.held", by=by, why=at.text(f"sending.{held}"))
    if last is not None and last.actor is Actor.STAFF:
        return at.text("customers.state.by_staff", by=by)
    return at.text(f"customers.state.{state}", by=by)
