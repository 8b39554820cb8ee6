"""Answers in a row without a refusal: forms are counted, not decisions, and only those that answered the question."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from consent_ui.rules.consent import Channel, Place
from consent_ui.rules.notices import Notice, Restaurant
from consent_ui.store import streaks
from consent_ui.store.database import Database
from tests.samples import CHANNELS, record_visitor, sample_answer
from tests.store.plans import plan_of


@pytest.fixture
def say(database: Database, notice: Notice) -> Callable[..., None]:
    def say(*wanted: bool, times: int = 1, place: Place = Place.BANNER) -> None:
        for _ in range(times):
            made = sample_answer(notice, wishes=dict(zip(CHANNELS, wanted, strict=False)), place=place)
            database.write(lambda connection, made=made: record_visitor(connection, made, {}))

    return say


@pytest.fixture
def in_a_row(database: Database, published: Restaurant) -> Callable[[int], int]:
    def in_a_row(most: int) -> int:
        with database.read() as connection:
            return streaks.yes_in_a_row(connection, published.id, most)

    return in_a_row


def test_answers_are_counted_back_to_the_last_refusal(say: Callable[..., None], in_a_row: Callable[[int], int]) -> None:
    say(False)
    say(True, times=streaks.NEAR + 5)
    assert in_a_row(streaks.NEAR + 8) == streaks.NEAR + 5
    say(False)
    assert in_a_row(streaks.NEAR) == 0
    say(True, times=3)
    assert in_a_row(3) == 3


def test_a_no_elsewhere_than_at_the_question_ends_no_row(
    say: Callable[..., None], in_a_row: Callable[[int], int]
) -> None:
    say(True, times=3)
    say(False, place=Place.PREFERENCES)
    assert in_a_row(3) == 3


def test_a_form_with_both_channels_is_one_answer(say: Callable[..., None], in_a_row: Callable[[int], int]) -> None:
    say(True, True, times=3)
    assert in_a_row(4) == 3
    say(True, True)
    assert in_a_row(4) == 4


def test_a_yes_to_one_channel_of_two_is_no_refusal(say: Callable[..., None], in_a_row: Callable[[int], int]) -> None:
    say(False, False)
    say(True, False, times=2)
    say(False, True, times=2)
    assert in_a_row(4) == 4
    say(False, False)
    assert in_a_row(4) == 0


def test_a_row_is_counted_to_the_number_asked_for_however_long_it_is(
    say: Callable[..., None], in_a_row: Callable[[int], int]
) -> None:
    say(False)
    say(True, True, times=9)
    assert in_a_row(3) == 3


@pytest.mark.parametrize("name", ["_NEAR", "_AGREED"])
def test_looking_for_a_refusal_reads_one_row_of_each_channel_for_each_decision(database: Database, name: str) -> None:
    # SQLite without statistics once read all of the restaurant for each decision.
    if database.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL plans with statistics; the benchmark holds it")
    reads = [each for each in plan_of(database, getattr(streaks, name)) if " consent_decision" in each]
    assert sum("act=? AND channel=? AND kind=?" in each for each in reads) == len(Channel)
    assert all(each.startswith("SEARCH") for each in reads)
