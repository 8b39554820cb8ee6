"""The databases that tests get: fresh each time, on both kinds, and gone with the run."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect, text

from tests.database import Prepare
from tests.setup import memory
from tests.setup.postgres_keeper import ALIVE, ROOT, Run, server_url


def tables(url: str) -> list[str]:
    """Return the names of the tables in one database."""
    engine = create_engine(url)
    try:
        return sorted(inspect(engine).get_table_names())
    finally:
        engine.dispose()


@pytest.mark.parametrize("turn", [1, 2])
def test_every_test_gets_a_database_of_its_own(database_url: str, turn: int) -> None:
    assert "left_behind" not in tables(database_url)
    engine = create_engine(database_url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE left_behind (word VARCHAR(20))"))
    engine.dispose()
    assert "left_behind" in tables(database_url)


def test_the_copies_are_what_preparing_makes(database_url: str, prepare_database: Prepare, tmp_path: Path) -> None:
    fresh = f"sqlite:///{tmp_path / 'prepared-here.db'}"
    prepare_database(fresh)
    assert tables(database_url) == tables(fresh)


def test_an_empty_database_holds_nothing(empty_database_url: str) -> None:
    assert tables(empty_database_url) == []


def test_the_server_is_not_run_by_root(postgresql_url: str) -> None:
    if os.environ.get("TEST_DATABASE_URL"):
        pytest.skip("the server is not ours")
    folder = Path(postgresql_url.partition("?host=")[2])
    assert (folder / "data").stat().st_uid != 0
    assert folder.stat().st_mode & 0o077 == 0


def test_a_killed_run_leaves_no_server_behind() -> None:
    script = (
        "from tests.setup.postgres_keeper import Run, server_url\n"
        "run = Run()\n"
        "print(run.folder, server_url(run.folder), flush=True)\n"
        "input()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as run:
        assert run.stdout is not None
        folder = Path(run.stdout.readline().split()[0])
        server = int((folder / "pg/data/postmaster.pid").read_text().split()[0])
        os.kill(server, 0)
        run.kill()
    deadline = time.monotonic() + 20
    while folder.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not folder.exists()
    with pytest.raises(ProcessLookupError):
        os.kill(server, 0)


def test_a_run_without_a_database_ends_at_once() -> None:
    run = Run()
    started = time.monotonic()
    run.end()
    assert not run.folder.exists()
    assert time.monotonic() - started < 1


def test_the_run_is_seen_as_alive_while_it_lasts() -> None:
    run = Run()
    with (run.folder / ALIVE).open() as other, pytest.raises(BlockingIOError):
        fcntl.flock(other, fcntl.LOCK_SH | fcntl.LOCK_NB)
    assert server_url(run.folder) == server_url(run.folder)
    run.end()
    assert not run.folder.exists()


def test_files_are_kept_in_memory_only_where_there_is_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert memory.folder(tmp_path / "none") is None
    monkeypatch.setattr(memory, "ENOUGH", 1)
    assert memory.folder(tmp_path) == tmp_path
    monkeypatch.setattr(memory, "ENOUGH", 2**62)
    assert memory.folder(tmp_path) is None
