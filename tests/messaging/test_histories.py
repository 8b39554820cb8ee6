"""Random histories of decisions, numbers, orders, clocks and runs: the gateway is silent unless all of it says yes.

What may leave is worked out here a second time, from what happened alone and in the plainest way.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from consent_ui import publishing
from consent_ui.messaging.candidates import Weighing
from consent_ui.messaging.gate import Gate
from consent_ui.messaging.gateways import NoAnswer, Refused
from consent_ui.messaging.running import Run
from consent_ui.rules.campaigns import Campaign, CampaignKind
from consent_ui.rules.composing import compose
from consent_ui.rules.consent import Channel, Place
from consent_ui.rules.messages import WayOut, retention_message
from consent_ui.rules.notices import Restaurant
from consent_ui.store import ledger, people
from consent_ui.store.database import Database
from consent_ui.store.people import Customer
from consent_ui.texts import texts
from tests.messaging.conftest import NOW, SEALS
from tests.samples import sample_campaign, sample_restaurant

PARIS = ZoneInfo("Europe/Paris")
PEOPLE, NUMBERS, CAP = 3, 4, 2


@dataclass
class Known:
    """What the test itself knows of one person."""

    customer: Customer
    said: tuple[datetime, bool, str | None] | None = None
    sent: list[datetime] = field(default_factory=list)


class Broken(Exception):
    """The gateway heard of a message that may not leave."""


@dataclass
class World:
    """One restaurant, its people, and a gateway that judges every call."""

    database: Database
    home: Restaurant
    campaigns: list[Campaign]
    now: datetime = NOW
    known: list[Known] = field(default_factory=list)
    reached: set[tuple[int, UUID, datetime]] = field(default_factory=set)
    fails: Exception | None = None
    interrupts: int = 0
    calls: int = 0
    broken: list[str] = field(default_factory=list)
    name: str = "judge"

    def send(self, to: str, text: str) -> str:
        """Judge a call: its text ends with the person and the campaign."""
        self.calls += 1
        code = text.partition("Code ")[2].partition(".")[0]
        person, campaign = int(code.split("-")[0]), self.campaigns[int(code.split("-")[1])]
        self.broken += self.objections(person, campaign, to)
        lapse = self.known[person].customer.last_order_at
        assert lapse is not None
        self.reached.add((person, campaign.id, lapse))
        self.known[person].sent.append(self.now)
        if self.interrupts:
            self.interrupts -= 1
            raise KeyboardInterrupt
        if self.fails is not None:
            raise self.fails
        return "taken"

    def objections(self, person: int, campaign: Campaign, to: str) -> list[str]:
        """Everything that speaks against this call."""
        known = self.known[person]
        last = known.customer.last_order_at
        local = self.now.astimezone(PARIS)
        said = known.said
        twins = [
            each.said for each in self.known
            if each is not known and each.customer.phone == to and each.said and said and each.said[0] > said[0]
        ]  # fmt: skip
        against = {
            "no yes": said is None or not said[1],
            "not bound to this number": said is None or said[2] != to,
            "not the number of today": known.customer.phone != to,
            "left elsewhere": any(not yes for _, yes, _ in twins),
            "off": not campaign.on,
            "not lapsed": last is None or self.now - last < timedelta(days=campaign.lapse_days or 0),
            "a second time": last is not None and (person, campaign.id, last) in self.reached,
            "over the cap": len([at for at in known.sent if at > self.now - timedelta(days=30)]) >= CAP,
            "quiet": local.weekday() == 6 or not 10 <= local.hour < 20,
        }
        return [f"{name}: person {person} at {self.now}" for name, holds in against.items() if holds]

    def decide(self, person: int, wanted: bool, bound: bool) -> None:
        known = self.known[person]
        notice = compose(self.home, None, texts("fr"))
        answer = ledger.Answer(
            uuid4(), notice, notice.fingerprint(), {Channel.SMS: wanted}, Place.PREFERENCES, self.now, "1"
        )
        hashes = SEALS.contact_hashes(self.home.id, {Channel.SMS: known.customer.phone})[Channel.SMS]
        contacts = {Channel.SMS: hashes[0] if bound and hashes else None}
        recorded = self.database.write(lambda c: ledger.record_customer(c, answer, known.customer, contacts))
        if recorded.added:
            known.said = (self.now, wanted, known.customer.phone if bound and wanted else None)

    def change(self, person: int, **values: Any) -> None:
        known = self.known[person]
        known.customer = replace(known.customer, **values)
        self.database.write(lambda c: people.save_customer(c, self.home.id, known.customer))

    def switch(self, number: int) -> None:
        old = self.campaigns[number]
        self.campaigns[number] = publishing.publish_campaign(
            self.database, self.home.id, replace(old, on=not old.on), self.now
        )

    def run(self, number: int) -> None:
        def words(facts: Any, queued: Any) -> Any:
            person = int(facts.customer.reference)
            which = [each.id for each in self.campaigns].index(facts.campaign.id)
            return retention_message(
                facts.restaurant, facts.campaign, f"{person}-{which}", None, WayOut(number="36111"),
                texts(facts.recipient.language),
            )  # fmt: skip

        gate = Gate(self.database, SEALS, self, lambda _: True, words)
        weighing = Weighing(self.database, SEALS, self.home, self.campaigns[number], Channel.SMS, self.now)
        state = Run(gate, weighing, lambda: self.now, lambda _: None, timedelta(0), lambda *_: None).go()
        assert state in ("done", "stopped"), state

    def step(self, one: tuple[Any, ...]) -> None:
        match one:
            case ("decide", person, wanted, bound):
                self.decide(person, wanted, bound)
            case ("number", person, number):
                self.change(person, phone=f"+3361234567{number}" if number < NUMBERS else None)
            case ("order", person):
                orders = self.known[person].customer.orders + 1
                self.change(person, orders=orders, last_order_at=self.now)
            case ("clock", hours):
                self.now += timedelta(hours=hours, seconds=1)
            case ("switch", number):
                self.switch(number)
            case ("gateway", fails):
                self.fails = fails
            case ("interrupt",):
                self.interrupts = 1
            case ("run", number):
                self.run(number)


person = st.integers(0, PEOPLE - 1)
campaign = st.integers(0, 1)
run = st.tuples(st.just("run"), campaign)
step = st.one_of(
    st.tuples(st.just("decide"), person, st.booleans(), st.sampled_from([True, True, False])),
    st.tuples(st.just("number"), person, st.integers(0, NUMBERS)),
    st.tuples(st.just("order"), person),
    st.tuples(st.just("clock"), st.sampled_from([1, 3, 9, 15, 24, 24 * 7, 24 * 20, 24 * 46, 24 * 50])),
    st.tuples(st.just("switch"), campaign),
    st.tuples(st.just("gateway"), st.sampled_from([None, None, Refused("1"), NoAnswer("2"), OSError("3")])),
    st.just(("interrupt",)),
    run, run, run,
)  # fmt: skip


def world(database: Database) -> World:
    home = sample_restaurant(id=uuid4(), slug=f"h-{uuid4().hex[:12]}", monthly_cap=CAP)
    publishing.publish_restaurant(database, home, NOW - timedelta(days=200))
    campaigns = [
        publishing.publish_campaign(
            database, home.id, sample_campaign(CampaignKind.RETENTION, name=f"c{n}"), NOW - timedelta(days=200)
        )
        for n in range(2)
    ]
    made = World(database, home, campaigns)
    for number in range(PEOPLE):
        last = NOW - timedelta(days=60)
        made.known.append(Known(Customer(str(number), "", f"+3361234567{number}", None, 1, last)))
        made.decide(number, number > 0, bound=True)
    made.now += timedelta(seconds=1)
    return made


@pytest.mark.requirement("CV-01", "CV-08", "CV-20", "SM-06", "SM-07", "SM-08", "SM-09")
@given(steps=st.lists(step, min_size=5, max_size=30))
@settings(
    max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], print_blob=True
)
def test_the_gateway_hears_only_what_everything_allows(database: Database, steps: list[tuple[Any, ...]]) -> None:
    made = world(database)
    for each in steps:
        made.step(each)
        assert made.broken == []


def test_histories_in_which_something_may_leave_do_let_it_out(database: Database) -> None:
    """Silence proves nothing where nothing ever speaks."""
    made = world(database)
    made.run(0)
    assert (made.calls, made.broken) == (2, [])
    made.run(1)
    made.step(("clock", 1))
    made.run(1)
    assert (made.calls, made.broken) == (4, [])
    made.step(("order", 1))
    made.step(("clock", 24 * 50))
    made.run(0)
    assert (made.calls, made.broken) == (5, [])
