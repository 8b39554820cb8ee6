"""A site that is closed leaves nothing open: no file, no connection, no thread."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from consent_ui.store.database import open_database
from consent_ui.store.writer import run_jobs
from tests.site import open_host

FILES = Path("/proc/self/fd")
needs_files = pytest.mark.skipif(not FILES.is_dir(), reason="only Linux lists a process's open files")


def held() -> tuple[int, list[str]]:
    """Open files and threads of this process."""
    return len(os.listdir(FILES)), sorted(each.name for each in threading.enumerate())


def serve_and_close(url: str) -> None:
    """A page, a decision and the end of a site."""
    place = open_host(url)
    visitor = place.visitor()
    visitor.press(visitor.open("/"), "no")
    place.consent.close()


@needs_files
def test_fifty_sites_leave_no_open_file_and_no_thread(kind: str, filled_url: Callable[[str, str], str]) -> None:
    url = filled_url(kind, "site")
    serve_and_close(url)  # what is imported and compiled once stays
    before = held()
    for _ in range(50):
        serve_and_close(url)
    assert held() == before


def test_a_closed_site_opens_itself_again(kind: str, filled_url: Callable[[str, str], str]) -> None:
    place = open_host(filled_url(kind, "site"))
    place.consent.close()
    for _ in range(2):
        visitor = place.visitor()
        visitor.press(visitor.open("/"), "no")
        place.consent.close()
    assert place.said() == [("sms", "refused")] * 2


def test_what_waits_is_written_before_the_end(sqlite_url: str) -> None:
    database = open_database(sqlite_url)
    items = [database._writer.submit(run_jobs, lambda connection: 1) for _ in range(200)]
    database.close()
    assert [each.outcome(0) for each in items] == [1] * 200


def test_the_hosts_own_connections_stay_the_hosts(postgresql_url: str) -> None:
    host = create_engine(postgresql_url, pool_size=1, max_overflow=0)
    database = open_database(postgresql_url, host_engine=host)
    with database.read() as connection:
        mine = connection.execute(text("SELECT pg_backend_pid()")).scalar_one()
    database.close()
    with host.connect() as connection:
        assert connection.execute(text("SELECT pg_backend_pid()")).scalar_one() == mine
    host.dispose()
