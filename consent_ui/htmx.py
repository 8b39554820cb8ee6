"""The only file that names an HX- header."""

from __future__ import annotations

from flask import Request, Response

VARY = "HX-Request, HX-History-Restore-Request, HX-Boosted"


def wants_partial(request: Request) -> bool:
    """Whether htmx asks for a part of the page to swap in, not for a whole page."""
    headers = request.headers
    return (
        headers.get("HX-Request") == "true"
        and headers.get("HX-History-Restore-Request") != "true"
        and headers.get("HX-Boosted") != "true"
    )


def mark(response: Response) -> Response:
    """Tell caches which request headers decided between page and partial."""
    response.headers.add("Vary", VARY)
    return response


def after_post(request: Request, partial: str, address: str, status: int = 200) -> Response:
    """The answer to a POST: htmx gets the partial, plain HTML is sent on to a page (303)."""
    if wants_partial(request):
        return mark(Response(partial, status, mimetype="text/html"))
    response = Response(status=303)
    response.location = address
    return mark(response)
