"""A STOP and a message at the same moment: what has started is over before the STOP is acknowledged, and nothing
starts after it."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import timedelta
from uuid import UUID

import pytest

from consent_ui.messaging.gate import Gate, dispatch
from consent_ui.messaging.leaving import Contact, come_back, leave
from consent_ui.rules.consent import Channel, Kind, Place
from consent_ui.rules.sending import Because
from consent_ui.store.history import history
from consent_ui.store.outbox import Queued
from consent_ui.store.people import Customer
from tests.messaging.conftest import HOME, NOW, PHONE, SEALS, Sender, sender

__all__ = ["sender"]

pytestmark = pytest.mark.requirement("WD-07", "SM-04")
RACES = 60


@dataclass
class Slow:
    """A gateway that is at work for as long as the test wants, and says when it began."""

    name: str = "slow"
    began: list[float] = field(default_factory=list)
    at_work: threading.Event = field(default_factory=threading.Event)
    done: threading.Event = field(default_factory=threading.Event)

    def send(self, to: str, text: str) -> str:
        self.began.append(time.perf_counter())
        self.at_work.set()
        assert self.done.wait(10)
        return ""


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(8) as pool:
        yield pool


def contact(sender: Sender, phone: str = PHONE) -> Contact:
    return Contact(sender.database, SEALS, HOME.id, Channel.SMS, phone)


def waiting(sender: Sender, reference: str, phone: str = PHONE) -> tuple[Customer, UUID, Queued]:
    """Somebody who said yes, with a message of hers that waits for the gate."""
    customer = sender.customer(reference, phone)
    person = sender.decides(customer, True)
    queued = sender.queue(customer, person)
    assert queued is not None
    return customer, person, queued


def sends(sender: Sender, gateway: Slow, one: tuple[Customer, UUID, Queued]) -> Because:
    gate: Gate = replace(sender.gate, gateway=gateway)
    return dispatch(gate, one[0].reference, one[0].phone or "", one[2], NOW).verdict.because


def test_a_stop_is_not_acknowledged_while_a_message_is_on_its_way(sender: Sender, pool: ThreadPoolExecutor) -> None:
    first, second = waiting(sender, "lea"), waiting(sender, "luc")  # one phone, two accounts
    slow = Slow()
    sending = pool.submit(sends, sender, slow, second)
    assert slow.at_work.wait(10)
    stopping: Future[object] = pool.submit(leave, contact(sender), Place.SMS, NOW - timedelta(seconds=1))
    with pytest.raises(TimeoutError):
        stopping.result(0.5)
    slow.done.set()
    assert sending.result(10) is Because.ALLOWED
    stopping.result(10)
    assert sends(sender, slow, first) is Because.SUPPRESSED
    assert len(slow.began) == 1


def test_no_message_starts_after_a_stop_was_acknowledged(sender: Sender, pool: ThreadPoolExecutor) -> None:
    for number in range(RACES):
        phone = f"+3361{number:07}"
        one = waiting(sender, f"customer {number}", phone)
        slow, start = Slow(), threading.Barrier(2)
        slow.done.set()

        def send(one: tuple[Customer, UUID, Queued] = one, slow: Slow = slow, start: threading.Barrier = start) -> None:
            start.wait(10)
            sends(sender, slow, one)

        def stop(phone: str = phone, start: threading.Barrier = start) -> float:
            start.wait(10)
            leave(contact(sender, phone), Place.SMS, NOW - timedelta(seconds=1))
            return time.perf_counter()

        sending, stopping = pool.submit(send), pool.submit(stop)
        acknowledged = stopping.result(20)
        sending.result(20)
        assert all(began < acknowledged for began in slow.began)


def test_many_stops_and_starts_of_one_number_never_wait_for_each_other(
    sender: Sender, pool: ThreadPoolExecutor
) -> None:
    people = [waiting(sender, f"customer {number}")[1] for number in range(6)]

    def act(number: int) -> None:
        if number % 3 == 2:
            come_back(contact(sender), NOW - timedelta(seconds=1) + timedelta(milliseconds=number), lambda _: True)
        else:
            leave(contact(sender), Place.SMS, NOW - timedelta(seconds=1) + timedelta(milliseconds=number))

    for done in [pool.submit(act, number) for number in range(24)]:
        done.result(30)
    leave(contact(sender), Place.SMS, NOW)
    with sender.database.read() as connection:
        assert {history(connection, HOME.id, person)[-1].kind for person in people} == {Kind.WITHDRAWN}
