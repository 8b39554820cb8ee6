"""What the last answers at a restaurant were, for the alarm that no refusal arrives any more."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from consent_ui.rules.consent import Channel, Kind
from consent_ui.rules.notices import Notice
from consent_ui.store import answers
from consent_ui.store.database import Database
from tests.samples import record_visitor, sample_answer

SMS, EMAIL = Channel.SMS, Channel.EMAIL
Run = Callable[..., Any]


@pytest.mark.requirement("SY-20")
def test_the_latest_answers_are_told_with_whether_anything_was_refused(
    notice: Notice, run: Run, database: Database
) -> None:
    for wishes in ({SMS: False, EMAIL: False}, {SMS: True, EMAIL: True}, {SMS: True, EMAIL: False}):
        run(record_visitor, sample_answer(notice, wishes=wishes), {})
    with database.read() as connection:
        assert sorted(answers.latest(connection, notice.restaurant_id, 9)) == [False, True, True]
        assert len(answers.latest(connection, notice.restaurant_id, 2)) == 2


@pytest.mark.requirement("SY-20")
def test_a_withdrawal_is_no_answer_to_the_question(notice: Notice, run: Run, database: Database) -> None:
    run(record_visitor, sample_answer(notice, True), {})
    given = {SMS: Kind.GIVEN, EMAIL: Kind.GIVEN}
    run(record_visitor, sample_answer(notice, False), given)
    with database.read() as connection:
        assert answers.latest(connection, notice.restaurant_id, 9) == [False]
