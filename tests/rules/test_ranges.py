"""From which day to which: what can be shown, and in which steps."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent_ui.rules.ranges import MOST, STEPS, BadRange, Fault, Range, Step, read_range, usual

TODAY = date(2026, 3, 3)
days = st.dates(date(2000, 1, 1), TODAY)


@pytest.mark.parametrize(
    ("first", "last", "found"),
    [
        ("", "", Range(date(2026, 2, 2), TODAY)),
        ("2026-01-01", "", Range(date(2026, 1, 1), TODAY)),
        ("", "2026-01-31", Range(date(2026, 1, 2), date(2026, 1, 31))),
        (" 2026-01-31 ", "2026-01-31", Range(date(2026, 1, 31), date(2026, 1, 31))),
    ],
)
def test_a_field_left_empty_is_the_usual(first: str, last: str, found: Range) -> None:
    assert read_range(first, last, TODAY) == found


@pytest.mark.parametrize(
    ("first", "last", "faults"),
    [
        ("20260101", "", {"first": Fault.NOT_A_DAY}),
        ("2026-W01-1", "31/01/2026", {"first": Fault.NOT_A_DAY, "last": Fault.NOT_A_DAY}),
        ("2026-02-02", "2026-02-01", {"last": Fault.ENDS_FIRST}),
        ("2026-03-04", "", {"first": Fault.IN_FUTURE}),
        ("1999-12-31", "", {"first": Fault.TOO_EARLY}),
        ("2010-01-01", "", {"first": Fault.TOO_LONG}),
    ],
)
def test_what_cannot_be_shown_is_told_by_field(first: str, last: str, faults: dict[str, Fault]) -> None:
    with pytest.raises(BadRange) as refused:
        read_range(first, last, TODAY)
    assert refused.value.faults == faults


@given(days, days)
def test_the_steps_cover_every_day_once_and_are_few(one: date, other: date) -> None:
    shown = Range(min(one, other), max(one, other))
    if (shown.last - shown.first).days >= MOST:
        return
    steps = list(shown.steps())
    assert steps == sorted(set(steps)) and len(steps) <= STEPS + 1
    every = [shown.first + timedelta(days=n) for n in range((shown.last - shown.first).days + 1)]
    assert list(dict.fromkeys(map(shown.begins, every))) == steps


def test_the_usual_range_is_shown_by_day() -> None:
    assert usual(TODAY).step is Step.DAY and len(list(usual(TODAY).steps())) == 30
