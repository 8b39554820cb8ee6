"""Many customers at once, written the way the drivers are quickest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import islice
from typing import Any
from uuid import uuid4

from consent_ui.rules.composing import compose
from consent_ui.rules.consent import Channel
from consent_ui.store.database import Database
from consent_ui.store.ids import uuid7
from consent_ui.store.values import for_sqlite
from consent_ui.texts import texts
from tests.messaging.conftest import HOME, NOW, SEALS

CUSTOMER = ("restaurant_id", "id", "reference", "name", "phone", "email", "orders", "last_order_at")
DECISION = (
    "restaurant_id", "id", "act", "person", "contact", "channel", "kind", "notice", "campaign_id", "campaign_version",
    "language", "place", "actor", "at", "build", "schema_version",
)  # fmt: skip
PART = 20_000


def phone(number: int) -> str:
    """A mobile number of one's own."""
    return f"+336{number:08}"


def fill(database: Database, kinds: Iterable[str]) -> None:
    """A customer of HOME per word: `yes`, `no`, `left` (a yes, then a withdrawal) or `silent`. All of them ordered
    three times, last 60 days ago; the first is `c0` with phone(0)."""
    fingerprint = compose(HOME, None, texts("fr")).fingerprint()
    numbered = enumerate(kinds)
    while part := list(islice(numbered, PART)):
        customers: list[tuple[Any, ...]] = []
        decisions: list[tuple[Any, ...]] = []
        for number, kind in part:
            person = uuid7()
            customers.append(
                (HOME.id, person, f"c{number}", "Léa", phone(number), None, 3, NOW - timedelta(days=60))
            )  # fmt: skip
            decisions += _said(number, person, kind, fingerprint)
        _insert(database, "consent_customer", CUSTOMER, customers)
        _insert(database, "consent_decision", DECISION, decisions)


def _said(number: int, person: Any, kind: str, fingerprint: str) -> Iterator[tuple[Any, ...]]:
    kinds = {"yes": ("given",), "no": ("refused",), "left": ("given", "withdrawn"), "silent": ()}[kind]
    for ago, said in zip((100, 50), kinds, strict=False):
        bound = SEALS.hashes_of(HOME.id, f"{Channel.SMS}:{phone(number)}")[0] if said == "given" else None
        yield (
            HOME.id, uuid7(), uuid4(), person, bound, "sms", said, fingerprint, None, None, "fr", "preferences",
            "customer", NOW - timedelta(days=ago), "1", 1,
        )  # fmt: skip


def _insert(database: Database, table: str, columns: tuple[str, ...], rows: list[tuple[Any, ...]]) -> None:
    if not rows:
        return
    with database.engine.connect() as connection:
        raw: Any = connection.connection.dbapi_connection
        names = ", ".join(columns)
        if connection.dialect.name == "sqlite":
            raw.execute("BEGIN IMMEDIATE")
            marks = ", ".join("?" * len(columns))
            raw.executemany(
                f"INSERT INTO {table} ({names}) VALUES ({marks})", [tuple(map(for_sqlite, row)) for row in rows]
            )
            raw.execute("COMMIT")
            return
        with raw.cursor() as cursor, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        raw.commit()
