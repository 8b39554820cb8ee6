"""Who would get a campaign's message now, and who not and why: the gate's own rules, asked of many people at once.

Nothing leaves because of what this says: the gate asks again, of each, in that person's turn.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection

from consent_ui.messaging.terms import terms_of
from consent_ui.rules.campaigns import Campaign
from consent_ui.rules.consent import Actor, Channel, Decision, Kind, Place
from consent_ui.rules.notices import Restaurant
from consent_ui.rules.sending import PERIOD, WAITS, Because, Recipient, Sending, Verdict, may_send
from consent_ui.seals import Seals
from consent_ui.store import contact_lists, recipients
from consent_ui.store.contact_lists import Lists
from consent_ui.store.database import Database
from consent_ui.store.selection import Candidate, everybody, lapsed

SHORT = {None: Because.UNKNOWN, "refused": Because.REFUSED, "withdrawn": Because.WITHDRAWN}
"""What the gate says of a last word that is no yes, without asking anything else."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """One customer, what the gate would say, and the keyed hash of the contact she would be written to."""

    candidate: Candidate
    because: Because
    contact: str = ""


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
        terms = terms_of(self.restaurant, self.trusted)
        hashes = self._hashes([each for each in page if each.kind == "given" and each.contact])
        known = self._lists([each for each in page if each.person in hashes], hashes)
        weighed = [self._weigh(each, hashes.get(each.person, ()), known, terms) for each in page]
        return self._of_one_contact(weighed, hashes)

    def _hashes(self, page: Sequence[Candidate]) -> dict[UUID, tuple[str, ...]]:
        make, home, channel = self.seals.hashes_of, self.restaurant.id, self.channel
        return {each.person: make(home, f"{channel}:{each.contact}") for each in page}

    def _lists(self, page: Sequence[Candidate], hashes: dict[UUID, tuple[str, ...]]) -> Lists:
        contacts = [contact for each in hashes.values() for contact in each]
        with self.database.read() as connection:
            return contact_lists.lists(
                connection, self.restaurant.id, self.channel, contacts, [each.person for each in page],
                self.campaign.id, self.now - PERIOD,
            )  # fmt: skip

    def _weigh(self, candidate: Candidate, hashes: Sequence[str], known: Lists, terms: Sending) -> Weighed:
        if candidate.kind != "given":
            return Weighed(
                candidate, SHORT.get(candidate.kind, Because.DOUBT) if self.trusted else Because.NOT_RECONCILED
            )
        bound = candidate.bound if candidate.bound in hashes else next(iter(hashes), None)
        recipient = Recipient(
            restaurant_id=self.restaurant.id,
            person=candidate.person,
            channel=self.channel,
            decisions=(self._decision(candidate),),
            contact=candidate.contact,
            bound=bound,
            language=candidate.language,
            orders=candidate.orders,
            last_order_at=candidate.last_order_at,
            suppressed=any(each in known.suppressed for each in hashes),
            paused=any(each in known.paused for each in hashes),
            sent=(self.now,) * sum(known.sent[each] for each in hashes),
            told=(candidate.person, candidate.last_order_at) in known.told,
        )
        verdict: Verdict = may_send(recipient, self.campaign, terms, self.now)
        return Weighed(candidate, verdict.because, bound or "")

    def _of_one_contact(self, weighed: list[Weighed], hashes: dict[UUID, tuple[str, ...]]) -> list[Weighed]:
        """Several accounts may hold one number; the last word of any of them counts (CV-20). They are few, so each is
        asked the way the gate asks."""
        hopeful = [each.candidate.contact for each in weighed if each.because in (Because.ALLOWED, *WAITS)]
        with self.database.read() as connection:
            several = contact_lists.shared(
                connection, self.restaurant.id, self.channel, [contact for contact in hopeful if contact]
            )
            if not several:
                return weighed
            return [
                self._asked(connection, each, hashes) if each.candidate.contact in several else each for each in weighed
            ]

    def _asked(self, connection: Connection, one: Weighed, hashes: dict[UUID, tuple[str, ...]]) -> Weighed:
        person = one.candidate.person
        known_as = hashes.get(person, ())
        facts = recipients.read(
            connection, self.restaurant.id, person, self.channel, known_as, self.campaign.id, None, self.now
        )
        if one.because in (Because.ALLOWED, *WAITS) and facts is not None and facts.recipient.left_elsewhere:
            return replace(one, because=Because.LEFT_ELSEWHERE)
        return one

    def _decision(self, candidate: Candidate) -> Decision:
        """As much of the last word as the rules ask about."""
        nobody = UUID(int=0)
        return Decision(
            candidate.decision or nobody, self.restaurant.id, nobody, candidate.person, candidate.bound, self.channel,
            Kind.GIVEN, "", None, None, candidate.language, Place.ACCOUNT, Actor.CUSTOMER,
            candidate.decided_at or self.now,
        )  # fmt: skip
