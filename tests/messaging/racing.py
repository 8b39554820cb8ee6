"""Several processes at one database: messages against withdrawals, and runs against runs."""

from __future__ import annotations

import multiprocessing
import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from queue import Queue
from typing import Any
from uuid import UUID, uuid4

from consent_ui.messaging.candidates import Weighing
from consent_ui.messaging.gate import Gate, dispatch
from consent_ui.messaging.running import Run
from consent_ui.rules.campaigns import Campaign
from consent_ui.rules.composing import compose
from consent_ui.rules.consent import Channel, Place
from consent_ui.rules.messages import WayOut, retention_message
from consent_ui.store import ledger
from consent_ui.store.database import open_database
from consent_ui.store.outbox import Claim, Queued
from consent_ui.store.people import Customer
from consent_ui.store.turns import customers_turn
from consent_ui.texts import texts
from tests.messaging.conftest import HOME, NOW, SEALS

JITTER = 0.006
"""Seconds by which the two of a race may start apart: about as long as a dispatch takes."""
FAR = 0.06
"""The same for one race in five, so that both sides win some however slow the disk is."""

SPAWN = multiprocessing.get_context("spawn")


@dataclass
class Timed:
    """A gateway that remembers when each call began, on the machine's one monotonic clock."""

    calls: list[tuple[str, int]] = field(default_factory=list)
    name: str = "timed"

    def send(self, to: str, text: str) -> str:
        self.calls.append((to, time.monotonic_ns()))
        time.sleep(random.uniform(0, 0.002))  # a gateway takes its time, and a withdrawal may come in it
        return ""


def gate_of(url: str, gateway: Any) -> Gate:
    """A gate of a process's own."""
    return Gate(
        open_database(url), SEALS, gateway, lambda _: True,
        lambda facts, _: retention_message(
            facts.restaurant, facts.campaign, "RETOUR", None, WayOut(number="36111"), texts(facts.recipient.language)
        ),  # type: ignore[arg-type]
    )  # fmt: skip


def dispatching(url: str, work: list[tuple[Customer, Queued]], barrier: Any, told: Queue[Any]) -> None:
    """One process that sends."""
    gate = gate_of(url, Timed())
    for customer, waiting in work:
        _start(barrier)
        dispatch(gate, customer.reference, customer.phone or "", waiting, NOW)
    told.put(("calls", gate.gateway.calls))  # type: ignore[attr-defined]


def withdrawing(url: str, work: list[Customer], barrier: Any, told: Queue[Any]) -> None:
    """One process in which people withdraw, as `answering.record` writes it: in the person's turn."""
    database = open_database(url)
    notice = compose(HOME, None, texts("fr"))
    acknowledged: list[tuple[str, int]] = []
    for customer in work:
        answer = ledger.Answer(
            uuid4(), notice, notice.fingerprint(), {Channel.SMS: False}, Place.PREFERENCES, NOW - timedelta(days=1), "1"
        )
        _start(barrier)
        with customers_turn(database, HOME.id, customer):
            database.write(lambda c, answer=answer, customer=customer: ledger.record_customer(c, answer, customer, {}))
        acknowledged.append((customer.phone or "", time.monotonic_ns()))
    told.put(("acknowledged", acknowledged))


def _start(barrier: Any) -> None:
    barrier.wait(60)
    until = time.monotonic() + random.uniform(0, FAR if random.random() < 0.2 else JITTER)
    while time.monotonic() < until:
        pass


def running(url: str, campaign: Campaign, barrier: Any, told: Queue[Any]) -> None:
    """One process with a whole run."""
    gate = gate_of(url, Timed())
    weighing = Weighing(gate.database, SEALS, HOME, campaign, Channel.SMS, NOW)
    run = Run(gate, weighing, lambda: NOW, lambda _: None, timedelta(0), lambda *_: None)
    barrier.wait(60)
    told.put(("calls", gate.gateway.calls if run.go() == "done" else None))  # type: ignore[attr-defined]


def at_once(jobs: list[tuple[Callable[..., None], tuple[Any, ...]]]) -> list[tuple[str, Any]]:
    """Run each job in a process of its own; what they told. Raises AssertionError when one fails."""
    told: Any = SPAWN.Queue()
    processes = [SPAWN.Process(target=job, args=(*arguments, told), daemon=True) for job, arguments in jobs]
    for process in processes:
        process.start()
    found = [told.get(timeout=240) for _ in processes]
    for process in processes:
        process.join(30)
        assert process.exitcode == 0
    return found


def claims(people: list[tuple[UUID, Customer, UUID]], campaign: Campaign, run: UUID) -> list[Claim]:
    """A claim per person."""
    return [
        Claim(
            HOME.id, run, person, Channel.SMS,
            SEALS.hashes_of(HOME.id, f"{Channel.SMS}:{customer.phone}")[0], campaign.id, campaign.version,
            customer.last_order_at or NOW, "fr", decision,
        )
        for person, customer, decision in people
    ]  # fmt: skip
