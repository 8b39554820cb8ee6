"""Values between Python and the drivers, for statements that are written out: as SQLAlchemy's types keep them."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import cache
from typing import Any
from uuid import UUID


def for_sqlite(value: Any) -> Any:
    """A value as it is kept on SQLite: identifiers as 32 hexadecimal digits, times as UTC text."""
    if isinstance(value, UUID):
        return value.hex
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
    return value


@cache
def for_postgresql(statement: str) -> str:
    """A statement with parameters such as `:name`, as psycopg wants them."""
    return re.sub(r"(?<!:):(\w+)", r"%(\1)s", statement)


def uuid(value: Any) -> UUID:
    """An identifier from either driver."""
    return value if isinstance(value, UUID) else UUID(value)


def at(value: Any) -> datetime | None:
    """A time from either driver, aware UTC."""
    if isinstance(value, str):
        return datetime.fromisoformat(value).replace(tzinfo=UTC)
    return value.astimezone(UTC) if value is not None else None
