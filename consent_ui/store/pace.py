"""How fast a gateway is fed, however many workers feed it: each message takes the next free slot."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Connection

from consent_ui.store.inserting import insert_into
from consent_ui.store.sending_tables import pace as table


def slot(connection: Connection, restaurant_id: UUID, gateway: str, now: datetime, apart: timedelta) -> datetime:
    """Take the next slot of a gateway and return when it is, aware UTC; the one after it is `apart` later."""
    fresh = insert_into(connection, table).values(restaurant_id=restaurant_id, gateway=gateway, next_at=now + apart)
    known = connection.execute(
        table.select().where(table.c.restaurant_id == restaurant_id, table.c.gateway == gateway).with_for_update()
    ).one_or_none()
    free = max(now, known.next_at) if known else now
    connection.execute(
        fresh.on_conflict_do_update(index_elements=["restaurant_id", "gateway"], set_={"next_at": free + apart})
    )
    return free
