"""Nobody else's page may hold ours in a frame and have somebody click on an answer they do not see."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from flask import render_template, stream_template, stream_template_string
from flask.typing import ResponseReturnValue

from consent_ui.host_functions import consent_banner
from tests.journeys.place import Place

pytestmark = [pytest.mark.parametrize("way", ["plain"], indirect=True), pytest.mark.requirement("PR-10", "PR-11")]

STREAMED = "{{ 'x' * 5000 }}{{ %s }}<footer></footer>"


def served(site: Place, path: str, view: Any) -> Place:
    """The host's site with one more page."""
    site.app.add_url_rule(path, path.strip("/"), view)
    return site


def test_a_cached_page_that_the_question_may_come_to_is_not_framed(site: Place) -> None:
    headers = site.visitor().open("/cached").response.headers
    assert headers["X-Frame-Options"] == "DENY"
    assert "no-store" not in headers.get("Cache-Control", "")


@pytest.mark.parametrize("path", ["/", "/cached"])
@pytest.mark.parametrize("where", ["in the view", "after the request"])
def test_a_hosts_own_word_on_framing_stands(site: Place, path: str, where: str) -> None:
    if where == "after the request":

        @site.app.after_request
        def framed(response: Any) -> Any:
            response.headers["X-Frame-Options"] = "SAMEORIGIN"
            return response
    else:
        page = {"/": "host/home.html", "/cached": "host/cached.html"}[path]
        own = served(site, "/own", lambda: (render_template(page), {"X-Frame-Options": "SAMEORIGIN"}))
        assert own.visitor().open("/own").response.headers.getlist("X-Frame-Options") == ["SAMEORIGIN"]
        return
    assert site.visitor().open(path).response.headers.getlist("X-Frame-Options") == ["SAMEORIGIN"]


def test_a_page_without_anything_of_ours_gets_no_header_of_ours(site: Place) -> None:
    headers = served(site, "/plain", lambda: "plain").app.test_client(ours=(), unchecked=("/",)).get("/plain").headers
    assert {"X-Frame-Options", "Vary", "Cache-Control"}.isdisjoint(headers.keys())


@pytest.mark.parametrize("call", ["consent_banner()", "consent_account()"])
def test_on_a_streamed_page_nothing_is_asked_and_it_is_said_what_to_do(
    site: Place, call: str, caplog: pytest.LogCaptureFixture
) -> None:
    served(site, "/streamed", lambda: stream_template_string(STREAMED % call))
    client = site.app.test_client(ours=(), unchecked=("/",))
    client.post("/login/7")
    with caplog.at_level(logging.WARNING):
        body = client.get("/streamed").text
    assert "<footer>" in body and "<form" not in body and 'name="notice"' not in body
    assert "before streaming" in caplog.text and "consent_banner(lazy=True)" in caplog.text and call in caplog.text


def test_on_a_streamed_page_the_lazy_question_is_a_plain_link_to_a_page_of_ours(site: Place) -> None:
    served(site, "/streamed", lambda: stream_template("host/cached.html"))
    visitor = site.visitor(way="htmx")
    page = visitor.open("/streamed")
    (link,) = page.tree.ids["consent-lazy"].iter("a")
    assert {name for name in link.attrib if name.startswith("hx-")} == {"hx-boost"}
    assert link.get("hx-boost") == "false"
    question = visitor.follow(page, page.tree.text(link))
    assert question.has("consent-banner")
    assert "frame-ancestors 'none'" in question.response.headers["Content-Security-Policy"]


def test_the_question_rendered_before_the_streaming_is_asked_and_not_framed(site: Place) -> None:
    def streamed() -> ResponseReturnValue:
        return stream_template_string("{{ question }}<footer></footer>", question=consent_banner())

    response = served(site, "/streamed", streamed).app.test_client(ours=(), unchecked=("/",)).get("/streamed")
    assert 'id="consent-banner"' in response.text
    assert response.headers["X-Frame-Options"] == "DENY" and response.headers["Cache-Control"] == "private, no-store"


def test_a_question_that_a_host_puts_in_after_the_request_is_not_framed(site: Place) -> None:
    served(site, "/plain", lambda: "<main></main>")

    @site.app.after_request
    def injected(response: Any) -> Any:
        if not response.direct_passthrough:
            response.set_data(consent_banner() + response.get_data(as_text=True))
        return response

    response = site.app.test_client(ours=(), unchecked=("/",)).get("/plain")
    assert 'id="consent-banner"' in response.text
    assert response.headers["X-Frame-Options"] == "DENY" and response.headers["Cache-Control"] == "private, no-store"
