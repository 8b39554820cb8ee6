"""The newest records of a restaurant, and whether a record is still there: what tells a restored database."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Connection, Table, select

from consent_ui.store.sending_tables import message
from consent_ui.store.tables import decision

_TABLES: dict[str, Table] = {"decision": decision, "message": message}
KINDS = tuple(_TABLES)


def ids(connection: Connection, restaurant_id: UUID) -> dict[str, UUID | None]:
    """The newest decision and the newest message; their identifiers sort by time."""
    return {
        name: connection.execute(
            select(table.c.id).where(table.c.restaurant_id == restaurant_id).order_by(table.c.id.desc()).limit(1)
        ).scalar()
        for name, table in _TABLES.items()
    }


def is_there(connection: Connection, restaurant_id: UUID, kind: str, record: UUID) -> bool:
    """Whether a decision or message is stored. Raises KeyError for another kind."""
    table = _TABLES[kind]
    statement = select(table.c.id).where(table.c.restaurant_id == restaurant_id, table.c.id == record)
    return connection.execute(statement).scalar() is not None
