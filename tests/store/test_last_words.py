"""What a list says of its customers is what the ledger says of each, and is read through indexes."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import insert, text

from consent_ui.rules.consent import Channel, Decision, Kind
from consent_ui.rules.notices import Notice, Restaurant
from consent_ui.store import history, last_words, people
from consent_ui.store.database import Database
from consent_ui.store.last_words import STATEMENTS
from consent_ui.store.people import Customer
from consent_ui.store.tables import decision as table
from consent_ui.store.values import for_postgresql
from tests.samples import NOW, sample_decision
from tests.store.test_finding import through_an_index


@pytest.fixture
def crowd(published: Restaurant, notice: Notice, database: Database) -> list[UUID]:
    """Three hundred customers, most of whom said yes or no a few times, on one channel or both."""
    found, rows = [], []
    for number in range(300):
        last = NOW if number % 7 else None
        customer = Customer(f"c{number}", f"Somebody {number}", f"+3363998{number:04}", None, number % 4, last)
        found.append(database.write(lambda c, customer=customer: people.save_customer(c, published.id, customer)))
    for number in range(2400):
        decided = sample_decision(
            [*Kind][number % 3], notice=notice.fingerprint(), person=found[number * 7 % 280],
            channel=[*Channel][number // 300 % 2], at=NOW + timedelta(seconds=number // 2),
            contact=f"{number:064}" if number % 6 == 0 else None,
        )  # fmt: skip
        rows.append({name: getattr(decided, name) for name in Decision.__dataclass_fields__} | {"build": "1.0"})
    with database.engine.begin() as connection:
        connection.execute(insert(table), rows)
        connection.execute(text("ANALYZE"))
    return found


def test_each_is_told_as_the_customer_and_the_last_decisions_are(
    crowd: list[UUID], published: Restaurant, database: Database
) -> None:
    asked = [*crowd, uuid4()]
    with database.read() as connection:
        listed = last_words.listed(connection, published.id, asked)
        known = people.customers_by_id(connection, published.id, asked)
        latest = history.latest(connection, published.id, asked)
    assert {person: each.customer for person, each in listed.items()} == known
    for person, each in listed.items():
        whole = latest.get(person, {})
        assert {channel: (last.kind, last.contact) for channel, last in whole.items()} == each.latest
    assert len(listed) == 300 and any(len(each.latest) == 2 for each in listed.values())
    assert not all(each.latest for each in listed.values())


def test_nobody_of_another_restaurant_is_told(crowd: list[UUID], database: Database) -> None:
    with database.read() as connection:
        assert last_words.listed(connection, uuid4(), crowd) == {}
        assert last_words.listed(connection, uuid4(), []) == {}


def test_they_come_through_the_indexes(crowd: list[UUID], published: Restaurant, database: Database) -> None:
    asked = '["' + '", "'.join(each.hex for each in crowd[:25]) + '"]'
    with database.read() as connection:
        cursor = connection.connection.cursor()
        if connection.dialect.name == "sqlite":
            words = f"EXPLAIN QUERY PLAN {STATEMENTS['sqlite']}"
            cursor.execute(words, {"r": published.id.hex, "people": asked})
        else:
            cursor.execute(for_postgresql(f"EXPLAIN {STATEMENTS['postgresql']}"), {"r": published.id, "people": asked})
        plan = "\n".join(str(row) for row in cursor.fetchall())
        cursor.close()
    plan = plan.replace("SCAN w VIRTUAL", "").replace("Function Scan", "")  # the people that were asked for
    assert through_an_index(plan), plan
    assert "ix_consent_decision_person" in plan
