"""What stands about many contacts is looked up contact by contact."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from consent_ui.rules.consent import Channel
from consent_ui.store import contact_lists
from consent_ui.store.database import Database


@pytest.mark.parametrize("channel", Channel)
def test_sqlite_reads_no_more_than_what_stands_about_those_contacts(database: Database, channel: Channel) -> None:
    """It keeps no statistics of its own, and would read every message that was ever sent, once a page."""
    if database.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL goes by its statistics")
    statement = contact_lists.statement(channel, light=True)
    names = ("r", "channel", "campaign", "since", "contacts", "first", "last", "open")
    with database.read() as connection:
        plan = [row[3] for row in connection.execute(text(f"EXPLAIN QUERY PLAN {statement}"), dict.fromkeys(names, ""))]
    assert any("(restaurant_id=? AND channel=? AND contact=?" in line for line in plan)
    searches = [line for line in plan if "consent_message" in line or "consent_customer" in line]
    assert len(searches) == 3
    for line in searches:
        assert any(sign in line for sign in ("contact=?", "person>? AND person<?", "phone=?", "email=?")), line
    assert not any(line.startswith("SCAN consent") for line in plan), plan
