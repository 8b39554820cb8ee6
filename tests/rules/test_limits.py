"""What a restaurant asks of itself can only be stricter than law and notice."""

from __future__ import annotations

import pytest

from consent_ui.rules.limits import BadLimits, Limits, narrowed, read
from tests.samples import sample_restaurant

HOME = sample_restaurant(monthly_cap=4)


@pytest.mark.requirement("SM-06", "SM-08")
@pytest.mark.parametrize(
    ("limits", "strict"),
    [
        (Limits(), (4, "10:00", "20:00")),
        (Limits(2), (2, "10:00", "20:00")),
        (Limits(9), (4, "10:00", "20:00")),
        (Limits(opens="11:30", closes="19:00"), (4, "11:30", "19:00")),
        (Limits(opens="08:00", closes="22:00"), (4, "10:00", "20:00")),
    ],
)
def test_of_each_rule_and_its_limit_the_stricter_holds(limits: Limits, strict: tuple[int, str, str]) -> None:
    sends = narrowed(HOME, limits)
    assert (sends.monthly_cap, sends.sms_opens, sends.sms_closes) == strict


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ({}, Limits()),
        ({"cap": " 2 ", "opens": "11:00", "closes": "19:30"}, Limits(2, "11:00", "19:30")),
        ({"opens": "10h30"}, Limits(opens="10:30")),
        ({"cap": "4", "opens": "10:00", "closes": "20:00"}, Limits(4, "10:00", "20:00")),
    ],
)
def test_what_is_typed_is_read_as_people_write_it(typed: dict[str, str], kept: Limits) -> None:
    assert read(typed, HOME) == kept


@pytest.mark.requirement("SM-06", "SM-08")
@pytest.mark.parametrize(
    ("typed", "faults"),
    [
        ({"cap": "5"}, {"cap": "most"}),
        ({"cap": "0"}, {"cap": "most"}),
        ({"cap": "two"}, {"cap": "number"}),
        ({"cap": "-1"}, {"cap": "number"}),
        ({"cap": "²"}, {"cap": "number"}),
        ({"cap": "9" * 5000}, {"cap": "number"}),
        ({"opens": "9:59"}, {"opens": "outside"}),
        ({"closes": "20:01"}, {"closes": "outside"}),
        ({"opens": "25:00", "closes": "noon"}, {"opens": "time", "closes": "time"}),
        ({"opens": "12:00", "closes": "12:00"}, {"closes": "order"}),
        ({"opens": "20:00"}, {"opens": "order"}),
        ({"closes": "10:00"}, {"closes": "order"}),
    ],
)
def test_nothing_wider_and_nothing_senseless_is_taken(typed: dict[str, str], faults: dict[str, str]) -> None:
    with pytest.raises(BadLimits) as refused:
        read(typed, HOME)
    assert refused.value.faults == faults
