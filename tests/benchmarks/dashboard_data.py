"""A year of a hundred thousand customers and a million decisions, put into a database in bulk; then an alarm."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import Connection, Executable, Table, insert, update

from consent_ui.rules.consent import Channel
from consent_ui.rules.counting import ROW
from consent_ui.state import Consent
from consent_ui.store import counting, tables

YEAR = 365
BATCH = 50_000


def fill(consent: Consent, restaurant_id: UUID, decisions: int, customers: int) -> None:
    """A year of customers and decisions, in the order in which they came; then every tenth has another number."""
    chance = random.Random(7)
    programme = consent.programme(None)
    assert programme is not None
    words = [
        (fingerprint, language, consent.notice(restaurant_id, fingerprint))
        for (language, _), fingerprint in programme.fingerprints.items()
    ]
    people = [uuid4() for _ in range(customers)]
    contacts = [
        consent.seals.contact_hashes(restaurant_id, {Channel.SMS: f"+336{number:08d}"})[Channel.SMS][0]
        for number in range(customers)
    ]
    now = datetime.now(UTC)

    def someone(number: int) -> dict[str, object]:
        return {
            "restaurant_id": restaurant_id, "id": people[number], "reference": f"b{number}", "name": "Somebody",
            "phone": f"+336{number:08d}", "email": None, "orders": number % 20, "last_order_at": None,
        }  # fmt: skip

    def decided(number: int) -> dict[str, object]:
        at = now - timedelta(days=YEAR) * (1 - number / decisions) - timedelta(minutes=5)
        fingerprint, language, notice = chance.choice(words)
        kind = chance.choices(("given", "refused", "withdrawn"), (45, 45, 10))[0]
        who = chance.randrange(customers) if chance.random() < 0.5 else None
        return {
            "restaurant_id": restaurant_id,
            "id": UUID(int=int(at.timestamp() * 1000) << 80 | 0x7 << 76 | 0x2 << 62 | chance.getrandbits(62)),
            "act": uuid4(), "person": people[who] if who is not None else None,
            "contact": contacts[who] if who is not None and kind == "given" else None,
            "channel": "sms", "kind": kind, "notice": fingerprint,
            "campaign_id": notice.campaign_id if notice else None,
            "campaign_version": notice.campaign_version if notice else None, "language": language,
            "place": "banner" if kind != "withdrawn" else "preferences",
            "actor": "visitor" if who is None else "customer", "at": at,
            "build": "benchmark", "schema_version": 1,
        }  # fmt: skip

    with consent.database.read() as connection:
        for table, made, count in ((tables.customer, someone, customers), (tables.decision, decided, decisions)):
            for begin in range(0, count, BATCH):
                _put(connection, table, [made(number) for number in range(begin, min(begin + BATCH, count))])
    moved = update(tables.customer).where(tables.customer.c.phone.like("%7")).values(phone="+33700000000")
    with consent.database.read() as connection:
        _by_hand(connection, moved)
    asked = {
        (restaurant_id, (now - timedelta(days=back)).date(), fingerprint): 900
        for back in range(YEAR)
        for fingerprint, _, _ in words
    }
    consent.database.write_together(counting.add_asked, asked)


def agree(consent: Consent, restaurant_id: UUID) -> None:
    """As many answers in a row without a refusal as raise the alarm, on both channels, the newest of all."""
    programme = consent.programme(None)
    assert programme is not None
    (language, _), fingerprint = next(iter(programme.fingerprints.items()))
    begin, rows = int(datetime.now(UTC).timestamp() * 1000) - ROW, []
    for number in range(ROW):
        act, at = uuid4(), begin + number
        for place, channel in enumerate(Channel):
            rows.append({
                "restaurant_id": restaurant_id, "id": UUID(int=at << 80 | 0x7 << 76 | 0x2 << 62 | place), "act": act,
                "person": None, "contact": None, "channel": channel, "kind": "given", "notice": fingerprint,
                "campaign_id": None, "campaign_version": None, "language": language, "place": "banner",
                "actor": "visitor", "at": datetime.fromtimestamp(at / 1000, UTC), "build": "benchmark",
                "schema_version": 1,
            })  # fmt: skip
    with consent.database.read() as connection:
        _put(connection, tables.decision, rows)


def _put(connection: Connection, table: Table, rows: list[dict[str, object]]) -> None:
    _by_hand(connection, insert(table), rows)


def _by_hand(connection: Connection, statement: Executable, rows: list[dict[str, object]] | None = None) -> None:
    """This may take longer than a write may wait."""
    connection.exec_driver_sql("BEGIN")
    connection.execute(statement, rows)
    connection.exec_driver_sql("COMMIT")
