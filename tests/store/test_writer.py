"""SQLite's one queue of writers: many to a transaction, each on its own, and an answer only after COMMIT."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, event, text
from sqlalchemy.exc import OperationalError

from consent_ui.store import database as database_module
from consent_ui.store.database import Database, NotSaved, Uncertain, open_database
from consent_ui.store.sqlite_engine import sqlite as driver
from consent_ui.store.writer import run_jobs
from tests.store.threads import at_once

pytestmark = pytest.mark.requirement("PR-05")


@pytest.fixture
def sqlite(tmp_path: Path) -> Iterator[Database]:
    """An SQLite database with one table of words."""
    database = open_database(f"sqlite:///{tmp_path / 'words.db'}")
    database.write(lambda connection: connection.execute(text("CREATE TABLE word (word TEXT PRIMARY KEY)")))
    yield database
    database.engine.dispose()


def add(word: str, connection: Connection) -> str:
    connection.execute(text("INSERT INTO word VALUES (:word)"), {"word": word})
    return word


def words(database: Database) -> list[str]:
    """What another connection sees. Of the same library: two SQLites in one process undo each other's locks."""
    with driver.connect(str(database.engine.url.database)) as connection:
        found = [row[0] for row in connection.execute("SELECT word FROM word ORDER BY word")]
    connection.close()
    return found


def break_pragmas(database: Database, *statements: str) -> None:
    """Make every connection from now on run these first."""
    database.engine.dispose()

    @event.listens_for(database.engine, "connect")
    def spoil(connection: Any, _: object) -> None:
        for statement in statements:
            connection.execute(statement)


def test_the_result_comes_after_commit(sqlite: Database) -> None:
    for number in range(50):
        assert sqlite.write(partial(add, f"{number:02}")) == f"{number:02}"
        assert words(sqlite)[-1] == f"{number:02}"


def test_while_a_transaction_runs_nobody_is_told_and_nobody_else_sees(sqlite: Database) -> None:
    entered, leave = threading.Event(), threading.Event()

    def slow(connection: Connection) -> str:
        add("slow", connection)
        entered.set()
        assert leave.wait(30)
        return "slow"

    told: list[str] = []
    thread = threading.Thread(target=lambda: told.append(sqlite.write(slow)))
    thread.start()
    assert entered.wait(30)
    assert words(sqlite) == []
    assert told == []
    leave.set()
    thread.join(30)
    assert told == ["slow"]
    assert words(sqlite) == ["slow"]


def test_a_job_that_raises_leaves_the_others_of_its_batch_intact(sqlite: Database) -> None:
    class Refused(Exception):
        pass

    def bad(connection: Connection) -> str:
        add("bad", connection)
        raise Refused

    started, go = threading.Event(), threading.Event()

    def first(connection: Connection) -> str:
        started.set()
        assert go.wait(30)
        return "first"

    holder = threading.Thread(target=lambda: sqlite.write(first))
    holder.start()
    assert started.wait(30)
    # Queued while the first transaction runs, so that all of these share the next one.
    items = [
        sqlite._writer.submit(run_jobs, job) for job in (partial(add, "a"), bad, partial(add, "b"), partial(add, "a"))
    ]
    go.set()
    holder.join(30)
    assert items[0].outcome(30) == "a"
    assert isinstance(items[1].outcome(30), Refused)
    assert items[2].outcome(30) == "b"
    assert "UNIQUE" in str(items[3].outcome(30))
    assert words(sqlite) == ["a", "b"]


def test_an_exception_of_the_job_passes_through(sqlite: Database) -> None:
    def bad(connection: Connection) -> None:
        add("bad", connection)
        raise LookupError("mine")

    with pytest.raises(LookupError, match="mine"):
        sqlite.write(bad)
    assert words(sqlite) == []
    assert sqlite.write(partial(add, "after")) == "after"


def test_when_commit_fails_only_who_spoiled_it_is_told_not_saved(sqlite: Database) -> None:
    """A foreign key that is only checked at COMMIT makes COMMIT itself fail."""
    sqlite.write(
        lambda c: c.execute(text("CREATE TABLE child (word TEXT REFERENCES word DEFERRABLE INITIALLY DEFERRED)"))
    )
    started, go = threading.Event(), threading.Event()

    def orphan(connection: Connection) -> str:
        started.set()
        assert go.wait(30)
        connection.execute(text("INSERT INTO child VALUES ('nobody')"))
        return "orphan"

    def hold(connection: Connection) -> None:
        started.set()
        assert go.wait(30)

    holder = threading.Thread(target=lambda: sqlite.write(hold))
    holder.start()
    assert started.wait(30)
    items = [sqlite._writer.submit(run_jobs, job) for job in (partial(add, "good"), orphan, partial(add, "also good"))]
    go.set()
    holder.join(30)
    assert ["FOREIGN KEY" in str(item.outcome(30)) for item in items] == [False, True, False]
    assert words(sqlite) == ["also good", "good"]
    with pytest.raises(NotSaved):
        sqlite.write(orphan)
    assert sqlite.write(partial(add, "after")) == "after"


def test_a_full_disk_is_not_saved_and_then_works_again(sqlite: Database) -> None:
    break_pragmas(sqlite, "PRAGMA max_page_count = 1")
    with pytest.raises(NotSaved):
        sqlite.write(partial(add, "x" * 100_000))
    assert words(sqlite) == []
    break_pragmas(sqlite, "PRAGMA max_page_count = 100000")
    assert sqlite.write(partial(add, "after")) == "after"


def test_a_file_that_may_only_be_read_is_not_saved(sqlite: Database) -> None:
    sqlite.write(partial(add, "before"))
    break_pragmas(sqlite, "PRAGMA query_only = ON")
    with pytest.raises(NotSaved) as refused:
        sqlite.write(partial(add, "lost"))
    assert "readonly" in str(refused.value.__cause__)
    assert words(sqlite) == ["before"]


def test_a_missing_folder_is_not_saved(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'nowhere' / 'words.db'}")
    with pytest.raises(NotSaved):
        database.write(partial(add, "lost"))
    assert list(tmp_path.iterdir()) == []
    database.engine.dispose()


def test_a_locked_database_is_not_saved_and_never_saved_later(
    sqlite: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who was told "not saved" must not find it saved once the lock is gone."""
    other = driver.connect(str(sqlite.engine.url.database), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    monkeypatch.setattr(database_module, "PATIENCE", 0.2)
    with pytest.raises(NotSaved):
        sqlite.write(partial(add, "gave up"))
    with pytest.raises(NotSaved):
        sqlite.write(partial(add, "gave up too"))
    other.execute("ROLLBACK")
    other.close()
    monkeypatch.setattr(database_module, "PATIENCE", 30)
    assert sqlite.write(partial(add, "after")) == "after"
    assert words(sqlite) == ["after"]


def test_a_database_locked_for_long_fails_by_itself(sqlite: Database) -> None:
    """SQLite's own patience ends before ours, and the writer goes on."""
    break_pragmas(sqlite, "PRAGMA busy_timeout = 50")
    other = driver.connect(str(sqlite.engine.url.database), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(NotSaved) as refused:
        sqlite.write(partial(add, "locked out"))
    assert "locked" in str(refused.value.__cause__)
    other.execute("ROLLBACK")
    other.close()
    assert sqlite.write(partial(add, "after")) == "after"


def held_up(database: Database, *submitted: Any) -> list[Any]:
    """Items that share one batch, because they were queued while another transaction ran."""
    started, go = threading.Event(), threading.Event()

    def first(connection: Connection) -> None:
        started.set()
        assert go.wait(30)

    holder = threading.Thread(target=lambda: database.write(first))
    holder.start()
    assert started.wait(30)
    items = [database._writer.submit(*each) for each in submitted]
    go.set()
    holder.join(30)
    return items


def test_what_stops_a_whole_batch_is_met_once(sqlite: Database) -> None:
    """A lock that is not had in time would be waited for again by each item, while all others wait for the turn."""
    tries: list[str] = []

    def locked(connection: Connection, words: Any) -> list[Any]:
        tries.append("together")
        raise OperationalError("INSERT", {}, Exception("database is locked"))

    items = held_up(sqlite, *[(locked, number) for number in range(20)])
    assert all("locked" in str(item.outcome(30)) for item in items)
    assert tries == ["together"]
    assert sqlite.write(partial(add, "after")) == "after"


def add_all(connection: Connection, payloads: Any) -> list[Any]:
    """Writes words in a transaction; says which way they went."""
    for word in payloads:
        add(word, connection)
    return [f"{word} in a transaction" for word in payloads]


def test_what_can_be_written_in_one_statement_needs_no_transaction(sqlite: Database) -> None:
    def quick(connection: Connection, payloads: Any) -> list[Any] | None:
        if "slow" in payloads:
            return None
        connection.execute(text("INSERT INTO word VALUES " + ", ".join(f"('{word}')" for word in payloads)))
        return [f"{word} at once" for word in payloads]

    assert sqlite.write_together(add_all, "a", quick) == "a at once"
    items = held_up(sqlite, (add_all, "b", quick), (add_all, "c", quick))
    assert [item.outcome(30) for item in items] == ["b at once", "c at once"]
    items = held_up(sqlite, (add_all, "slow", quick), (add_all, "d", quick))
    assert [item.outcome(30) for item in items] == ["slow in a transaction", "d in a transaction"]
    assert words(sqlite) == ["a", "b", "c", "d", "slow"]


def test_a_statement_that_fails_for_one_is_written_for_the_others(sqlite: Database) -> None:
    def quick(connection: Connection, payloads: Any) -> list[Any] | None:
        connection.execute(text("INSERT INTO word VALUES " + ", ".join(f"('{word}')" for word in payloads)))
        return [f"{word} at once" for word in payloads]

    sqlite.write(partial(add, "twice"))
    items = held_up(sqlite, (add_all, "a", quick), (add_all, "twice", quick), (add_all, "b", quick))
    assert [not isinstance(item.outcome(30), Exception) for item in items] == [True, False, True]
    assert words(sqlite) == ["a", "b", "twice"]


def test_a_write_that_does_not_end_in_time_is_neither_saved_nor_not_saved(
    sqlite: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    entered, leave = threading.Event(), threading.Event()

    def stalled(connection: Connection) -> str:
        add("stalled", connection)
        entered.set()
        assert leave.wait(30)
        return "stalled"

    monkeypatch.setattr(database_module, "PATIENCE", 0.1)
    with pytest.raises(Uncertain):
        sqlite.write(stalled)
    assert entered.is_set()
    leave.set()
    monkeypatch.setattr(database_module, "PATIENCE", 30)
    assert sqlite.write(partial(add, "z after")) == "z after"
    assert words(sqlite) == ["stalled", "z after"]


def test_many_threads_lose_nothing_and_add_nothing_twice(sqlite: Database) -> None:
    def many(thread: int) -> list[str]:
        return [sqlite.write(partial(add, f"{thread}-{number}")) for number in range(25)]

    told = at_once([partial(many, thread) for thread in range(16)])
    assert sorted(word for some in told for word in some) == words(sqlite)
    assert len(words(sqlite)) == 16 * 25


def test_a_decision_in_memory_is_refused() -> None:
    for url in ("sqlite://", "sqlite:///:memory:"):
        with pytest.raises(ValueError, match="proves nothing"):
            open_database(url)
