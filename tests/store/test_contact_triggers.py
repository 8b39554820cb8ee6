"""The triggers that note a changed contact read what that person said, and nothing of others."""

from __future__ import annotations

import re

import pytest

from consent_ui.store.customer_tables import HELD
from consent_ui.store.database import Database


@pytest.mark.parametrize("column", HELD.values())
def test_a_changed_contact_is_looked_up_by_its_person(database: Database, column: str) -> None:
    # SQLite without statistics once read all of the restaurant: a tenth of a second for each number, at a million.
    if database.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL plans with statistics")
    with database.read() as connection:
        name = f"consent_customer_{column}_changed"
        made = connection.exec_driver_sql("SELECT sql FROM sqlite_master WHERE name = ?", (name,)).scalar_one()
        found = re.search(r"EXISTS \((.+?)\) BEGIN", made)
        assert found is not None
        asked = re.sub(r"NEW\.\w+", "?", found[1])
        plan = [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {asked}", ("", ""))]
    assert plan == ["SEARCH d USING INDEX ix_consent_decision_person (restaurant_id=? AND person=? AND at>?)"]
