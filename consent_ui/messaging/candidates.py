"""Who would get a campaign's message now, and who not and why: the gate's own rules, asked of many people at once.

Nothing leaves because of what this says: the gate asks again, of each, in that person's turn.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Connection

from consent_ui.messaging.hashing import Hashing
from consent_ui.messaging.terms import terms_of
from consent_ui.rules.campaigns import Campaign
from consent_ui.rules.consent import Actor, Channel, Decision, Kind, Place
from consent_ui.rules.notices import Restaurant
from consent_ui.rules.sending import PERIOD, WAITS, Because, Recipient, may_send
from consent_ui.rules.territories import LONGEST_CODE, is_reached
from consent_ui.seals import Seals
from consent_ui.store import contact_lists, recipients
from consent_ui.store.contact_lists import Lists
from consent_ui.store.database import Database
from consent_ui.store.selection import CONTACT, DECIDED, KIND, LAST_ORDER, PERSON, Candidate, everybody, lapsed
from consent_ui.store.values import for_sqlite

SHORT = {None: Because.UNKNOWN, "refused": Because.REFUSED, "withdrawn": Because.WITHDRAWN}
"""What the gate says of a last word that is no yes, without asking anything else."""

HOPEFUL = frozenset({Because.ALLOWED, *WAITS})


class Weighed(NamedTuple):
    """One customer, what the gate would say, and the keyed hash of the contact she would be written to."""

    candidate: Candidate
    because: Because
    contact: str = ""


_weighed: Callable[[tuple[Candidate, Because, str]], Weighed] = partial(tuple.__new__, Weighed)
"""Makes one of its fields in a third of the time: there are a million."""

Marks = tuple[bool, bool, int, bool]
"""Whether a contact is suppressed, whether it is paused, how many messages went to it, and whether this campaign's
did."""
NO_MARKS: Marks = (False, False, 0, False)


def _marks(row: Candidate, hashes: Sequence[str], known: Lists) -> Marks:
    person, last = row[PERSON], row[LAST_ORDER]
    # An order that was taken back since begins no new lapse.
    already_sent = last is not None and person in known.already_sent and known.already_sent[person] >= last
    return (
        any(each in known.suppressed for each in hashes), any(each in known.paused for each in hashes),
        known.sent(person, hashes), already_sent,
    )  # fmt: skip


class Edges(NamedTuple):
    """The instants that the rules compare with, as the driver gives times: now, the last order before which somebody
    has lapsed, and the last act before which a yes is too old."""

    now: Any
    lapsed: Any
    forgotten: Any


@dataclass(frozen=True)
class Weighing:
    """One campaign's audience at one instant. `now` is aware UTC; `trusted` whether the records are (RT-13)."""

    database: Database
    seals: Seals
    restaurant: Restaurant
    campaign: Campaign
    channel: Channel
    now: datetime
    trusted: bool = True

    def everybody(self) -> Iterator[list[Weighed]]:
        """All customers, in pages."""
        for page in everybody(self.database.read, self.restaurant.id, self.channel):
            yield self.weigh(page)

    def lapsed(self, before: datetime) -> Iterator[list[Weighed]]:
        """Those whose last word is yes and who have not ordered since `before` (aware UTC), in pages."""
        for page in lapsed(self.database.read, self.restaurant.id, self.channel, before):
            yield self.weigh(page)

    def weigh(self, page: Sequence[Candidate]) -> list[Weighed]:
        """What the gate would say of each."""
        hashes = self._hashes(page)
        known, edges = self._lists(page, hashes), self._edges(page)
        answers: dict[tuple[Any, ...], Because] = {}
        short, otherwise = (SHORT, Because.DOUBT) if self.trusted else ({}, Because.NOT_RECONCILED)
        one, nobody = self._weigh, known.is_empty()
        weighed = [
            one(row, mine, NO_MARKS if nobody else _marks(row, mine, known), edges, answers)
            if row[KIND] == "given"
            else _weighed((row, short.get(row[KIND], otherwise), ""))
            for row, mine in zip(page, hashes, strict=True)
        ]
        return self._of_one_contact(weighed, hashes, known.shared)

    def _hashes(self, page: Sequence[Candidate]) -> list[tuple[str, ...]]:
        """Of each who said yes and has a contact; none of the others. In the order of the page: PostgreSQL's
        identifiers are slow keys."""
        held = [row[CONTACT] for row in page if row[KIND] == "given" and row[CONTACT]]
        made = iter(Hashing(self.seals, self.restaurant.id, self.channel).all(held))
        return [next(made) if row[KIND] == "given" and row[CONTACT] else () for row in page]

    def _lists(self, page: Sequence[Candidate], hashes: Sequence[tuple[str, ...]]) -> Lists:
        people = [(row[PERSON], row[CONTACT], mine) for row, mine in zip(page, hashes, strict=True) if mine]
        with self.database.read() as connection:
            return contact_lists.lists(
                connection, self.restaurant.id, self.channel, people, self.campaign.id, self.now - PERIOD
            )

    def _edges(self, page: Sequence[Candidate]) -> Edges:
        memory = terms_of(self.restaurant, self.trusted).memory
        edges = (self.now, self.now - timedelta(days=self.campaign.lapse_days or 0), self.now - memory)
        if self.database.engine.dialect.name == "sqlite":
            return Edges(*map(for_sqlite, edges))
        # Times of one and the same zone are compared as they are; of two, each is brought to UTC every time.
        zone = next((row[DECIDED].tzinfo for row in page if row[DECIDED]), UTC)
        return Edges(*(each.astimezone(zone) for each in edges))

    def _weigh(
        self,
        row: Candidate,
        hashes: Sequence[str],
        marks: Marks,
        edges: Edges,
        answers: dict[tuple[Any, ...], Because],
    ) -> Weighed:
        """What the gate would say of a yes. People who are alike in everything the rules ask of a yes that is bound to
        today's contact get one answer; each other yes is asked about by itself."""
        _, _, contact, orders, last, _, _, bound, decided, language = row
        if bound is None or bound not in hashes:
            return _weighed((row, self._ask(row, hashes, *marks), hashes[0] if hashes else ""))
        now, lapsed, forgotten = edges
        alike = (
            contact[: LONGEST_CODE + 1], is_reached(self.channel, contact), language, orders > 0, last is None,
            last is not None and last <= lapsed, decided > now,
            decided <= forgotten and (last is None or last <= forgotten), marks,
        )  # fmt: skip
        because = answers.get(alike)
        if because is None:
            because = answers[alike] = self._ask(row, hashes, *marks)
        return _weighed((row, because, bound))

    def _ask(
        self, candidate: Candidate, hashes: Sequence[str], suppressed: bool, paused: bool, sent: int, already_sent: bool
    ) -> Because:
        recipient = Recipient(
            restaurant_id=self.restaurant.id,
            person=candidate.person,
            channel=self.channel,
            decisions=(self._decision(candidate),),
            contact=candidate.contact,
            bound=candidate.bound if candidate.bound in hashes else next(iter(hashes), None),
            language=candidate.language,
            orders=candidate.orders,
            last_order_at=candidate.last_order_at,
            suppressed=suppressed,
            paused=paused,
            sent=(self.now,) * sent,
            already_sent=already_sent,
        )
        return may_send(recipient, self.campaign, terms_of(self.restaurant, self.trusted), self.now).because

    def _of_one_contact(
        self, weighed: list[Weighed], hashes: Sequence[tuple[str, ...]], several: set[str]
    ) -> list[Weighed]:
        """Several accounts may hold one number; the last word of any of them counts (CV-20). They are few, so each is
        asked the way the gate asks."""
        if not several:
            return weighed
        with self.database.read() as connection:
            return [
                self._asked(connection, each, mine) if each.candidate.contact in several else each
                for each, mine in zip(weighed, hashes, strict=True)
            ]

    def _asked(self, connection: Connection, one: Weighed, hashes: Sequence[str]) -> Weighed:
        facts = recipients.read(
            connection, self.restaurant.id, one.candidate.person, self.channel, hashes, self.campaign.id, None, self.now
        )
        if one.because in HOPEFUL and facts is not None and facts.recipient.left_elsewhere:
            return one._replace(because=Because.LEFT_ELSEWHERE)
        return one

    def _decision(self, candidate: Candidate) -> Decision:
        """As much of the last word as the rules ask about."""
        nobody = UUID(int=0)
        return Decision(
            candidate.decision or nobody, self.restaurant.id, nobody, candidate.person, candidate.bound, self.channel,
            Kind.GIVEN, "", None, None, candidate.language, Place.ACCOUNT, Actor.CUSTOMER,
            candidate.decided_at or self.now,
        )  # fmt: skip
