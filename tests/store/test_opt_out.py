"""Staff takes a customer out: one act per form, in the ledger's order, and never a yes."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from consent_ui.rules.consent import Actor, Channel, Kind, Place, State, fold
from consent_ui.rules.notices import Notice
from consent_ui.rules.opting_out import Reason
from consent_ui.store import history, people, reasons
from consent_ui.store.database import Database
from consent_ui.store.ledger import record_customer, record_opt_out
from consent_ui.store.people import Customer
from tests.samples import NOW, sample_answer
from tests.store.conftest import Rows, Told

pytestmark = pytest.mark.requirement("CV-18", "PR-08")

SMS, EMAIL = Channel.SMS, Channel.EMAIL
INES = Customer("7", name="Ines", phone="+33612345678", email="ines@client.example")
BOTH = {SMS: "a" * 64, EMAIL: "b" * 64}
Run = Callable[..., Any]


@pytest.fixture
def person(notice: Notice, run: Run) -> UUID:
    """Ines, who has not answered."""
    saved: UUID = run(people.save_customer, notice.restaurant_id, INES)
    return saved


def test_a_yes_is_withdrawn_and_silence_is_refused(notice: Notice, run: Run, told: Told, person: UUID) -> None:
    run(record_customer, sample_answer(notice, wishes={SMS: True}), INES, BOTH)
    recorded = run(record_opt_out, sample_answer(notice, wishes={SMS: False, EMAIL: False}), person)
    assert recorded.kinds == {SMS: Kind.WITHDRAWN, EMAIL: Kind.REFUSED}
    assert {(d.channel, d.kind, d.place, d.actor, d.person, d.contact) for d in told()[1:]} == {
        (SMS, Kind.WITHDRAWN, Place.STAFF, Actor.STAFF, person, None),
        (EMAIL, Kind.REFUSED, Place.STAFF, Actor.STAFF, person, None),
    }


def test_whatever_is_wished_for_nobody_comes_in(notice: Notice, run: Run, told: Told, person: UUID) -> None:
    forged = sample_answer(notice, wishes={SMS: True, EMAIL: True}, place=Place.BANNER)
    run(record_opt_out, forged, person)
    assert {(d.kind, d.place, d.actor) for d in told()} == {(Kind.REFUSED, Place.STAFF, Actor.STAFF)}


def test_the_same_form_acts_once(notice: Notice, run: Run, told: Told, person: UUID) -> None:
    form = sample_answer(notice, wishes={SMS: False})
    assert run(record_opt_out, form, person).added
    assert not run(record_opt_out, form, person).added
    run(record_customer, sample_answer(notice, wishes={SMS: True}), INES, BOTH)
    # Sent once more, it is still the act it was: the customer's own yes since then stands.
    assert not run(record_opt_out, form, person).added
    assert [d.kind for d in told()] == [Kind.REFUSED, Kind.GIVEN]


def test_who_is_out_already_stays_as_they_are(notice: Notice, run: Run, told: Told, person: UUID) -> None:
    run(record_opt_out, sample_answer(notice, wishes={SMS: False}), person)
    later = sample_answer(notice, wishes={SMS: False}, at=NOW + timedelta(days=400))
    assert not run(record_opt_out, later, person).added
    assert len(told()) == 1


def test_a_customer_may_come_back_by_their_own_act(notice: Notice, run: Run, told: Told, person: UUID) -> None:
    run(record_customer, sample_answer(notice, wishes={SMS: True}), INES, BOTH)
    run(record_opt_out, sample_answer(notice, wishes={SMS: False}), person)
    run(record_customer, sample_answer(notice, wishes={SMS: True}), INES, BOTH)
    assert [d.kind for d in told()] == [Kind.GIVEN, Kind.WITHDRAWN, Kind.GIVEN]
    assert fold(told(), BOTH[SMS]) is State.GIVEN


def test_somebody_elses_customer_is_nobody(notice: Notice, run: Run, rows: Rows, person: UUID) -> None:
    assert run(record_opt_out, sample_answer(notice, wishes={SMS: False}), uuid4()) is None
    assert rows("consent_decision") == []


def test_a_clock_that_is_behind_does_not_turn_the_order(notice: Notice, run: Run, told: Told, person: UUID) -> None:
    run(record_customer, sample_answer(notice, wishes={SMS: True}), INES, BOTH)
    early = sample_answer(notice, wishes={SMS: False}, at=NOW - timedelta(minutes=5))
    run(record_opt_out, early, person)
    assert [d.kind for d in told()] == [Kind.GIVEN, Kind.WITHDRAWN]
    assert told()[1].at > told()[0].at


def test_staff_and_customer_at_the_same_moment_both_stand_in_order(
    notice: Notice, database: Database, told: Told, person: UUID
) -> None:
    for _ in range(20):
        before = len(told())
        yes, out = sample_answer(notice, wishes={SMS: True}), sample_answer(notice, wishes={SMS: False})
        with ThreadPoolExecutor(2) as pool:
            first = pool.submit(database.write, lambda c, yes=yes: record_customer(c, yes, INES, BOTH))  # type: ignore[misc]
            second = pool.submit(database.write, lambda c, out=out: record_opt_out(c, out, person))  # type: ignore[misc]
            customer, staff = first.result(), second.result()
        new = told()[before:]
        assert [d.at for d in told()] == sorted({d.at for d in told()})
        # Whoever came second saw what the first had done, and the last line of the ledger is the state.
        assert {d.actor for d in new} <= {Actor.CUSTOMER, Actor.STAFF}
        assert staff is not None
        last = {Actor.CUSTOMER: customer, Actor.STAFF: staff}[new[-1].actor]
        assert last.kinds[SMS] is new[-1].kind
        state = fold([d for d in told() if d.channel is SMS], BOTH[SMS])
        assert state is (State.GIVEN if new[-1].actor is Actor.CUSTOMER else State(new[-1].kind))


def test_a_reason_is_kept_with_its_act_and_only_once(
    notice: Notice, run: Run, database: Database, person: UUID
) -> None:
    act = uuid4()
    run(reasons.save, notice.restaurant_id, act, person, Reason.OTHER, "Moved away")
    run(reasons.save, notice.restaurant_id, act, person, Reason.TOLD, "")
    with database.read() as connection:
        assert reasons.of_acts(connection, notice.restaurant_id, [act, uuid4()]) == {act: (Reason.OTHER, "Moved away")}
        assert reasons.of_acts(connection, uuid4(), [act]) == {}


def test_the_last_decisions_and_the_pages_are_the_history(
    notice: Notice, run: Run, told: Told, database: Database, person: UUID
) -> None:
    for number in range(12):
        at = NOW + timedelta(minutes=number // 3)  # several at the very same moment
        channel = SMS if number % 2 else EMAIL
        wish = number % 4 < 2
        run(record_customer, sample_answer(notice, wishes={channel: wish}, at=at), INES, BOTH)
    whole = told()
    assert len(whole) > 10
    seen, before, more = [], None, True
    with database.read() as connection:
        while more:
            page, more = history.page(connection, notice.restaurant_id, person, before, 4)
            seen += page
            before = page[-1].id
        last = history.latest(connection, notice.restaurant_id, [person, uuid4()])
    assert seen == whole[::-1]
    assert last == {person: {channel: [d for d in whole if d.channel is channel][-1] for channel in Channel}}


def test_a_page_begins_anew_at_somebody_elses_decision(
    notice: Notice, run: Run, database: Database, person: UUID
) -> None:
    run(record_customer, sample_answer(notice, wishes={SMS: True}), INES, BOTH)
    other = replace(INES, reference="8")
    theirs = run(record_customer, sample_answer(notice, wishes={SMS: True}), other, BOTH).history[0]
    with database.read() as connection:
        for before in (theirs.id, uuid4()):
            page, more = history.page(connection, notice.restaurant_id, person, before, 4)
            assert [d.person for d in page] == [person]
            assert not more
