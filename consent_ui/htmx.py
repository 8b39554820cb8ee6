"""The only file that names an HX- header."""

from __future__ import annotations

from collections.abc import Callable

from flask import Request, Response

from consent_ui.security import policy_headers

VARY = "Cookie, Accept-Language, HX-Request, HX-History-Restore-Request, HX-Boosted"
PERSONAL = [
    *policy_headers(),
    ("Cache-Control", "private, no-store"),
    ("Vary", VARY),
    ("Content-Type", "text/html; charset=utf-8"),
]
"""What every page that depends on the person carries; no cache may keep it (PR-11)."""


def wants_partial(request: Request) -> bool:
    """Whether htmx asks for a part of the page to swap in, not for a whole page."""
    sent = request.environ
    return (
        sent.get("HTTP_HX_REQUEST") == "true"
        and sent.get("HTTP_HX_HISTORY_RESTORE_REQUEST") != "true"
        and sent.get("HTTP_HX_BOOSTED") != "true"
    )


def reply(html: str, status: int = 200) -> Response:
    """A page or partial of one person's, with all the headers it needs."""
    return Response(html, status, PERSONAL)


def after_post(request: Request, partial: Callable[[], str], address: Callable[[], str]) -> Response:
    """The answer to a POST that was saved: htmx gets the partial, plain HTML is sent on to a page (303). Only what is
    sent is worked out."""
    if wants_partial(request):
        return reply(partial())
    response = reply("", 303)
    response.location = address()
    return response


def leave(request: Request, address: str) -> Response:
    """On to another page as a whole, whatever asked: htmx would put it where a part belongs."""
    if wants_partial(request):
        return Response(status=204, headers={"HX-Redirect": address})
    response = Response(status=303)
    response.location = address
    return response
