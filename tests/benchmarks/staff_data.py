"""A hundred thousand customers and a million decisions, put into a database in bulk."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, text

from consent_ui.state import Consent
from consent_ui.store.finding import words
from consent_ui.store.ids import uuid7

CUSTOMERS = 100_000
DECISIONS = 1_000_000
BATCH = 10_000

FIRST = (
    "Amina", "Anne", "Camille", "Chloé", "Élodie", "Grace", "Hugo", "Inès", "Jean-Pierre", "Julien", "Karim", "Léa",
    "Lucas", "Manon", "Marie", "Martin", "Nour", "Olivier", "Robert", "Zoé",
)  # fmt: skip
LAST = (
    "Ainay", "Bellecour", "Brotteaux", "Confluence", "Croix", "Duchère", "Fourvière", "Gerland", "Girodet",
    "Guillotière", "Haddad", "Martin", "Monplaisir", "Okafor", "Perrache", "Saône", "Terreaux", "Vaise", "Valmy",
    "Villette",
)  # fmt: skip

CUSTOMER = ("restaurant_id", "id", "reference", "name", "phone", "email", "orders", "last_order_at")
WORD = ("restaurant_id", "kind", "word", "customer")
AUDIT = ("restaurant_id", "id", "at", "member_id", "member_name", "act", "subject", "details")
DECISION = (
    "restaurant_id", "id", "act", "person", "channel", "kind", "notice", "language", "place", "actor", "at", "build",
    "schema_version",
)  # fmt: skip


def fill(consent: Consent, customers: int = CUSTOMERS, decisions: int = DECISIONS) -> list[UUID]:
    """Add them to the only restaurant there is; returns the customers' ids, oldest first."""
    programme = consent.programme(None)
    if programme is None:
        raise LookupError("no restaurant is published")
    restaurant, notice = programme.restaurant.id, next(iter(programme.fingerprints.values()))
    people = [uuid7() for _ in range(customers)]
    named = [(n, person, f"{FIRST[n % 20]} {LAST[n // 20 % 20]}") for n, person in enumerate(people)]
    contacts = [(f"+336{39_000_000 + n:08}", f"guest{n}@client.example") for n in range(customers)]
    now = datetime.now(UTC)
    with consent.database.engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            # Foreign keys are looked up row by row otherwise; what is added here has none that could fail.
            connection.execute(text("SET LOCAL session_replication_role = replica"))
        _add(connection, "consent_customer", CUSTOMER, (
            (restaurant, person, f"bulk-{n}", name, *contacts[n], n % 40, now - timedelta(days=n % 300))
            for n, person, name in named
        ))  # fmt: skip
        _add(connection, "consent_customer_word", WORD, (
            (restaurant, kind, word, person) for n, person, name in named for kind, word in words(name, *contacts[n])
        ))  # fmt: skip
        _add(connection, "consent_decision", DECISION, _decisions(restaurant, notice, people, decisions, now))
        _add(connection, "consent_audit", AUDIT, (
            (restaurant, uuid7(), now, None, "Sam", "customer.looked", str(person), "{}") for person in people
        ))  # fmt: skip
        if connection.dialect.name == "postgresql":
            for table in ("consent_customer", "consent_customer_word", "consent_decision", "consent_audit"):
                connection.execute(text(f"ANALYZE {table}"))
    return people


def _decisions(
    restaurant: UUID, notice: str, people: list[UUID], count: int, now: datetime
) -> Iterator[tuple[Any, ...]]:
    """Round after round, every customer says yes and no in turn, by SMS and e-mail in turn."""
    began = now - timedelta(days=365)
    for n in range(count):
        turn, person = n // len(people), people[n % len(people)]
        kind, channel = ("given", "withdrawn")[turn // 2 % 2], ("sms", "email")[turn % 2]
        at = began + timedelta(seconds=n * 31)
        yield (restaurant, uuid7(), uuid7(), person, channel, kind, notice, "fr", "banner", "customer", at, "1", 1)


def _add(connection: Connection, table: str, columns: tuple[str, ...], rows: Iterator[tuple[Any, ...]]) -> None:
    """COPY on PostgreSQL, many rows a statement on SQLite."""
    if connection.dialect.name == "postgresql":
        driver = connection.connection.driver_connection
        with driver.cursor().copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy:  # type: ignore[union-attr]
            for row in rows:
                copy.write_row(row)
        return
    statement = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
    while batch := [tuple(_plain(value) for value in row) for row in islice(rows, BATCH)]:
        connection.exec_driver_sql("BEGIN")  # the engine would commit row by row
        connection.exec_driver_sql(statement, batch)
        connection.exec_driver_sql("COMMIT")


def _plain(value: Any) -> Any:
    """A value the way SQLAlchemy keeps it on SQLite."""
    if isinstance(value, UUID):
        return value.hex
    return value.strftime("%Y-%m-%d %H:%M:%S.%f") if isinstance(value, datetime) else value
