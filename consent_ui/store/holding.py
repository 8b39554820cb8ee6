"""Locks by name: a customer's reference, or a number or address, as a figure that files and databases lock by.

A number has a turn of its own beside its holders', because somebody may come to hold it at this very moment: her word
about it must not be overtaken by a message to another account with the same number (CV-20, WD-07).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import Connection, func, select

from consent_ui.rules.consent import Channel
from consent_ui.store.customer_tables import HELD


def key(restaurant_id: UUID, name: str) -> int:
    """A name at a restaurant as 64 bits with a sign, which is what PostgreSQL locks by."""
    digest = hashlib.sha256(restaurant_id.bytes + name.encode()).digest()
    return int.from_bytes(digest[:8], "big", signed=True)


def hold(connection: Connection, restaurant_id: UUID, contacts: Iterable[str | None]) -> None:
    """Take the turns of these contacts until the transaction ends, always in one order. They come before any row of a
    customer. A few at once: each takes room in the server's table of locks. SQLite has other turns (store/turns.py)."""
    keys = sorted({key(restaurant_id, contact) for contact in contacts if contact})
    if keys and connection.dialect.name == "postgresql":
        connection.execute(select(*(func.pg_advisory_xact_lock(each) for each in keys)))


def hold_all(connection: Connection, restaurant_id: UUID, person: UUID, channel: Channel, contact: str) -> None:
    """Take the turn of this contact, and the rows of this person and of everybody who holds it, in the order of their
    ids, until the transaction ends: one statement, because it is asked before every message."""
    if connection.dialect.name != "postgresql":
        return
    statement = f"""WITH held AS MATERIALIZED (SELECT pg_advisory_xact_lock(%(key)s))
      SELECT 1 FROM held, consent_customer h WHERE h.restaurant_id = %(r)s
        AND (h.id = %(p)s OR h.{HELD[channel]} = %(contact)s) ORDER BY h.id FOR UPDATE OF h"""  # noqa: S608 (ours)
    values = {"key": key(restaurant_id, contact), "r": restaurant_id, "p": person, "contact": contact}
    cursor = connection.connection.cursor()
    cursor.execute(statement, values)
    cursor.close()
