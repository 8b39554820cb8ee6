"""Counting in memory: nothing lost while the database is away, nothing twice after a fork, no thread at rest."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from consent_ui import counting
from consent_ui.counting import AskedCounter
from consent_ui.store.database import NotSaved, Uncertain
from tests.samples import NOW, sample_restaurant
from tests.store.threads import at_once

ROOT = Path(__file__).resolve().parent.parent
RESTAURANT = sample_restaurant()
PAGE = {"REQUEST_METHOD": "GET", "HTTP_USER_AGENT": "Mozilla/5.0 (Android 15; Mobile) Firefox/140.0"}
Counts = Counter[tuple[UUID, date, str]]


class Books:
    """Stands for the database."""

    def __init__(self) -> None:
        self.counts: Counts = Counter()
        self.fails: Exception | None = None
        self.saved = threading.Event()

    def save(self, counts: Counts) -> None:
        if self.fails is not None:
            raise self.fails
        self.counts.update(counts)
        self.saved.set()

    def total(self) -> int:
        return sum(self.counts.values())


def test_a_count_is_in_the_books_once_it_is_flushed() -> None:
    books = Books()
    counter = AskedCounter(books.save, lambda: False)
    for _ in range(3):
        counter.add(PAGE, RESTAURANT, "a", NOW)
    counter.add(PAGE, RESTAURANT, "b", NOW)
    assert books.total() == 0
    assert counter.flush() and counter.flush()
    assert books.counts == {(RESTAURANT.id, NOW.date(), "a"): 3, (RESTAURANT.id, NOW.date(), "b"): 1}


def test_threads_that_count_and_flush_at_once_lose_nothing() -> None:
    books = Books()
    counter = AskedCounter(books.save, lambda: False)

    def look() -> None:
        for number in range(2000):
            counter.add(PAGE, RESTAURANT, "a", NOW)
            if number % 100 == 0:
                counter.flush()

    at_once([look] * 8)
    counter.flush()
    assert books.total() == 16_000


def test_midnight_between_two_views_makes_two_days() -> None:
    books = Books()
    counter = AskedCounter(books.save, lambda: False)
    late = datetime(2026, 3, 3, 22, 59, 59, tzinfo=UTC)
    for at in (late, late + timedelta(seconds=1), late):  # the last one is of a clock that is a second behind
        counter.add(PAGE, RESTAURANT, "a", at)
    counter.flush()
    assert {day.isoformat(): count for (_, day, _), count in books.counts.items()} == {"2026-03-03": 2, "2026-03-04": 1}


def test_what_the_database_does_not_take_is_kept_for_later() -> None:
    books = Books()
    counter = AskedCounter(books.save, lambda: False)
    counter.add(PAGE, RESTAURANT, "a", NOW)
    books.fails = NotSaved()
    assert not counter.flush()
    counter.add(PAGE, RESTAURANT, "a", NOW)
    books.fails = None
    assert counter.flush()
    assert books.total() == 2


def test_what_the_database_may_have_taken_is_not_counted_twice() -> None:
    books = Books()
    counter = AskedCounter(books.save, lambda: False)
    counter.add(PAGE, RESTAURANT, "a", NOW)
    books.fails = Uncertain()
    assert not counter.flush()
    books.fails = None
    assert counter.flush()
    assert books.total() == 0


def test_the_thread_saves_by_itself_and_ends_when_there_is_nothing_to_save(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "EVERY", 0.01)
    books = Books()
    counter = AskedCounter(books.save, lambda: True)
    counter.add(PAGE, RESTAURANT, "a", NOW)
    thread = counter._thread
    assert thread is not None and not thread.daemon
    assert books.saved.wait(10)
    thread.join(10)
    assert not thread.is_alive() and counter._thread is None and books.total() == 1
    counter.add(PAGE, RESTAURANT, "a", NOW)
    assert counter._thread is not None
    counter._thread.join(10)
    assert books.total() == 2


def test_a_page_is_shown_where_no_thread_can_be_had(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", refuse)
    books = Books()
    counter = AskedCounter(books.save, lambda: True)
    counter.add(PAGE, RESTAURANT, "a", NOW)
    counter.flush()
    assert books.total() == 1


FORKED = """
import os, sys
from consent_ui import counting
from consent_ui.counting import AskedCounter
from tests.samples import NOW, sample_restaurant
counting.EVERY = 60
saved = []
def save(counts):
    os.write(1, f"{os.getpid() == parent} {sum(counts.values())}\\n".encode())
parent = os.getpid()
counter = AskedCounter(save, lambda: True)
def look(times):
    for _ in range(times):
        counter.add({"REQUEST_METHOD": "GET"}, sample_restaurant(), "a", NOW)
look(5)
child = os.fork()
look(2 if child else 3)
if child:
    os.waitpid(child, 0)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
def test_a_fork_counts_its_own_and_neither_waits_a_minute_to_end() -> None:
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", FORKED], cwd=ROOT, capture_output=True, text=True, timeout=30
    )
    assert done.stderr == "" and sorted(done.stdout.split("\n")) == ["", "False 3", "True 7"]
