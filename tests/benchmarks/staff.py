"""What a page of the back office costs at a hundred thousand customers and a million decisions, against a constant page
of the same back office: signed in, restaurant and role looked up, drawn from a template."""

from __future__ import annotations

import io
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from urllib.parse import urlencode
from wsgiref.types import WSGIApplication

from flask import Flask
from werkzeug.test import EnvironBuilder

from consent_ui.demo import sample
from consent_ui.rules.roles import Role
from consent_ui.staff.routes import ROUTES
from tests.benchmarks import constant
from tests.benchmarks.goals import Goal, Report, progress
from tests.benchmarks.staff_data import fill
from tests.journeys.place import Place
from tests.staff.office import COOKIE, PREFIX, BackOffice, token_in

LIMIT = 3.0
CALLS = 15
CONSTANT = "constant page"
LISTS = ("campaigns", "audit", "members", "replies")
"""Other pages that list something, by endpoint and address; the dashboard has a benchmark of its own."""
HOME = f"{PREFIX}/{sample.SLUG}"


@dataclass(frozen=True, slots=True)
class Ask:
    """One request, sent again and again; `expects` stands in its answer."""

    name: str
    path: str
    form: Mapping[str, str] | None = None
    expects: str = "</html>"


def report(app: Flask, kind: str, rounds: int) -> Report:
    """Fills the database and times each page in turn with the constant one."""
    began = time.monotonic()
    people = fill(app.extensions["consent_ui"])
    progress(f"staff on {kind}: filled in {time.monotonic() - began:.0f} s")
    office = BackOffice(Place(app))
    member = office.hire(None, name="Sam")
    office.give(member, Role.OWNER, sample.RESTAURANT_ID)
    colleague = office.nobody()
    cookie = f"{COOKIE}={office.open_session(colleague, member)}"
    token = token_in(colleague.client.get(f"{HOME}/").text)
    asks = _asks(str(people[len(people) // 2]), token)
    figures: dict[str, list[float]] = {ask.name: [] for ask in asks}
    for number in range(rounds + 1):
        for ask in asks if number % 2 else reversed(asks):
            taken = _round(app, ask, cookie)
            if number:  # the first round warms up
                figures[ask.name].append(taken)
    ratios = {
        name: median(t / c for t, c in zip(times, figures[CONSTANT], strict=True)) for name, times in figures.items()
    }
    lines = [
        f"{kind}, {name}: {median(times):.2f} ms, {ratios[name]:.2f} x the constant page"
        for name, times in figures.items()
    ]
    for line in lines:
        progress(f"staff on {line}")
    goals = [
        Goal(f"{name} on {kind}, against a constant page", ratio, LIMIT, at_most=True)
        for name, ratio in ratios.items()
        if name != CONSTANT
    ]
    return Report("staff", lines, goals)


def _asks(person: str, token: str) -> list[Ask]:
    searches = {
        "a name's beginning": ("mar", "Martin"),
        "two names": ("martin gerland", "Gerland"),
        "a number": ("06 39 00 12 34", "1 customer found"),
        "an address": ("guest777@client.example", "1 customer found"),
        "everybody": ("", "guest"),
    }
    found = [Ask(CONSTANT, HOME + constant.WITH_LINKS, expects="Hello, Sam")]
    for name, (typed, expects) in searches.items():
        found.append(Ask(f"search by {name}", f"{HOME}/customers", {"q": typed, "csrf_token": token}, expects))
    found.append(Ask("card", f"{HOME}/customers/{person}", expects="Exact words"))
    before = "00000000-0000-0000-0000-000000000000"
    found.append(Ask("history", f"{HOME}/customers/{person}?before={before}", expects="History"))
    return found + [Ask(name, f"{HOME}/{name}") for name in LISTS if name in ROUTES]


def _round(app: WSGIApplication, ask: Ask, cookie: str) -> float:
    """Milliseconds of the clock per call: what waits for the database counts too."""
    body = urlencode(ask.form).encode() if ask.form is not None else b""
    builder = EnvironBuilder(
        ask.path,
        base_url="http://localhost",
        method="GET" if ask.form is None else "POST",
        headers={"Cookie": cookie, "Accept-Language": "en", "Sec-Fetch-Site": "same-origin", "Host": "localhost"},
        content_type="application/x-www-form-urlencoded" if body else None,
    )
    environ = builder.get_environ()
    said: list[str] = []
    taken = 0.0
    for _ in range(CALLS):
        sent = {**environ, "wsgi.input": io.BytesIO(body), "CONTENT_LENGTH": str(len(body))}
        began = time.perf_counter()
        answer = b"".join(app(sent, lambda status, headers, *_: said.append(status)))  # type: ignore[arg-type, misc]
        taken += time.perf_counter() - began
        if not said[-1].startswith("200") or ask.expects.encode() not in answer:
            raise RuntimeError(f"{ask.name}: {said[-1]}, {answer[:300]!r}")
    return taken / CALLS * 1000


def open_app(url: str, folder: Path) -> Flask:
    """The demo's site on this database."""
    from consent_ui.demo import create_demo

    folder.mkdir(parents=True, exist_ok=True)
    return create_demo(url, {"SECRET_KEY": "a benchmark on loopback signs with this"})
