"""Drawings: every bar as high as its figure, no on top of yes, rates between their bounds."""

from __future__ import annotations

import pytest

from consent_ui.rules.rates import wilson
from consent_ui.staff.charts import bars, nice, rates


def test_a_bar_is_as_high_as_its_figure() -> None:
    chart = bars([5, 0, 10])
    assert (chart.width, chart.top) == (30, 10)
    assert chart.paths == ("M1 100h8V50h-8zM21 100h8V0h-8z",)


def test_the_second_series_stands_on_the_first() -> None:
    assert bars([4], [6]).paths == ("M1 100h8V60h-8z", "M1 60h8V0h-8z")


def test_a_rate_is_a_point_on_its_interval_and_no_answers_are_no_rate() -> None:
    chart = rates([None, wilson(1, 2)])
    assert chart.paths == ("M15 9.453V90.55", "M15 50h.01")


@pytest.mark.parametrize(("most", "top"), [(0, 1), (1, 1), (7, 8), (9, 10), (55, 60), (61, 80), (999, 1000)])
def test_the_top_is_an_even_number_not_below_any_bar(most: int, top: int) -> None:
    assert nice(most) == top


def test_nothing_to_draw_draws_nothing() -> None:
    assert bars([], []).paths == ("", "") and rates([]).paths == ("", "")
