"""What the store keeps of the back office: codes used once, attempts counted at once, a log that nobody changes."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from consent_ui.rules.notices import Restaurant
from consent_ui.rules.roles import Role
from consent_ui.store import attempts, audit, members
from consent_ui.store.database import Database
from consent_ui.store.ids import uuid7
from consent_ui.store.members import Member
from tests.samples import NOW

Run = Callable[..., Any]


@pytest.fixture
def member(published: Restaurant, run: Run) -> Member:
    """An owner of the sample restaurant with two recovery codes."""
    new = Member(
        uuid7(), "ada@nord.example", "Ada", None, uuid4().hex, None, None, ("a" * 64, "b" * 64), None, None, NOW
    )
    run(members.add_member, new)
    run(members.set_role, published.id, new.id, Role.OWNER)
    return new


def test_a_code_of_one_moment_is_taken_once_and_none_before_it(member: Member, run: Run) -> None:
    taken = [run(members.take_code, member.id, counter) for counter in (7, 7, 6, 8)]
    assert taken == [True, False, False, True]


def test_a_code_is_taken_once_by_many_at_once(member: Member, database: Database) -> None:
    with ThreadPoolExecutor(8) as pool:
        taken = list(pool.map(lambda _: database.write(lambda c: members.take_code(c, member.id, 7)), range(16)))
    assert taken.count(True) == 1


def test_a_recovery_code_is_used_up(member: Member, run: Run) -> None:
    used = [run(members.take_recovery_code, member.id, code * 64) for code in "aacb"]
    assert used == [True, False, False, True]


def test_many_attempts_at_once_are_no_way_around_the_wait(database: Database) -> None:
    def attempt(_: int) -> bool:
        return bool(database.write(lambda connection: attempts.begin(connection, {"k" * 64: 5}, NOW)))

    with ThreadPoolExecutor(8) as pool:
        waits = list(pool.map(attempt, range(20)))
    assert waits.count(False) == 5, "five are free, and no more"


def test_what_succeeded_is_not_counted_and_forgives_only_where_it_should(run: Run) -> None:
    account, address = "a" * 64, "b" * 64
    for _ in range(4):
        run(attempts.begin, {account: 5, address: 20}, NOW)
    run(attempts.succeeded, {account: True, address: False})
    assert not run(attempts.begin, {account: 1}, NOW)
    for _ in range(17):
        assert not run(attempts.begin, {address: 20}, NOW)
    assert run(attempts.begin, {address: 20}, NOW) == timedelta(seconds=30)


def note(restaurant: Restaurant, connection: Connection, **values: Any) -> None:
    known: dict[str, Any] = {"at": NOW, "member_id": None, "member_name": "Ada", "act": "campaign.published"}
    audit.record(connection, restaurant.id, **known | values)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE consent_audit SET act = 'nothing'",
        "DELETE FROM consent_audit",
        "INSERT OR REPLACE INTO consent_audit SELECT * FROM consent_audit",
        "TRUNCATE consent_audit",
    ],
)
def test_nobody_changes_the_log(statement: str, published: Restaurant, database: Database) -> None:
    database.write(partial(note, published))
    with pytest.raises(DBAPIError), database.engine.begin() as connection:
        connection.execute(text(statement))
    with database.read() as connection:
        assert [entry.act for entry in audit.entries(connection, published.id)] == ["campaign.published"]


@pytest.mark.parametrize(
    "values",
    [
        {"subject": "ines@nord.example"},
        {"subject": "+33612345678"},
        {"details": {"who": "+33612345678"}},
        {"details": {"who": "Ines <ines@nord.example>"}},
    ],
)
def test_no_phone_and_no_e_mail_enters_the_log(
    values: dict[str, Any], published: Restaurant, database: Database
) -> None:
    with pytest.raises(ValueError, match="no phone"):
        database.write(lambda connection: note(published, connection, **values))


def test_the_log_of_one_restaurant_is_not_anothers(published: Restaurant, database: Database) -> None:
    database.write(partial(note, published))
    with database.read() as connection:
        assert audit.entries(connection, uuid4()) == []
