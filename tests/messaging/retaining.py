"""A whole retention run in a test: its clock stands still unless it is moved, and it never really waits."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from consent_ui.messaging.candidates import Weighing
from consent_ui.messaging.running import Run
from consent_ui.rules.consent import Channel
from consent_ui.store.outbox import Queued
from consent_ui.store.sending_tables import message as messages
from consent_ui.store.sending_tables import run as runs
from tests.messaging.conftest import HOME, NOW, SEALS, Sender


@dataclass
class Clock:
    """A clock that a wait moves."""

    now: datetime = NOW
    waited: float = 0.0

    def __call__(self) -> datetime:
        return self.now

    def wait(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)
        self.waited += seconds


@dataclass
class Retaining:
    """Runs of one campaign, one after another."""

    sender: Sender
    clock: Clock = field(default_factory=Clock)
    apart: timedelta = timedelta(0)
    blocked: list[str] = field(default_factory=list)

    def run(self, **changes: Any) -> Run:
        """A run that has not begun."""
        sender = self.sender
        weighing = Weighing(
            sender.database, SEALS, changes.pop("home", HOME), changes.pop("campaign", sender.campaign), Channel.SMS,
            self.clock(), changes.pop("trusted", True),
        )  # fmt: skip
        return Run(
            changes.pop("gate", sender.gate), weighing, self.clock, self.clock.wait, self.apart, self._gone, **changes
        )

    def _gone(self, queued: Queued, code: str) -> None:
        self.blocked.append(code)

    def go(self, **changes: Any) -> tuple[str, dict[str, int]]:
        """How a run ends, and what it counted."""
        run = self.run(**changes)
        return run.go(), dict(run.counts)

    def rows(self) -> list[Any]:
        """Every message, in the order in which they were claimed."""
        with self.sender.database.read() as connection:
            return list(connection.execute(select(messages).order_by(messages.c.id)))

    def states(self) -> list[str]:
        """What became of every message."""
        return [row.state for row in self.rows()]

    def runs(self) -> list[Any]:
        """Every run."""
        with self.sender.database.read() as connection:
            return list(connection.execute(select(runs).order_by(runs.c.id)))

    def later(self, **parts: float) -> None:
        """Move the clock."""
        self.clock.now += timedelta(**parts)
