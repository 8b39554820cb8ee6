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
class Chart:
    """A drawing: `width` in units, what the top stands for, and the paths to draw, in the notation of SVG: per series
    all its bars, or all intervals and all rates."""

    width: int
    top: int
    paths: tuple[str, ...]


def bars(*series: Sequence[int]) -> Chart:
    """Counts per step; the bars of the second series stand on those of the first."""
    sums = [sum(values) for values in zip(*series, strict=True)]
    top = nice(max(sums, default=0))
    reached, lower = [0] * len(sums), [_y(0, top)] * len(sums)
    paths = []
    for values in series:
        reached = [below + value for below, value in zip(reached, values, strict=True)]
        upper = [_y(value, top) for value in reached]
        steps = enumerate(zip(values, lower, upper, strict=True))
        paths.append("".join(_bar(place, low, high) for place, (value, low, high) in steps if value))
        lower = upper
    return Chart(len(sums) * SLOT, top, tuple(paths))


def rates(values: Sequence[Rate | None]) -> Chart:
    """Rates from 0 to 1 per step: a line from bound to bound, and a point."""
    known = [(place * SLOT + SLOT // 2, rate) for place, rate in enumerate(values) if rate is not None]
    reaches = "".join(f"M{x} {_y(rate.high, 1)}V{_y(rate.low, 1)}" for x, rate in known)
    points = "".join(f"M{x} {_y(rate.value, 1)}h.01" for x, rate in known)
    return Chart(len(values) * SLOT, 1, (reaches, points))


def _bar(place: int, low: str, high: str) -> str:
    width = SLOT - GAP
    return f"M{place * SLOT + GAP // 2} {low}h{width}V{high}h-{width}z"


def nice(most: int) -> int:
    """The first even-looking number that is not below `most`: 1, 2, 3, 4, 5, 6, 8, 10, 20, 30, …"""
    power = int(10 ** (len(str(most)) - 1))
    return next((step * power for step in (1, 2, 3, 4, 5, 6, 8) if step * power >= most), 10 * power)


def _y(value: float, top: float) -> str:
    return f"{HEIGHT * (1 - value / top):.4g}"
