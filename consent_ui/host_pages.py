"""What a host's page needs in its headers because something of ours is on it.

Templates only leave marks; the headers are set once the whole response is there. A page that is streamed has sent its
headers before its template says anything: that is noticed, so that no form of ours ever stands on a page that may be
framed or kept.
"""

from __future__ import annotations

import logging
from typing import Any

from flask import Response
from flask.globals import request_ctx

log = logging.getLogger(__name__)

SENT = "consent_ui.sent"
"""Set once the headers of a response are gone: from then on the page is being streamed."""
MARKS = "consent_ui.marks"

PERSONAL = 1
"""A mark: something on the page depends on who is looking."""
SHOWN = 2
"""A form or a confirmation of ours."""
UNFRAMED = 4
"""A link that a form of ours may replace."""
NEGOTIATED = 8
"""Words in a language that the browser asked for."""

UNASKED = ("Cache-Control", "private, no-cache")


def mark(environ: dict[str, Any], what: int) -> None:
    """Note what is on the page of this request."""
    environ[MARKS] = environ.get(MARKS, 0) | what


def dress(response: Response) -> Response:
    """Set the headers; runs after every request of the application, and does nothing where nothing of ours is.

    What depends on who is looking is nobody else's, and what has an answer form, or may get one, is never framed
    (PR-10, PR-11): the host's own word on framing stands. A page in the browser's language may be kept, per language.
    """
    environ = this_environ()
    environ[SENT] = True
    marks = environ.get(MARKS, 0)
    if not marks:
        return response
    headers = response.headers
    if marks == PERSONAL and "cache-control" not in {name.lower() for name, _ in headers}:
        # Nearly every page: none may use it unasked. (Headers that are asked for a name say no by an exception.)
        headers._list.append(UNASKED)
    elif marks & SHOWN:
        headers["Cache-Control"] = "private, no-store"
        headers.add("Vary", "Cookie, Accept-Language")
    elif marks & PERSONAL:
        # The host's own word stands, and then caches must know what the page depends on; else none may use it unasked.
        if "Cache-Control" in headers:
            headers.add("Vary", "Cookie, Accept-Language")
        else:
            headers.add(*UNASKED)
    elif marks & NEGOTIATED:
        response.vary.add("Accept-Language")
    if marks & (SHOWN | UNFRAMED):
        headers.setdefault("X-Frame-Options", "DENY")
    return response


def this_environ() -> dict[str, Any]:
    """What the server says of this request; also the place for notes that last as long as it does. Reached for
    directly, because each access through a proxy costs as much as deciding whether to ask."""
    environ: dict[str, Any] = request_ctx._get_current_object().request.environ  # type: ignore[attr-defined]
    return environ


def tell_too_late(environ: dict[str, Any], what: str) -> None:
    """Log what to do instead of calling `what` in a template that is streamed."""
    log.warning(
        "%s shows nothing on %s: the page is streamed, so its headers can no longer forbid framing and caching; "
        "call it before streaming and hand the result to the template, or use consent_banner(lazy=True)",
        what,
        environ.get("PATH_INFO", ""),
    )
