"""The only file that names an HX- header."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from flask import Request, Response
from werkzeug.datastructures import Headers

from consent_ui.security import policy_headers

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

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


ADDRESSES = ("location", "content-location")
"""Headers that werkzeug puts right on their way out."""


class Whole(Response):
    """A response that is there as a whole. It goes to the server as a list, which some (granian) send at once where
    they hand an iterator from thread to thread; what werkzeug looks for on the way is looked for only where it may be.
    """

    def get_wsgi_response(self, environ: WSGIEnvironment) -> tuple[Iterable[bytes], str, list[tuple[str, str]]]:
        """The body, status and headers that the server sends."""
        names = {name.lower() for name, _ in self.headers}
        if (
            self._status_code != 200
            or environ["REQUEST_METHOD"] == "HEAD"
            or self._on_close
            or type(self.response) is not list
            or "content-length" not in names
            or not names.isdisjoint(ADDRESSES)
        ):
            return super().get_wsgi_response(environ)
        return list(self.iter_encoded()), self._status, self.headers.to_wsgi_list()


def reply(html: str, status: int = 200) -> Response:
    """A page or partial of one person's, with all the headers it needs."""
    headers = Headers()
    headers._list += PERSONAL  # as they are: adding each by its name would look for line breaks in all of them, always
    return Whole(html, status, headers)


def after_post(request: Request, partial: Callable[[], str], address: Callable[[], str]) -> Response:
    """The answer to a POST that was saved: htmx gets the partial, plain HTML is sent on to a page (303). Only what is
    sent is worked out."""
    if wants_partial(request):
        return reply(partial())
    response = reply("", 303)
    response.location = address()
    return response


def beside(response: Response, selector: str) -> Response:
    """The same answer, shown by htmx in this element rather than in place of what it was asked for: a form that was not
    taken stays as it was filled."""
    response.headers["HX-Retarget"] = selector
    response.headers["HX-Reswap"] = "innerHTML show:window:top"
    return response


def leave(request: Request, address: str) -> Response:
    """On to another page as a whole, whatever asked: htmx would put it where a part belongs."""
    if wants_partial(request):
        return Response(status=204, headers={"HX-Redirect": address})
    response = Response(status=303)
    response.location = address
    return response
