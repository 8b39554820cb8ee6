"""What a benchmark hands back: figures, and goals they are held to."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Goal:
    """One measured ratio or count beside the limit the project set for it."""

    title: str
    value: float
    limit: float
    at_most: bool = False
    unit: str = "x"

    @property
    def met(self) -> bool:
        return self.value <= self.limit if self.at_most else self.value >= self.limit

    def line(self) -> str:
        """The one line printed for this goal, PASS or MISS first."""
        bound = "at most" if self.at_most else "at least"
        digits = 0 if float(self.limit).is_integer() and float(self.value).is_integer() else 3
        return (
            f"{'PASS' if self.met else 'MISS'}  {self.title}: {self.value:.{digits}f} {self.unit}"
            f"  (goal: {bound} {self.limit:g})"
        )


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of one benchmark: lines to read, goals to hold."""

    name: str
    lines: Sequence[str]
    goals: Sequence[Goal]

    @property
    def met(self) -> bool:
        return all(goal.met for goal in self.goals)

    def show(self) -> None:
        """Prints the figures, then a verdict per goal."""
        print(f"\n== {self.name}")
        for line in self.lines:
            print(f"   {line}")
        for goal in self.goals:
            print(goal.line())
        sys.stdout.flush()


def spread(values: Sequence[float], digits: int = 1) -> str:
    """A median with the smallest and largest of its rounds, as text."""
    return f"{median(values):.{digits}f} [{min(values):.{digits}f}-{max(values):.{digits}f}]"


def progress(text: str) -> None:
    """One line on the terminal while a benchmark runs, apart from its results."""
    print(f"... {text}", file=sys.stderr, flush=True)
