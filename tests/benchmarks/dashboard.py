"""What the dashboard costs at 100,000 customers and 1,000,000 decisions, against a constant page of the back office.

The constant page is asked for by the same member: the same session, the same rights, the same layout around one
sentence. All are timed in turn, by the clock, since the database works in another process on PostgreSQL; what is told
is the median of the rounds' own ratios. Before that the sums are made from nothing once, and the time of that is told
too. After that as many answers in a row without a refusal are put in as raise the alarm, and when they have settled
all is timed again.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from statistics import median

from flask import Flask
from werkzeug.test import Client

from consent_ui.rules.roles import Role
from consent_ui.staff import reckoning
from consent_ui.state import Consent
from consent_ui.store.counting import SETTLING
from tests.benchmarks import constant
from tests.benchmarks.dashboard_data import YEAR, agree, fill
from tests.benchmarks.goals import Goal, Report, progress, spread
from tests.journeys.place import Place
from tests.staff.office import BackOffice

CUSTOMERS = 100_000
DECISIONS = 1_000_000
TIMES = 3.0
CALLS = 10
CONSTANT = "a constant page"
ALARM = b'role="alert"'


def measure(app: Flask, rounds: int, kind: str, decisions: int = DECISIONS, customers: int = CUSTOMERS) -> Report:
    """Fills the database of this site, then times its pages."""
    consent: Consent = app.extensions["consent_ui"]
    programme = consent.programme(None)
    assert programme is not None
    restaurant = programme.restaurant
    progress(f"dashboard on {kind}: filling in {decisions:,} decisions of {customers:,} customers")
    fill(consent, restaurant.id, decisions, customers)
    began = time.perf_counter()
    with reckoning.counted(consent, restaurant, datetime.now(UTC)):
        pass
    lines = [f"{kind}: all sums made from nothing in {time.perf_counter() - began:.1f} s"]
    office = BackOffice(Place(app))
    member = office.hire(None)
    office.give(member, Role.OWNER, restaurant.id)
    cookie = "; ".join(f"{name}={value}" for name, value in _cookies(office.signed_in(member).client))
    client = Client(app, use_cookies=False)
    year = f"/dashboard?first={(datetime.now(UTC) - timedelta(days=YEAR)).date()}"
    goals = []
    for state, alarm in (("", False), (", with the alarm", True)):
        if alarm:
            agree(consent, restaurant.id)
            progress(f"dashboard on {kind}: waiting until these answers have settled")
            time.sleep(SETTLING.total_seconds() + 1)
        pages = {"first page": "/", "30 days": "/dashboard", "a year": year}
        paths = {CONSTANT: constant.PLAIN} | {name + state: path for name, path in pages.items()}
        figures = _timed(client, f"/consent/staff/{restaurant.slug}", cookie, paths, rounds, alarm)
        for name, each in figures.items():
            ratio = median(a / b for a, b in zip(each, figures[CONSTANT], strict=True))
            lines.append(f"{kind}, {name}: {spread(each, 2)} ms, {ratio:.2f} x {CONSTANT}")
            if name != CONSTANT:
                goals.append(Goal(f"dashboard, {name} on {kind}, against {CONSTANT}", ratio, TIMES, at_most=True))
    return Report("dashboard", lines, goals)


def _timed(
    client: Client, home: str, cookie: str, paths: Mapping[str, str], rounds: int, alarm: bool
) -> dict[str, list[float]]:
    """Milliseconds per call, of each page in each round."""
    figures: dict[str, list[float]] = {name: [] for name in paths}
    for number in range(rounds + 1):
        for name, path in paths.items():
            began = time.perf_counter()
            for _ in range(CALLS):
                answer = client.get(home + path, headers={"Cookie": cookie})
                page = answer.get_data()
            taken = (time.perf_counter() - began) / CALLS * 1e3
            if answer.status_code != 200 or (ALARM in page) != (alarm and name != CONSTANT):
                raise RuntimeError(f"{name}: {answer.status}")
            if number:  # the first round warms up
                figures[name].append(taken)
    return figures


def _cookies(client: object) -> Iterator[tuple[str, str]]:
    for cookie in client._cookies.values():  # type: ignore[attr-defined]
        yield cookie.key, cookie.value
