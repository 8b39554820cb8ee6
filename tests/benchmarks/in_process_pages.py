"""Which requests the in-process benchmark times, and the shares of a hello world they must reach."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from flask import Flask
from sqlalchemy import Engine, event

from consent_ui import ConsentUI
from consent_ui.host_functions import consent_banner
from tests.benchmarks.goals import Goal, Report
from tests.benchmarks.in_process import Request, fetch, share, time_rounds
from tests.benchmarks.ours import BANNER, FROM_PAGE, KEY, Ours
from tests.benchmarks.page_load import answer_no

HELLO = "hello world"
SAME_COOKIE = "hello world, our cookie sent along"
KEYLESS = "hello world without SECRET_KEY"
QUESTION = "GET of the question, partial"
ANSWERED = "host's page, visitor has answered"
ASKING = "host's page, with the question"


def report(folder: Path, rounds: int) -> Report:
    """Times all of them in turn and counts the queries of each."""
    folder.mkdir(parents=True, exist_ok=True)
    site = Ours(f"sqlite:///{folder / 'ours.db'}")
    site.prepare()
    # Flask opens a session on every request once there is a key, which every host of ours has.
    plain, host = _hello(SECRET_KEY=KEY), _host(site.url)
    browser = host.test_client()
    answer_no(browser)
    cookie = browser.get_cookie("consent")
    if cookie is None:
        raise RuntimeError("no cookie after an answer")
    with_cookie = {**FROM_PAGE, "Cookie": f"consent={cookie.value}"}
    requests = [
        Request(HELLO, plain, "/", FROM_PAGE),
        Request(SAME_COOKIE, plain, "/", with_cookie),
        Request(KEYLESS, _hello(), "/", FROM_PAGE),
        Request(QUESTION, host, BANNER, FROM_PAGE),
        Request(ANSWERED, host, "/", with_cookie),
        Request(ASKING, host, "/", FROM_PAGE),
    ]
    words = (b"Hello", b"Hello", b"Hello", b"consent-banner", b"Hello", b"consent-banner")
    for request, expected in zip(requests, words, strict=True):
        status, body = fetch(request)
        if status != 200 or expected not in body or (request.name == ANSWERED and b"consent" in body):
            raise RuntimeError(f"{request.name} is not what it should be: {status}")
    queries = {request.name: _queries(request) for request in requests}
    figures = time_rounds(requests, rounds)
    # Flask reads cookies for its session, ours or not: the same request goes to both.
    shares = {name: share(figures, name, SAME_COOKIE if name == ANSWERED else HELLO) for name in figures}
    return Report(
        "in_process",
        [
            f"{name}: {median(figures[name]):.0f} us, {shares[name]:.2f} x hello world, {queries[name]} queries"
            for name in figures
        ],
        [
            Goal(f"{QUESTION}, against hello world", shares[QUESTION], 0.6),
            Goal(f"{ANSWERED}, against hello world", shares[ANSWERED], 0.85),
            Goal(f"queries: {ANSWERED}", queries[ANSWERED], 0, at_most=True, unit=""),
        ],
    )


def _hello(**config: str) -> Flask:
    app = Flask("hello")
    app.config.update(config)
    app.add_url_rule("/", "hello", lambda: "Hello")
    return app


def _host(url: str) -> Flask:
    """A host whose page is as short as the hello world, with the request first in it."""
    app = Flask("host")
    app.config.update(SECRET_KEY=KEY, CONSENT_DATABASE_URI=url)
    ConsentUI(app)
    app.add_url_rule("/", "hello", lambda: f"{consent_banner()}Hello")
    return app


def _queries(request: Request) -> int:
    """How many statements one call sends, after one call to warm up."""
    fetch(request)
    with _counted() as statements:
        fetch(request)
    return len(statements)


@contextmanager
def _counted() -> Iterator[list[str]]:
    statements: list[str] = []

    def note(connection: object, cursor: object, statement: str, *_: object) -> None:
        statements.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(Engine, "before_cursor_execute", note)
