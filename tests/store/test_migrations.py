"""Migrations: what they build is what the code expects, on both databases, again and again."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from uuid import uuid4

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import insert, inspect, text

from consent_ui import migrations, publishing
from consent_ui.rules.consent import Place
from consent_ui.rules.searching import By
from consent_ui.store import finding, offers, ratchet
from consent_ui.store import tables as our_tables
from consent_ui.store.database import Database, open_database
from consent_ui.store.tables import metadata
from tests.samples import NOW, sample_restaurant


@pytest.fixture
def empty(empty_database_url: str) -> Iterator[Database]:
    database = open_database(empty_database_url)
    yield database
    database.close()


def tables(database: Database) -> set[str]:
    return set(inspect(database.engine).get_table_names())


def downgrade(database: Database, to: str = "base") -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    config.set_main_option("path_separator", "os")
    with database.engine.connect().execution_options(isolation_level="SERIALIZABLE") as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, to)


def test_the_migrated_schema_is_the_one_in_the_code(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"version_table": migrations.VERSION_TABLE, "compare_type": True}
        )
        assert compare_metadata(context, metadata) == []
        uniques = {
            name: {(c["name"], tuple(c["column_names"])) for c in inspect(connection).get_unique_constraints(name)}
            for name in metadata.tables
        }
        checks = {c["name"] for c in inspect(connection).get_check_constraints("consent_decision")}
    assert any(columns == ("restaurant_id", "act", "channel", "kind") for _, columns in uniques["consent_decision"])
    assert any(columns == ("restaurant_id", "reference") for _, columns in uniques["consent_customer"])
    names = ["channel", "kind", "own_act_only", "campaign_whole"]
    if database.engine.dialect.name == "postgresql":
        names.append(ratchet.NAME)  # a trigger on SQLite
    assert checks == {f"ck_consent_decision_{name}" for name in names}


def test_upgrading_twice_is_harmless(empty: Database) -> None:
    migrations.upgrade(empty)
    publishing.publish_restaurant(empty, sample_restaurant(), NOW)
    migrations.upgrade(empty)
    assert tables(empty) == {*metadata.tables, migrations.VERSION_TABLE}
    with empty.engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM consent_notice")).scalar() == 2


@pytest.mark.requirement("PR-04")
def test_down_and_up_again(empty: Database) -> None:
    migrations.upgrade(empty)
    publishing.publish_restaurant(empty, sample_restaurant(), NOW)
    downgrade(empty)
    assert tables(empty) == {migrations.VERSION_TABLE}
    migrations.upgrade(empty)
    assert publishing.publish_restaurant(empty, sample_restaurant(), NOW) == 2
    # The triggers are back as well.
    with pytest.raises(Exception, match="append-only"), empty.engine.begin() as connection:
        connection.execute(text("DELETE FROM consent_notice"))


def test_a_host_with_migrations_of_its_own_is_left_alone(empty: Database) -> None:
    with empty.engine.begin() as connection:
        connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)"))
        connection.execute(text("INSERT INTO alembic_version VALUES ('theirs')"))
    migrations.upgrade(empty)
    with empty.engine.connect() as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalars().all() == ["theirs"]


def test_an_older_database_keeps_all_it_holds_and_wears_no_theme(empty: Database) -> None:
    migrations.upgrade(empty, "0001")
    publishing.publish_restaurant(empty, sample_restaurant(), NOW)
    migrations.upgrade(empty)
    with empty.read() as connection:
        programme = offers.programme(connection, None)
    assert programme is not None and programme.worn is None and len(programme.fingerprints) == 2


def test_an_older_databases_customers_are_found(empty: Database) -> None:
    restaurant = sample_restaurant()
    migrations.upgrade(empty, "0002")
    publishing.publish_restaurant(empty, restaurant, NOW)
    with empty.engine.begin() as connection:
        rows = [
            {"restaurant_id": restaurant.id, "id": uuid4(), "reference": str(number), "name": f"Zoé Number{number}"}
            for number in range(2100)
        ]
        connection.execute(insert(our_tables.customer).values(orders=0), rows)
    migrations.upgrade(empty)
    way = finding.Wanted(By.NAME, (("zoe",), ("number2099",)))
    with empty.read() as connection:
        found = finding.find(connection, restaurant.id, [way], None, 5)
    assert [each.customer for each in found] == [rows[-1]["id"]]


@pytest.mark.requirement("CV-18")
def test_the_ledger_knows_the_places_of_the_code_and_no_other() -> None:
    revision = import_module("consent_ui.migrations.versions.0010_leaving")
    assert set(revision.PLACES) == {str(place) for place in Place}


@pytest.mark.requirement("CV-20")
def test_addresses_of_before_get_the_one_spelling(database: Database) -> None:
    publishing.publish_restaurant(database, sample_restaurant(), NOW)
    spelt = ["Lea@Client.Example", " lea@client.example ", "leo@client.example", None]
    database.write(
        lambda c: c.execute(
            insert(our_tables.customer),
            [
                {
                    "restaurant_id": sample_restaurant().id,
                    "id": uuid4(),
                    "reference": str(number),
                    "email": each,
                    "name": "",
                    "orders": 0,
                }
                for number, each in enumerate(spelt)
            ],
        )
    )
    downgrade(database, "0012")
    migrations.upgrade(database)
    with database.read() as connection:
        known = dict(map(tuple, connection.execute(text("SELECT reference, email FROM consent_customer"))))
    lea = "lea@client.example"
    assert known == {"0": lea, "1": lea, "2": "leo@client.example", "3": None}
