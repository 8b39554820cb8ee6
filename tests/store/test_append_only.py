"""The database itself refuses to change or remove what was recorded, whoever asks and however."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError

from consent_ui import publishing
from consent_ui.rules.campaigns import CampaignKind
from consent_ui.rules.notices import Notice
from consent_ui.store.database import Database
from consent_ui.store.ledger import record_customer
from consent_ui.store.people import Customer
from consent_ui.store.tables import metadata
from tests.samples import NOW, conditional, record_visitor, sample_answer
from tests.store.conftest import Rows

pytestmark = pytest.mark.requirement("PR-04", "WD-16")

TABLES = ("consent_decision", "consent_notice", "consent_campaign")
KEYS = {
    "consent_decision": "restaurant_id, id",
    "consent_notice": "restaurant_id, fingerprint",
    "consent_campaign": "restaurant_id, id, version",
}


@pytest.fixture
def filled(database: Database, notice: Notice, run: Callable[..., Any]) -> Database:
    """A database with rows in every table that may only grow."""
    publishing.publish_campaign(database, notice.restaurant_id, conditional(CampaignKind.SIGNUP), NOW)
    run(record_visitor, sample_answer(notice), {})
    run(record_customer, sample_answer(notice, wanted=False), Customer("7"), {})
    return database


def refuse(database: Database, statement: str) -> None:
    """Run one statement as anybody with the application's own connection could; it must fail for our reason."""
    with pytest.raises(DBAPIError, match="append-only"), database.engine.begin() as connection:
        connection.execute(text(statement))


COLUMNS = {name: [column.name for column in metadata.tables[name].columns] for name in TABLES}


@pytest.mark.parametrize("table", TABLES)
def test_no_column_can_be_updated(filled: Database, rows: Rows, table: str) -> None:
    before = rows(table)
    assert len(before) > 1 or table == "consent_campaign"
    assert sorted(before[0]) == sorted(COLUMNS[table])
    for column in COLUMNS[table]:
        refuse(filled, f"UPDATE {table} SET {column} = {column}")
    assert rows(table) == before


@pytest.mark.parametrize("table", TABLES)
def test_no_row_can_be_deleted(filled: Database, rows: Rows, table: str) -> None:
    before = rows(table)
    refuse(filled, f"DELETE FROM {table}")
    refuse(filled, f"DELETE FROM {table} WHERE restaurant_id IS NOT NULL")
    assert rows(table) == before


@pytest.mark.parametrize("table", TABLES)
def test_no_row_can_be_changed_by_inserting_it_again(filled: Database, rows: Rows, table: str) -> None:
    before = rows(table)
    columns = ", ".join(COLUMNS[table])
    update = ", ".join(f"{column} = excluded.{column}" for column in COLUMNS[table])
    copy = f"INTO {table} ({columns}) SELECT {columns} FROM {table} WHERE true"
    refuse(filled, f"INSERT {copy} ON CONFLICT ({KEYS[table]}) DO UPDATE SET {update}")
    if filled.engine.dialect.name == "sqlite":
        refuse(filled, f"INSERT OR REPLACE {copy}")
        refuse(filled, f"REPLACE {copy}")
    assert rows(table) == before


def test_a_decision_cannot_be_replaced_under_a_new_id(filled: Database, rows: Rows) -> None:
    """The other unique key, (act, channel, kind), is no way around either."""
    before = rows("consent_decision")
    other = [column for column in COLUMNS["consent_decision"] if column != "id"]
    new_id = "lower(hex(randomblob(16)))" if filled.engine.dialect.name == "sqlite" else "gen_random_uuid()"
    copy = (
        f"INTO consent_decision (id, {', '.join(other)}) SELECT {new_id}, {', '.join(other)} "
        "FROM consent_decision WHERE true"
    )
    key = "restaurant_id, act, channel, kind"
    if filled.engine.dialect.name == "sqlite":
        refuse(filled, f"INSERT OR REPLACE {copy}")
        refuse(filled, f"INSERT {copy}")
    refuse(filled, f"INSERT {copy} ON CONFLICT ({key}) DO UPDATE SET language = 'xx'")
    assert rows("consent_decision") == before


@pytest.mark.parametrize("table", TABLES)
def test_no_table_can_be_emptied(filled: Database, rows: Rows, table: str) -> None:
    before = rows(table)
    if filled.engine.dialect.name == "postgresql":
        refuse(filled, f"TRUNCATE {table} CASCADE")
        refuse(filled, "TRUNCATE consent_restaurant CASCADE")
        refuse(
            filled,
            f"MERGE INTO {table} t USING {table} s ON t.restaurant_id = s.restaurant_id WHEN MATCHED THEN DELETE",
        )
    else:
        # SQLite has no TRUNCATE; its own shortcut for a DELETE without WHERE is off where there is a trigger.
        refuse(filled, f"DELETE FROM {table}")
    assert rows(table) == before


def test_a_restaurant_with_records_cannot_be_removed(filled: Database, rows: Rows) -> None:
    with pytest.raises(DBAPIError, match=r"(?i)foreign key"), filled.engine.begin() as connection:
        connection.execute(text("DELETE FROM consent_restaurant"))
    assert len(rows("consent_restaurant")) == 1


def test_the_triggers_hold_on_every_connection(filled: Database) -> None:
    """Not a setting of one session: a connection opened plainly, by anybody's program, is refused as well."""
    plain = create_engine(filled.engine.url)
    try:
        for table in TABLES:
            with pytest.raises(DBAPIError, match="append-only"), plain.begin() as connection:
                connection.execute(text(f"DELETE FROM {table}"))
    finally:
        plain.dispose()
