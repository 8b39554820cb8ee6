"""The browser harness itself: it notices what it is there to notice."""

from __future__ import annotations

import http.client
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask, Response, request
from playwright.sync_api import Browser

from tests.browser.visit import Visit
from tests.live_server import serve

ROOT = Path(__file__).resolve().parents[2]
Visits = Callable[..., Visit]
PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Menu</title>{head}</head>
<body><main><h1>Menu</h1>{body}</main></body></html>"""


@pytest.fixture
def site(live_server: Callable[..., str]) -> str:
    """A tiny site with one flaw per page."""
    app = Flask(__name__)
    bodies = {
        "good": "<p>Soup</p>",
        "style": "<p style='color: red'>Soup</p>",
        "inline": "<script>document.title = 'changed'</script>",
        "foreign": "<img src='https://cdn.invalid/x.png' alt=''>",
        "missing": "<script src='/nowhere.js'></script>",
        "throws": "<script src='/throws.js'></script>",
        "contrast": "<p class='pale'>Soup</p>",
        "small": "<div class='tight'><a href='/good'>1</a><a href='/good'>2</a></div>",
    }
    head = "<link rel='stylesheet' href='/site.css'>"

    @app.get("/<name>")
    def page(name: str) -> Response | tuple[str, int]:
        if name not in bodies:
            return "", 404
        answer = Response(PAGE.format(head=head, body=bodies[name]))
        answer.headers["Content-Security-Policy"] = "default-src 'none'; script-src 'self'; style-src 'self'"
        return answer

    @app.get("/throws.js")
    def throws() -> Response:
        return Response("throw new Error('planted')", mimetype="text/javascript")

    @app.get("/site.css")
    def style() -> Response:
        rules = ".pale { color: #ddd; background: #fff }"
        rules += " .tight a { display: block; width: 8px; height: 8px; overflow: hidden; font-size: 8px }"
        return Response(rules, mimetype="text/css")

    @app.get("/echo")
    def echo() -> str:
        return PAGE.format(head="", body=f"<p>{request.headers.get('Accept-Language')}</p>")

    return live_server(app)


def test_a_good_page_gives_no_problem(visit: Visits, site: str, axe: Callable[..., None]) -> None:
    seen = visit()
    seen.page.goto(f"{site}/good")
    axe(seen.page)
    assert seen.problems() == []
    assert seen.paths() == ["/good", "/site.css"]
    assert [answer.status for answer in seen.responses] == [200, 200]
    assert seen.foreign(site) == []


@pytest.mark.parametrize(
    ("name", "complaint"),
    [
        ("style", "Content Security Policy"),
        ("inline", "Content Security Policy"),
        ("foreign", "Content Security Policy"),
        ("missing", "404"),
        ("throws", "planted"),
    ],
)
def test_what_the_browser_complains_of_is_a_problem(visit: Visits, site: str, name: str, complaint: str) -> None:
    seen = visit()
    seen.page.goto(f"{site}/{name}")
    seen.page.wait_for_timeout(100)
    assert [each for each in seen.problems() if complaint in each], seen.complaints
    assert seen.page.title() == "Menu"
    seen.allow(complaint)
    assert seen.problems() == []


def test_an_unexpected_complaint_fails_the_test_at_its_end(browser: Browser, tmp_path: Path, site: str) -> None:
    (tmp_path / "conftest.py").write_text("pytest_plugins = ['tests.browser.conftest']\n")
    (tmp_path / "test_three.py").write_text(
        f"""
def test_silent(visit):
    visit().page.goto("{site}/good")

def test_refused(visit):
    visit().page.goto("{site}/style")

def test_allowed(visit):
    seen = visit()
    seen.allow("Content Security Policy")
    seen.page.goto("{site}/style")
"""
    )
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "."],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
    )
    # All three bodies pass; the refusal is an error at the end of the second.
    assert "3 passed, 1 error" in done.stdout, done.stdout + done.stderr
    assert "ERROR at teardown of test_refused" in done.stdout


@pytest.mark.parametrize(("name", "rule"), [("contrast", "color-contrast"), ("small", "target-size")])
def test_axe_finds_a_planted_violation(
    visit: Visits, site: str, axe: Callable[..., None], name: str, rule: str
) -> None:
    seen = visit()
    seen.page.goto(f"{site}/{name}")
    with pytest.raises(AssertionError, match=rule):
        axe(seen.page)


def test_a_visit_is_what_it_was_asked_to_be(visit: Visits, site: str) -> None:
    seen = visit(language="fr", width=320, color_scheme="dark", forced_colors="active", reduced_motion="reduce")
    seen.page.goto(f"{site}/echo")
    assert seen.page.inner_text("p").startswith("fr-FR")
    assert seen.page.evaluate("navigator.language") == "fr-FR"
    assert seen.page.evaluate("innerWidth") == 320
    for query in ("(prefers-color-scheme: dark)", "(forced-colors: active)", "(prefers-reduced-motion)"):
        assert seen.page.evaluate(f"matchMedia('{query}').matches"), query


def test_without_javascript_no_script_runs(visit: Visits, site: str) -> None:
    seen = visit(javascript=False)
    seen.page.goto(f"{site}/throws")
    seen.page.wait_for_timeout(100)
    assert seen.complaints == []


def test_a_request_that_leaves_the_site_is_seen(visit: Visits, site: str) -> None:
    seen = visit()
    seen.context.route("https://cdn.invalid/**", lambda route: route.abort())
    seen.page.set_content("<img src='https://cdn.invalid/x.png' alt=''>")
    seen.allow("cdn.invalid|ERR_FAILED")
    assert seen.foreign(site) == ["https://cdn.invalid/x.png"]


def test_visits_share_nothing(visit: Visits, site: str) -> None:
    first, second = visit(), visit()
    first.page.goto(f"{site}/echo")
    first.context.add_cookies([{"name": "consent", "value": "x", "url": site}])
    assert second.context.cookies() == []


def test_the_live_server_stops() -> None:
    def app(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        start("200 OK", [("Content-Length", "2")])
        return [b"up"]

    before = threading.active_count()
    with serve(app) as address:
        port = urlsplit(address).port
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        connection.request("GET", "/")
        assert connection.getresponse().read() == b"up"
    with pytest.raises(OSError):
        connection.close()
        connection.connect()
    assert threading.active_count() == before
