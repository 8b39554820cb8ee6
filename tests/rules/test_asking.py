"""Whether the question is put, to whom, and when again."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent_ui.rules.asking import Show, Why, ask, ask_customer, ask_visitor, offer_device_answer
from consent_ui.rules.consent import Channel, Decision, Kind
from consent_ui.rules.device import DeviceAnswer, device_rest_is_over
from tests.samples import CHANNELS, NOW, sample_decision, sample_device

SMS, EMAIL = CHANNELS
G, R, W = Kind.GIVEN, Kind.REFUSED, Kind.WITHDRAWN
ASK, REST = Show.QUESTION, Show.NOTHING


def device(kind: Kind, days_ago: int) -> DeviceAnswer:
    return sample_device({SMS: kind}, on=NOW.date() - timedelta(days=days_ago))


def said(*acts: tuple[Channel, Kind, int]) -> list[Decision]:
    return [sample_decision(kind, channel=channel, at=NOW - timedelta(days=ago)) for channel, kind, ago in acts]


@pytest.mark.requirement("CV-12", "CV-13")
@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize(
    ("days", "show", "why"),
    [
        (0, REST, Why.ANSWERED_ON_DEVICE),
        (1, REST, Why.ANSWERED_ON_DEVICE),
        (182, REST, Why.ANSWERED_ON_DEVICE),
        (183, REST, Why.ANSWERED_ON_DEVICE),  # the device knows only the day: 183 whole days may not be over yet
        (184, ASK, Why.REST_OVER),
    ],
)
def test_a_device_rests_for_183_days_after_yes_and_no_alike(kind: Kind, days: int, show: Show, why: Why) -> None:
    assert ask_visitor(device(kind, days), NOW) == (show, why)


@pytest.mark.requirement("CV-12")
@given(after=st.timedeltas(timedelta(0), timedelta(days=365)))
def test_a_device_is_never_asked_before_183_whole_days_are_over(after: timedelta) -> None:
    answered = NOW + after
    remembered = sample_device({SMS: R}, on=answered.date())
    whole = timedelta(days=183)
    assert not device_rest_is_over(remembered, answered + whole - timedelta(microseconds=1))
    assert device_rest_is_over(remembered, answered + whole + timedelta(days=1))


def test_a_new_visitor_is_asked() -> None:
    assert ask_visitor(None, NOW) == (ASK, Why.NEVER_ASKED)


@pytest.mark.requirement("CV-12", "CV-20", "WD-14")
@pytest.mark.parametrize(
    ("history", "on_device", "show", "why"),
    [
        # nothing in the account: the device decides whether there is a question
        (said(), None, ASK, Why.NEVER_ASKED),
        (said(), device(G, 3), REST, Why.ANSWERED_ON_DEVICE),
        (said(), device(R, 3), REST, Why.ANSWERED_ON_DEVICE),
        (said(), device(R, 200), ASK, Why.REST_OVER),
        # a standing yes needs no question, however old
        (said((SMS, G, 1)), None, REST, Why.ANSWERED_IN_ACCOUNT),
        (said((SMS, G, 4000)), None, REST, Why.ANSWERED_IN_ACCOUNT),
        # a refusal rests
        (said((SMS, R, 0)), None, REST, Why.ANSWERED_IN_ACCOUNT),
        (said((SMS, R, 182)), None, REST, Why.ANSWERED_IN_ACCOUNT),
        (said((SMS, R, 183)), None, ASK, Why.REST_OVER),
        (said((SMS, R, 184)), None, ASK, Why.REST_OVER),
        # who withdrew is never asked by a banner again
        (said((SMS, G, 9), (SMS, W, 1)), None, REST, Why.WITHDRAWN),
        (said((SMS, G, 4000), (SMS, W, 3999)), None, REST, Why.WITHDRAWN),
        # by their own act they came back
        (said((SMS, G, 9), (SMS, W, 8), (SMS, G, 7)), None, REST, Why.ANSWERED_IN_ACCOUNT),
        # the account decides on every device: what the device says does not matter
        (said((SMS, R, 1)), device(G, 0), REST, Why.ANSWERED_IN_ACCOUNT),
        (said((SMS, R, 200)), device(G, 0), ASK, Why.REST_OVER),
        (said((SMS, G, 9), (SMS, W, 1)), device(G, 0), REST, Why.WITHDRAWN),
        # two channels: a withdrawal on one outweighs, the newest refusal counts
        (said((SMS, G, 9), (SMS, W, 8), (EMAIL, G, 7)), None, REST, Why.WITHDRAWN),
        (said((SMS, R, 300), (EMAIL, R, 10)), None, REST, Why.ANSWERED_IN_ACCOUNT),
        (said((SMS, R, 300), (EMAIL, R, 200)), None, ASK, Why.REST_OVER),
        (said((SMS, R, 300), (EMAIL, G, 200)), None, REST, Why.ANSWERED_IN_ACCOUNT),
    ],
)
def test_a_customer_is_asked(history: list[Decision], on_device: DeviceAnswer | None, show: Show, why: Why) -> None:
    assert ask_customer(history, on_device, CHANNELS, NOW) == (show, why)


@pytest.mark.requirement("CV-14")
def test_a_channel_the_restaurant_gave_up_answers_no_question() -> None:
    history = said((EMAIL, G, 3))
    assert ask_customer(history, None, (SMS,), NOW) == (ASK, Why.NEVER_ASKED)


@pytest.mark.requirement("CV-20")
@pytest.mark.parametrize(
    ("history", "on_device", "offered"),
    [
        (said(), device(G, 0), True),  # said yes before signing in: keep or change
        (said(), device(R, 183), True),
        (said(), device(G, 184), False),  # too old to speak for them
        (said(), None, False),
        (said((SMS, R, 400)), device(G, 0), False),  # a device's yes never overrides an account's no
        (said((EMAIL, G, 1)), device(G, 0), False),
    ],
)
def test_a_device_answer_is_offered_for_keeping(
    history: list[Decision], on_device: DeviceAnswer | None, offered: bool
) -> None:
    assert offer_device_answer(history, on_device, NOW) is offered


def test_the_day_of_a_device_is_the_utc_day() -> None:
    late = datetime(2026, 3, 3, 23, 59, tzinfo=UTC)
    assert not device_rest_is_over(sample_device({SMS: R}, on=date(2026, 3, 3)), late + timedelta(days=183))


@pytest.mark.parametrize("history", [None, [], said((SMS, R, 400))], ids=["visitor", "new", "asked long ago"])
def test_a_restaurant_that_writes_by_no_channel_asks_nobody(history: list[Decision] | None) -> None:
    assert ask(history, None, (), NOW) == (REST, Why.NO_CHANNEL)
    assert ask(history, None, CHANNELS, NOW)[0] is ASK
