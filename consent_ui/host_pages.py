"""What a host's page needs in its headers because something of ours is on it.

Templates only leave marks; the headers are set once the whole response is there. A page that is streamed has sent its
headers before its template says anything: that is noticed, so that no form of ours ever stands on a page that may be
framed or kept.
"""

from __future__ import annotations

import logging
from enum import Enum, auto

from flask import Response
from flask.globals import app_ctx, request_ctx

log = logging.getLogger(__name__)

SENT = "consent_ui.sent"


class Mark(Enum):
    """What is on the page."""

    PERSONAL = auto()
    """Something that depends on who is looking."""
    SHOWN = auto()
    """A form or a confirmation of ours."""
    UNFRAMED = auto()
    """A link that a form of ours may replace."""
    NEGOTIATED = auto()
    """Words in a language that the browser asked for."""


def mark(what: Mark) -> None:
    """Note what is on the page of this request."""
    held = app_ctx.g.__dict__
    marks: set[Mark] | None = held.get("consent_marks")
    if marks is None:
        marks = held["consent_marks"] = set()
    marks.add(what)


def dress(response: Response) -> Response:
    """Set the headers; runs after every request of the application, and does nothing where nothing of ours is.

    What depends on who is looking is nobody else's, and what has an answer form, or may get one, is never framed
    (PR-10, PR-11): the host's own word on framing stands. A page in the browser's language may be kept, per language.
    """
    request_ctx.request.environ[SENT] = True
    marks: set[Mark] | None = app_ctx.g.__dict__.get("consent_marks")
    if not marks:
        return response
    if Mark.PERSONAL in marks:
        response.headers.add("Vary", "Cookie, Accept-Language")
        if Mark.SHOWN in marks:
            response.headers["Cache-Control"] = "private, no-store"
        elif "Cache-Control" not in response.headers:
            response.headers.add("Cache-Control", "private, no-cache")
    elif Mark.NEGOTIATED in marks:
        response.vary.add("Accept-Language")
    if Mark.SHOWN in marks or Mark.UNFRAMED in marks:
        response.headers.setdefault("X-Frame-Options", "DENY")
    return response


def is_sent() -> bool:
    """Whether the headers of this response are gone: the page is being streamed."""
    return SENT in request_ctx.request.environ


def is_too_late(what: str) -> bool:
    """Whether the headers are gone; then it is logged what to do instead of calling `what` in a streamed template."""
    if not is_sent():
        return False
    log.warning(
        "%s shows nothing on %s: the page is streamed, so its headers can no longer forbid framing and caching; "
        "call it before streaming and hand the result to the template, or use consent_banner(lazy=True)",
        what,
        request_ctx.request.path,
    )
    return True
