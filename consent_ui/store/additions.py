"""What a transaction added that the witness of a restaurant remembers, which hears of it once it is durable and never
before."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from uuid import UUID

from sqlalchemy import Connection

Added = Mapping[tuple[UUID, str], UUID]
"""The newest record by restaurant and kind, decision or message."""
Watch = Callable[[Added], None]

_KEY = "consent_added"


def nobody(added: Added) -> None:
    """Nobody wants to know."""


def begin(connection: Connection) -> None:
    """A transaction begins: what one before it left behind was never committed."""
    connection.info.pop(_KEY, None)


def note(connection: Connection, restaurant_id: UUID, kind: str, record: UUID) -> None:
    """This record was added; it is told once it is committed."""
    connection.info.setdefault(_KEY, {})[(restaurant_id, kind)] = record


def added(connection: Connection) -> Added:
    """What was added since the transaction began."""
    found: Added = connection.info.pop(_KEY, {})
    return found
