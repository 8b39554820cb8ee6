"""What the gate asks costs the same however many messages have left before."""

from __future__ import annotations

import pytest

from consent_ui.rules.consent import Channel
from consent_ui.store.database import Database, open_database
from consent_ui.store.recipient_statement import reading


@pytest.fixture
def light(sqlite_url: str) -> Database:
    return open_database(sqlite_url)


@pytest.mark.parametrize("channel", Channel)
@pytest.mark.parametrize("contacts", [1, 2])
def test_messages_are_found_by_their_person_and_contact(light: Database, channel: Channel, contacts: int) -> None:
    """SQLite is told nothing of how many rows there are, and would read all that were ever sent."""
    names = ("r", "p", "channel", "campaign", "itself", "since", *(f"c{number}" for number in range(contacts)))
    with light.read() as connection:
        cursor = connection.connection.cursor()
        cursor.execute(f"EXPLAIN QUERY PLAN {reading('sqlite', channel, contacts)}", dict.fromkeys(names, "x"))
        steps = [row[3] for row in cursor.fetchall()]
    messages = [step for step in steps if " m USING" in step]
    assert len(messages) == 3
    assert all("contact=?" in step or "person=?" in step for step in messages), messages
    light.close()
