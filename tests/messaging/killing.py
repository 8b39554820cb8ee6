"""Kills a run at random points: `python -m tests.messaging.killing URL KILLS FILE CAMPAIGN`.

A process of its own that has no threads, so that it can start a run by a fork, which takes no time, and kill it.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time
import traceback
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NoReturn
from uuid import UUID

from consent_ui.messaging.candidates import Weighing
from consent_ui.messaging.running import Run
from consent_ui.rules.campaigns import Campaign
from consent_ui.rules.consent import Channel
from consent_ui.store import offers
from tests.messaging.conftest import HOME, NOW, SEALS
from tests.messaging.racing import gate_of

MOST = 12
"""Messages after which a run stands still until it is killed: none ends by itself, however slow the one who kills."""
PATIENCE = 60.0
"""Seconds after which a run that does not get anywhere is an error."""


@dataclass
class Written:
    """A gateway that writes each number into a file, in one step, before and after it takes a little while."""

    file: int
    name: str = "written"
    count: int = 0

    def send(self, to: str, text: str) -> str:
        self.count += 1
        os.write(self.file, f"{to}\n".encode())
        time.sleep(random.uniform(0, 0.003))
        return "taken"


def clock_of(number: int) -> datetime:
    """When the run of this number starts: after all leases of the one before, always on a Tuesday afternoon."""
    return NOW + timedelta(weeks=number // 60, minutes=3 * (number % 60))


def go(url: str, path: str, campaign: UUID, number: int, most: int | None = None) -> str:
    """One whole run, in the process that asks for it; how it ended. After `most` messages it stands still for ever, at
    the next look at its clock."""
    gateway = Written(os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600))
    gate = gate_of(url, gateway)
    with gate.database.read() as connection:
        programme = offers.programme(connection, HOME.slug)
    assert programme is not None
    found: Campaign = next(each for each in programme.campaigns if each.id == campaign)
    began, start = time.monotonic(), clock_of(number)

    def clock() -> datetime:
        while most is not None and gateway.count >= most:
            signal.pause()
        return start + timedelta(seconds=time.monotonic() - began)

    run = Run(
        gate, Weighing(gate.database, SEALS, HOME, found, Channel.SMS, start),
        clock, time.sleep, timedelta(0), lambda *_: None,
    )  # fmt: skip
    return run.go()


def _wait(child: int, path: str, size: int, lines: int) -> None:
    """Until a random point of the run: some time after so many of its messages, from a file that had `size` bytes when
    it began. Raises AssertionError when it ended by itself, or got nowhere."""
    until = time.monotonic() + PATIENCE
    while _size(path) < size + 13 * lines:
        assert time.monotonic() < until, "the run got nowhere"
        assert not os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT), "the run ended by itself"
        time.sleep(0.0005)
    time.sleep(random.uniform(0, 0.01 if lines else 0.2))


def _size(path: str) -> int:
    return os.path.getsize(path) if os.path.exists(path) else 0


def main(url: str, kills: int, path: str, campaign: UUID) -> None:
    """Start so many runs and kill each; print how many were still at it. Raises AssertionError."""
    killed = 0
    for number in range(kills):
        size = _size(path)
        child = os.fork()
        if child == 0:
            _be_killed(url, path, campaign, number)
        try:
            _wait(child, path, size, random.randint(0, MOST))
        finally:
            os.kill(child, signal.SIGKILL)
            _, status = os.waitpid(child, 0)
        killed += os.WIFSIGNALED(status)
    print(killed)


def _be_killed(url: str, path: str, campaign: UUID, number: int) -> NoReturn:
    """The forked process: it ends here, whatever happens, and says why if it was not killed."""
    try:
        print(f"run {number} ended by itself: {go(url, path, campaign, number, MOST)}", file=sys.stderr, flush=True)
    except BaseException:
        traceback.print_exc()
    os._exit(1)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3], UUID(sys.argv[4]))
