"""The audit log of the back office: who did what when, written once and never changed. No phone and no e-mail."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, insert, select

from consent_ui.store.database import Database
from consent_ui.store.ids import uuid7
from consent_ui.store.staff_tables import audit

Line = dict[str, Any]
"""The columns of a line that is to be written."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the log. `subject` is what the act was done to: an id or a slug."""

    id: UUID
    at: datetime
    member_id: UUID | None
    member_name: str
    act: str
    subject: str | None
    details: Mapping[str, Any]


_INSERT = insert(audit)
"""Built once: every look at a customer waits for it."""


def line(
    restaurant_id: UUID,
    *,
    at: datetime,
    member_id: UUID | None,
    member_name: str,
    act: str,
    subject: UUID | str | None = None,
    details: Mapping[str, Any] | None = None,
) -> Line:
    """One line, to be written. `act` is a symbolic word such as `customer.opted_out`, with its text under
    `staff.audit.act.<act>`; `details` are plain JSON values. Raises ValueError for a detail that looks like an e-mail
    address or a phone number."""
    plain = dict(details or {})
    for value in [*plain.values(), subject]:
        if isinstance(value, str) and ("@" in value or (value.startswith("+") and value[1:].isdigit())):
            raise ValueError("no phone and no e-mail may enter the audit log")
    return {
        "restaurant_id": restaurant_id,
        "id": uuid7(),
        "at": at,
        "member_id": member_id,
        "member_name": member_name,
        "act": act,
        "subject": str(subject) if subject is not None else None,
        "details": plain,
    }


def record(connection: Connection, restaurant_id: UUID, **entry: Any) -> None:
    """Write one line in this transaction; `entry` is what line() takes. Raises ValueError like it."""
    connection.execute(_INSERT, line(restaurant_id, **entry))


def append(database: Database, written: Line) -> None:
    """Write one line by itself, together with those of others at this moment; it is durable when this returns. Alone
    it is one statement, which is a transaction of its own. Raises NotSaved."""
    database.write_together(_write_all, written, _write_one)


def _write_all(connection: Connection, lines: Sequence[Line]) -> Sequence[None]:
    connection.execute(_INSERT, list(lines))
    return [None] * len(lines)


def _write_one(connection: Connection, lines: Sequence[Line]) -> Sequence[None] | None:
    return _write_all(connection, lines) if len(lines) == 1 else None


def entries(connection: Connection, restaurant_id: UUID, *, before: UUID | None = None, limit: int = 50) -> list[Entry]:
    """The newest lines first; `before` is the id of a line, to read on from there."""
    statement = select(audit).where(audit.c.restaurant_id == restaurant_id)
    if before is not None:
        statement = statement.where(audit.c.id < before)
    rows = connection.execute(statement.order_by(audit.c.id.desc()).limit(limit))
    return [Entry(r.id, r.at, r.member_id, r.member_name, r.act, r.subject, r.details) for r in rows]
