"""Bars and intervals as coordinates for the templates to draw.

Each step has a slot ten units wide; the height is 100 units, from the top. Drawings are stretched to the room there
is, with strokes that keep their width, and have no text: the words stand around them, in the size of all words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from consent_ui.rules.rates import Rate

SLOT = 10
HEIGHT = 100
GAP = 2


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar or part of one."""

    x: int
    y: str
    width: int
    height: str


@dataclass(frozen=True, slots=True)
class Reach:
    """One rate with its interval."""

    x: int
    y: str
    low: str
    high: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing: `width` in units, what the top stands for, and what is drawn: per series its bars, or the reaches."""

    width: int
    top: int
    series: tuple[tuple[Bar, ...], ...] = ()
    reaches: tuple[Reach, ...] = ()


def bars(*series: Sequence[int]) -> Chart:
    """Counts per step; the bars of the second series stand on those of the first."""
    sums = [sum(values) for values in zip(*series, strict=True)]
    top = nice(max(sums, default=0))
    below = [0] * len(sums)
    drawn = []
    for values in series:
        drawn.append(
            tuple(
                Bar(place * SLOT + GAP // 2, _y(base + value, top), SLOT - GAP, f"{HEIGHT * value / top:.4g}")
                for place, (base, value) in enumerate(zip(below, values, strict=True))
                if value
            )
        )
        below = [base + value for base, value in zip(below, values, strict=True)]
    return Chart(len(sums) * SLOT, top, tuple(drawn))


def rates(values: Sequence[Rate | None]) -> Chart:
    """Rates from 0 to 1 per step, each with its interval."""
    drawn = tuple(
        Reach(place * SLOT + SLOT // 2, _y(rate.value, 1), _y(rate.low, 1), _y(rate.high, 1))
        for place, rate in enumerate(values)
        if rate is not None
    )
    return Chart(len(values) * SLOT, 1, reaches=drawn)


def nice(most: int) -> int:
    """The first of 1, 2, 5, 10, 20, 50, … that is not below `most`."""
    top = 1
    while top < most:
        top = top * 5 // 2 if str(top)[0] == "2" else top * 2
    return top


def _y(value: float, top: float) -> str:
    return f"{HEIGHT * (1 - value / top):.4g}"
