"""What the dashboard costs at 100,000 customers and 1,000,000 decisions, against a constant page of the back office.

    python -m tests.benchmarks.dashboard [--database sqlite|postgresql] [--decisions N] [--rounds N]

The constant page is asked for by the same member: the same session, the same rights, the same layout around one
sentence. Both are timed in turn, by the clock, since the database works in another process on PostgreSQL; what is
told is the median of the rounds' own ratios. Before that the sums are made from nothing once, and the time of that is
told too. The goal is for the page as it opens, with 30 days; a year is timed beside it.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from uuid import UUID, uuid4

from flask import Flask
from sqlalchemy import insert, update
from werkzeug.test import Client

from consent_ui.rules.consent import Channel
from consent_ui.rules.roles import Role
from consent_ui.staff import reckoning
from consent_ui.state import Consent
from consent_ui.store import counting, tables
from tests.benchmarks import constant, postgresql
from tests.benchmarks.goals import Goal, Report, progress, spread
from tests.benchmarks.ours import Ours
from tests.journeys.place import Place
from tests.staff.office import BackOffice

CUSTOMERS = 100_000
DECISIONS = 1_000_000
YEAR = 365
TIMES = 3.0
CALLS = 10


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

    for table, made, count in ((tables.customer, someone, customers), (tables.decision, decided, decisions)):
        for begin in range(0, count, 50_000):
            rows = [made(number) for number in range(begin, min(begin + 50_000, count))]
            with consent.database.read() as connection:  # by hand: this may take longer than a write may wait
                connection.exec_driver_sql("BEGIN")
                connection.execute(insert(table), rows)
                connection.exec_driver_sql("COMMIT")
    moved = update(tables.customer).where(tables.customer.c.phone.like("%7")).values(phone="+33700000000")
    consent.database.write(lambda connection: connection.execute(moved))
    asked = {
        (restaurant_id, (now - timedelta(days=back)).date(), fingerprint): 900
        for back in range(YEAR)
        for fingerprint, _, _ in words
    }
    consent.database.write_together(counting.add_asked, asked)


def measure(app: Flask, rounds: int, decisions: int, customers: int, kind: str) -> Report:
    """Fills the database of this site, then times its pages."""
    consent: Consent = app.extensions["consent_ui"]
    programme = consent.programme(None)
    assert programme is not None
    restaurant = programme.restaurant
    progress(f"{kind}: filling in {decisions:,} decisions of {customers:,} customers")
    fill(consent, restaurant.id, decisions, customers)
    began = time.perf_counter()
    with reckoning.counted(consent, restaurant, datetime.now(UTC)):
        pass
    summed = time.perf_counter() - began
    office = BackOffice(Place(app))
    member = office.hire(None)
    office.give(member, Role.OWNER, restaurant.id)
    colleague = office.signed_in(member)
    cookie = "; ".join(f"{name}={value}" for name, value in _cookies(colleague.client))
    client = Client(app, use_cookies=False)

    def page(path: str) -> float:
        began = time.perf_counter()
        for _ in range(CALLS):
            answer = client.get(f"/consent/staff/{restaurant.slug}{path}", headers={"Cookie": cookie})
            assert answer.status_code == 200, answer.status
            answer.get_data()
        return (time.perf_counter() - began) / CALLS * 1e3

    year = f"/dashboard?first={(datetime.now(UTC) - timedelta(days=YEAR)).date()}"
    paths = {"constant": constant.PLAIN, "30 days": "/dashboard", "a year": year, "first page": "/"}
    figures: dict[str, list[float]] = {name: [] for name in paths}
    for path in paths.values():
        page(path)
    for _ in range(rounds):
        for name, path in paths.items():
            figures[name].append(page(path))
    ratios = {name: median(a / b for a, b in zip(figures[name], figures["constant"], strict=True)) for name in figures}
    lines = [
        f"{kind}: all sums made from nothing in {summed:.1f} s",
        *(f"{kind}, {name}: {spread(each, 2)} ms, {ratios[name]:.2f} x constant" for name, each in figures.items()),
    ]
    goals = [
        Goal(f"{page}, {kind}, against a constant page", ratios[name], TIMES, at_most=True)
        for page, name in (("dashboard", "30 days"), ("first page", "first page"))
    ]
    return Report("dashboard", lines, goals)


def _cookies(client: object) -> Iterator[tuple[str, str]]:
    for cookie in client._cookies.values():  # type: ignore[attr-defined]
        yield cookie.key, cookie.value


@contextmanager
def site(kind: str, folder: Path) -> Iterator[Flask]:
    """The demo's site on an empty database."""
    if kind == "sqlite":
        yield Ours(f"sqlite:///{folder / 'ours.db'}").prepare()
        return
    with postgresql.server() as server:
        url = postgresql.database(server, "consent_benchmark_dashboard")
        yield Ours(url.render_as_string(hide_password=False)).prepare()


def main(arguments: list[str]) -> int:
    """Runs it on each database; 0 when every goal is met."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.dashboard")
    parser.add_argument("--database", choices=("sqlite", "postgresql"), action="append")
    parser.add_argument("--decisions", type=int, default=DECISIONS)
    parser.add_argument("--customers", type=int, default=CUSTOMERS)
    parser.add_argument("--rounds", type=int, default=15)
    chosen = parser.parse_args(arguments)
    met = True
    for kind in chosen.database or ("sqlite", "postgresql"):
        with tempfile.TemporaryDirectory(prefix="consent-benchmark-") as folder, site(kind, Path(folder)) as app:
            report = measure(app, chosen.rounds, chosen.decisions, chosen.customers, kind)
            report.show()
            met = met and report.met
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
