"""From which day to which: what a person typed, and the steps in which a long time is shown."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

USUAL = 30
"""Days shown when nobody asked for others."""
MOST = 366 * 5
"""Days that can be shown at once."""
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
FIRST_YEAR = 2000
STEPS = 62
"""At most so many days, else weeks, else months."""


class Fault(StrEnum):
    """What is wrong with a range. Each has its words in the catalogues under `dashboard.fault.<value>`."""

    NOT_A_DAY = "not_a_day"
    TOO_EARLY = "too_early"
    IN_FUTURE = "in_future"
    ENDS_FIRST = "ends_first"
    TOO_LONG = "too_long"


class Step(StrEnum):
    """What one row and one bar stand for. Each has its words under `dashboard.step.<value>`."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


class BadRange(ValueError):
    """Days that cannot be shown: what is wrong, by field, `first` or `last`."""

    def __init__(self, faults: dict[str, Fault]) -> None:
        super().__init__(", ".join(f"{field}: {fault}" for field, fault in faults.items()))
        self.faults = faults


_BEGINS: dict[Step, Callable[[date], date]] = {
    Step.DAY: lambda day: day,
    Step.WEEK: lambda day: day - timedelta(days=day.weekday()),
    Step.MONTH: lambda day: day.replace(day=1),
}


@dataclass(frozen=True, slots=True)
class Range:
    """From the first day to the last, both included."""

    first: date
    last: date

    @property
    def step(self) -> Step:
        """In which steps it is shown."""
        days = (self.last - self.first).days + 1
        return Step.DAY if days <= STEPS else Step.WEEK if days <= 7 * STEPS else Step.MONTH

    @property
    def begins(self) -> Callable[[date], date]:
        """Tells the first day of the step that a day belongs to: weeks begin on Mondays (ISO 8601)."""
        return _BEGINS[self.step]

    def steps(self) -> Iterator[date]:
        """The first day of each step, in order."""
        begins, ahead = self.begins, timedelta(days={Step.DAY: 1, Step.WEEK: 7, Step.MONTH: 31}[self.step])
        day = begins(self.first)
        while day <= self.last:
            yield day
            day = begins(day + ahead)


def usual(today: date) -> Range:
    """The days shown when nobody asked for others."""
    return Range(today - timedelta(days=USUAL - 1), today)


def read_range(first: str, last: str, today: date) -> Range:
    """The range that two ISO 8601 days make, as a date field sends them; an empty one is the usual. Raises BadRange."""
    faults: dict[str, Fault] = {}
    ends = _day("last", last, today, faults) or today
    begins = _day("first", first, today, faults) or usual(ends).first
    if not faults and ends < begins:
        faults["last"] = Fault.ENDS_FIRST
    if not faults and (ends - begins).days >= MOST:
        faults["first"] = Fault.TOO_LONG
    if faults:
        raise BadRange(faults)
    return Range(begins, ends)


def _day(field: str, typed: str, today: date, faults: dict[str, Fault]) -> date | None:
    typed = typed.strip()
    if not typed:
        return None
    try:
        if not _DAY.fullmatch(typed):
            raise ValueError
        day = date.fromisoformat(typed)
    except ValueError:
        faults[field] = Fault.NOT_A_DAY
        return None
    if day.year < FIRST_YEAR:
        faults[field] = Fault.TOO_EARLY
    elif day > today:
        faults[field] = Fault.IN_FUTURE
    return day
