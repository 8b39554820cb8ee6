"""A card reads a person's last decisions and one page of history through an index, however long the ledger is."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import insert, text

from consent_ui.rules.consent import Channel, Decision, Kind
from consent_ui.rules.notices import Notice
from consent_ui.store import history
from consent_ui.store.database import Database
from consent_ui.store.tables import decision as table
from tests.samples import NOW, sample_decision
from tests.store.test_finding import explain, through_an_index


@pytest.fixture
def ledger(notice: Notice, database: Database) -> list[UUID]:
    """Six thousand decisions of three hundred people."""
    people = [uuid4() for _ in range(300)]
    rows = []
    for number in range(6000):
        decided = sample_decision(
            Kind.REFUSED if number % 3 else Kind.GIVEN,
            notice=notice.fingerprint(), person=people[number % 300], channel=[*Channel][number // 300 % 2],
            at=NOW + timedelta(seconds=number),
        )  # fmt: skip
        rows.append({name: getattr(decided, name) for name in Decision.__dataclass_fields__} | {"build": "1.0"})
    database.write(lambda connection: connection.execute(insert(table), rows))
    with database.engine.begin() as connection:
        connection.execute(text("ANALYZE consent_decision"))
    return people


def test_the_last_decisions_of_a_page_of_people_come_through_the_index_of_persons(
    ledger: list[UUID], notice: Notice, database: Database
) -> None:
    for people in (ledger[:1], ledger[:25]):
        (plan,) = explain(database, lambda c, people=people: history.latest(c, notice.restaurant_id, people))  # type: ignore[misc]
        plan = plan.replace("SCAN w VIRTUAL", "").replace("Function Scan", "")  # the people that were asked for
        assert through_an_index(plan), plan
        assert "ix_consent_decision_person" in plan


def test_a_page_of_history_does_too(ledger: list[UUID], notice: Notice, database: Database) -> None:
    with database.read() as connection:
        page, more = history.page(connection, notice.restaurant_id, ledger[7], None, 5)
    assert more
    for before in (None, page[-1].id):
        plans = explain(database, lambda c, b=before: history.page(c, notice.restaurant_id, ledger[7], b, 5))  # type: ignore[misc]
        for plan in plans:
            assert through_an_index(plan), plan
