"""How SQLite goes about a statement."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select

from consent_ui.store.database import Database


def plan_of(database: Database, statement: Select[Any]) -> list[str]:
    """The steps of a statement, as SQLite tells them."""
    words = str(statement.compile(database.engine)).replace("__[POSTCOMPILE_rows]", "9")
    with database.read() as connection:
        rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {words}", (None,) * words.count("?"))
        return [row[3] for row in rows]
