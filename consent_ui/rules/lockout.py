"""How long somebody who guesses has to wait: longer after every failure, per account and per network address.

The wait is what slows guessing down, not a closed account: nobody can lock a colleague out for good (ASVS 5.0, 6.3.1;
NIST SP 800-63B, 3.2.2).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

ACCOUNT_FREE = 5
"""Failures of one account before the first wait."""
ADDRESS_FREE = 20
"""The same of one network address: a whole restaurant may stand behind it."""
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(minutes=15)
FORGOTTEN = timedelta(hours=24)
"""After so long without a failure all of them are forgotten."""


@dataclass(frozen=True, slots=True)
class Attempts:
    """Failures in a row, the last of them at an aware instant. An attempt counts as failed until it has succeeded, so
    that many at once are no way around the wait."""

    failures: int
    last_at: datetime

    def at(self, now: datetime) -> Attempts:
        """What is left of them now."""
        return self if now - self.last_at < FORGOTTEN else Attempts(0, now)

    def one_more(self, now: datetime) -> Attempts:
        """These and one that has just begun."""
        return Attempts(self.at(now).failures + 1, now)

    def one_less(self) -> Attempts:
        """These without one that has succeeded."""
        return Attempts(max(self.failures - 1, 0), self.last_at)


def wait_after(failures: int, free: int) -> timedelta:
    """How long to wait after so many failures: nothing at first, then then twice as long with each."""
    if failures < free:
        return timedelta(0)
    doubled = min(failures - free, 10)  # far beyond the longest wait
    wait: timedelta = FIRST_WAIT * 2**doubled
    return min(wait, LONGEST_WAIT)


def left_to_wait(attempts: Attempts, free: int, now: datetime) -> timedelta:
    """How long until the next attempt is looked at; nothing when it may be made now."""
    left = attempts.at(now)
    return max(left.last_at + wait_after(left.failures, free) - now, timedelta(0))
