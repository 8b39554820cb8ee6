"""A form that arrives again, late, or from two tabs: it says yes at most once and no at most once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent_ui.rules.consent import Kind, State, next_kind, outcome, settle

Y, R, W = Kind.GIVEN, Kind.REFUSED, Kind.WITHDRAWN

SETTLE = [
    # what this form did before, state now, yes wanted, contact to bind to, what is added
    ((), State.UNKNOWN, True, True, Y),  # its first arrival is like any wish
    ((), State.UNKNOWN, False, True, R),
    ((), State.GIVEN, False, True, W),
    ((), State.GIVEN, True, True, None),  # another form said so already
    ((Y,), State.GIVEN, True, True, None),  # double click on yes
    ((Y,), State.PENDING, True, False, None),  # the same by a visitor
    ((Y,), State.PENDING, True, True, None),  # a number came meanwhile: an old form still cannot bind it
    ((Y,), State.WITHDRAWN, True, True, None),  # stopped elsewhere since: the retry does not bring it back
    ((Y,), State.REFUSED, True, False, None),
    ((Y,), State.GIVEN, False, True, W),  # Back, then no on the same form: the person changed their mind
    ((Y,), State.PENDING, False, False, W),
    ((Y,), State.WITHDRAWN, False, True, None),  # out already
    ((R,), State.REFUSED, False, True, None),  # double click on no
    ((R,), State.REFUSED, True, True, None),  # yes after no of the same form never turns on
    ((R,), State.UNKNOWN, True, True, None),  # not even if the cookie was lost
    ((R,), State.GIVEN, False, True, None),  # said yes elsewhere since: the retried no is an old one
    ((R,), State.GIVEN, True, True, None),
    ((W,), State.WITHDRAWN, True, True, None),
    ((W,), State.GIVEN, False, True, None),
    ((Y, W), State.WITHDRAWN, True, True, None),  # said both: finished for good
    ((Y, W), State.WITHDRAWN, False, True, None),
    ((Y, W), State.GIVEN, True, True, None),
    ((Y, W), State.GIVEN, False, True, None),
    ((Y, R), State.REFUSED, True, True, None),
    ((Y, R), State.REFUSED, False, True, None),
]


@pytest.mark.requirement("PR-08")
@pytest.mark.parametrize(("act", "state", "wanted", "bindable", "added"), SETTLE)
def test_what_a_form_adds(
    act: tuple[Kind, ...], state: State, wanted: bool, bindable: bool, added: Kind | None
) -> None:
    assert settle(act, state, wanted, bindable) is added


@pytest.mark.requirement("CV-12", "CV-13")
@pytest.mark.parametrize(
    ("act", "state", "wanted", "added"),
    [
        ((), State.REFUSED, False, R),  # asked again after the rest, and no again: a new refusal, and a new rest
        ((R,), State.REFUSED, False, None),  # its double click
        ((), State.REFUSED, True, Y),
        ((), State.WITHDRAWN, False, None),  # never asked again, so nothing to renew
        ((), State.GIVEN, True, None),
        ((), State.GIVEN, False, W),
    ],
)
def test_a_form_after_the_rest_renews_a_refusal_alone(
    act: tuple[Kind, ...], state: State, wanted: bool, added: Kind | None
) -> None:
    assert settle(act, state, wanted, bindable=True, rested=True) is added


acts = st.lists(st.sampled_from(Kind), max_size=4)


@pytest.mark.requirement("PR-08")
@given(state=st.sampled_from(State), wanted=st.booleans(), bindable=st.booleans())
def test_a_form_on_its_first_arrival_is_a_plain_wish(state: State, wanted: bool, bindable: bool) -> None:
    assert settle((), state, wanted, bindable) is next_kind(state, wanted, bindable)


@pytest.mark.requirement("PR-08")
@given(act=acts.filter(len), state=st.sampled_from(State), bindable=st.booleans())
def test_a_form_that_did_anything_never_turns_on(act: list[Kind], state: State, bindable: bool) -> None:
    assert settle(act, state, True, bindable) is None


@pytest.mark.requirement("PR-08", "SY-20")
@given(
    submits=st.lists(st.tuples(st.booleans(), st.sampled_from(State), st.booleans()), max_size=8),
)
def test_however_often_a_form_arrives_it_adds_one_yes_and_one_no_at_most(
    submits: list[tuple[bool, State, bool]],
) -> None:
    """The state between two arrivals is whatever other forms made of it."""
    act: list[Kind] = []
    for wanted, state, bindable in submits:
        kind = settle(act, state, wanted, bindable)
        if kind is not None:
            assert (kind is Kind.GIVEN) == wanted
            act.append(kind)
    assert act.count(Kind.GIVEN) <= 1
    assert len([kind for kind in act if kind is not Kind.GIVEN]) <= 1
    if len(act) == 2:
        assert act[0] is Kind.GIVEN
        assert outcome(act) is act[1]
