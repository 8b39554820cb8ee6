"""Each check of page quality can fail, and a good page passes them all."""

from __future__ import annotations

import pytest
from flask import Flask, Response, redirect, request

from tests.page_quality import check_page
from tests.quality_client import QualityClient

HEADERS = {
    "Content-Security-Policy": ("default-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}
FRAGMENT = """
<form id="ask" action="/consent/banner" method="post" aria-labelledby="ask-title">
  <h2 id="ask-title">Offers by SMS: 25 % off, e.g. on momo.example</h2>
  <label for="phone">Phone</label> <input id="phone" type="tel" name="phone" aria-describedby="hint">
  <p id="hint">As in <code>sms.number</code>, 1.50 € each.</p>
  <label><input type="checkbox" name="channel" value="sms"> By SMS</label>
  <input type="hidden" name="notice" value="x">
  <button type="submit" name="answer" value="yes">Yes</button>
  <img src="/static/x.png" alt="">
</form>
"""
PAGE = (
    "<!doctype html><html lang='en'><head><meta charset='utf-8'><title>Menu</title>"
    "<link rel='stylesheet' href='/static/consent.css'>"
    "<script src='/static/consent.js' defer></script></head>"
    f"<body><a href='#menu'>Skip</a><main id='menu'><h1>Menu</h1>{FRAGMENT}</main></body></html>"
)


def findings(text: str, *, fragment: bool = True, headers: dict[str, str] = HEADERS) -> str:
    with pytest.raises(AssertionError) as caught:
        check_page(text, 200, headers, fragment)
    # The answer is quoted after the findings; a test must not find its words there.
    return "\n".join(line for line in str(caught.value).splitlines() if line.startswith("  - "))


def test_a_good_page_and_a_good_fragment_pass() -> None:
    check_page(PAGE, 200, HEADERS, False)
    check_page(FRAGMENT, 200, HEADERS, True)


@pytest.mark.parametrize(
    ("planted", "finding"),
    [
        ("<p><b>unclosed</p>", "line 1"),
        ("<table><p>loose</p></table>", "line 1"),
        ("<div><section>never closed", "line 1"),
        ("<p>x</p></div>", "line 1"),
        ("<p class='a' class='b'></p>", "line 1"),
        ("<div id='twice'></div><div id='twice'></div>", "the id stands twice"),
        ("<div id='two words'></div>", "the id is empty or has a space"),
        ("<input name='a'>", "no label"),
        ("<label for='a'></label><input id='a'>", "no label"),
        ("<select name='a'><option>x</option></select>", "no label"),
        ("<textarea name='a'></textarea>", "no label"),
        ("<button type='submit'></button>", "a button without a name"),
        ("<input type='submit' value=' '>", "a button without a name"),
        ("<label for='nowhere'>x</label>", "for='nowhere' leads to no element"),
        ("<p aria-describedby='here nowhere' id='here'></p>", "aria-describedby='nowhere' leads"),
        ("<p aria-controls='nowhere'></p>", "aria-controls='nowhere' leads"),
        ("<form method='post'></form>", "no action"),
        ("<form action='/x'></form>", "no method"),
        ("<form action='/x' method='dialog'></form>", "no method"),
        ("<button>Send</button>", "no explicit type"),
        ("<p tabindex='1'></p>", "tabindex is above zero"),
        ("<p tabindex='first'></p>", "tabindex is above zero"),
        ("<img src='/x.png'>", "no alt"),
        ("<style>p { color: red }</style>", "an inline style element"),
        ("<p style='color: red'></p>", "inline code in style"),
        ("<script>x()</script>", "an inline script"),
        ("<p onclick='x()'></p>", "inline code in onclick"),
        ("<p hx-on:click='x()'></p>", "inline code in hx-on:click"),
        ("<a href='javascript:x()'>x</a>", "a script in href"),
        ("<p hx-vals='js:{a: 1}'></p>", "a script in hx-vals"),
        ("<p>Yes | No</p>", "'|' is left"),
        ("<p>Hello {{ name }}</p>", "'{{' is left"),
        ("<p>{% if x %}</p>", "'{%' is left"),
        ("Hello {name}", "the field {name} is not filled"),
        ("<p>%(name)s</p>", "'%(' is left"),
        ("<p>banner.heading</p>", "'banner.heading' looks like a key"),
        ("<p>chosen_on</p>", "'chosen_on' looks like a key"),
        ("<p>Read (account.state.given).</p>", "'account.state.given' looks like a key"),
        ("<p aria-label='banner.heading'></p>", "'banner.heading' looks like a key"),
        ("<input type='submit' value='banner.yes'>", "'banner.yes' looks like a key"),
        ("<script src='https://cdn.example/x.js'></script>", "src leads off this site"),
        ("<link rel='stylesheet' href='//cdn.example/x.css'>", "href leads off this site"),
        ("<img alt='' src='http://cdn.example/x.png'>", "src leads off this site"),
        ("<img alt='' src='data:image/png;base64,AA=='>", "src leads off this site"),
        ("<iframe title='x' src='\\\\cdn.example'></iframe>", "src leads off this site"),
        ("<form action='https://elsewhere.example/' method='post'></form>", "action leads off this site"),
        ("<html><p>x</p>", "a fragment contains <html"),
    ],
)
def test_a_planted_flaw_is_found(planted: str, finding: str) -> None:
    assert finding in findings(planted)
    if "a fragment" not in finding:
        assert finding in findings(PAGE.replace("</main>", planted + "</main>"), fragment=False)


@pytest.mark.parametrize(
    ("old", "new", "finding"),
    [
        ("<!doctype html>", "", "line 1"),
        (" lang='en'", "", "html has no lang"),
        ("<title>Menu</title>", "<title> </title>", "the title is missing or empty"),
        ("<title>Menu</title>", "", "the title is missing or empty"),
        ("<h1>Menu</h1>", "<p>Menu</p>", "there are 0 h1"),
        ("<h1>Menu</h1>", "<h1>Menu</h1><h1>Again</h1>", "there are 2 h1"),
        ("#menu", "#nowhere", "href leads to no element"),
        ("<main", "<main hx-target='#nowhere'", "hx-target leads to no element"),
    ],
)
def test_a_flawed_document_is_found(old: str, new: str, finding: str) -> None:
    assert finding in findings(PAGE.replace(old, new, 1), fragment=False)


@pytest.mark.parametrize(
    ("name", "value", "finding"),
    [
        ("Content-Security-Policy", None, "says nothing of default-src"),
        ("Content-Security-Policy", "default-src 'self'; base-uri 'none'", "says nothing of frame-ancestors"),
        ("Content-Security-Policy", "default-src 'unsafe-inline'", "allows what is unsafe"),
        ("X-Content-Type-Options", None, "not nosniff"),
        ("Referrer-Policy", None, "Referrer-Policy is neither"),
        ("Referrer-Policy", "unsafe-url", "Referrer-Policy is neither"),
    ],
)
@pytest.mark.parametrize("fragment", [True, False])
def test_a_missing_or_weak_header_is_found(name: str, value: str | None, finding: str, fragment: bool) -> None:
    headers = {key: kept for key, kept in {**HEADERS, name: value}.items() if kept is not None}
    text = FRAGMENT if fragment else PAGE
    assert finding in findings(text, fragment=fragment, headers=headers)
    check_page(text, 200, headers, fragment, is_ours=False)


def test_all_findings_are_told_at_once() -> None:
    found = findings("<input name='a'><img src='/x.png'><button>Send</button>")
    assert len(found.splitlines()) == 3


def test_an_empty_answer_is_a_finding_unless_its_status_says_so() -> None:
    assert "the body is empty" in findings("")
    check_page("", 304, HEADERS, False)


def test_an_error_nobody_caught_is_a_finding() -> None:
    with pytest.raises(AssertionError, match="an error nobody caught"):
        check_page(PAGE, 500, HEADERS, False)
    check_page(PAGE, 503, HEADERS, False)


@pytest.fixture
def client() -> QualityClient:
    app = Flask(__name__)
    app.test_client_class = QualityClient

    @app.after_request
    def headers(response: Response) -> Response:
        if not request.path.startswith("/host/"):
            response.headers.update(HEADERS)
        return response

    app.add_url_rule("/good", view_func=lambda: PAGE, endpoint="good")
    app.add_url_rule("/bad", view_func=lambda: "<p>banner.heading</p>", endpoint="bad")
    app.add_url_rule("/part", view_func=lambda: FRAGMENT, endpoint="part")
    app.add_url_rule("/consent/enhance", view_func=lambda: FRAME, endpoint="frame")
    app.add_url_rule("/to-bad", view_func=lambda: redirect("/bad", 303), endpoint="to_bad")
    app.add_url_rule("/flawed-to-good", view_func=lambda: ("<p>", 303, {"Location": "/good"}), endpoint="hop")
    app.add_url_rule("/away", view_func=lambda: ("", 303, {"Location": "/good"}), endpoint="away")
    app.add_url_rule("/nothing", view_func=lambda: "", endpoint="nothing")
    app.add_url_rule("/host/page", view_func=lambda: PAGE, endpoint="host")
    app.add_url_rule("/data", view_func=lambda: {"key": "banner.heading"}, endpoint="data")
    client = app.test_client()
    assert isinstance(client, QualityClient)
    return client


FRAME = "<!doctype html><html lang='en'><head><script src='/static/consent.js'></script></head></html>"


def test_the_client_passes_what_is_good(client: QualityClient) -> None:
    assert client.get("/good").status_code == 200
    assert client.head("/good").status_code == 200
    assert client.get("/part", headers={"HX-Request": "true"}).status_code == 200
    assert client.get("/away").status_code == 303
    assert client.get("/away", follow_redirects=True).status_code == 200
    assert client.get("/consent/enhance").status_code == 200
    assert client.get("/data").status_code == 200


@pytest.mark.parametrize("path", ["/bad", "/to-bad", "/flawed-to-good", "/nothing", "/host/page", "/part"])
def test_the_client_fails_what_is_bad(client: QualityClient, path: str) -> None:
    with pytest.raises(AssertionError, match="not good enough"):
        client.get(path, follow_redirects=True)


def test_a_page_given_to_htmx_is_a_finding(client: QualityClient) -> None:
    with pytest.raises(AssertionError, match="a fragment contains <html"):
        client.get("/good", headers={"HX-Request": "true"})
    client.get("/good", headers={"HX-Request": "true", "HX-Boosted": "true"})


def test_exceptions_are_named_one_by_one(client: QualityClient) -> None:
    free = client.application.test_client(unchecked=["/bad"], ours=["/consent/"], fragments=["/part"])
    assert free.get("/bad").status_code == 200
    assert free.get("/host/page").status_code == 200
    assert free.get("/part").status_code == 200
    with pytest.raises(AssertionError, match="the body is empty"):
        free.get("/nothing")
