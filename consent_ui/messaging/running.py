"""A retention run: everybody who said yes and has not ordered for long, each claimed once and sent through the gate.

Any number of runs may go on at the same time, and one that was cut off is taken up by the next: what it had claimed
waits, what was just leaving is never sent again.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from consent_ui.messaging.candidates import Weighed, Weighing
from consent_ui.messaging.gate import Gate, Halted, Outcome, dispatch
from consent_ui.rules.campaigns import Campaign
from consent_ui.rules.sending import WAITS, Because
from consent_ui.store import outbox, pace, people, runs
from consent_ui.store.outbox import Claim, Queued

log = logging.getLogger(__name__)

LEFTOVERS = 100
"""Messages of broken runs taken up at once."""


@dataclass
class Run:
    """One run as it goes. `clock` gives the time, aware UTC, and `wait` waits for so many seconds. `apart` is the time
    between two messages of one gateway. `gone` is told of a contact that the gateway says has blocked the sender,
    `on_person` of what became of each person."""

    gate: Gate
    weighing: Weighing
    clock: Callable[[], datetime]
    wait: Callable[[float], None]
    apart: timedelta
    gone: Callable[[Queued, str], None]
    on_person: Callable[[str], None] = lambda _: None
    counts: Counter[str] = field(default_factory=Counter)
    _met: set[UUID] = field(default_factory=set)

    def go(self) -> str:
        """Send what may be sent; returns how it ended: done, stopped (by the operator) or halted (by an error)."""
        home, campaign = self.weighing.restaurant.id, self.weighing.campaign
        database = self.gate.database
        run = database.write(lambda c: runs.start(c, home, campaign.id, campaign.version, self.clock()))
        state = "halted"
        try:
            self._take_up(home)
            self._everybody(run, campaign)
            self._take_up(home)  # what another run left behind while this one went on
            state = "done"
        except Halted as error:
            log.error("the run halted: %s", error)
        except KeyboardInterrupt:
            state = "stopped"
        finally:
            database.write(lambda c: runs.keep(c, home, run, state, dict(self.counts), self.clock()))
        return state

    def _take_up(self, home: UUID) -> None:
        """Finish what broken runs had claimed, and give up what they were just sending."""
        database, now = self.gate.database, self.clock()
        lost = database.write(lambda c: outbox.give_up(c, home, now))
        if lost:
            self.counts["lost"] += lost
        while True:
            left = database.write(lambda c: outbox.take_over(c, home, self.weighing.channel, now, LEFTOVERS))
            for queued in left:
                self._met.add(queued.claim.person)
                with database.read() as connection:
                    customer = people.find_person(connection, home, queued.claim.person)
                contact = customer.contact(queued.claim.channel) if customer else None
                if customer is None or not contact:
                    self._drop(queued, now)
                else:
                    self._send(customer.reference, contact, queued)
            if len(left) < LEFTOVERS:
                return

    def _drop(self, queued: Queued, now: datetime) -> None:
        home = queued.claim.restaurant_id
        self.gate.database.write(lambda c: outbox.drop(c, home, queued.id, Because.NO_CONTACT, now))
        self._count(Because.NO_CONTACT)

    def _everybody(self, run: UUID, campaign: Campaign) -> None:
        home, before = self.weighing.restaurant.id, self.clock() - timedelta(days=campaign.lapse_days or 1)
        for page in self.weighing.lapsed(before):
            for each in page:
                if each.candidate.person in self._met:
                    continue
                if each.because is not Because.ALLOWED and each.because not in WAITS:
                    self._count(each.because)
                    continue
                claim = self._claim(run, campaign, each)
                if claim is None:
                    self._count(Because.ALREADY_SENT)
                else:
                    self._send(each.candidate.reference, each.candidate.contact or "", claim)
            self.gate.database.write(lambda c: runs.keep(c, home, run, "running", dict(self.counts), None))

    def _claim(self, run: UUID, campaign: Campaign, one: Weighed) -> Queued | None:
        candidate = one.candidate
        if candidate.last_order_at is None or candidate.decision is None:
            raise Halted("somebody was selected without an order or a decision")
        claim = Claim(
            self.weighing.restaurant.id, run, candidate.person, self.weighing.channel, one.contact, campaign.id,
            campaign.version, candidate.last_order_at, candidate.language, candidate.decision,
        )  # fmt: skip
        message = self.gate.database.write(lambda c: outbox.claim(c, claim, self.clock()))
        return Queued(message, claim) if message else None

    def _send(self, reference: str, contact: str, queued: Queued) -> None:
        home, gateway = queued.claim.restaurant_id, self.gate.gateway.name
        now = self.clock()
        turn = self.gate.database.write(lambda c: pace.slot(c, home, gateway, now, self.apart))
        if turn > now:
            self.wait((turn - now).total_seconds())
        outcome = dispatch(self.gate, reference, contact, queued, self.clock())
        if outcome.gone:
            self.gone(queued, outcome.code)
        self._count_outcome(outcome)
        if outcome.verdict.because is Because.NOT_RECONCILED:
            raise Halted("the records were restored and nobody has reconciled them")

    def _count_outcome(self, outcome: Outcome) -> None:
        names = {"sent": "sent", "failed": "failed", "unknown": "lost"}
        named = names.get(outcome.state, outcome.verdict.because.value)
        self.counts[named] += 1
        self.on_person(named)

    def _count(self, because: Because) -> None:
        self.counts[because.value] += 1
        self.on_person(because.value)
