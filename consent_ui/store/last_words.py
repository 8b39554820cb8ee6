"""Customers of a list, each with the last decision on each channel, in one statement.

Written out for the drivers like the selection of a run: a list says little of each person, and describing rows and
making records of them takes longer than reading them.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Connection

from consent_ui.rules.consent import Channel, Kind
from consent_ui.store.people import Customer
from consent_ui.store.selection import rows_of
from consent_ui.store.values import at, uuid


class LastWord(NamedTuple):
    """As much of the last decision on a channel as fold() asks for."""

    kind: Kind
    contact: str | None


@dataclass(frozen=True, slots=True)
class Listed:
    """A customer, and what was decided last; a channel nobody decided about is absent."""

    customer: Customer
    latest: dict[Channel, LastWord]


_KINDS = {str(kind): kind for kind in Kind}
_CUSTOMER = "h.id, h.reference, h.name, h.phone, h.email, h.orders, h.last_order_at"
_LAST = "FROM consent_decision x WHERE x.restaurant_id = :r AND x.person = h.id AND x.channel = '{}' \
ORDER BY x.at DESC, x.id DESC LIMIT 1"


def _sqlite() -> str:
    words = ", ".join(f"d{n}.kind, d{n}.contact" for n, _ in enumerate(Channel))
    joins = " ".join(
        f"LEFT JOIN consent_decision d{n} ON d{n}.restaurant_id = :r "
        f"AND d{n}.id = (SELECT x.id {_LAST.format(channel)})"
        for n, channel in enumerate(Channel)
    )
    return (
        f"SELECT {_CUSTOMER}, {words} FROM json_each(:people) w CROSS JOIN consent_customer h {joins} "  # noqa: S608
        "WHERE h.restaurant_id = :r AND h.id = w.value"
    )


def _postgresql() -> str:
    words = ", ".join(f"d{n}.kind, d{n}.contact" for n, _ in enumerate(Channel))
    joins = " ".join(
        f"LEFT JOIN LATERAL (SELECT x.kind, x.contact {_LAST.format(channel)}) d{n} ON true"
        for n, channel in enumerate(Channel)
    )
    return (
        f"SELECT {_CUSTOMER}, {words} FROM json_array_elements_text(CAST(:people AS json)) w "  # noqa: S608
        "CROSS JOIN LATERAL (SELECT * FROM consent_customer c WHERE c.restaurant_id = :r "
        f"AND c.id = CAST(w.value AS uuid) LIMIT 1) h {joins}"
    )


STATEMENTS = {"sqlite": _sqlite(), "postgresql": _postgresql()}
"""Each person is looked up by herself, through the indexes, whatever a database believes of how many there are."""


def listed(connection: Connection, restaurant_id: UUID, people: Sequence[UUID]) -> dict[UUID, Listed]:
    """The customers of this restaurant among these people, by their ids."""
    dialect = connection.dialect.name
    values = {"r": restaurant_id, "people": json.dumps([person.hex for person in people])}
    return {uuid(row[0]): _listed(row) for row in rows_of(connection, STATEMENTS[dialect], values)}


def _listed(row: Sequence[Any]) -> Listed:
    said = zip(Channel, row[7::2], row[8::2], strict=True)
    return Listed(
        Customer(row[1], row[2], row[3], row[4], row[5], at(row[6])),
        {channel: LastWord(_KINDS[kind], contact) for channel, kind, contact in said if kind is not None},
    )
