"""A retention run on a real database: who is selected, what is counted, and what a run that was cut off leaves."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from consent_ui import publishing
from consent_ui.messaging import candidates, gate
from consent_ui.messaging.gateways import NoAnswer, Refused
from consent_ui.rules.consent import Channel
from consent_ui.rules.sending import Because, Verdict
from consent_ui.store import outbox, pace, selection
from consent_ui.store.people import Customer, person_id, save_customer
from tests.messaging.conftest import HOME, NOW, Sender
from tests.messaging.retaining import Retaining


@pytest.fixture
def retaining(sender: Sender) -> Retaining:
    return Retaining(sender)


def phone(number: int) -> str:
    return f"+336000000{number:02}"


def crowd(sender: Sender, count: int, **changes: Any) -> list[Customer]:
    """So many people who said yes and have not ordered for long."""
    people = [replace(sender.customer(f"c{n}", phone(n)), **changes) for n in range(count)]
    for each in people:
        sender.decides(each, True)
    return people


def mixed(sender: Sender) -> dict[str, Customer]:
    """Somebody of each sort."""
    people = {
        name: sender.customer(name, phone(n)) for n, name in enumerate(("yes", "no", "left", "unbound", "silent"))
    }
    people["recent"] = sender.customer("recent", phone(10), days=3)
    people["new"] = sender.customer("new", phone(11), orders=0)
    for name in ("yes", "left", "recent", "new"):
        sender.decides(people[name], True)
    sender.decides(people["no"], False)
    sender.decides(people["left"], False, NOW - timedelta(days=50))
    sender.decides(people["unbound"], True, bound=False)
    sender.database.write(lambda c: save_customer(c, HOME.id, people["silent"]))
    return people


@pytest.mark.requirement("SM-09", "CV-01")
def test_a_run_writes_to_the_one_whose_last_word_is_a_bound_yes(retaining: Retaining) -> None:
    people = mixed(retaining.sender)
    assert retaining.go() == ("done", {"sent": 1, "expired": 1})
    assert [to for to, _ in retaining.sender.gateway.sent] == [people["yes"].phone]


@pytest.mark.requirement("SM-09")
def test_people_who_are_out_are_not_even_selected(retaining: Retaining, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a gate that allows everybody, the selection alone keeps them out."""
    mixed(retaining.sender)
    monkeypatch.setattr(candidates, "may_send", lambda r, *_: Verdict(Because.ALLOWED, r.decisions[-1]))
    monkeypatch.setattr(gate, "may_send", lambda r, *_: Verdict(Because.ALLOWED, r.decisions[-1]))
    retaining.go()
    assert {to for to, _ in retaining.sender.gateway.sent} == {phone(0), phone(3)}  # the yes, and the unbound yes


@pytest.mark.requirement("SM-09")
def test_people_who_are_out_are_refused_at_dispatch(retaining: Retaining, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a selection that leaves nobody out, the gate alone keeps them out."""
    mixed(retaining.sender)

    def all_of_them(self: candidates.Weighing, before: Any) -> Any:
        for page in selection.everybody(self.database.read, HOME.id, Channel.SMS):
            yield [
                candidates.Weighed(each, Because.ALLOWED)
                for each in page
                if each.decision is not None and each.last_order_at is not None
            ]

    monkeypatch.setattr(candidates.Weighing, "lapsed", all_of_them)
    counts = {"sent": 1, "refused": 1, "withdrawn": 1, "expired": 1, "not_lapsed": 1, "never_ordered": 1}
    assert retaining.go() == ("done", counts)
    assert [to for to, _ in retaining.sender.gateway.sent] == [phone(0)]


def test_a_preview_says_of_everybody_why_or_why_not(retaining: Retaining) -> None:
    mixed(retaining.sender)
    said = {
        each.candidate.reference: each.because.value for page in retaining.run().weighing.everybody() for each in page
    }
    assert said == {
        "yes": "allowed", "no": "refused", "left": "withdrawn", "unbound": "expired", "silent": "unknown",
        "recent": "not_lapsed", "new": "never_ordered",
    }  # fmt: skip
    assert retaining.sender.gateway.sent == [] and retaining.rows() == []


@pytest.mark.requirement("SM-06", "SM-07")
def test_what_waits_at_night_leaves_in_the_morning_once(retaining: Retaining) -> None:
    crowd(retaining.sender, 3)
    retaining.later(hours=9)  # midnight in Paris
    assert retaining.go() == ("done", {"hour": 3})
    assert retaining.sender.gateway.sent == []
    retaining.later(hours=11)
    assert retaining.go() == ("done", {"sent": 3})
    assert retaining.go() == ("done", {"already_sent": 3})
    assert len(retaining.sender.gateway.sent) == 3


@pytest.mark.requirement("WD-07")
def test_who_leaves_during_the_night_gets_nothing_in_the_morning(retaining: Retaining) -> None:
    first, second = crowd(retaining.sender, 2)
    retaining.later(hours=9)
    retaining.go()
    retaining.sender.decides(first, False, retaining.clock())
    retaining.later(hours=11)
    assert retaining.go() == ("done", {"withdrawn": 1, "sent": 1})
    assert [to for to, _ in retaining.sender.gateway.sent] == [second.phone]


def test_a_campaign_switched_off_in_mid_run_sends_nothing_more(retaining: Retaining) -> None:
    crowd(retaining.sender, 3)
    off = replace(retaining.sender.campaign, on=False)

    def switch(_: str) -> None:
        if len(retaining.sender.gateway.sent) == 1:
            publishing.publish_campaign(retaining.sender.database, HOME.id, off, NOW)

    assert retaining.go(on_person=switch) == ("done", {"sent": 1, "off": 2})
    assert len(retaining.sender.gateway.sent) == 1


def test_an_interrupted_run_is_taken_up_and_nobody_is_written_to_twice(retaining: Retaining) -> None:
    crowd(retaining.sender, 5)

    def interrupt(_: str) -> None:
        if len(retaining.sender.gateway.sent) == 2:
            raise KeyboardInterrupt

    assert retaining.go(on_person=interrupt) == ("stopped", {"sent": 2})
    assert retaining.go() == ("done", {"sent": 3, "already_sent": 2})
    assert len({to for to, _ in retaining.sender.gateway.sent}) == len(retaining.sender.gateway.sent) == 5
    assert [row.state for row in retaining.runs()] == ["stopped", "done"]


def test_an_interruption_while_the_gateway_is_asked_leaves_a_message_nobody_sends_again(retaining: Retaining) -> None:
    crowd(retaining.sender, 2)
    retaining.sender.gateway.fails = KeyboardInterrupt()  # type: ignore[assignment]
    assert retaining.go()[0] == "stopped"
    assert retaining.states() == ["leaving"]
    retaining.sender.gateway.fails = None
    retaining.later(minutes=3)
    assert retaining.go()[0] == "done"
    assert sorted(retaining.states()) == ["sent", "unknown"]
    assert len(retaining.sender.gateway.sent) == 1


def test_what_a_dead_worker_had_claimed_is_taken_up_by_one_alone(retaining: Retaining) -> None:
    people = crowd(retaining.sender, 4)
    for each in people:
        with retaining.sender.database.read() as connection:
            person = person_id(connection, HOME.id, each.reference)
        assert person is not None and retaining.sender.queue(each, person) is not None
    retaining.later(minutes=1)
    assert retaining.go() == ("done", {"already_sent": 4})  # somebody may still be at it
    retaining.later(minutes=1)
    found = [
        retaining.sender.database.write(lambda c: outbox.take_over(c, HOME.id, Channel.SMS, retaining.clock(), 3))
        for _ in range(3)
    ]
    taken = [queued.id for part in found for queued in part]
    assert [len(part) for part in found] == [3, 1, 0] and len(set(taken)) == 4
    retaining.later(minutes=3)
    assert retaining.go() == ("done", {"sent": 4})


def test_a_run_counts_people_by_reason_and_keeps_the_counts(retaining: Retaining) -> None:
    mixed(retaining.sender)
    told: Counter[str] = Counter()
    _, counts = retaining.go(on_person=lambda named: told.update([named]))
    (kept,) = retaining.runs()
    assert (kept.state, kept.counts) == ("done", counts) and dict(told) == counts
    assert kept.ended_at is not None


@pytest.mark.parametrize(
    ("fails", "counted", "state"),
    [
        (Refused("21610", gone=True), "failed", "failed"),
        (NoAnswer("timeout"), "lost", "unknown"),
        (OSError("odd"), "lost", "unknown"),
    ],
)
def test_a_failing_gateway_stops_nobody_else_and_is_never_asked_again(
    retaining: Retaining, fails: Exception, counted: str, state: str
) -> None:
    crowd(retaining.sender, 2)
    retaining.sender.gateway.fails = fails
    assert retaining.go() == ("done", {counted: 2})
    assert retaining.states() == [state, state]
    assert retaining.blocked == (["21610", "21610"] if state == "failed" else [])
    retaining.sender.gateway.fails = None
    retaining.later(minutes=5)
    assert retaining.go()[0] == "done"
    assert retaining.sender.gateway.sent == []


def test_a_gateway_is_fed_at_its_own_pace_by_all_workers_together(retaining: Retaining) -> None:
    crowd(retaining.sender, 4)
    retaining.apart = timedelta(milliseconds=200)
    database = retaining.sender.database
    other = database.write(lambda c: pace.slot(c, HOME.id, "remembering", NOW, timedelta(seconds=1)))
    assert other == NOW
    assert retaining.go() == ("done", {"sent": 4})
    assert retaining.clock.waited == pytest.approx(1 + 3 * 0.2)
    again = database.write(lambda c: pace.slot(c, HOME.id, "remembering", NOW, timedelta(seconds=1)))
    assert (again - NOW).total_seconds() == pytest.approx(1.8)


@pytest.mark.requirement("RT-13")
def test_a_run_halts_at_records_that_are_no_longer_trusted_and_loses_nobody(retaining: Retaining) -> None:
    crowd(retaining.sender, 3)
    trusted = [True]

    def restore(_: str) -> None:
        trusted[0] = False

    doubtful = replace(retaining.sender.gate, trusted=lambda _: trusted[0])
    assert retaining.go(gate=doubtful, on_person=restore) == ("halted", {"sent": 1, "not_reconciled": 1})
    assert len(retaining.sender.gateway.sent) == 1
    retaining.later(minutes=3)
    assert retaining.go() == ("done", {"sent": 2, "already_sent": 1})


@pytest.mark.requirement("SM-08")
def test_messages_of_other_campaigns_and_numbers_count_against_the_cap(retaining: Retaining) -> None:
    sender = retaining.sender
    lea = sender.customer()
    sender.decides(lea, True)
    campaigns = [sender.campaign] + [
        publishing.publish_campaign(
            sender.database, HOME.id, replace(sender.campaign, id=uuid4(), name=f"other {n}"), NOW
        )
        for n in range(4)
    ]
    for number, campaign in enumerate(campaigns):
        if number == 2:
            lea = replace(lea, phone=phone(50))
            sender.decides(lea, True, retaining.clock())
        retaining.go(campaign=campaign)
        retaining.later(minutes=1)
    assert len(sender.gateway.sent) == HOME.monthly_cap == 3
