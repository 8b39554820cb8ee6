"""The benchmarks by name: what each measures, and the goals it is held to."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tests.benchmarks import dashboard, decisions, in_process_pages, page_load, peer, postgresql, sending, staff
from tests.benchmarks.goals import Goal, Report, progress
from tests.benchmarks.ours import Ours, forms, target
from tests.faults import crashing

DATABASES = ("sqlite", "postgresql")
FASTER = {"sqlite": 3.0, "postgresql": 2.5}
P99 = {"sqlite": 0.2, "postgresql": None}


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line chose."""

    folder: Path
    rounds: int | None
    seconds: float
    crashes: int
    customers: int
    databases: tuple[str, ...]
    peer: Path


@dataclass(frozen=True, slots=True)
class Place:
    """Databases for one comparison: ours, and the peer's environment and row count."""

    ours: Ours
    peer: Mapping[str, str]
    peer_rows: Callable[[], int]


@contextmanager
def databases(kind: str, folder: Path) -> Iterator[Place]:
    """Two empty databases of one kind, one for each side, on the same disk or server."""
    folder.mkdir(parents=True, exist_ok=True)
    if kind == "sqlite":
        file = folder / "peer.db"
        yield Place(Ours(f"sqlite:///{folder / 'ours.db'}"), peer.on_sqlite(file), lambda: _count(file))
        return
    with postgresql.server() as server:
        mine = postgresql.database(server, "consent_benchmark_ours")
        theirs = postgresql.database(server, "consent_benchmark_peer")
        yield Place(
            Ours(mine.render_as_string(hide_password=False)),
            peer.on_postgresql(theirs),
            lambda: postgresql.count(theirs, peer.ROWS),
        )


def _count(file: Path) -> int:
    with sqlite3.connect(file, timeout=30) as connection:
        count: int = connection.execute(peer.ROWS).fetchone()[0]
    connection.close()
    return count


def run_decisions(options: Options) -> Report:
    """Decisions end to end over HTTP, durable, against django-cookie-consent, on each database."""
    python = peer.install(options.peer)
    lines: list[str] = []
    goals: list[Goal] = []
    for kind in options.databases:
        folder = options.folder / f"decisions-{kind}"
        with databases(kind, folder) as place:
            place.ours.prepare()
            with place.ours.serve(folder) as server, peer.serve(python, folder / "peer", place.peer) as theirs:
                ours = decisions.Site(
                    f"Consent UI on {kind}",
                    target(server.port),
                    partial(forms, server.port),
                    place.ours.rows,
                )
                other = decisions.Site(
                    f"django-cookie-consent on {kind}",
                    theirs,
                    lambda count: [peer.DECLINE],
                    place.peer_rows,
                    repeat=True,
                )
                decisions.compare(ours, other, options.rounds or 5, options.seconds, folder)
        lines += decisions.lines(ours, other)
        goals += decisions.goals(kind, ours, other, faster=FASTER[kind], p99=P99[kind])
    return Report("decisions", lines, goals)


def run_crash(options: Options) -> Report:
    """kill -9 of all workers in mid-load, many times over, on each database."""
    lines: list[str] = []
    goals: list[Goal] = []
    for kind in options.databases:
        folder = options.folder / f"crash-{kind}"
        with databases(kind, folder) as place:
            outcome = crashing.crash(place.ours, folder, options.crashes, progress)
        lines.append(
            f"{kind}: {options.crashes} crashes, {outcome.killed} workers killed, "
            f"{len(outcome.acknowledged)} acknowledged, {len(outcome.unanswered)} unanswered and sent again"
        )
        counts = {
            "acknowledged and lost": len(outcome.missing),
            "recorded twice": outcome.twice,
            "recorded though nobody sent it": outcome.strangers,
            "not recorded by a retry": outcome.unsaved,
        }
        goals += [Goal(f"{name}, {kind}", count, 0, at_most=True, unit="") for name, count in counts.items()]
    return Report("crash", lines, goals)


def run_bytes(options: Options) -> Report:
    """What the request adds to the demo's first page before load."""
    return page_load.bytes_report(options.folder / "bytes")


def run_paint(options: Options) -> Report:
    """When the request is painted on a slow telephone."""
    return page_load.paint_report(options.folder / "paint", options.rounds or 11)


def run_in_process(options: Options) -> Report:
    """What a request costs without sockets."""
    return in_process_pages.report(options.folder / "in-process", options.rounds or 15)


def run_staff(options: Options) -> Report:
    """Pages of the back office with many customers, on each database."""
    lines: list[str] = []
    goals: list[Goal] = []
    for kind in options.databases:
        folder = options.folder / f"staff-{kind}"
        with databases(kind, folder) as place:
            found = staff.report(staff.open_app(place.ours.url, folder), kind, options.rounds or 9)
        lines += found.lines
        goals += found.goals
    return Report("staff", lines, goals)


def run_dashboard(options: Options) -> Report:
    """The dashboard with many decisions, on each database."""
    lines: list[str] = []
    goals: list[Goal] = []
    for kind in options.databases:
        with databases(kind, options.folder / f"dashboard-{kind}") as place:
            found = dashboard.measure(place.ours.prepare(), options.rounds or 15, kind)
        lines += found.lines
        goals += found.goals
    return Report("dashboard", lines, goals)


def run_sending(options: Options) -> Report:
    """A preview of many customers, and one check of the gate, on each database."""
    lines: list[str] = []
    goals: list[Goal] = []
    for kind in options.databases:
        with databases(kind, options.folder / f"sending-{kind}") as place:
            told, held = sending.measure(kind, place.ours.url, options.customers, options.rounds or 5)
        lines += told
        goals += held
    return Report("sending", lines, goals)


BENCHMARKS: dict[str, Callable[[Options], Report]] = {
    "bytes": run_bytes,
    "in_process": run_in_process,
    "paint": run_paint,
    "decisions": run_decisions,
    "crash": run_crash,
    "staff": run_staff,
    "dashboard": run_dashboard,
    "sending": run_sending,
}
