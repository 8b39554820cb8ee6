"""The state that decisions add up to, and the decision that a wish adds to a state."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent_ui.rules.binding import states
from consent_ui.rules.consent import (
    REST,
    Channel,
    Decision,
    Kind,
    State,
    fold,
    may_bind,
    next_kind,
    outcome,
    rest_is_over,
    state_on_device,
)
from tests.samples import CHANNELS, NOW, sample_decision

MINE, OLD = "a" * 64, "b" * 64

decisions = st.builds(
    sample_decision,
    kind=st.sampled_from(Kind),
    contact=st.sampled_from([None, MINE, OLD]),
    channel=st.sampled_from(Channel),
)
histories = st.lists(decisions, max_size=12)
contacts = st.sampled_from([None, MINE, OLD])


@pytest.mark.requirement("CV-01", "CV-08", "CV-13")
@given(history=histories, contact=contacts)
def test_only_a_last_yes_that_is_bound_to_todays_contact_is_given(history: list[Decision], contact: str | None) -> None:
    last = history[-1] if history else None
    bound = last is not None and last.kind is Kind.GIVEN and contact is not None and last.contact == contact
    assert (fold(history, contact) is State.GIVEN) == bound


@pytest.mark.requirement("CV-01", "WD-16")
@given(history=histories, contact=contacts)
def test_what_came_before_the_last_decision_does_not_matter(history: list[Decision], contact: str | None) -> None:
    assert fold(history, contact) is fold(history[-1:], contact)


@pytest.mark.requirement("CV-01")
@pytest.mark.parametrize(
    ("last", "bound_to", "held", "state"),
    [
        (None, None, MINE, State.UNKNOWN),  # never asked: an account's number alone is no yes (CV-10)
        (Kind.GIVEN, MINE, MINE, State.GIVEN),  # the only row that lets a message out
        (Kind.GIVEN, OLD, MINE, State.PENDING),  # the number changed: the yes was for the old one
        (Kind.GIVEN, None, MINE, State.PENDING),  # said before there was a number: never bound to it
        (Kind.GIVEN, MINE, None, State.PENDING),  # the number was taken off the account
        (Kind.GIVEN, None, None, State.PENDING),  # nothing to bind to: two absences are not a match
        (Kind.REFUSED, None, MINE, State.REFUSED),  # a no needs no contact
        (Kind.WITHDRAWN, None, MINE, State.WITHDRAWN),  # nor does a withdrawal
        (Kind.WITHDRAWN, MINE, MINE, State.WITHDRAWN),  # whatever a row carries, a no stays a no
    ],
)
def test_the_state_after_a_last_decision(
    last: Kind | None, bound_to: str | None, held: str | None, state: State
) -> None:
    history = [] if last is None else [sample_decision(last, contact=bound_to)]
    assert fold(history, held) is state


@pytest.mark.requirement("CV-05", "CV-14")
@given(history=histories)
def test_each_channel_has_a_state_of_its_own(history: list[Decision]) -> None:
    held = {Channel.SMS: MINE, Channel.EMAIL: OLD}
    found = states(history, CHANNELS, held, NOW)
    for channel in CHANNELS:
        alone = [decision for decision in history if decision.channel is channel]
        assert found[channel] is fold(alone, held[channel])


@pytest.mark.requirement("CV-14")
def test_a_channel_nobody_was_asked_about_stays_unknown() -> None:
    history = [sample_decision(Kind.GIVEN, contact=MINE)]
    found = states(history, CHANNELS, {Channel.SMS: MINE, Channel.EMAIL: MINE}, NOW)
    assert found == {Channel.SMS: State.GIVEN, Channel.EMAIL: State.UNKNOWN}


NEXT = [
    # state, yes wanted, a contact to bind to, what is added
    (State.UNKNOWN, True, True, Kind.GIVEN),  # first yes
    (State.UNKNOWN, True, False, Kind.GIVEN),  # first yes without a number: recorded, and pending
    (State.UNKNOWN, False, True, Kind.REFUSED),  # first no: nothing stood, so nothing is withdrawn
    (State.UNKNOWN, False, False, Kind.REFUSED),
    (State.PENDING, True, True, Kind.GIVEN),  # said again now that there is a number: binds it
    (State.PENDING, True, False, None),  # said again, still nothing to bind to: nothing new
    (State.PENDING, False, True, Kind.WITHDRAWN),  # a waiting yes is a yes: its end is a withdrawal
    (State.PENDING, False, False, Kind.WITHDRAWN),
    (State.GIVEN, True, True, None),  # stands already
    (State.GIVEN, True, False, None),
    (State.GIVEN, False, True, Kind.WITHDRAWN),  # the main way out
    (State.GIVEN, False, False, Kind.WITHDRAWN),
    (State.REFUSED, True, True, Kind.GIVEN),  # changed their mind
    (State.REFUSED, True, False, Kind.GIVEN),
    (State.REFUSED, False, True, None),  # stands already
    (State.REFUSED, False, False, None),
    (State.WITHDRAWN, True, True, Kind.GIVEN),  # back in, by their own act (WD-14)
    (State.WITHDRAWN, True, False, Kind.GIVEN),
    (State.WITHDRAWN, False, True, None),  # out is out: nothing to add
    (State.WITHDRAWN, False, False, None),
    (State.EXPIRED, True, True, Kind.GIVEN),  # lapsed: said anew
    (State.EXPIRED, True, False, Kind.GIVEN),
    (State.EXPIRED, False, True, Kind.WITHDRAWN),  # a yes was said, however long ago
    (State.EXPIRED, False, False, Kind.WITHDRAWN),
]


@pytest.mark.requirement("PR-08", "WD-14", "WD-16")
@pytest.mark.parametrize(("state", "wanted", "bindable", "added"), NEXT)
def test_what_a_wish_adds_to_a_state(state: State, wanted: bool, bindable: bool, added: Kind | None) -> None:
    assert next_kind(state, wanted, bindable) is added


def test_the_table_has_every_row() -> None:
    assert {row[:3] for row in NEXT} == {(s, w, b) for s in State for w in (True, False) for b in (True, False)}
    assert len(NEXT) == 24


@pytest.mark.requirement("PR-08")
@given(history=histories, held=contacts, wanted=st.booleans())
def test_after_a_wish_it_stands_and_saying_it_again_adds_nothing(
    history: list[Decision], held: str | None, wanted: bool
) -> None:
    kind = next_kind(fold(history, held), wanted, held is not None)
    if kind is not None:
        history = [*history, sample_decision(kind, contact=held if kind is Kind.GIVEN else None)]
    after = fold(history, held)
    yes = State.GIVEN if held is not None else State.PENDING
    assert (after is yes) if wanted else (after in (State.REFUSED, State.WITHDRAWN))
    assert next_kind(after, wanted, held is not None) is None


@pytest.mark.parametrize(
    ("act", "said"),
    [
        ((), None),  # a form that did nothing said nothing
        ((Kind.GIVEN,), Kind.GIVEN),
        ((Kind.REFUSED,), Kind.REFUSED),
        ((Kind.WITHDRAWN,), Kind.WITHDRAWN),
        ((Kind.GIVEN, Kind.WITHDRAWN), Kind.WITHDRAWN),  # in doubt, less is sent
        ((Kind.WITHDRAWN, Kind.GIVEN), Kind.WITHDRAWN),  # in whatever order rows are read
        ((Kind.REFUSED, Kind.GIVEN), Kind.REFUSED),
    ],
)
def test_what_one_form_said_in_the_end(act: tuple[Kind, ...], said: Kind | None) -> None:
    assert outcome(act) is said


@pytest.mark.requirement("CV-08", "CV-16")
@pytest.mark.parametrize(
    ("remembered", "state"),
    [
        (None, State.UNKNOWN),  # no cookie, or a broken one: no answer yet, never yes
        (Kind.GIVEN, State.PENDING),  # a device has no number: a yes waits
        (Kind.REFUSED, State.REFUSED),
        (Kind.WITHDRAWN, State.WITHDRAWN),
    ],
)
def test_the_state_a_device_remembers_is_never_given(remembered: Kind | None, state: State) -> None:
    assert state_on_device(remembered) is state


@pytest.mark.requirement("CV-20")
@given(history=histories)
def test_a_device_answer_may_only_bind_to_an_account_without_any_answer(history: list[Decision]) -> None:
    assert may_bind(history) == (len(history) == 0)


@pytest.mark.requirement("CV-12")
@pytest.mark.parametrize(
    ("days", "over"),
    [(0, False), (1, False), (182, False), (183, True), (184, True)],
)
def test_an_account_rests_for_183_days(days: int, over: bool) -> None:
    assert timedelta(days=183) == REST
    assert rest_is_over(NOW, NOW + timedelta(days=days)) is over


@pytest.mark.requirement("CV-12")
def test_the_rest_ends_at_its_very_instant() -> None:
    assert not rest_is_over(NOW, NOW + REST - timedelta(microseconds=1))
    assert rest_is_over(NOW, NOW + REST)
