"""What a device remembers after one answer and the next."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent_ui.rules.consent import Channel, Kind
from consent_ui.rules.device import EARLIER, DeviceAnswer, DeviceChoice, remember
from tests.samples import CHANNELS

SMS, EMAIL = CHANNELS
G, R, W = Kind.GIVEN, Kind.REFUSED, Kind.WITHDRAWN
MONDAY = date(2026, 3, 2)
OFFER, PLAIN = "a" * 64, "b" * 64


def choice(kind: Kind, notice: str = OFFER, days: int = 0) -> DeviceChoice:
    return DeviceChoice(kind, notice, MONDAY + timedelta(days=days))


BOTH = DeviceAnswer({SMS: choice(G), EMAIL: choice(G)})
STEPS = [
    # before, what stands after an answer to the plain words two days later, what is remembered
    (None, {SMS: R}, {SMS: choice(R, PLAIN, 2)}, ()),  # the first answer
    (BOTH, {SMS: G, EMAIL: G}, {SMS: choice(G), EMAIL: choice(G)}, ()),  # said again: the same words, the same day
    # one of two is left: the other keeps its words and its day, and the yes that ended is still known
    (BOTH, {SMS: G, EMAIL: W}, {SMS: choice(G), EMAIL: choice(W, PLAIN, 2)}, ((OFFER, G),)),
    (BOTH, {SMS: W, EMAIL: W}, {SMS: choice(W, PLAIN, 2), EMAIL: choice(W, PLAIN, 2)}, ((OFFER, G),)),
    (DeviceAnswer({SMS: choice(R)}), {SMS: G}, {SMS: choice(G, PLAIN, 2)}, ((OFFER, R),)),  # a no that became a yes
    (DeviceAnswer({SMS: choice(G)}), {SMS: G, EMAIL: R}, {SMS: choice(G), EMAIL: choice(R, PLAIN, 2)}, ()),
]


@pytest.mark.requirement("CV-05", "CV-12", "IC-04", "WD-04")
@pytest.mark.parametrize(("before", "kinds", "choices", "earlier"), STEPS)
def test_what_is_remembered_after_an_answer(
    before: DeviceAnswer | None,
    kinds: Mapping[Channel, Kind],
    choices: Mapping[Channel, DeviceChoice],
    earlier: tuple[tuple[str, Kind], ...],
) -> None:
    assert remember(before, kinds, PLAIN, MONDAY + timedelta(days=2)) == DeviceAnswer(choices, earlier)


kinds = st.dictionaries(st.sampled_from(Channel), st.sampled_from(Kind), min_size=1)
answers = st.lists(st.tuples(kinds, st.sampled_from("abcdef")), min_size=1, max_size=12)


@pytest.mark.requirement("IC-04")
@given(answers)
def test_what_stands_is_the_latest_and_the_latest_yes_is_never_forgotten(
    given_answers: list[tuple[dict[Channel, Kind], str]],
) -> None:
    device: DeviceAnswer | None = None
    standing: dict[Channel, Kind] = {}
    for day, (said, notice) in enumerate(given_answers):
        standing |= said
        device = remember(device, standing, notice, MONDAY + timedelta(days=day))
        assert device.kinds() == standing
        assert len(device.earlier) <= EARLIER
        if device.choices != {} and G in said.values():
            assert any(kind is G for _, kind in device.answered())
    assert device is not None and device.on <= MONDAY + timedelta(days=len(given_answers))


@pytest.mark.requirement("WD-04")
def test_the_newest_answer_comes_first() -> None:
    device = DeviceAnswer({SMS: choice(G, OFFER, 1), EMAIL: choice(W, PLAIN, 5)}, (("c" * 64, R),))
    assert device.on == MONDAY + timedelta(days=5)
    assert device.answered() == ((PLAIN, W), (OFFER, G), ("c" * 64, R))
