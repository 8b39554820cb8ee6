"""A database in which the sample restaurant is published."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Connection, text

from consent_ui import publishing
from consent_ui.rules.consent import Decision
from consent_ui.rules.notices import Notice, Restaurant
from consent_ui.store.database import Database
from consent_ui.store.history import history_of
from tests.samples import CHANNELS, NOW, sample_notice, sample_restaurant

Told = Callable[..., list[Decision]]
Rows = Callable[[str], list[dict[str, Any]]]


@pytest.fixture
def published(database: Database) -> Restaurant:
    """The sample restaurant, with SMS and e-mail, published."""
    restaurant = sample_restaurant(channels=CHANNELS)
    publishing.publish_restaurant(database, restaurant, NOW)
    return restaurant


@pytest.fixture
def notice(published: Restaurant) -> Notice:
    """The published generic notice in English."""
    return sample_notice(published)


@pytest.fixture
def rows(database: Database) -> Rows:
    """Every row of a table, as it stands in the database for anybody who reads it."""

    def read(table: str) -> list[dict[str, Any]]:
        with database.engine.connect() as connection:
            return [dict(row) for row in connection.execute(text(f"SELECT * FROM {table}")).mappings()]

    return read


@pytest.fixture
def run(database: Database) -> Callable[..., Any]:
    """Run a function of the store in a transaction: `run(record_visitor, answer, {})`."""

    def written(function: Callable[..., Any], *arguments: Any) -> Any:
        def job(connection: Connection) -> Any:
            return function(connection, *arguments)

        return database.write(job)

    return written


@pytest.fixture
def told(database: Database, notice: Notice) -> Told:
    """The history of a customer: `told()` of customer 7, `told("8")` of another."""

    def read(reference: str = "7", restaurant: Any = notice.restaurant_id) -> list[Decision]:
        with database.read() as connection:
            return history_of(connection, restaurant, reference)

    return read
