"""Fixtures of the journeys: a host's site and the demo, on both databases, visited on both ways; a pytest plugin.

- `site`: tests/host with a restaurant and three campaigns, the clock at `samples.NOW`.
- `demo`: Chez Momo, the clock at the same time.
- `way`: plain HTML and htmx in turn.

Each is filled once per worker and kind of database; tests get copies, which is fast.

PYTEST_DONT_REWRITE: it has no assert of its own, so a conftest may import it before pytest loads it.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import time_machine
from click.testing import CliRunner
from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from consent_ui import Customer, cli
from consent_ui.demo import create_demo
from tests.database import PostgresqlServer
from tests.host import site as host
from tests.journeys.place import CONFIG, Place, usual_campaigns
from tests.journeys.visitor import WAYS
from tests.samples import NOW, sample_restaurant

Clock = time_machine.Traveller
Fill = Callable[[str], Place]
KINDS = ("sqlite", "postgresql")


class Compiled(BytecodeCache):
    """Templates compiled for one application serve the next one that compiles the same way."""

    def __init__(self) -> None:
        self.known: dict[object, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if _name(bucket) in self.known:
            bucket.bytecode_from_string(self.known[_name(bucket)])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.known[_name(bucket)] = bucket.bytecode_to_string()


def _name(bucket: Bucket) -> object:
    made_for = bucket.environment
    return bucket.key, made_for.sandboxed, made_for.trim_blocks, made_for.lstrip_blocks


# Every application that a test makes, a back office inside one too.
Flask.jinja_options = {**Flask.jinja_options, "bytecode_cache": Compiled()}


def open_host(url: str, way: str = "plain", **settings: Any) -> Place:
    """A host's site on this database, which may hold nothing of ours yet but the tables."""
    app = host.create_host({**CONFIG, "CONSENT_DATABASE_URI": url, **settings})
    return Place(app, way)


def open_demo(url: str, way: str = "plain", **settings: Any) -> Place:
    """Chez Momo on this database."""
    app = create_demo(url, CONFIG, **settings)
    return Place(app, way, ours=("/",))


def _published(url: str) -> Place:
    place = open_host(url)
    place.publish(sample_restaurant(), *usual_campaigns())
    return place


FILLS: dict[str, Fill] = {"site": _published, "demo": open_demo}


def _fill(what: str, url: str) -> None:
    with time_machine.travel(NOW, tick=True):
        FILLS[what](url).close()


@pytest.fixture(scope="session")
def filled_file(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Fills a SQLite file, once, to copy from."""
    made: dict[str, Path] = {}

    def template(what: str) -> Path:
        if what not in made:
            made[what] = tmp_path_factory.mktemp(what) / "filled.db"
            shutil.copy(sqlite_template, made[what])
            _fill(what, f"sqlite:///{made[what]}")
        return made[what]

    return template


@pytest.fixture(scope="session")
def serving_role(postgresql_server: PostgresqlServer) -> Iterator[str]:
    """The role that sites work as on PostgreSQL. It owns nothing; each filled database says what it may."""
    with postgresql_server.role() as name:
        yield name


@pytest.fixture(scope="session")
def filled_name(
    postgresql_server: PostgresqlServer, postgresql_template: str, serving_role: str
) -> Iterator[Callable[[str], str]]:
    """Fills a PostgreSQL database, once, to copy from, and lets the serving role do what `consent-ui grants` says."""
    made: dict[str, str] = {}

    def template(what: str) -> str:
        if what not in made:
            made[what] = postgresql_server.create(postgresql_template)
            _fill(what, postgresql_server.url_of(made[what]))
            if what != "demo":
                grants = CliRunner().invoke(cli.command(), ["grants", serving_role]).output
                postgresql_server.run(made[what], grants)
        return made[what]

    yield template
    for name in made.values():
        postgresql_server.drop(name)


@pytest.fixture
def filled_url(request: pytest.FixtureRequest) -> Iterator[Callable[[str, str], str]]:
    """Copies a filled database for this test alone and tells its URL."""
    copies: list[str] = []

    def copy(kind: str, what: str) -> str:
        if kind == "sqlite":
            file = request.getfixturevalue("tmp_path") / f"{what}.db"
            shutil.copy(request.getfixturevalue("filled_file")(what), file)
            return f"sqlite:///{file}"
        template = request.getfixturevalue("filled_name")(what)
        server: PostgresqlServer = request.getfixturevalue("postgresql_server")
        copies.append(server.create(template))
        # The demo makes its tables itself, so it works as their owner.
        return server.url_of(copies[-1], "" if what == "demo" else request.getfixturevalue("serving_role"))

    yield copy
    for name in copies:
        request.getfixturevalue("postgresql_server").drop(name)


@pytest.fixture(params=WAYS)
def way(request: pytest.FixtureRequest) -> str:
    """How forms are sent."""
    return str(request.param)


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    """Which database."""
    return str(request.param)


@pytest.fixture
def clock() -> Iterator[Clock]:
    """The time, at `samples.NOW` when the test begins; `clock.shift(...)` moves it."""
    with time_machine.travel(NOW, tick=True) as traveller:
        yield traveller


@pytest.fixture
def site_url(kind: str, filled_url: Callable[..., str]) -> str:
    """A database that holds a restaurant, a conditional signup campaign, a loyalty and a retention campaign."""
    return filled_url(kind, "site")


@pytest.fixture
def open_site(site_url: str, way: str, clock: Clock) -> Iterator[Callable[..., Place]]:
    """Opens the host's site, with other settings than the usual ones if given."""
    places: list[Place] = []

    def opened(**settings: Any) -> Place:
        places.append(open_host(site_url, way, **settings))
        return places[-1]

    yield opened
    for place in places:
        place.close()


@pytest.fixture
def site(open_site: Callable[..., Place]) -> Place:
    """The host's site with its restaurant and campaigns."""
    return open_site()


@pytest.fixture
def demo(kind: str, way: str, filled_url: Callable[..., str], clock: Clock) -> Iterator[Place]:
    """Chez Momo."""
    place = open_demo(filled_url(kind, "demo"), way)
    yield place
    place.close()


@pytest.fixture
def guest(monkeypatch: pytest.MonkeyPatch) -> Callable[[Customer], None]:
    """Gives the host's site a customer with an account, under their reference."""

    def known(customer: Customer) -> None:
        monkeypatch.setitem(host.GUESTS, customer.reference, customer)

    return known
