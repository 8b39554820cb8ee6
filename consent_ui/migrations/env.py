"""Runs migrations on the connection it is handed."""

from alembic import context

from consent_ui.migrations import VERSION_TABLE
from consent_ui.store.tables import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, version_table=VERSION_TABLE, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
