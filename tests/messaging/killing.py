"""Kills a run at random points: `python -m tests.messaging.killing URL KILLS FILE CAMPAIGN`.

A process of its own that has no threads, so that it can start a run by a fork, which takes no time, and kill it.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from consent_ui.messaging.candidates import Weighing
from consent_ui.messaging.running import Run
from consent_ui.rules.campaigns import Campaign
from consent_ui.rules.consent import Channel
from consent_ui.store import offers
from tests.messaging.conftest import HOME, NOW, SEALS
from tests.messaging.racing import gate_of

MOST = 12
"""Messages after which a run is dead at the latest."""


@dataclass
class Written:
    """A gateway that writes each number into a file, in one step, before and after it takes a little while."""

    file: int
    name: str = "written"

    def send(self, to: str, text: str) -> str:
        os.write(self.file, f"{to}\n".encode())
        time.sleep(random.uniform(0, 0.003))
        return "taken"


def clock_of(number: int) -> datetime:
    """When the run of this number starts: after all leases of the one before, always on a Tuesday afternoon."""
    return NOW + timedelta(weeks=number // 60, minutes=3 * (number % 60))


def go(url: str, path: str, campaign: UUID, number: int) -> str:
    """One whole run, in the process that asks for it; how it ended."""
    gateway = Written(os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600))
    gate = gate_of(url, gateway)
    with gate.database.read() as connection:
        programme = offers.programme(connection, HOME.slug)
    assert programme is not None
    found: Campaign = next(each for each in programme.campaigns if each.id == campaign)
    began, start = time.monotonic(), clock_of(number)
    run = Run(
        gate, Weighing(gate.database, SEALS, HOME, found, Channel.SMS, start),
        lambda: start + timedelta(seconds=time.monotonic() - began), time.sleep, timedelta(0), lambda *_: None,
    )  # fmt: skip
    return run.go()


def _wait(child: int, path: str) -> None:
    """Until a random point of the run: after some of its messages, or before the first."""
    until = time.monotonic() + 20
    lines = random.randint(0, MOST)
    size = _size(path) + 13 * lines
    while lines and _size(path) < size and time.monotonic() < until:
        time.sleep(0.0005)
        if os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT):
            return
    time.sleep(random.uniform(0, 0.01 if lines else 0.2))


def _size(path: str) -> int:
    return os.path.getsize(path) if os.path.exists(path) else 0


def main(url: str, kills: int, path: str, campaign: UUID) -> None:
    """Start so many runs and kill each; print how many were still at it."""
    killed = 0
    for number in range(kills):
        child = os.fork()
        if child == 0:
            os._exit(0 if go(url, path, campaign, number) == "done" else 1)
        _wait(child, path)
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        killed += os.WIFSIGNALED(status)
    print(killed)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3], UUID(sys.argv[4]))
