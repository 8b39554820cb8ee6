"""The numbers of the dashboard: what is kept of them is what the ledger says, wherever counting was broken off."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from consent_ui import publishing
from consent_ui.rules.consent import Channel, Kind, Place, State
from consent_ui.rules.notices import Notice, Restaurant
from consent_ui.store import contact_changes, counting, fresh, people, statistics
from consent_ui.store.database import Database
from consent_ui.store.ledger import record_customer
from consent_ui.store.people import Customer
from tests.samples import CHANNELS, NOW, record_visitor, sample_answer, sample_notice, sample_restaurant
from tests.store.conftest import Rows
from tests.store.plans import plan_of
from tests.store.threads import at_once

ROOT = Path(__file__).resolve().parents[2]
PARIS = "Europe/Paris"
ALWAYS = (date(2000, 1, 1), date(2100, 1, 1))
SMS, EMAIL = CHANNELS
LATER = timedelta(days=1)


def asked(rows: Rows) -> dict[tuple[str, str], int]:
    return {(str(row["day"]), row["notice"]): row["asked"] for row in rows("consent_asked")}


@dataclass
class Read(statistics.Numbers):
    """The numbers, and where people stand."""

    states: Counter[tuple[Channel, State]] = field(default_factory=Counter)


def read(database: Database, restaurant_id: UUID, days: tuple[date, date] = ALWAYS) -> Read:
    found = Read()
    with statistics.snapshot(database) as connection:
        tail = fresh.Span(restaurant_id, counting.upto(connection, restaurant_id))
        statistics.add_kept(connection, restaurant_id, *days, found)
        statistics.add_newer(connection, tail, *days, PARIS, found)
        found.states = statistics.states(connection, restaurant_id, tail)
    return found


def by_hand(rows: Rows, restaurant_id: UUID) -> Read:
    """The same from every row of the ledger, slowly."""
    found = Read()
    forms: dict[tuple[str, str], list[dict[str, Any]]] = {}
    last: dict[tuple[str, str], dict[str, Any]] = {}
    mine = [row for row in rows("consent_decision") if UUID(str(row["restaurant_id"])) == restaurant_id]
    for row in sorted(mine, key=lambda row: str(row["id"])):
        forms.setdefault((str(row["act"]), row["kind"]), []).append(row)
    for row in sorted(mine, key=lambda row: (str(row["at"]), str(row["id"]))):
        if row["person"] is not None:
            last[(str(row["person"]), row["channel"])] = row
    for (act, kind), written in forms.items():
        first = written[0]
        yes = forms.get((act, "given"), [])
        if kind == "refused" and any(str(row["at"]) == str(first["at"]) for row in yes):
            continue
        at = datetime.fromisoformat(str(first["at"]))
        day = (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(ZoneInfo(PARIS)).date()
        found.places[(Place(first["place"]), Kind(kind))] += 1
        if first["place"] == "banner" and kind != "withdrawn":
            found.said_on[(day, Kind(kind))] += 1
            found.said_by[(first["notice"], Kind(kind))] += 1
    for (_, channel), row in last.items():
        pending = row["kind"] == "given" and row["contact"] is None
        found.states[(Channel(channel), State.PENDING if pending else State(row["kind"]))] += 1
    return found


answers = st.tuples(
    st.sampled_from(["visitor", "1", "2", "3"]),
    st.dictionaries(st.sampled_from(CHANNELS), st.booleans(), min_size=1),
    st.sampled_from([Place.BANNER, Place.PREFERENCES, Place.ACCOUNT]),  # where anybody may act
    st.integers(1, 60 * 48),  # minutes since the one before
    st.booleans(),  # with a number and an address
    st.sampled_from(["new form", "the last form again"]),
)
steps = st.lists(st.one_of(answers, st.just("count"), st.just("count again from the start")), max_size=25)


@pytest.mark.parametrize("chunk", [1, 3, 1000])
def test_kept_sums_and_what_is_newer_are_what_the_whole_ledger_says(
    database: Database, rows: Rows, chunk: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counting, "CHUNK", chunk)

    @settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
    @given(steps)
    def holds(plan: list[Any]) -> None:
        restaurant = sample_restaurant(id=uuid4(), slug=str(uuid4()), channels=CHANNELS)
        publishing.publish_restaurant(database, restaurant, NOW)
        notice = sample_notice(restaurant)
        act, at = uuid4(), NOW
        for step in plan:
            if step == "count":
                # All but the very last moment: an id made in the same millisecond may be the smaller one.
                count_all(database, restaurant, datetime.now(UTC) + counting.SETTLING - timedelta(milliseconds=2))
            elif step == "count again from the start":
                database.write(lambda connection: counting.recount(connection, restaurant.id))
            else:
                at += timedelta(minutes=step[3])
                act = answer(database, notice, step, act, at)
        assert read(database, restaurant.id) == by_hand(rows, restaurant.id)

    holds()


def answer(database: Database, notice: Notice, step: tuple[Any, ...], last: UUID, at: datetime) -> UUID:
    who, wishes, place, _, bound, form = step
    act = last if form == "the last form again" else uuid4()
    wanted = sample_answer(notice, act=act, wishes=wishes, place=place, at=at)
    contacts = dict.fromkeys(CHANNELS, "a" * 64 if bound else None)
    if who == "visitor":
        database.write(lambda connection: record_visitor(connection, wanted, {}))
    else:
        database.write(lambda connection: record_customer(connection, wanted, Customer(who), contacts))
    return act


def count_all(database: Database, restaurant: Restaurant, now: datetime | None = None) -> int:
    """Bring the sums up to date; in how many transactions."""
    now = now or datetime.now(UTC) + LATER
    rounds = 1
    while database.write(lambda connection: counting.catch_up(connection, restaurant.id, PARIS, now)):
        rounds += 1
    return rounds


def test_what_was_decided_a_moment_ago_is_not_summed_yet_but_counted(
    database: Database, published: Restaurant, notice: Notice, rows: Rows
) -> None:
    database.write(lambda connection: record_visitor(connection, sample_answer(notice), {}))
    count_all(database, published, datetime.now(UTC) + timedelta(seconds=30))
    assert rows("consent_answered") == []
    assert read(database, published.id).said_by == {(notice.fingerprint(), Kind.GIVEN): 1}
    count_all(database, published, datetime.now(UTC) + timedelta(seconds=90))
    assert [row["acts"] for row in rows("consent_answered")] == [1]
    assert read(database, published.id).said_by == {(notice.fingerprint(), Kind.GIVEN): 1}


def test_sums_are_made_in_transactions_of_bounded_size(
    database: Database, published: Restaurant, notice: Notice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counting, "CHUNK", 2)
    for _ in range(3):
        database.write(lambda connection: record_visitor(connection, sample_answer(notice), {}))
    assert count_all(database, published) == 4  # six decisions, and one look that finds no more
    assert read(database, published.id).said_by == {(notice.fingerprint(), Kind.GIVEN): 3}


def test_two_who_count_at_once_count_once(database: Database, published: Restaurant, notice: Notice) -> None:
    for _ in range(10):
        database.write(lambda connection: record_visitor(connection, sample_answer(notice), {}))
    at_once([lambda: count_all(database, published)] * 4)
    assert read(database, published.id).said_by == {(notice.fingerprint(), Kind.GIVEN): 10}


def test_only_days_within_the_range_count(database: Database, published: Restaurant, notice: Notice) -> None:
    for hours in (0, 24, 48):
        wanted = sample_answer(notice, at=NOW + timedelta(hours=hours))
        database.write(lambda connection, wanted=wanted: record_visitor(connection, wanted, {}))
    day = (NOW + timedelta(hours=24)).date()
    assert read(database, published.id, (day, day)).said_on == {(day, Kind.GIVEN): 1}
    count_all(database, published)
    assert read(database, published.id, (day, day)).said_on == {(day, Kind.GIVEN): 1}


def test_restaurants_do_not_share_numbers(database: Database, published: Restaurant, notice: Notice) -> None:
    other = sample_restaurant(id=uuid4(), slug="other", channels=CHANNELS)
    publishing.publish_restaurant(database, other, NOW)
    database.write(lambda connection: record_visitor(connection, sample_answer(notice), {}))
    database.write_together(counting.add_asked, {(published.id, NOW.date(), notice.fingerprint()): 5})
    assert read(database, other.id) == Read()
    count_all(database, published)
    assert read(database, other.id) == Read()
    assert read(database, published.id).asked_by == {notice.fingerprint(): 5}


def test_counts_of_many_threads_add_up(database: Database, published: Restaurant, rows: Rows) -> None:
    keys = [(published.id, NOW.date() + timedelta(days=day), "f" * 64) for day in range(3)]

    def add(number: int) -> None:
        for each in keys if number % 2 else reversed(keys):
            database.write_together(counting.add_asked, Counter({each: number}))

    at_once([lambda number=number: add(number) for number in range(1, 17)])  # type: ignore[misc]
    assert asked(rows) == {(str(day), "f" * 64): sum(range(1, 17)) for _, day, _ in keys}


PROCESS = """
import sys
from datetime import UTC, datetime
from threading import Thread
from consent_ui.counting import AskedCounter
from consent_ui.store import counting
from consent_ui.store.database import open_database
from tests.samples import sample_restaurant
database = open_database(sys.argv[1])
counter = AskedCounter(lambda counts: database.write_together(counting.add_asked, counts), lambda: True)
def look():
    for number in range(500):
        counter.add({"REQUEST_METHOD": "GET"}, sample_restaurant(), "f" * 64, datetime(2026, 3, 3, tzinfo=UTC))
        if number == 250:
            counter.flush()
threads = [Thread(target=look) for _ in range(4)]
for thread in threads: thread.start()
for thread in threads: thread.join()
"""


def test_counts_of_many_processes_add_up_and_none_is_lost_when_they_end(
    database: Database, published: Restaurant, rows: Rows
) -> None:
    url = database.engine.url.render_as_string(hide_password=False)
    started = [
        subprocess.Popen([sys.executable, "-c", PROCESS, url], cwd=ROOT, stderr=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    for process in started:
        _, errors = process.communicate(timeout=60)
        assert (process.returncode, errors) == (0, "")
    assert asked(rows) == {("2026-03-03", "f" * 64): 3 * 4 * 500}


def test_counting_reads_no_more_than_its_own_stretch_of_the_ledger(
    database: Database, published: Restaurant, notice: Notice
) -> None:
    # SQLite without statistics once read all of the restaurant for each decision.
    if database.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL plans with statistics; the benchmark holds it")
    plan = plan_of(database, fresh._answers("sqlite"))
    searches = [each for each in plan if each.startswith("SEARCH")]
    assert "id>? AND id<?" in searches[0]
    assert len(searches) == 5 and all("act=? AND channel=? AND kind=?" in each for each in searches[1:])
    assert not any(each.startswith("SCAN") for each in plan)


def is_of(channel: Channel, contact: str | None, hashed: str) -> bool:
    return hashed == stands_for(contact)


def stands_for(contact: str | None) -> str | None:
    return contact[-1] * 64 if contact else None


def stands(database: Database, restaurant_id: UUID) -> dict[State, int]:
    with statistics.snapshot(database) as connection:
        tail = fresh.Span(restaurant_id, counting.upto(connection, restaurant_id))
        changes = contact_changes.read(connection, restaurant_id, is_of)
        found = statistics.states(connection, restaurant_id, tail, changes)
    return {state: count for (channel, state), count in found.items() if channel is SMS and count}


BACK, AWAY = ("holds", "1", "+331"), ("holds", "1", "+332")
YES = (BACK, ("says", "1", True))
moves = st.lists(
    st.one_of(
        st.tuples(st.just("holds"), st.sampled_from("12"), st.sampled_from([None, "+331", "+332"])),
        st.tuples(st.just("says"), st.sampled_from("12"), st.booleans()),
        st.just("count"),
        st.just("look"),
        st.just("count again from the start"),
    ),
    max_size=20,
)


@pytest.mark.requirement("CV-08")
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(moves)
@example([*YES, "count", AWAY, "look"])
@example([*YES, "count", AWAY, "look", BACK, "look"])
@example([*YES, "count", AWAY, "count again from the start", "count", "look"])
@example([*YES, "look", AWAY, "count", ("says", "1", True)])
def test_a_yes_is_counted_only_while_the_account_holds_its_contact(database: Database, plan: list[Any]) -> None:
    home = sample_restaurant(id=uuid4(), slug=str(uuid4()), channels=CHANNELS)
    publishing.publish_restaurant(database, home, NOW)
    notice, at = sample_notice(home), NOW
    holding: dict[str, str | None] = {"1": None, "2": None}
    said: dict[str, tuple[Kind, str | None]] = {}
    for step in plan:
        match step:
            case "count":
                count_all(database, home, datetime.now(UTC) + counting.SETTLING - timedelta(milliseconds=2))
            case "look":
                contact_changes.settle_all(database, home.id, is_of)
            case "count again from the start":
                database.write(lambda connection: counting.recount(connection, home.id))
            case ("holds", who, phone):
                holding[who] = phone
                customer = Customer(who, phone=phone)
                database.write(lambda c, customer=customer: people.save_customer(c, home.id, customer))  # type: ignore[misc]
            case ("says", who, wanted):
                at += timedelta(minutes=1)
                customer, bound = Customer(who, phone=holding[who]), stands_for(holding[who])
                wanted_now = sample_answer(notice, wishes={SMS: wanted}, act=uuid4(), at=at)
                answered = database.write(
                    lambda c, w=wanted_now, customer=customer, b=bound: record_customer(c, w, customer, {SMS: b})  # type: ignore[misc]
                )
                last = [each for each in answered.history if each.channel is SMS][-1]
                said[who] = (last.kind, last.contact)
    expected: Counter[State] = Counter()
    for who, (kind, contact) in said.items():
        is_held = contact is not None and contact == stands_for(holding[who])
        expected[State.PENDING if kind is Kind.GIVEN and not is_held else State(kind)] += 1
    assert stands(database, home.id) == dict(expected)
