"""The gate on a real database: what leaves, what does not, and what is kept of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from consent_ui import publishing
from consent_ui.messaging import gate
from consent_ui.messaging.gateways import NoAnswer, Refused
from consent_ui.rules.consent import Channel
from consent_ui.rules.sending import Because
from consent_ui.store import outbox, people
from consent_ui.store.sending_tables import message as messages
from tests.messaging.conftest import HOME, NOW, PHONE, Sender
from tests.messaging.retaining import Retaining


def stored(sender: Sender) -> Any:
    with sender.database.read() as connection:
        return connection.execute(select(messages)).one()


def send(sender: Sender, customer: Any, person: Any, at: Any = NOW) -> gate.Outcome:
    queued = sender.queue(customer, person)
    assert queued is not None
    return gate.dispatch(sender.gate, customer.reference, customer.phone, queued, at)


@pytest.mark.requirement("CV-01", "PR-15", "SM-01", "SM-02")
def test_a_message_leaves_for_who_said_yes_and_names_the_decision_behind_it(sender: Sender) -> None:
    lea = sender.customer()
    outcome = send(sender, lea, sender.decides(lea, True))
    assert (outcome.verdict.because, outcome.state) == (Because.ALLOWED, "sent")
    ((to, text),) = sender.gateway.sent
    assert to == PHONE
    assert "RETOUR" in text and "STOP" in text and HOME.name in text
    row = stored(sender)
    assert (row.state, row.body, row.reference, row.because) == ("sent", text, "ref-1", "allowed")
    assert outcome.verdict.decision is not None
    assert row.decision == outcome.verdict.decision.id


@pytest.mark.requirement("WD-07", "SM-09")
def test_who_withdraws_between_queue_and_dispatch_gets_nothing(sender: Sender) -> None:
    lea = sender.customer()
    person = sender.decides(lea, True)
    queued = sender.queue(lea, person)
    assert queued is not None
    sender.decides(lea, False, NOW - timedelta(seconds=1))
    assert gate.dispatch(sender.gate, lea.reference, PHONE, queued, NOW).verdict.because is Because.WITHDRAWN
    assert sender.gateway.sent == []
    assert (stored(sender).state, stored(sender).because) == ("dropped", "withdrawn")


@pytest.mark.requirement("CV-08")
@pytest.mark.parametrize(
    ("later", "because"),
    [
        ({"phone": "+33699999999"}, Because.CONTACT_CHANGED),
        ({"phone": None}, Because.NO_CONTACT),
        ({"last_order_at": NOW - timedelta(days=1)}, Because.NOT_LAPSED),
    ],
)
def test_what_the_host_says_meanwhile_counts(sender: Sender, later: dict[str, Any], because: Because) -> None:
    from consent_ui.store import people

    lea = sender.customer()
    queued = sender.queue(lea, sender.decides(lea, True))
    assert queued is not None
    sender.database.write(lambda c: people.save_customer(c, HOME.id, replace(lea, **later)))
    assert gate.dispatch(sender.gate, lea.reference, PHONE, queued, NOW).verdict.because is because
    assert sender.gateway.sent == []


@pytest.mark.requirement("CV-08")
def test_a_yes_that_is_bound_to_no_contact_sends_nothing(sender: Sender) -> None:
    lea = sender.customer()
    assert (
        send(sender, lea, sender.decides(lea, True, NOW - timedelta(days=10), bound=False)).verdict.because
        is Because.NOT_BOUND
    )
    assert sender.gateway.sent == []


@pytest.mark.requirement("CV-20")
def test_a_later_no_of_another_account_with_the_same_number_counts(sender: Sender) -> None:
    lea, twin = sender.customer(), sender.customer("lea-at-work")
    person = sender.decides(lea, True)
    sender.decides(twin, False, NOW - timedelta(days=1))
    assert send(sender, lea, person).verdict.because is Because.LEFT_ELSEWHERE
    assert sender.gateway.sent == []


@pytest.mark.requirement("CV-20")
def test_an_earlier_no_of_another_account_does_not(sender: Sender) -> None:
    lea, twin, other = sender.customer(), sender.customer("lea-at-work"), sender.customer("max", "+33611111111")
    sender.decides(other, True, NOW - timedelta(days=190))
    sender.decides(twin, False, NOW - timedelta(days=150))
    assert send(sender, lea, sender.decides(lea, True)).verdict.allowed


def test_one_person_is_claimed_once_per_campaign_and_lapse(sender: Sender) -> None:
    lea = sender.customer()
    person = sender.decides(lea, True)
    assert sender.queue(lea, person) is not None
    assert sender.queue(lea, person) is None
    assert sender.queue(replace(lea, last_order_at=NOW - timedelta(days=50)), person) is not None


def test_a_message_is_dispatched_once(sender: Sender) -> None:
    lea = sender.customer()
    queued = sender.queue(lea, sender.decides(lea, True))
    assert queued is not None
    gate.dispatch(sender.gate, lea.reference, PHONE, queued, NOW)
    assert gate.dispatch(sender.gate, lea.reference, PHONE, queued, NOW).verdict.because is Because.ALREADY_SENT
    assert len(sender.gateway.sent) == 1


def test_an_order_that_is_taken_back_brings_no_second_message(sender: Sender) -> None:
    lea = sender.customer()
    person = sender.decides(lea, True)
    assert send(sender, lea, person).verdict.allowed
    before = replace(lea, last_order_at=NOW - timedelta(days=90))
    sender.database.write(lambda c: people.save_customer(c, HOME.id, before))
    (page,) = Retaining(sender).run().weighing.everybody()
    assert [one.because for one in page] == [Because.ALREADY_SENT]
    assert send(sender, before, person).verdict.because is Because.ALREADY_SENT
    assert len(sender.gateway.sent) == 1


@pytest.mark.parametrize("name", ["x" * 101, "a\x00b", 7], ids=["long", "nul", "number"])
def test_a_name_that_no_column_could_hold_does_not_undo_that_a_message_left(
    sender: Sender, name: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sender.gateway, "send", lambda to, text: name)
    lea = sender.customer()
    assert send(sender, lea, sender.decides(lea, True)).state == "sent"
    row = stored(sender)
    assert (row.state, row.reference) == ("sent", "7" if name == 7 else None)


@pytest.mark.requirement("SM-06", "SM-07")
def test_at_night_a_message_waits_for_the_morning(sender: Sender) -> None:
    lea = sender.customer()
    outcome = send(sender, lea, sender.decides(lea, True), NOW + timedelta(hours=8))
    assert (outcome.verdict.because, outcome.state) == (Because.HOUR, "waiting")
    assert stored(sender).lease_until == NOW.replace(hour=9) + timedelta(days=1)
    assert sender.gateway.sent == []


@pytest.mark.requirement("RT-13")
def test_records_that_cannot_be_trusted_send_nothing(sender: Sender) -> None:
    doubtful = replace(sender.gate, trusted=lambda _: False)
    lea = sender.customer()
    queued = sender.queue(lea, sender.decides(lea, True))
    assert queued is not None
    assert gate.dispatch(doubtful, lea.reference, PHONE, queued, NOW).verdict.because is Because.NOT_RECONCILED
    assert sender.gateway.sent == []


def test_a_campaign_that_was_switched_off_meanwhile_sends_nothing(sender: Sender) -> None:
    lea = sender.customer()
    queued = sender.queue(lea, sender.decides(lea, True))
    assert queued is not None
    publishing.publish_campaign(sender.database, HOME.id, replace(sender.campaign, on=False), NOW)
    assert gate.dispatch(sender.gate, lea.reference, PHONE, queued, NOW).verdict.because is Because.OFF
    assert sender.gateway.sent == []


@pytest.mark.parametrize(
    ("fails", "state"),
    [(Refused("21610", gone=True), "failed"), (NoAnswer("timeout"), "unknown"), (RuntimeError("odd"), "unknown")],
)
def test_what_a_gateway_does_not_take_is_never_tried_again(sender: Sender, fails: Exception, state: str) -> None:
    sender.gateway.fails = fails
    lea = sender.customer()
    queued = sender.queue(lea, sender.decides(lea, True))
    assert queued is not None
    assert gate.dispatch(sender.gate, lea.reference, PHONE, queued, NOW).state == state
    sender.gateway.fails = None
    assert gate.dispatch(sender.gate, lea.reference, PHONE, queued, NOW).verdict.because is Because.ALREADY_SENT
    assert sender.gateway.sent == []


def test_a_message_whose_worker_died_while_it_left_is_never_sent_again(sender: Sender) -> None:
    lea = sender.customer()
    queued = sender.queue(lea, sender.decides(lea, True))
    assert queued is not None
    sender.database.write(lambda c: outbox.start_leaving(c, HOME.id, queued.id, "x", NOW))
    later = NOW + outbox.LEASE
    assert sender.database.write(lambda c: outbox.give_up(c, HOME.id, later)) == 1
    assert sender.database.write(lambda c: outbox.take_over(c, HOME.id, Channel.SMS, later, 10)) == []
    assert gate.dispatch(sender.gate, lea.reference, PHONE, queued, later).verdict.because is Because.ALREADY_SENT


@pytest.mark.requirement("SM-14")
@pytest.mark.parametrize("broken", ["read"])
def test_an_error_in_the_gate_halts_and_sends_nothing(
    sender: Sender, broken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("broken")

    lea = sender.customer()
    queued = sender.queue(lea, sender.decides(lea, True))
    assert queued is not None
    monkeypatch.setattr(f"consent_ui.store.recipients.{broken}", fail)
    with pytest.raises(gate.Halted):
        gate.dispatch(sender.gate, lea.reference, PHONE, queued, NOW)
    assert sender.gateway.sent == []
