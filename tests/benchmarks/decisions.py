"""Decisions end to end: two sites on the same server in turn, durable, 32 connections, fresh forms only."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from tests.benchmarks import load
from tests.benchmarks.goals import Goal, progress, spread

FIRST_POOL = 4000
TRIES = 4


@dataclass(slots=True)
class Site:
    """One side of a comparison: where it takes decisions and how many it holds."""

    name: str
    target: load.Target
    bodies: Callable[[int], Sequence[str]]
    """Makes so many form bodies, each an act of its own unless `repeat`."""
    rows: Callable[[], int]
    repeat: bool = False
    rounds: list[load.Result] = field(default_factory=list)
    lost: int = 0
    unasked: int = 0

    def measure(self, seconds: float, folder: Path) -> load.Result:
        """One timed round; then the rows that were added are held against the answers given.

        Raises RuntimeError when no pool of forms lasts for the whole round.
        """
        rate = self.rounds[-1].per_second if self.rounds else FIRST_POOL / seconds
        for attempt in range(TRIES):
            wanted = math.ceil(rate * seconds * 1.4 * 2**attempt) + load.CONNECTIONS
            bodies = self.bodies(wanted)
            before = self.rows()
            result = load.run(self.target, bodies, seconds, folder, repeat=self.repeat)
            added = self.rows() - before
            accepted = result.completed - result.failed
            self.lost += max(0, accepted - added)
            # What was on its way when the time was up may be stored without an answer.
            self.unasked += max(0, added - accepted - load.CONNECTIONS)
            if not result.ran_out:
                return result
        raise RuntimeError(f"{self.name}: the forms ran out in every one of {TRIES} rounds")


def compare(ours: Site, peer: Site, rounds: int, seconds: float, folder: Path) -> None:
    """Fills the rounds of both sides: one round to warm up, then in turn, the order reversed every time."""
    for number in range(rounds + 1):
        for site in (ours, peer) if number % 2 else (peer, ours):
            result = site.measure(seconds, folder)
            if number:
                site.rounds.append(result)
            else:
                # Keeps the warm-up's rate for the size of the next pool, not its figures.
                site.rounds[:] = [result]
        if number:
            progress(
                f"decisions, round {number} of {rounds}: "
                + ", ".join(
                    f"{site.name} {site.rounds[-1].per_second:.0f}/s p99 {site.rounds[-1].p99:.0f} ms"
                    for site in (ours, peer)
                )
            )
    for site in (ours, peer):
        del site.rounds[0]


def lines(*sites: Site) -> list[str]:
    """A row of figures per side: median [smallest-largest]."""
    return [f"load by {load.tool()}, {load.CONNECTIONS} connections"] + [
        f"{site.name}: {spread([r.per_second for r in site.rounds], 0)} decisions/s, "
        f"p50 {spread([r.p50 for r in site.rounds])} ms, p99 {spread([r.p99 for r in site.rounds])} ms, "
        f"{sum(r.failed for r in site.rounds)} not 2xx, {site.lost} lost, {site.unasked} too many"
        for site in sites
    ]


def goals(database: str, ours: Site, peer: Site, *, faster: float, p99: float | None) -> list[Goal]:
    """Throughput at least `faster` times the peer's, p99 at most `p99` of the peer's, nothing lost."""
    rate = median(r.per_second for r in ours.rounds) / median(r.per_second for r in peer.rounds)
    found = [Goal(f"decisions/s on {database} against django-cookie-consent", rate, faster)]
    if p99 is not None:
        slowest = median(r.p99 for r in ours.rounds) / median(r.p99 for r in peer.rounds)
        found.append(Goal(f"p99 on {database} against django-cookie-consent", slowest, p99, at_most=True))
    failed = sum(r.failed for r in ours.rounds)
    found.append(Goal(f"answers other than 2xx on {database}", failed, 0, at_most=True, unit=""))
    found.append(Goal(f"answered but not in the ledger on {database}", ours.lost, 0, at_most=True, unit=""))
    return found
