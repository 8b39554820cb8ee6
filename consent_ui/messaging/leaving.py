"""Leaving from afar, and coming back by SMS: what a contact says counts for everybody whose account holds it.

Everything happens in the turns of all of them and in one transaction, so that when it is acknowledged no message is on
its way to any, and none will start (WD-07).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TypeVar
from uuid import UUID

from sqlalchemy import Connection

from consent_ui.rules.consent import Channel, Decision, Place
from consent_ui.rules.returning import last_yes, may_return
from consent_ui.seals import Seals
from consent_ui.store import leaving, ledger, offers, people
from consent_ui.store.database import Database
from consent_ui.store.history import history
from consent_ui.store.holding import hold
from consent_ui.store.ids import uuid7
from consent_ui.store.ledger import BUILD, Answer
from consent_ui.store.turns import NoTurn, turns

Result = TypeVar("Result")

PATIENCE = 9.0
"""Seconds to wait for the messages that are on their way: longer than a gateway may take for one (messaging/gateways),
shorter than gateways wait for our answer (Twilio: 15)."""


def at_once(_: Connection) -> bool:
    """Nothing has to be found first."""
    return True


@dataclass(frozen=True)
class Contact:
    """One number or address of one restaurant; `value` is empty where it is not known any more, and `stored` is the
    keyed hash it was once stored under. `people` are meant, by id and reference, whatever their accounts hold now.
    `generic` is the fingerprint of the words without a campaign, for who never answered any."""

    database: Database
    seals: Seals
    restaurant_id: UUID
    channel: Channel
    value: str
    generic: str | None = None
    people: Sequence[tuple[UUID, str]] = ()
    stored: str = ""

    @cached_property
    def hashes(self) -> tuple[str, ...]:
        """How it is stored, under each key in use, the newest first."""
        known = self.seals.contact_hashes(self.restaurant_id, {self.channel: self.value})[self.channel]
        return known or (self.stored,)

    def holders(self, connection: Connection) -> dict[UUID, str]:
        """Everybody it is about, in the order of their ids: the host's reference by person."""
        held = people.holders(connection, self.restaurant_id, self.channel, self.value) if self.value else {}
        return dict(sorted({**held, **dict(self.people)}.items()))


def of_message(
    database: Database, seals: Seals, restaurant_id: UUID, channel: Channel, person: UUID, stored: str
) -> Contact:
    """The contact a message went to: in the open where the person still holds it, else by its hash alone. It is about
    her whatever she holds now. Raises NotRead."""
    with database.read() as connection:
        customer = people.find_person(connection, restaurant_id, person)
    held = customer.contact(channel) if customer else None
    known = stored in seals.contact_hashes(restaurant_id, {channel: held})[channel]
    whom = ((person, customer.reference),) if customer else ()
    return Contact(
        database, seals, restaurant_id, channel, held if held and known else "", people=whom, stored=stored
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Effect:
    """What came of it: whether anything changed, and the language in which these people were asked."""

    changed: bool
    language: str | None = None


NOTHING = Effect(False)


def leave(contact: Contact, place: Place, at: datetime, first: Callable[[Connection], bool] = at_once) -> Effect:
    """Take everybody with this contact out, and never write to it again. `place` is where it was said, `at` (aware UTC)
    when. `first` runs in the same transaction and stops it all by False, for what was taken before.

    Raises NotSaved.
    """

    def job(connection: Connection, held: Sequence[UUID]) -> Effect:
        if not first(connection):
            return NOTHING
        new = leaving.suppress(
            connection, contact.restaurant_id, contact.channel, contact.hashes[0], place.value, at
        )  # fmt: skip
        decisions = [withdraw(connection, contact, person, place, at) for person in held]
        said = [decision for decision in decisions if decision is not None]
        return Effect(new or bool(said), said[0].language if said else None)

    try:
        return _of_all(contact, job)
    except NoTurn:
        # Not every gateway tries again. What starts from now on is stopped all the same.
        contact.database.write(
            lambda c: leaving.suppress(
                c, contact.restaurant_id, contact.channel, contact.hashes[0], place.value, at
            )
        )  # fmt: skip
        raise


def come_back(contact: Contact, at: datetime, first: Callable[[Connection], bool]) -> Effect:
    """Bring back who left by SMS from this very contact, on the words they had said yes to before. `at` (aware UTC) is
    when it was written. Raises NotSaved."""

    def job(connection: Connection, held: Sequence[UUID]) -> Effect:
        if not first(connection):
            return NOTHING
        home, channel = contact.restaurant_id, contact.channel
        left = leaving.left_since(connection, home, channel, contact.hashes)
        if left is not None and at <= left:
            return NOTHING
        back = [decision for person in held if (decision := _restore(connection, contact, person, left, at))]
        if back:
            leaving.lift(connection, home, channel, contact.hashes, at)
        return Effect(bool(back), back[0].language if back else None)

    return _of_all(contact, job)


def withdraw(connection: Connection, contact: Contact, person: UUID, place: Place, at: datetime) -> Decision | None:
    """Record that this person is out, on the words of her last decision on the channel, or on the generic ones; None
    when she was out already or there are no words to record it on."""
    home, channel = contact.restaurant_id, contact.channel
    mine = [decision for decision in history(connection, home, person) if decision.channel is channel]
    return _record(connection, contact, person, mine[-1].notice if mine else contact.generic, place, False, at)


def _restore(
    connection: Connection, contact: Contact, person: UUID, left: datetime | None, at: datetime
) -> Decision | None:
    everything = history(connection, contact.restaurant_id, person)
    mine = [decision for decision in everything if decision.channel is contact.channel]
    yes = last_yes(mine)
    if yes is None or not may_return(mine, contact.hashes, left, at):
        return None
    return _record(connection, contact, person, yes.notice, Place.SMS, True, at)


def _record(
    connection: Connection,
    contact: Contact,
    person: UUID,
    words: str | None,
    place: Place,
    wanted: bool,
    at: datetime,
) -> Decision | None:
    notice = offers.notice(connection, contact.restaurant_id, words) if words else None
    if notice is None or words is None:
        return None
    answer = Answer(uuid7(), notice, words, {contact.channel: wanted}, place, at, BUILD)
    recorded = ledger.record_from_afar(connection, answer, person, {contact.channel: contact.hashes[0]})
    return recorded.history[-1] if recorded and recorded.added else None


def _of_all(contact: Contact, job: Callable[[Connection, Sequence[UUID]], Result]) -> Result:
    """Run `job` in the turns of everybody who holds the contact. Who comes to hold it meanwhile is waited for too."""
    database, home = contact.database, contact.restaurant_id
    while True:
        with database.read() as connection:
            known = contact.holders(connection)

        def inside(connection: Connection, known: dict[UUID, str] = known) -> tuple[Result] | None:
            hold(connection, home, [contact.value])
            held = contact.holders(connection)
            if not held.keys() <= known.keys():
                return None
            # Everybody's row before anything else, so that two who are here at once never wait for each other.
            return (job(connection, [person for person in held if people.lock(connection, home, person)]),)

        with turns(database, home, [contact.value, *known.values()], PATIENCE):
            done = database.write(inside)
        if done is not None:
            return done[0]
