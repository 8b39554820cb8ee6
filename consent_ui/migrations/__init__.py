"""Alembic migrations of our own tables, under a version table of our own, beside whatever a host migrates."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config

from consent_ui.store import (  # noqa: F401 (their tables and constraints stand in the same metadata)
    counting_tables,
    customer_tables,
    limits,
    promises,
    ratchet,
    sending_tables,
    staff_tables,
)
from consent_ui.store.database import Database

VERSION_TABLE = "consent_version"


def upgrade(database: Database, revision: str = "head") -> None:
    """Bring the consent tables of this database to `revision`."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.set_main_option("path_separator", "os")
    with database.engine.connect().execution_options(isolation_level="SERIALIZABLE") as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
