"""The answer of a signed-in customer: theirs on every device, in order, bound to the contact of that moment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from itertools import pairwise
from typing import Any

import pytest

from consent_ui.rules.consent import Actor, Channel, Kind, Place, State, fold
from consent_ui.rules.notices import Notice
from consent_ui.store.database import Database
from consent_ui.store.ledger import Recorded, record_customer
from consent_ui.store.people import Customer
from tests.samples import NOW, sample_answer
from tests.store.conftest import Told
from tests.store.threads import at_once

SMS, EMAIL = Channel.SMS, Channel.EMAIL
Y, R, W = Kind.GIVEN, Kind.REFUSED, Kind.WITHDRAWN
INES = Customer("7", name="Ines", phone="+33612345678", orders=3)
NUMBER, OTHER = "a" * 64, "b" * 64
Run = Callable[..., Recorded]


@pytest.mark.requirement("PR-01", "CV-05", "CV-08")
def test_a_yes_is_bound_to_the_contact_of_that_moment(notice: Notice, run: Run, told: Told) -> None:
    answer = sample_answer(notice)
    assert run(record_customer, answer, INES, {SMS: NUMBER, EMAIL: None}) == Recorded({SMS: Y, EMAIL: Y}, True)
    found = {decision.channel: decision for decision in told()}
    assert (found[SMS].contact, found[EMAIL].contact) == (NUMBER, None)
    for decision in found.values():
        assert (decision.act, decision.notice, decision.at) == (answer.act, answer.fingerprint, NOW)
        assert (decision.actor, decision.place, decision.language) == (Actor.CUSTOMER, Place.BANNER, "en")
        assert decision.at.tzinfo is not None
    assert fold([found[SMS]], NUMBER) is State.GIVEN
    assert fold([found[SMS]], OTHER) is State.PENDING


@pytest.mark.requirement("PR-06", "RT-05")
def test_a_no_keeps_no_contact(notice: Notice, run: Run, told: Told) -> None:
    run(record_customer, sample_answer(notice), INES, {SMS: NUMBER})
    run(record_customer, sample_answer(notice, wanted=False), INES, {SMS: NUMBER})
    assert [(d.kind, d.contact) for d in told() if d.channel is SMS] == [(Y, NUMBER), (W, None)]


@pytest.mark.requirement("CV-08")
def test_a_waiting_yes_can_be_said_again_once_there_is_a_number(notice: Notice, run: Run, told: Told) -> None:
    without = replace(INES, phone=None)
    assert run(record_customer, sample_answer(notice, wishes={SMS: True}), without, {}) == Recorded({SMS: Y}, True)
    assert run(record_customer, sample_answer(notice, wishes={SMS: True}), without, {}) == Recorded({SMS: Y}, False)
    again = sample_answer(notice, wishes={SMS: True})
    assert run(record_customer, again, INES, {SMS: NUMBER}) == Recorded({SMS: Y}, True)
    assert [decision.contact for decision in told()] == [None, NUMBER]


@pytest.mark.requirement("PR-08")
@pytest.mark.parametrize("wanted", [True, False])
def test_a_form_sent_again_gets_the_same_answer_and_adds_nothing(
    notice: Notice, run: Run, told: Told, wanted: bool
) -> None:
    answer = sample_answer(notice, wanted)
    first = run(record_customer, answer, INES, {SMS: NUMBER})
    assert run(record_customer, answer, INES, {SMS: NUMBER}) == Recorded(first.kinds, False)
    assert len(told()) == 2


@pytest.mark.requirement("PR-08", "WD-14")
def test_an_old_yes_that_arrives_again_does_not_undo_a_withdrawal(notice: Notice, run: Run, told: Told) -> None:
    yes = sample_answer(notice, wishes={SMS: True})
    run(record_customer, yes, INES, {SMS: NUMBER})
    run(record_customer, sample_answer(notice, wishes={SMS: False}), INES, {SMS: NUMBER})
    assert run(record_customer, yes, INES, {SMS: NUMBER}) == Recorded({SMS: W}, False)
    assert [decision.kind for decision in told()] == [Y, W]


@pytest.mark.requirement("PR-08")
def test_one_form_from_many_threads_is_one_decision_and_one_answer(
    notice: Notice, database: Database, told: Told
) -> None:
    answer = sample_answer(notice, wishes={SMS: True})
    job = partial(database.write, lambda connection: record_customer(connection, answer, INES, {SMS: NUMBER}))
    results = at_once([job] * 8)
    assert [result.kinds for result in results] == [{SMS: Y}] * 8
    assert sum(result.added for result in results) == 1
    assert [decision.kind for decision in told()] == [Y]


@pytest.mark.requirement("CV-01", "CV-20", "WD-07")
def test_different_answers_at_once_stand_in_one_order(notice: Notice, database: Database, told: Told) -> None:
    """All carry the same time: two machines may read the same clock, one person's ledger may not."""
    forms = [sample_answer(notice, wanted, wishes={SMS: wanted}) for wanted in (True, False) * 6]
    at_once(
        [partial(database.write, lambda c, form=form: record_customer(c, form, INES, {SMS: NUMBER})) for form in forms]
    )
    history = told()
    assert all(earlier.at < later.at for earlier, later in pairwise(history))
    # Each one follows from the state before it: never two yes or two no in a row.
    assert history[0].kind in (Y, R)
    assert all((earlier.kind is Y) != (later.kind is Y) for earlier, later in pairwise(history))


@pytest.mark.requirement("CV-01")
def test_a_clock_that_goes_back_does_not_reorder_the_history(notice: Notice, run: Run, told: Told) -> None:
    for wanted, at in ((True, NOW), (False, NOW - timedelta(hours=1)), (True, NOW - timedelta(days=1))):
        run(record_customer, sample_answer(notice, wishes={SMS: wanted}, at=at), INES, {SMS: NUMBER})
    assert [decision.kind for decision in told()] == [Y, W, Y]
    assert [decision.at - NOW for decision in told()] == [timedelta(microseconds=n) for n in range(3)]


@pytest.mark.requirement("CV-20")
@pytest.mark.parametrize("earlier", [True, False])
def test_a_device_answer_never_overrides_the_accounts(notice: Notice, run: Run, told: Told, earlier: bool) -> None:
    run(record_customer, sample_answer(notice, earlier, wishes={SMS: earlier}), INES, {SMS: NUMBER})
    kept = sample_answer(notice, not earlier, place=Place.ACCOUNT)
    assert not run(record_customer, kept, INES, {SMS: NUMBER}).added
    assert [decision.kind for decision in told()] == [Y if earlier else R]


@pytest.mark.requirement("CV-20")
def test_a_device_answer_becomes_the_accounts_where_it_has_none(notice: Notice, run: Run, told: Told) -> None:
    run(record_customer, sample_answer(notice, place=Place.ACCOUNT, wishes={SMS: True}), INES, {SMS: NUMBER})
    assert [(d.kind, d.place, d.contact) for d in told()] == [(Y, Place.ACCOUNT, NUMBER)]


@pytest.mark.requirement("CV-20")
def test_two_devices_that_bind_at_once_leave_one_answer(notice: Notice, database: Database, told: Told) -> None:
    forms = [sample_answer(notice, place=Place.ACCOUNT, wishes={SMS: wanted}) for wanted in (True, False) * 3]
    at_once(
        [partial(database.write, lambda c, form=form: record_customer(c, form, INES, {SMS: NUMBER})) for form in forms]
    )
    assert len(told()) == 1


@pytest.mark.requirement("WD-10", "WD-01")
@pytest.mark.parametrize(
    "odd",
    [
        {"phone": "+" + "3" * 40},
        {"phone": "+33\x006"},
        {"email": "x" * 400 + "@client.example"},
        {"name": "N" * 300},
        {"name": "Nadia\x00"},
        {"name": "\ud800"},
        {"orders": -3},
        {"orders": 2**40},
        {"last_order_at": datetime(2026, 1, 1)},  # noqa: DTZ001 (a host may say it so)
        {"reference": "7" * 500},
        {"reference": "seven\x00"},
    ],
    ids=lambda odd: "-".join(odd),
)
def test_nothing_odd_in_an_account_keeps_its_owner_from_leaving(
    notice: Notice, run: Run, told: Told, odd: dict[str, Any]
) -> None:
    customer = Customer(**{"reference": "7", "name": "Nadia", "orders": 3} | odd)
    assert run(record_customer, sample_answer(notice, wanted=True), customer, {}).added
    assert run(record_customer, sample_answer(notice, wanted=False), customer, {}).added
    assert [decision.kind for decision in told(customer.reference)] == [Y, Y, W, W]


@pytest.mark.requirement("CV-08")
@pytest.mark.parametrize("phone", ["+" + "3" * 40, "+33\x006", ""])
def test_a_number_nobody_could_write_to_is_none(phone: str) -> None:
    assert Customer("7", phone=phone).contact(SMS) is None
