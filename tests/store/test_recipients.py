"""What is asked about one person's messages costs the same however many have left for others."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import event

from consent_ui.rules.consent import Channel
from consent_ui.store import message_log, outbox, replies
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


def test_a_card_and_an_inbox_read_no_messages_of_others(light: Database) -> None:
    asked: list[tuple[str, Any]] = []
    event.listen(light.engine, "before_cursor_execute", lambda *given: asked.append((given[2], given[3])))
    home, person = uuid4(), uuid4()
    with light.read() as connection:
        message_log.page(connection, home, person, None, 20)
        message_log.page(connection, home, person, uuid4(), 20)
        message_log.latest_sent(connection, home, person, 20)
        outbox.messages_of(connection, home, person)
        replies.writers(connection, home, Channel.SMS, "c" * 64)
        statements = [each for each in asked if "FROM consent_message" in each[0]]
        cursor = connection.connection.cursor()
        steps = [cursor.execute(f"EXPLAIN QUERY PLAN {words}", values).fetchall() for words, values in statements]
    assert len(steps) == 5
    for ((*_, step),) in steps:
        assert "contact=?" in step or "person=?" in step, step
    light.close()
