"""Who may do what, how long a session lasts, and how long somebody who guesses waits."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as some

from consent_ui.rules.lockout import ACCOUNT_FREE, FORGOTTEN, LONGEST_WAIT, Attempts, left_to_wait, wait_after
from consent_ui.rules.roles import Role, keeps_an_owner, may, needs_second_factor
from consent_ui.rules.sessions import FRESH, IDLE, LONGEST, is_fresh, is_over, to_be_noted

NOW = datetime(2026, 3, 3, 9, 30, tzinfo=UTC)
V, M, O = Role.VIEWER, Role.MANAGER, Role.OWNER  # noqa: E741
ADA, BO = UUID(int=1), UUID(int=2)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("role", "needed", "allowed"),
    [
        (None, V, False),
        (V, V, True), (V, M, False), (V, O, False),
        (M, V, True), (M, M, True), (M, O, False),
        (O, V, True), (O, M, True), (O, O, True),
    ],
)  # fmt: skip
def test_each_role_may_what_the_one_before_it_may(role: Role | None, needed: Role, allowed: bool) -> None:
    assert may(role, needed) is allowed


@pytest.mark.parametrize(
    ("roles", "needed"), [({}, False), ({"a": V}, False), ({"a": V, "b": M}, True), ({"a": O}, True)]
)
def test_who_may_change_anything_anywhere_needs_a_second_factor(roles: dict[str, Role], needed: bool) -> None:
    assert needs_second_factor(roles) is needed


@pytest.mark.parametrize(
    ("roles", "role", "kept"),
    [
        ({ADA: O}, None, False), ({ADA: O}, M, False), ({ADA: O}, O, True),
        ({ADA: O, BO: M}, None, False), ({ADA: O, BO: O}, None, True), ({ADA: M, BO: O}, None, True),
    ],
)  # fmt: skip
def test_a_restaurant_keeps_an_owner(roles: dict[UUID, Role], role: Role | None, kept: bool) -> None:
    assert keeps_an_owner(roles, ADA, role) is kept


@pytest.mark.parametrize(
    ("began", "seen", "over"),
    [
        (timedelta(0), timedelta(0), False), (IDLE - SECOND, IDLE - SECOND, False), (IDLE, IDLE, True),
        (LONGEST - SECOND, SECOND, False), (LONGEST, timedelta(0), True),
    ],
)  # fmt: skip
def test_a_session_ends_by_itself(began: timedelta, seen: timedelta, over: bool) -> None:
    assert is_over(NOW - began, NOW - seen, NOW) is over


@pytest.mark.parametrize(
    ("ago", "fresh"), [(timedelta(0), True), (FRESH - SECOND, True), (FRESH, False), (-SECOND, False)]
)
def test_a_sign_in_is_fresh_for_ten_minutes(ago: timedelta, fresh: bool) -> None:
    assert is_fresh(NOW - ago, NOW) is fresh


def test_not_every_request_is_noted() -> None:
    assert not to_be_noted(NOW - 59 * SECOND, NOW)
    assert to_be_noted(NOW - 60 * SECOND, NOW)


@pytest.mark.parametrize(
    ("failures", "seconds"), [(0, 0), (4, 0), (5, 30), (6, 60), (7, 120), (9, 480), (10, 900), (10**6, 900)]
)
def test_each_failure_makes_wait_twice_as_long(failures: int, seconds: int) -> None:
    assert wait_after(failures, ACCOUNT_FREE) == timedelta(seconds=seconds)


@given(some.integers(0, 10**9), some.integers(0, 100))
def test_nobody_is_ever_locked_out_for_good(failures: int, free: int) -> None:
    assert timedelta(0) <= wait_after(failures, free) <= LONGEST_WAIT < FORGOTTEN


def test_the_wait_runs_from_the_last_failure_and_is_forgotten_in_a_day() -> None:
    tired = Attempts(7, NOW)
    assert left_to_wait(tired, ACCOUNT_FREE, NOW) == timedelta(minutes=2)
    assert left_to_wait(tired, ACCOUNT_FREE, NOW + timedelta(minutes=2)) == timedelta(0)
    assert tired.one_more(NOW + FORGOTTEN) == Attempts(1, NOW + FORGOTTEN)
    assert Attempts(0, NOW).one_less().failures == 0
