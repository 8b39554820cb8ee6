"""What one request costs without sockets: a WSGI call, against a Flask hello world, interleaved."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Any
from wsgiref.types import WSGIApplication

from werkzeug.test import EnvironBuilder

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

ROUNDS = 15
CALLS = 400


@dataclass(frozen=True, slots=True)
class Request:
    """A GET that is sent again and again."""

    name: str
    app: WSGIApplication
    path: str
    headers: Mapping[str, str]


def fetch(request: Request) -> tuple[int, bytes]:
    """One call; its status and body."""
    seen: list[str] = []

    def start_response(status: str, headers: Any, exc_info: Any = None) -> Callable[[bytes], object]:
        seen.append(status)
        return lambda chunk: None

    answer = request.app(_environ(request), start_response)
    body = b"".join(answer)
    if hasattr(answer, "close"):
        answer.close()
    return int(seen[0].split()[0]), body


def time_rounds(requests: list[Request], rounds: int = ROUNDS, calls: int = CALLS) -> dict[str, list[float]]:
    """Microseconds of processor time per call of each request, one figure a round; the order turns round every time."""
    environs = {request.name: _environ(request) for request in requests}
    figures: dict[str, list[float]] = {request.name: [] for request in requests}
    for request in requests:
        _round(request.app, environs[request.name], calls)
    for number in range(rounds):
        for request in requests if number % 2 else reversed(requests):
            figures[request.name].append(_round(request.app, environs[request.name], calls))
    return figures


def share(figures: Mapping[str, list[float]], name: str, base: str) -> float:
    """Throughput of one request as a share of another's: the median of the rounds' own ratios."""
    return median(b / n for b, n in zip(figures[base], figures[name], strict=True))


def _environ(request: Request) -> WSGIEnvironment:
    builder = EnvironBuilder(request.path, base_url="http://127.0.0.1", headers=list(request.headers.items()))
    return builder.get_environ()


def _round(app: WSGIApplication, environ: WSGIEnvironment, calls: int) -> float:
    def start_response(status: str, headers: Any, exc_info: Any = None) -> Callable[[bytes], object]:
        return lambda chunk: None

    # Processor time, not the clock's: no call waits for anything here, and other programs must not count.
    began = time.process_time()
    for _ in range(calls):
        # A fresh copy: applications write into it.
        answer = app(environ.copy(), start_response)
        for _chunk in answer:
            pass
        if hasattr(answer, "close"):
            answer.close()
    return (time.process_time() - began) / calls * 1e6
