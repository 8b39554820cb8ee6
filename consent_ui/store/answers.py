"""Reads what the latest answers at a restaurant were."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Connection, select

from consent_ui.rules.consent import Channel, Kind
from consent_ui.store.tables import decision as table


def latest(connection: Connection, restaurant_id: UUID, count: int) -> list[bool]:
    """Of the latest forms with an answer, at most `count`, the newest first: whether each refused anything.

    Withdrawals are no answers. Forms of one millisecond stand in no order.
    """
    statement = (
        select(table.c.act, table.c.kind)
        .where(table.c.restaurant_id == restaurant_id, table.c.kind.in_((Kind.GIVEN, Kind.REFUSED)))
        .order_by(table.c.id.desc())
        .limit(count * len(Channel))
    )
    found: dict[UUID, bool] = {}
    for act, kind in connection.execute(statement):
        found[act] = found.get(act, False) or Kind(kind) is Kind.REFUSED
    return list(found.values())[:count]
