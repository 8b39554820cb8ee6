"""Four processes at one database: no message starts after a withdrawal was acknowledged, and none leaves twice (WD-07).

CONSENT_TEST_RACES sets how many races there are on each database; 1,000 are 2,000 in all.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from consent_ui.store import outbox, people, runs
from consent_ui.store.outbox import Queued
from consent_ui.store.people import Customer
from consent_ui.store.tables import customer as customers
from consent_ui.store.tables import decision as decisions
from tests.messaging import racing
from tests.messaging.conftest import HOME, NOW, Sender
from tests.messaging.crowd import fill

RACES = int(os.environ.get("CONSENT_TEST_RACES", "1000"))
SHARED = 200
"""Races on each database in which two accounts hold one number."""
PAIRS = 2


def url(sender: Sender) -> str:
    return sender.database.engine.url.render_as_string(hide_password=False)


def crowd(sender: Sender) -> list[tuple[Any, Any, Any]]:
    """Everybody with her yes."""
    with sender.database.read() as connection:
        known = people.customers(connection, HOME.id)
        ids = dict(map(tuple, connection.execute(select(customers.c.reference, customers.c.id))))
        said = dict(map(tuple, connection.execute(select(decisions.c.person, decisions.c.id))))
    return [(ids[each.reference], each, said[ids[each.reference]]) for each in known if ids[each.reference] in said]


@pytest.mark.requirement("WD-07", "WD-08", "CV-01")
def test_no_message_starts_after_a_withdrawal_was_acknowledged(sender: Sender) -> None:
    races(sender, RACES, lambda customer: customer)


@pytest.mark.requirement("WD-07", "CV-20")
@pytest.mark.parametrize("known", [True, False], ids=["known", "new"])
def test_no_message_starts_after_another_account_with_the_number_said_no(sender: Sender, known: bool) -> None:
    """The other account has held the number for long, or is heard of for the first time."""

    def other(customer: Customer) -> Customer:
        return replace(customer, reference=f"other {customer.reference}")

    fill(sender.database, ["yes"] * SHARED)
    if known:
        others = [other(customer) for _, customer, _ in crowd(sender)]
        sender.database.write(lambda c: [people.save_customer(c, HOME.id, each) for each in others])
    races(sender, SHARED, other)


def races(sender: Sender, count: int, who: Callable[[Customer], Customer]) -> None:
    """So many messages, each against the no of who `who` names."""
    if not crowd(sender):
        fill(sender.database, ["yes"] * count)
    everybody = crowd(sender)
    database, campaign = sender.database, sender.campaign
    run = database.write(lambda c: runs.start(c, HOME.id, campaign.id, campaign.version, NOW))
    wanted = racing.claims(everybody, campaign, run)
    messages = database.write(lambda c: [outbox.claim(c, each, NOW) for each in wanted])
    work = [
        (customer, Queued(message, claim))
        for (_, customer, _), message, claim in zip(everybody, messages, wanted, strict=True)
        if message
    ]
    assert len(work) == count
    jobs: list[Any] = []
    for pair in range(PAIRS):
        barrier = racing.SPAWN.Barrier(2)
        mine = work[pair::PAIRS]
        jobs.append((racing.dispatching, (url(sender), mine, barrier)))
        jobs.append((racing.withdrawing, (url(sender), [who(customer) for customer, _ in mine], barrier)))
    told = racing.at_once(jobs)
    calls = [call for kind, found in told if kind == "calls" for call in found]
    acknowledged = dict(ack for kind, found in told if kind == "acknowledged" for ack in found)
    assert len(acknowledged) == count
    assert [to for to, began in calls if began > acknowledged[to]] == []
    assert len({to for to, _ in calls}) == len(calls)
    # Both must have won often, or nothing was shown.
    assert count * 0.1 < len(calls) < count * 0.95, f"{len(calls)} of {count} messages were first"


@pytest.mark.requirement("SM-09")
def test_parallel_runs_never_write_to_anybody_twice(sender: Sender) -> None:
    fill(sender.database, ["yes", "yes", "left", "no", "silent"] * 60)
    barrier = racing.SPAWN.Barrier(4)
    told = racing.at_once([(racing.running, (url(sender), sender.campaign, barrier))] * 4)
    calls = [call for _, found in told for call in found]
    assert len({to for to, _ in calls}) == len(calls) == 120
    assert all(found for _, found in told), "one of the runs had nothing to do"
