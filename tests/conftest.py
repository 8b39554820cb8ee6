"""What every test can ask for: databases with our schema, and sample values. Plugins do the rest."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from consent_ui import migrations
from consent_ui.rules.campaigns import Campaign
from consent_ui.rules.notices import Restaurant
from consent_ui.store.database import Database, open_database
from tests.samples import sample_campaigns, sample_restaurant

if TYPE_CHECKING:
    # Imported by pytest itself, which rewrites its assertions only if nobody was faster.
    from tests.database import Prepare

pytest_plugins = ["tests.closing", "tests.database", "tests.requirement_ids", "tests.site"]

# A slow moment of a shared machine is no failure of a property.
settings.register_profile("tests", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("tests")


@pytest.fixture(scope="session")
def prepare_database() -> Prepare:
    """Brings an empty database to our present schema."""

    def prepare(url: str) -> None:
        database = open_database(url)
        migrations.upgrade(database)
        database.close()

    return prepare


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """Our database of this test alone, on SQLite and on PostgreSQL in turn."""
    database = open_database(database_url)
    yield database
    database.close()


@pytest.fixture
def restaurant() -> Restaurant:
    """The sample restaurant."""
    return sample_restaurant()


@pytest.fixture
def campaigns() -> tuple[Campaign, ...]:
    """A running campaign of each kind."""
    return sample_campaigns()
