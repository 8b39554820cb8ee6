"""Rates and their intervals, against published and exactly known values."""

from __future__ import annotations

from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent_ui.rules.rates import wilson

Z = 1.959963984540054


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    [
        # R. G. Newcombe, "Two-sided confidence intervals for the single proportion: comparison of seven methods",
        # Statistics in Medicine 17 (1998), table I, method 3 (score, no continuity correction).
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
        # By hand: all of n yes gives n / (n + z²) as the lower bound.
        (5, 5, 5 / (5 + Z * Z), 1.0),
        (1, 1, 1 / (1 + Z * Z), 1.0),
    ],
)
def test_the_interval_is_the_published_one(hits: int, of: int, low: float, high: float) -> None:
    rate = wilson(hits, of)
    assert rate is not None
    assert rate.value == hits / of and rate.of == of
    assert rate.low == pytest.approx(low, abs=0.00005)
    assert rate.high == pytest.approx(high, abs=0.00005)


@given(st.integers(1, 10_000).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_the_bounds_are_where_the_score_test_just_keeps_the_rate(case: tuple[int, int]) -> None:
    hits, of = case
    rate = wilson(hits, of)
    assert rate is not None and 0 <= rate.low <= rate.value <= rate.high <= 1
    for bound in (rate.low, rate.high):
        if 0 < bound < 1:
            score = abs(rate.value - bound) / sqrt(bound * (1 - bound) / of)
            assert score == pytest.approx(Z, rel=1e-6)


def test_no_cases_have_no_rate() -> None:
    assert wilson(0, 0) is None


@pytest.mark.parametrize(("hits", "of", "confidence"), [(-1, 5, 0.95), (6, 5, 0.95), (1, 5, 0.0), (1, 5, 1.0)])
def test_counts_that_cannot_be_are_refused(hits: int, of: int, confidence: float) -> None:
    with pytest.raises(ValueError, match=r"no share|confidence"):
        wilson(hits, of, confidence)
