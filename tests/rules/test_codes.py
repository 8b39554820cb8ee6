"""Codes: how long they count, how often they may be tried and asked for, and what was typed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent_ui.rules.codes import (
    BUDGETS,
    LIFETIME,
    LINK_LIFETIME,
    OVERSEAS,
    TRIES,
    Asked,
    Budget,
    Failure,
    Spent,
    asker,
    digits_of,
    judge,
    judge_link,
    sms_countries,
    used_up,
)
from tests.samples import NOW

MINE, OTHER = "a" * 64, "b" * 64
RIGHT, WRONG = "c" * 64, "d" * 64
ASKED = Asked(MINE, RIGHT, NOW)
INSTANT = timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("asked", "contact", "typed", "after", "failure"),
    [
        (ASKED, MINE, RIGHT, timedelta(0), None),
        (ASKED, MINE, RIGHT, LIFETIME - INSTANT, None),
        (ASKED, MINE, RIGHT, LIFETIME, Failure.EXPIRED),
        (ASKED, MINE, RIGHT, -INSTANT, Failure.EXPIRED),  # a clock is wrong
        (ASKED, MINE, WRONG, timedelta(0), Failure.WRONG),
        (ASKED, OTHER, RIGHT, timedelta(0), Failure.OTHER_CONTACT),
        (replace(ASKED, tries=TRIES - 1), MINE, RIGHT, timedelta(0), None),
        (replace(ASKED, tries=TRIES), MINE, RIGHT, timedelta(0), Failure.TRIES),
        (replace(ASKED, used_at=NOW), MINE, RIGHT, timedelta(0), Failure.USED),
        (None, MINE, RIGHT, timedelta(0), Failure.UNKNOWN),
    ],
)
def test_a_code_counts_while_every_rule_holds(
    asked: Asked | None, contact: str, typed: str, after: timedelta, failure: Failure | None
) -> None:
    assert judge(asked, [contact], [typed], NOW + after) is failure


def test_digits_made_under_a_key_that_was_replaced_still_count() -> None:
    assert judge(ASKED, [OTHER, MINE], [WRONG, RIGHT], NOW) is None


@given(tries=st.integers(0, 20), seconds=st.integers(-100, 2000), used=st.booleans(), right=st.booleans())
def test_nothing_else_ever_counts(tries: int, seconds: int, used: bool, right: bool) -> None:
    asked = replace(ASKED, tries=tries, used_at=NOW if used else None)
    found = judge(asked, [MINE], [RIGHT if right else WRONG], NOW + timedelta(seconds=seconds))
    good = right and not used and tries < TRIES and 0 <= seconds < LIFETIME.total_seconds()
    assert (found is None) == good


@pytest.mark.requirement("CV-09")
def test_a_link_counts_for_seven_days_and_once() -> None:
    assert judge_link(ASKED, [MINE], NOW + LINK_LIFETIME - INSTANT) is None
    assert judge_link(ASKED, [MINE], NOW + LINK_LIFETIME) is Failure.EXPIRED
    assert judge_link(replace(ASKED, used_at=NOW), [MINE], NOW) is Failure.USED
    assert judge_link(ASKED, [OTHER], NOW) is Failure.OTHER_CONTACT


@pytest.mark.parametrize("budget", Budget)
def test_each_budget_ends_at_its_number(budget: Budget) -> None:
    most = getattr(BUDGETS, budget)
    assert used_up(replace(Spent(), **{budget: most - 1})) is None
    assert used_up(replace(Spent(), **{budget: most})) is budget


def test_the_budgets_are_those_of_the_notice_on_paper() -> None:
    assert (BUDGETS.contact_hour, BUDGETS.contact_day, BUDGETS.asker) == (3, 6, 10)


@pytest.mark.parametrize(
    ("typed", "digits"),
    [
        ("123456", "123456"), (" 123 456 ", "123456"), ("12-34-56", "123456"), ("１２３４５６", "123456"),
        ("١٢٣٤٥٦", "123456"), ("000000", "000000"), ("12345", ""), ("1234567", ""), ("12345a", ""), ("", ""),
        ("½23456", ""), ("²34567", ""), ("1" * 10_000, ""),
    ],
)  # fmt: skip
def test_digits_are_read_however_they_are_written(typed: str, digits: str) -> None:
    assert digits_of(typed) == digits


@given(typed=st.text())
def test_what_is_read_is_six_digits_or_nothing(typed: str) -> None:
    assert digits_of(typed) == "" or (len(digits_of(typed)) == 6 and digits_of(typed).isascii())


@pytest.mark.parametrize(
    ("address", "subscriber"),
    [
        ("203.0.113.7", "203.0.113.7"), ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("2001:db8:1:2::9", "2001:db8:1:2::"),
        ("::ffff:203.0.113.7", "203.0.113.7"), ("", "unknown"), ("somebody", "unknown"),
    ],
)  # fmt: skip
def test_a_budget_is_for_a_subscriber_and_not_for_one_address_of_many(address: str, subscriber: str) -> None:
    assert asker(address) == subscriber


def test_codes_go_to_the_restaurants_own_country_unless_others_are_named() -> None:
    assert sms_countries((), "BE") == {"BE"}
    assert sms_countries((), "FR") == {"FR"} | OVERSEAS
    assert sms_countries(("FR", "BE"), "FR") == {"FR", "BE"}
