"""Load: so many seconds of POSTs over so many connections, by wrk where it is installed."""

from __future__ import annotations

import itertools
import json
import shutil
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks import client

CONNECTIONS = 32
SCRIPT = Path(__file__).with_name("load.lua")


@dataclass(frozen=True, slots=True)
class Target:
    """Where the POSTs go, with which headers."""

    port: int
    path: str
    headers: Mapping[str, str]

    def request(self, body: str) -> bytes:
        """The bytes of one POST with this form body."""
        return post(self.path, body, self.headers)


@dataclass(frozen=True, slots=True)
class Result:
    """What one timed round of load saw."""

    per_second: float
    p50: float
    p99: float
    completed: int
    failed: int
    ran_out: bool


def post(path: str, body: str, headers: Mapping[str, str]) -> bytes:
    """The bytes of a form POST."""
    lines = [f"POST {path} HTTP/1.1", "Host: 127.0.0.1", "Content-Type: application/x-www-form-urlencoded"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    lines += [f"Content-Length: {len(body.encode())}", "", body]
    return "\r\n".join(lines).encode()


def get(path: str, headers: Mapping[str, str]) -> bytes:
    """The bytes of a GET."""
    lines = [f"GET {path} HTTP/1.1", "Host: 127.0.0.1"]
    return "\r\n".join([*lines, *(f"{name}: {value}" for name, value in headers.items()), "", ""]).encode()


def tool() -> str:
    """Which load generator `run` uses on this machine."""
    return "wrk" if shutil.which("wrk") else "the Python client (wrk is not installed)"


def run(target: Target, bodies: Sequence[str], seconds: float, folder: Path, *, repeat: bool) -> Result:
    """Sends `bodies` in order for so many seconds over 32 connections.

    With `repeat` the list starts again at its end; without, each body is sent once and a list that
    ends before the time does is told by `ran_out` (the round then measured less than it claims).
    """
    if shutil.which("wrk"):
        return _by_wrk(target, bodies, seconds, folder, repeat=repeat)
    return _by_client(target, bodies, seconds, repeat=repeat)


def _by_wrk(target: Target, bodies: Sequence[str], seconds: float, folder: Path, *, repeat: bool) -> Result:
    pool = folder / "bodies.txt"
    pool.write_text("\n".join(bodies) + "\n", "ascii")
    head = folder / "head.txt"
    head.write_text("\n".join(f"{name}: {value}" for name, value in target.headers.items()) + "\n", "ascii")
    outcome = folder / "outcome.json"
    outcome.unlink(missing_ok=True)
    subprocess.run(
        ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds:g}s", "--timeout", "30s", "-s", str(SCRIPT),
         f"http://127.0.0.1:{target.port}", "--", target.path, str(pool), str(head), str(outcome),
         "repeat" if repeat else "once"],
        check=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    seen = json.loads(outcome.read_text("ascii"))
    return Result(
        per_second=(seen["completed"] - seen["failed"]) / (seen["microseconds"] / 1e6),
        p50=seen["p50"] / 1000,
        p99=seen["p99"] / 1000,
        completed=seen["completed"],
        failed=seen["failed"],
        # wrk does not say how many it sent: at most one per connection more than were answered.
        ran_out=not repeat and seen["completed"] + CONNECTIONS >= len(bodies),
    )


def _by_client(target: Target, bodies: Sequence[str], seconds: float, *, repeat: bool) -> Result:
    asked = 0

    def requests() -> Iterator[bytes]:
        nonlocal asked
        for body in itertools.cycle(bodies) if repeat else bodies:
            asked += 1
            yield target.request(body)

    began = time.perf_counter()
    times: list[float] = []
    failed = 0
    for answer in client.send(target.port, requests(), connections=CONNECTIONS, seconds=seconds):
        times.append(answer.seconds)
        failed += not 200 <= answer.status < 300
    taken = time.perf_counter() - began
    times.sort()
    return Result(
        per_second=(len(times) - failed) / taken,
        p50=times[len(times) // 2] * 1000,
        p99=times[int(len(times) * 0.99)] * 1000,
        completed=len(times),
        failed=failed,
        ran_out=not repeat and asked >= len(bodies),
    )
