"""What comes of a reply or of a delivery report, before the gateway is answered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import Connection

from consent_ui.messaging.incoming import Answer, Report
from consent_ui.messaging.leaving import Contact, Effect, come_back, leave, of_message
from consent_ui.messaging.service import Service, Words
from consent_ui.rules.consent import Place
from consent_ui.rules.deliveries import ARRIVED, FAILED, Failure, meaning
from consent_ui.rules.notices import Restaurant
from consent_ui.rules.replies import Reply, read
from consent_ui.seals import Seals
from consent_ui.store import history, leaving, replies, sent
from consent_ui.store.database import Database
from consent_ui.store.holding import hold
from consent_ui.store.ids import uuid7_hex
from consent_ui.store.outbox import Queued
from consent_ui.store.replies import NO_WORDS, Kept

LONGEST_TEXT = 1600
A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Receiving:
    """One gateway's messages to one restaurant. `contact_of` makes a contact of a number; `door` gives the way out for
    what must be confirmed, None where the gateway confirms by itself."""

    gateway: str
    restaurant: Restaurant
    contact_of: Callable[[str], Contact]
    door: Callable[[], Service | None]

    def answer(self, answer: Answer, now: datetime) -> Reply:
        """Take a reply, once: leave, come back, or wait until somebody has read it. `now` is aware UTC.

        Raises NotSaved; then nothing of it happened, and the gateway may try again.
        """
        contact = self.contact_of(answer.sender)
        said = read(answer.text, answer.opt_out)
        if answer.odd and said is not Reply.STOP:
            said = Reply.UNCLEAR
        at = min(answer.at or now, now)
        unread = said in (Reply.UNCLEAR, Reply.HELP)
        text = (answer.text[:LONGEST_TEXT] or NO_WORDS) if unread else ""
        kept = Kept(self.gateway, answer.id, contact.hashes[0], str(said), text, at)

        def first(connection: Connection) -> bool:
            return replies.keep(connection, self.restaurant.id, kept)

        match said:
            case Reply.STOP:
                self._confirm(Words.STOPPED, answer, leave(contact, Place.SMS, at, partial(self._is_new, kept)))
            case Reply.START:
                self._confirm(Words.STARTED, answer, come_back(contact, at, first))
            case Reply.HELP:
                self._help(answer, contact, kept)
            case _:
                contact.database.write(lambda c: self._keep(c, contact, first, said is Reply.UNCLEAR, now))
        return said

    def _help(self, answer: Answer, contact: Contact, kept: Kept) -> None:
        """Say who writes, how to stop and how to reach the restaurant, once a day to one number; somebody reads the
        reply all the same."""

        def first(connection: Connection) -> str | None:
            hold(connection, self.restaurant.id, [contact.value])
            answered = replies.met(connection, self.restaurant.id, contact.hashes, kept.meaning, kept.at - A_DAY)
            if not replies.keep(connection, self.restaurant.id, kept) or answered:
                return None
            people = contact.holders(connection)
            said = history.latest(connection, self.restaurant.id, [*people])
            spoken = [each[contact.channel].language for each in said.values() if contact.channel in each]
            return next(iter([*spoken, self.restaurant.languages[0]]))

        language = contact.database.write(first)
        if language is not None:
            self._tell(Words.HELP_NUMBER if self.restaurant.sms_stop else Words.HELP, answer, language)

    def report(self, report: Report, now: datetime) -> Failure | None:
        """Take a delivery report; what it says about the person, None where the message arrived or still may. Raises
        NotSaved."""
        failed = report.status in FAILED
        if not failed and report.status != ARRIVED:
            return None
        contact = self.contact_of(report.recipient)
        home, channel, why = self.restaurant.id, contact.channel, meaning(report.code) if failed else None
        contact.database.write(lambda c: sent.report(c, home, channel, contact.hashes, report.id, why, now))
        return undelivered(contact, report.code, now) if failed else None

    def _is_new(self, kept: Kept, connection: Connection) -> bool:
        """Whether this STOP was not taken before. Under the name of another reply, or of somebody else's, it is none
        of that one."""
        if replies.keep(connection, self.restaurant.id, kept):
            return True
        before = replies.find(connection, self.restaurant.id, kept.gateway, kept.id)
        return before is None or (before.meaning, before.contact) != (kept.meaning, kept.contact)

    def _keep(
        self, connection: Connection, contact: Contact, first: Callable[[Connection], bool], pause: bool, now: datetime
    ) -> None:
        if first(connection) and pause:
            leaving.wait(connection, self.restaurant.id, contact.channel, contact.hashes[0], "reply", now)

    def _confirm(self, words: Words, answer: Answer, effect: Effect) -> None:
        """Say once that it was done, where it was and the gateway has not said so itself (SM-05)."""
        if effect.changed:
            self._tell(words, answer, effect.language or self.restaurant.languages[0])

    def _tell(self, words: Words, answer: Answer, language: str) -> None:
        """Answer, where the gateway has not done so itself."""
        door = None if answer.opt_out else self.door()
        if door is not None:
            door.tell(words, answer.sender, self.restaurant, language)


def refused(database: Database, seals: Seals, queued: Queued, code: str, now: datetime) -> None:
    """A gateway that was handed a message says that its contact has blocked the sender, or is not the person's.

    `now` is aware UTC. Raises NotSaved and NotRead."""
    claim = queued.claim
    contact = of_message(database, seals, claim.restaurant_id, claim.channel, claim.person, claim.contact)
    undelivered(contact, code, now, gone=True)


def undelivered(contact: Contact, code: str, now: datetime, *, gone: bool = False) -> Failure:
    """What a gateway's refusal of this contact says about the person, and what follows: who blocked the sender is out,
    and a number that may not be hers waits until somebody has looked. `gone` says that the gateway means one of the
    two, whatever its code. `now` is aware UTC. Raises NotSaved."""
    failure = meaning(code)
    if gone and failure is not Failure.BLOCKED:
        failure = Failure.NOT_THEIRS
    if failure is Failure.BLOCKED:
        leave(contact, Place.GATEWAY, now)
    elif failure is Failure.NOT_THEIRS:
        contact.database.write(lambda connection: _wait(connection, contact, code, now))
    return failure


def _wait(connection: Connection, contact: Contact, code: str, now: datetime) -> None:
    home, known = contact.restaurant_id, contact.hashes[0]
    if leaving.wait(connection, home, contact.channel, known, "gateway", now):
        replies.keep(connection, home, Kept("report", uuid7_hex(), known, "not_theirs", code or NO_WORDS, now))
