"""What sending costs: a preview of a million customers, and one check of the gate."""

from __future__ import annotations

import gc
import multiprocessing
import resource
import time
from collections.abc import Callable, Iterator
from itertools import cycle, islice
from statistics import median
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, select

from consent_ui import migrations, publishing
from consent_ui.messaging import gate
from consent_ui.messaging.candidates import Weighing
from consent_ui.rules.campaigns import CampaignKind
from consent_ui.rules.consent import Channel
from consent_ui.store import runs, selection
from consent_ui.store.database import Database, open_database
from consent_ui.store.outbox import Claim, Queued
from consent_ui.store.tables import customer
from tests.benchmarks.goals import Goal, progress, spread
from tests.messaging.conftest import HOME, NOW, SEALS, Remembering
from tests.messaging.crowd import fill
from tests.samples import sample_campaign

KINDS = ("yes", "yes", "no", "left", "silent")
"""40 of 100 are in."""
BY_KEY = select(customer).where(customer.c.restaurant_id == bindparam("home"), customer.c.id == bindparam("person"))
CHECKS = 400
MOST_GROWTH = 64.0
"""Megabytes by which a preview's process may grow over a walk of a part of the rows: pages, caches, no more."""


def prepare(url: str, customers: int) -> None:
    """A migrated database with so many customers and a campaign."""
    database = open_database(url)
    migrations.upgrade(database)
    publishing.publish_restaurant(database, HOME, NOW)
    publishing.publish_campaign(database, HOME.id, sample_campaign(CampaignKind.RETENTION, voucher="RETOUR"), NOW)
    fill(database, islice(cycle(KINDS), customers))
    if database.engine.dialect.name == "postgresql":
        with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM ANALYZE consent_customer, consent_decision")
    database.close()


def weighing(url: str) -> Weighing:
    """Everybody's weighing."""
    database = open_database(url)
    return Weighing(database, SEALS, HOME, sample_campaign(CampaignKind.RETENTION, voucher="RETOUR"), Channel.SMS, NOW)


def bare(database: Database, pages: int) -> Iterator[int]:
    """The same pages of rows, and nothing done with them."""
    text, after = selection.statement(Channel.SMS), UUID(int=0)
    for _ in range(pages):
        with database.read() as connection:
            values = {"r": HOME.id, "channel": "sms", "after": after}
            rows = selection.rows_of(connection, text, values)
        if not rows:
            return
        last = rows[-1][0]
        after = last if isinstance(last, UUID) else UUID(last)
        yield len(rows)


def previewing(one: Weighing, pages: int) -> Iterator[int]:
    """So many pages of a preview."""
    for page in islice(one.everybody(), pages):
        yield len(page)


def rate(pages: Iterator[int]) -> float:
    """Rows per second of the clock's time."""
    began, rows = time.perf_counter(), 0
    for each in pages:
        rows += each
    return rows / (time.perf_counter() - began)


def shares(url: str, rounds: int, pages: int) -> tuple[list[float], list[float]]:
    """Rows per second of the bare SQL and of the preview, in turn."""
    one = weighing(url)
    raw: list[float] = []
    ours: list[float] = []
    gc.freeze()  # as the command does
    rate(bare(one.database, pages))  # what is read first is read from the disk
    for number in range(rounds):
        raw.append(rate(bare(one.database, pages)))
        ours.append(rate(previewing(one, pages)))
        progress(f"preview, round {number + 1} of {rounds}: bare {raw[-1]:.0f}/s, ours {ours[-1]:.0f}/s")
    return raw, ours


def growth(url: str) -> float:
    """Megabytes by which a process grows between the first twentieth of a preview and its end."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_grow, (url,))


def _grow(url: str) -> float:
    one = weighing(url)
    first = 0.0
    for number, _ in enumerate(one.everybody()):
        if number == 49:
            first = _peak()
    return _peak() - first


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def checks(url: str, rounds: int, witness: Callable[[Any], bool] = lambda _: True) -> tuple[list[float], list[float]]:
    """Microseconds of one indexed read of a customer by key, and of one check of the gate, on the same connection."""
    one = weighing(url)
    database = one.database
    campaign = publishing.publish_campaign(
        database, HOME.id, sample_campaign(CampaignKind.RETENTION, voucher="RETOUR"), NOW
    )
    wanted = [each for page in islice(one.everybody(), 3) for each in page if each.because.value == "allowed"][:CHECKS]
    run = database.write(lambda c: runs.start(c, HOME.id, campaign.id, campaign.version, NOW))
    queue = []
    for each in wanted:
        found = each.candidate
        assert found.last_order_at is not None and found.decision is not None
        claim = Claim(
            HOME.id, run, found.person, Channel.SMS, each.contact, campaign.id, campaign.version,
            found.last_order_at, found.language, found.decision,
        )  # fmt: skip
        queue.append((found.contact or "", Queued(found.person, claim)))
    at_gate = gate.Gate(database, SEALS, Remembering(), witness, lambda *_: None)  # type: ignore[arg-type,return-value]
    reads: list[float] = []
    asked: list[float] = []
    with database.once() as connection:
        for number in range(rounds + 1):
            began = time.perf_counter()
            for _, queued in queue:
                connection.execute(BY_KEY, {"home": HOME.id, "person": queued.id}).one()
            middle = time.perf_counter()
            for contact, queued in queue:
                verdict, _ = gate.check(at_gate, connection, contact, queued, NOW)
                assert verdict.allowed, verdict
            end = time.perf_counter()
            if number:  # the first one warms up
                reads.append((middle - began) / len(queue) * 1e6)
                asked.append((end - middle) / len(queue) * 1e6)
    return reads, asked


def measure(kind: str, url: str, customers: int, rounds: int) -> tuple[list[str], list[Goal]]:
    """Lines and goals of one database."""
    progress(f"{kind}: {customers} customers")
    prepare(url, customers)
    raw, ours = shares(url, rounds, max(customers // 1000 // 5, 20))
    reads, asked = checks(url, rounds)
    grown = growth(url)
    lines = [
        f"{kind}, {customers} customers, 40 % in: bare SQL {spread(raw, 0)} rows/s, preview {spread(ours, 0)} rows/s, "
        f"grown by {grown:.1f} MB",
        f"{kind}: one read by key {spread(reads)} us, one check of the gate {spread(asked)} us",
    ]
    return lines, [
        Goal(f"preview against the bare SQL on {kind}", median(o / r for o, r in zip(ours, raw, strict=True)), 0.5),
        Goal(f"memory a preview grows by on {kind}", grown, MOST_GROWTH, at_most=True, unit="MB"),
        Goal(
            f"a check of the gate against one read by key on {kind}",
            median(a / r for a, r in zip(asked, reads, strict=True)), 3, at_most=True,
        ),
    ]  # fmt: skip
