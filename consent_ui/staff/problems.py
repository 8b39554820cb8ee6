"""Pages of the back office about what went wrong."""

from __future__ import annotations

from flask import Response, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from consent_ui.htmx import beside, wants_partial
from consent_ui.staff.entrance import signed_in
from consent_ui.staff.place import build_place
from consent_ui.store.database import NotRead

NAMES = {
    400: "bad_request", 403: "forbidden", 404: "not_found", 405: "method", 413: "too_large", 500: "failed",
    503: "unavailable",
}  # fmt: skip
TOLD = ".told"
"""Where a page tells what happened, outside of what htmx replaces."""


def from_http(error: HTTPException) -> Response:
    """An HTTP error as a page; answers that were raised and redirects pass through."""
    status = error.code or 500
    if error.response is not None or status < 400:
        return Response(error.get_response(request.environ))  # type: ignore[arg-type]
    name = (
        "token"
        if isinstance(error, CSRFError)
        else NAMES.get(status, "unavailable" if status >= 500 else "bad_request")
    )
    response = show(name, status)
    for header, value in error.get_headers(request.environ):
        if header in ("Allow", "Retry-After"):
            response.headers[header] = value
    return response


def not_read(_: Exception) -> Response:
    """503: the database does not answer."""
    return show("unavailable", 503)


def not_saved(_: Exception) -> Response:
    """503: nothing was saved."""
    return show("not_saved", 503)


def show(name: str, status: int) -> Response:
    """The page of one problem, its words under `staff.problem.<name>`."""
    try:
        member = signed_in()
    except NotRead:
        member = None
    place = build_place(member)
    answer: Response = place.page("problem", name, status)
    return beside(answer, TOLD) if wants_partial(request) else answer
