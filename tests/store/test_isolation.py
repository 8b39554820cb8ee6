"""What the database keeps apart and refuses by itself: people, restaurants, decisions that cannot be."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, insert
from sqlalchemy.exc import IntegrityError

from consent_ui import publishing
from consent_ui.rules.consent import Channel, Decision, Kind
from consent_ui.rules.notices import Notice
from consent_ui.store.database import Database, NotSaved, open_database
from consent_ui.store.ledger import Recorded, record_customer
from consent_ui.store.people import Customer
from consent_ui.store.tables import decision as table
from tests.samples import NOW, sample_answer, sample_decision, sample_notice, sample_restaurant
from tests.store.conftest import Rows, Told

SMS = Channel.SMS
Y, R = Kind.GIVEN, Kind.REFUSED
INES = Customer("7", name="Ines", phone="+33612345678", orders=3)
NUMBER = "a" * 64
Run = Callable[..., Recorded]


@pytest.mark.requirement("CV-07", "CV-20")
def test_people_and_restaurants_do_not_share_answers(
    notice: Notice, run: Run, told: Told, database: Database, rows: Rows
) -> None:
    other = sample_restaurant(id=uuid4(), slug="other", channels=notice.channels)
    publishing.publish_restaurant(database, other, NOW)
    run(record_customer, sample_answer(notice, wishes={SMS: True}), INES, {SMS: NUMBER})
    assert told("8") == []
    assert told(restaurant=other.id) == []
    # The same reference at another restaurant is another person, and the same act another form.
    act = told()[0].act
    theirs = sample_answer(sample_notice(other), wishes={SMS: False}, act=act)
    assert run(record_customer, theirs, INES, {SMS: NUMBER}) == Recorded({SMS: R}, True)
    assert [decision.kind for decision in told()] == [Y]
    assert [decision.kind for decision in told(restaurant=other.id)] == [R]
    assert len({row["id"] for row in rows("consent_customer")}) == 2


@pytest.mark.requirement("CV-07")
def test_a_decision_cannot_cite_another_restaurants_words(notice: Notice, run: Run, database: Database) -> None:
    other = sample_restaurant(id=uuid4(), slug="other", channels=notice.channels)
    publishing.publish_restaurant(database, other, NOW)
    crossed = sample_answer(replace(notice, restaurant_id=other.id), fingerprint=notice.fingerprint())
    with pytest.raises(NotSaved) as refused:
        run(record_customer, crossed, INES, {})
    assert isinstance(refused.value.__cause__, IntegrityError)


@pytest.mark.requirement("CV-18")
@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"actor": "staff", "kind": "given"}, "own_act_only|whose_act"),
        ({"kind": "granted"}, "kind|whose_act"),
        ({"channel": "fax"}, "channel"),
        ({"campaign_version": 1}, "campaign_whole"),
        ({"campaign_id": uuid4()}, "campaign_whole"),
        ({"notice": "0" * 64}, "FOREIGN KEY|fk_consent_decision"),
        ({"actor": "staff", "place": "staff", "kind": "refused"}, None),
        ({"actor": "staff", "place": "staff", "kind": "withdrawn"}, None),
        ({"actor": "customer", "kind": "given"}, None),
    ],
)
def test_the_database_itself_refuses_what_cannot_be(
    notice: Notice, database: Database, rows: Rows, changes: dict[str, Any], constraint: str | None
) -> None:
    sample = sample_decision(notice=notice.fingerprint())
    values = {name: getattr(sample, name) for name in Decision.__dataclass_fields__} | {"build": "1.0"} | changes
    if constraint is None:
        with database.engine.begin() as connection:
            connection.execute(insert(table).values(**values))
        assert len(rows("consent_decision")) == 1
        return
    with pytest.raises(IntegrityError, match=constraint), database.engine.begin() as connection:
        connection.execute(insert(table).values(**values))
    assert rows("consent_decision") == []


@pytest.mark.requirement("PR-13")
def test_a_failure_puts_no_phone_number_in_the_log(notice: Notice, run: Run, caplog: pytest.LogCaptureFixture) -> None:
    unpublished = replace(notice, restaurant_id=uuid4())
    with caplog.at_level(logging.DEBUG, "consent_ui"), pytest.raises(NotSaved):
        run(record_customer, sample_answer(unpublished), INES, {SMS: NUMBER})
    assert "could not write" in caplog.text
    for secret in (INES.phone, INES.name, NUMBER):
        assert secret
        assert secret not in caplog.text


@pytest.mark.requirement("PR-13")
def test_nor_does_a_hosts_engine_that_shows_its_values(postgresql_url: str, caplog: pytest.LogCaptureFixture) -> None:
    """A host's engine is used as it is, and SQLAlchemy's errors repeat the values unless an engine hides them."""
    host = create_engine(postgresql_url)
    database = open_database(postgresql_url, host_engine=host)
    answer = sample_answer(sample_notice(sample_restaurant()))
    with caplog.at_level(logging.DEBUG, "consent_ui"), pytest.raises(NotSaved) as refused:
        database.write(lambda connection: record_customer(connection, answer, INES, {SMS: NUMBER}))
    assert str(INES.phone) in str(refused.value.__cause__)
    assert "could not write" in caplog.text
    assert str(INES.phone) not in caplog.text
    host.dispose()
