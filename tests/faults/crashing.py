"""Kills all workers in mid-load, again and again, then holds the ledger against every answer that was given."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from uuid import UUID

from tests.benchmarks import client, ours, servers

FORMS = 500
"""Forms ready for each crash; the kill comes somewhere in the first half of them."""

CONNECTIONS = 32


@dataclass(slots=True)
class Outcome:
    """What the browsers were told, and what the ledger holds."""

    killed: int = 0
    """Worker processes that were killed."""
    acknowledged: set[UUID] = field(default_factory=set)
    unanswered: set[UUID] = field(default_factory=set)
    missing: set[UUID] = field(default_factory=set)
    """Acknowledged, but not in the ledger right after the crash that followed."""
    twice: int = 0
    """Acts with more than one decision, retries of all forms included."""
    strangers: int = 0
    """Decisions of no form that was sent."""
    unsaved: int = 0
    """Unanswered forms that a retry did not bring into the ledger."""


def crash(site: ours.Ours, folder: Path, crashes: int, told: Callable[[str], None] = lambda line: None) -> Outcome:
    """Starts the server, loads it, kills all its workers in mid-load, and starts it again, `crashes` times.

    After each restart what was left unanswered is sent again, as a browser's retry would, and so is a part of
    what was acknowledged, as a double click would. Every form says no, so each stands for one decision.
    """
    site.prepare()
    before = Counter(site.acts())
    outcome = Outcome()
    retries: list[str] = []
    for number in range(crashes):
        with site.serve(folder) as server:
            if retries:
                _retry(server.port, retries)
            retries = _load_and_kill(server, outcome)
        outcome.missing |= outcome.acknowledged - set(site.acts())
        told(
            f"crash {number + 1} of {crashes}: {len(outcome.acknowledged)} acknowledged, {len(outcome.missing)} missing"
        )
    with site.serve(folder) as server:
        _retry(server.port, retries)
    held = Counter(site.acts()) - before
    sent = outcome.acknowledged | outcome.unanswered
    outcome.twice = sum(1 for count in held.values() if count > 1)
    outcome.unsaved = len(sent - set(held))
    outcome.strangers = len(set(held) - sent)
    return outcome


def _load_and_kill(server: servers.Server, outcome: Outcome) -> list[str]:
    """Returns the forms to send again after the restart."""
    bodies = ours.forms(server.port, FORMS)
    target = ours.target(server.port)
    # Any moment will do, as long as there is load before and after it.
    kill_after = random.randint(FORMS // 10, FORMS // 2)
    dead = Event()
    answered: dict[int, int] = {}
    requests = (target.request(body) for body in bodies)
    # A hand of its own kills: the browsers go on asking until the very moment, so requests are on their way then.
    with ThreadPoolExecutor(max_workers=1) as hand:
        for answer in client.send(server.port, requests, connections=CONNECTIONS, stopped=dead.is_set):
            answered[answer.number] = answer.status
            if len(answered) == kill_after:
                killed = hand.submit(server.kill_workers, dead.set)
        outcome.killed += killed.result()
    good = [bodies[number] for number, status in answered.items() if 200 <= status < 300]
    bad = [bodies[number] for number, status in answered.items() if not 200 <= status < 300]
    outcome.acknowledged |= {ours.act_of(body) for body in good}
    outcome.unanswered |= {ours.act_of(body) for body in bad}
    return [*bad, *good[-CONNECTIONS:]]


def _retry(port: int, bodies: list[str]) -> None:
    """Sends forms again; each must be answered well now. Raises AssertionError otherwise."""
    target = ours.target(port)
    answers = client.send(port, [target.request(body) for body in bodies], connections=8)
    refused = Counter(answer.status for answer in answers if not 200 <= answer.status < 300)
    assert not refused, f"retries after a crash were answered {dict(refused)}"
