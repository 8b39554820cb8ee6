"""Why staff took a customer out, beside the decisions of that act."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import Connection, select

from consent_ui.rules.opting_out import Reason
from consent_ui.store.customer_tables import opt_out as table
from consent_ui.store.inserting import insert_into


def save(connection: Connection, restaurant_id: UUID, act: UUID, customer: UUID, reason: Reason, note: str) -> None:
    """Keep the reason of an act, in the transaction of its decisions. An act has one reason, the first."""
    values = {"restaurant_id": restaurant_id, "act": act, "customer": customer, "reason": str(reason), "note": note}
    connection.execute(insert_into(connection, table).values(**values).on_conflict_do_nothing())


def of_acts(connection: Connection, restaurant_id: UUID, acts: Iterable[UUID]) -> dict[UUID, tuple[Reason, str]]:
    """Reason and note of those acts that have one."""
    statement = select(table).where(table.c.restaurant_id == restaurant_id, table.c.act.in_([*acts]))
    return {row.act: (Reason(row.reason), row.note) for row in connection.execute(statement)}
