"""Our pages go to the server as a list, and lose nothing on that way that werkzeug's own would keep."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Response
from werkzeug.test import EnvironBuilder

from consent_ui.htmx import PERSONAL, reply

Sent = tuple[bytes, str, list[tuple[str, str]]]


def sent(response: Response, method: str = "GET") -> Sent:
    """What the server gets to send."""
    body, status, headers = response.get_wsgi_response(EnvironBuilder(method=method).get_environ())
    content = b"".join(body)
    if hasattr(body, "close"):
        body.close()
    return content, status, sorted(headers)


def plain(html: str, status: int = 200) -> Response:
    """The same response, all of it werkzeug's."""
    return Response(html, status, PERSONAL)


def untouched(_: Response) -> None:
    pass


def as_text(response: Response) -> None:
    response.response = ["é", b"!"]


def longer(response: Response) -> None:
    response.set_data("longer than before")


def without_length(response: Response) -> None:
    del response.headers["Content-Length"]


def elsewhere(response: Response) -> None:
    response.location = "/é"
    response.headers["Content-Location"] = "/é"


def streamed(response: Response) -> None:
    response.response = iter([b"a", b"b"])


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
@pytest.mark.parametrize("status", [200, 204, 303, 304, 404])
@pytest.mark.parametrize("change", [untouched, as_text, longer, without_length, elsewhere, streamed])
def test_what_is_sent_is_what_werkzeug_would_send(change: Callable[..., None], status: int, method: str) -> None:
    ours, theirs = reply("<p>é</p>", status), plain("<p>é</p>", status)
    change(ours)
    change(theirs)
    assert sent(ours, method) == sent(theirs, method)


def test_a_page_is_sent_as_a_list_that_needs_no_closing() -> None:
    body: Any = reply("<p>").get_wsgi_response(EnvironBuilder().get_environ())[0]
    assert body == [b"<p>"]


def test_what_a_host_wants_done_at_the_end_is_done() -> None:
    ended: list[str] = []
    response = reply("<p>")
    response.call_on_close(lambda: ended.append("closed"))
    assert sent(response)[0] == b"<p>"
    assert ended == ["closed"]


def test_one_pages_headers_are_not_anothers() -> None:
    reply("<p>").headers["X-Mine"] = "1"
    assert "X-Mine" not in reply("<p>").headers
