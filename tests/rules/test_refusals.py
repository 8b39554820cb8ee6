"""SY-20: so many answers in a row without one refusal are an alarm, and fewer are none."""

from __future__ import annotations

import pytest

from consent_ui.rules.refusals import STREAK, is_alarming

YES, NO = False, True


@pytest.mark.requirement("SY-20")
@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ([], False),
        ([YES] * (STREAK - 1), False),
        ([YES] * STREAK, True),
        ([YES] * STREAK + [NO], True),
        ([YES] * (STREAK - 1) + [NO], False),
        ([NO] + [YES] * STREAK, False),
    ],
)
def test_five_hundred_answers_in_a_row_without_a_refusal_are_alarming(answers: list[bool], expected: bool) -> None:
    assert STREAK == 500
    assert is_alarming(answers) is expected
