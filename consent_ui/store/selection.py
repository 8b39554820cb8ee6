"""Who could get a message, one page after another: memory stays the same however many customers there are.

Two selections. `lapsed` is what a run walks: people whose last word is no, who never answered or who ordered since are
not in it at all (SM-09). `everybody` is what a preview walks, to say of each why or why not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from consent_ui.rules.consent import Channel
from consent_ui.store.values import at, for_postgresql, for_sqlite, uuid

PAGE = 1000
"""Customers read at once."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A customer and her last word on a channel: `decision`, `kind`, `bound` (the keyed hash the yes was bound to),
    `decided_at` and `language` are None or empty for somebody who never answered."""

    person: UUID
    reference: str
    contact: str | None
    orders: int
    last_order_at: datetime | None
    decision: UUID | None
    kind: str | None
    bound: str | None
    decided_at: datetime | None
    language: str


_COLUMNS = "h.id, h.reference, h.{held}, h.orders, h.last_order_at, d.id, d.kind, d.contact, d.at, d.language"

_EVERYBODY = f"""SELECT {_COLUMNS} FROM consent_customer h
LEFT JOIN consent_decision d ON d.restaurant_id = :r AND d.id = (SELECT n.id FROM consent_decision n
  WHERE n.restaurant_id = :r AND n.person = h.id AND n.channel = :channel ORDER BY n.at DESC, n.id DESC LIMIT 1)
WHERE h.restaurant_id = :r AND h.id > :after{{more}} ORDER BY h.id LIMIT {PAGE}"""  # noqa: S608 (our own names)

_LAPSED = " AND h.orders > 0 AND h.last_order_at <= :before AND d.kind = 'given'"

_CONTACT = {Channel.SMS: "phone", Channel.EMAIL: "email"}
_FIRST = UUID(int=0)


def everybody(read: Callable[[], Any], restaurant_id: UUID, channel: Channel) -> Iterator[list[Candidate]]:
    """All customers of a restaurant, in pages. `read` opens a connection for one page."""
    return _pages(read, statement(channel), restaurant_id, channel, {})


def lapsed(
    read: Callable[[], Any], restaurant_id: UUID, channel: Channel, before: datetime
) -> Iterator[list[Candidate]]:
    """Those who ordered, last at or before `before` (aware UTC), and whose last word on the channel is yes."""
    return _pages(read, statement(channel, _LAPSED), restaurant_id, channel, {"before": before})


def count_lapsed(connection: Connection, restaurant_id: UUID, channel: Channel, before: datetime) -> int:
    """How many `lapsed` walks."""
    text = f"SELECT count(*) FROM ({statement(channel, _LAPSED).rpartition(' ORDER BY')[0]}) AS lapsed"  # noqa: S608
    values = {"r": restaurant_id, "channel": channel.value, "after": _FIRST, "before": before}
    return int(rows_of(connection, text, values)[0][0])


def count_everybody(connection: Connection, restaurant_id: UUID) -> int:
    """How many `everybody` walks."""
    text = "SELECT count(*) FROM consent_customer WHERE restaurant_id = :r"
    return int(rows_of(connection, text, {"r": restaurant_id})[0][0])


def statement(channel: Channel, more: str = "") -> str:
    """The text of a selection, with named parameters."""
    return _EVERYBODY.format(held=_CONTACT[channel], more=more)


def _pages(
    read: Callable[[], Any], text: str, restaurant_id: UUID, channel: Channel, values: dict[str, Any]
) -> Iterator[list[Candidate]]:
    after = _FIRST
    while True:
        with read() as connection:
            rows = page(connection, text, {"r": restaurant_id, "channel": channel.value, "after": after, **values})
        if not rows:
            return
        after = rows[-1].person
        yield rows


def page(connection: Connection, text: str, values: dict[str, Any]) -> list[Candidate]:
    """One page of a selection."""
    return [_candidate(row) for row in rows_of(connection, text, values)]


def rows_of(connection: Connection, text: str, values: dict[str, Any]) -> Sequence[Any]:
    """The bare rows of one page, from the driver."""
    cursor = connection.connection.cursor()
    if connection.dialect.name == "sqlite":
        cursor.execute(text, {name: for_sqlite(value) for name, value in values.items()})
    else:
        cursor.execute(for_postgresql(text), values)
    rows: Sequence[Any] = cursor.fetchall()
    cursor.close()
    return rows


def _candidate(row: Sequence[Any]) -> Candidate:
    person, reference, contact, orders, last_order_at, decision, kind, bound, decided_at, language = row
    return Candidate(
        uuid(person), reference, contact, orders, at(last_order_at), uuid(decision) if decision else None, kind, bound,
        at(decided_at), language or "",
    )  # fmt: skip
