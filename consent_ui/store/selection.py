"""Who could get a message, one page after another: memory stays the same however many customers there are.

Two selections. `lapsed` is what a run walks: people whose last word is no, who never answered or who ordered since are
not in it at all (SM-09). `everybody` is what a preview walks, to say of each why or why not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from operator import itemgetter
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from consent_ui.rules.consent import Channel
from consent_ui.store.customer_tables import HELD
from consent_ui.store.values import at, for_postgresql, for_sqlite, uuid

PAGE = 1000
"""Customers read at once."""


class Candidate(tuple[Any, ...]):
    """A customer and her last word on a channel: the row as the driver gives it, whose fields are read when they are
    asked for, because of most people in a page nobody asks for more than one or two.

    `decision`, `kind`, `bound` (the keyed hash the yes was bound to), `decided_at` and `language` are None or empty for
    somebody who never answered."""

    __slots__ = ()

    @property
    def person(self) -> UUID:
        """The customer's own identifier."""
        return uuid(self[0])

    reference: str = property(itemgetter(1))  # type: ignore[assignment]
    contact: str | None = property(itemgetter(2))  # type: ignore[assignment]
    orders: int = property(itemgetter(3))  # type: ignore[assignment]
    kind: str | None = property(itemgetter(6))  # type: ignore[assignment]
    bound: str | None = property(itemgetter(7))  # type: ignore[assignment]

    @property
    def last_order_at(self) -> datetime | None:
        """When she ordered last, aware UTC."""
        return at(self[4])

    @property
    def decision(self) -> UUID | None:
        """The last word itself."""
        return uuid(self[5]) if self[5] else None

    @property
    def decided_at(self) -> datetime | None:
        """When it was said, aware UTC."""
        return at(self[8])

    @property
    def language(self) -> str:
        """The language it was said in."""
        return self[9] or ""


PERSON, CONTACT, ORDERS, LAST_ORDER, KIND, DECIDED, LANGUAGE = 0, 2, 3, 4, 6, 8, 9
"""Where in the row what is compared for everybody stands, as the driver gives it."""

_COLUMNS = "h.id, h.reference, h.{held}, h.orders, h.last_order_at, d.id, d.kind, d.contact, d.at, d.language"

_EVERYBODY = f"""SELECT {_COLUMNS} FROM consent_customer h
LEFT JOIN consent_decision d ON d.restaurant_id = :r AND d.id = (SELECT n.id FROM consent_decision n
  WHERE n.restaurant_id = :r AND n.person = h.id AND n.channel = :channel ORDER BY n.at DESC, n.id DESC LIMIT 1)
WHERE h.restaurant_id = :r AND h.id > :after{{more}} ORDER BY h.id LIMIT {PAGE}"""  # noqa: S608 (our own names)

_LAPSED = " AND h.orders > 0 AND h.last_order_at <= :before AND d.kind = 'given'"

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
    return _EVERYBODY.format(held=HELD[channel], more=more)


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
    return list(map(Candidate, rows_of(connection, text, values)))


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


_GROUPS = """SELECT said, count(*) FROM (SELECT CASE WHEN kind IS NULL THEN 'unknown' WHEN kind <> 'given' THEN kind
  WHEN orders = 0 OR last_order_at IS NULL THEN 'never_ordered' WHEN last_order_at > :before THEN 'not_lapsed'
  ELSE 'lapsed' END AS said FROM (SELECT h.orders, h.last_order_at, (SELECT n.kind FROM consent_decision n
    WHERE n.restaurant_id = :r AND n.person = h.id AND n.channel = :channel ORDER BY n.at DESC, n.id DESC LIMIT 1)
    AS kind FROM consent_customer h WHERE h.restaurant_id = :r) AS heard) AS grouped GROUP BY said"""


def count_groups(connection: Connection, restaurant_id: UUID, channel: Channel, before: datetime) -> dict[str, int]:
    """How many customers are what, in one statement: `unknown`, `refused`, `withdrawn`; of those whose last word is
    yes, `never_ordered`, `not_lapsed` (ordered after `before`, aware UTC) and `lapsed`, whom `lapsed` walks."""
    values = {"r": restaurant_id, "channel": channel.value, "before": before}
    return {said: int(number) for said, number in rows_of(connection, _GROUPS, values)}
