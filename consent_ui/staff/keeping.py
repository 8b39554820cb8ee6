"""A form that came too late for its session is not lost: it is kept on the server and shown again, filled, to the
same person. Nothing is ever sent again without her. Passwords and codes are not kept.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from flask import Response, request, session
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from consent_ui.htmx import leave
from consent_ui.rules.sessions import KEPT
from consent_ui.security import local_path
from consent_ui.staff.asked import holdable
from consent_ui.staff.routes import ROUTES

SECRET = ("password", "code", "token", "secret")
"""A field with one of these in its name is never kept."""
MOST_FIELDS = 500


def from_our_own_page() -> bool:
    """Whether a browser vouches that a page of this very site sent this form."""
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    if site is not None:
        return site == "same-origin"
    return origin is not None and urlsplit(origin).netloc == request.host


def keep_here() -> None:
    """Keep this request's form in the session at hand."""
    session["kept"] = _kept()


def keep_for_owner() -> bool:
    """Keep this request's form for whoever's session this was, if it was anybody's and has ended by itself; returns
    whether it is kept."""
    over = getattr(session, "over", None)
    if over is not None and over.member_id is not None and from_our_own_page():
        session["kept"] = {**_kept(), "member": str(over.member_id)}
        return True
    return False


def _kept() -> dict[str, Any]:
    fields = [(name, value) for name, value in request.form.items(multi=True) if not is_secret(name)]
    return {"path": way_back(), "at": datetime.now(UTC).timestamp(), "fields": fields[:MOST_FIELDS]}


def is_secret(name: str) -> bool:
    """Whether a field of this name must not be kept."""
    return any(word in name.lower() for word in SECRET)


def hand_over(member: str, kept: dict[str, Any] | None) -> None:
    """Put what was kept before the sign-in into the session after it, if it is this member's."""
    if kept is not None and kept.get("member") in (None, member):
        session["kept"] = {**kept, "member": member}


def fields_of_this_page() -> MultiDict[str, str] | None:
    """What was typed into this page's form and came too late; None when nothing was. Noted as seen, so that it is
    shown until it is sent or an hour has passed."""
    kept = session.get("kept") if "kept" in session else None
    if kept is None or kept["path"] != this_address():
        return None
    if datetime.now(UTC).timestamp() - kept["at"] > KEPT.total_seconds():
        return None
    return MultiDict([(name, value) for name, value in kept["fields"]])


def welcome() -> str:
    """The key of what is told to whoever comes back to a form that was kept: filled, or nothing but a button."""
    typed = any(name != "csrf_token" for name, _ in session["kept"]["fields"])
    return "staff.again.filled" if typed else "staff.again.press"


def let_go() -> None:
    """A form was sent from the page that a kept one belongs to: it is needed no more."""
    if "kept" in session and session["kept"]["path"] == way_back():
        del session["kept"]


def this_address() -> str:
    """Path and query of this request."""
    query = request.query_string.decode("ascii", "replace")
    return holdable(request.script_root + request.path) + (f"?{query}" if query else "")


def way_back() -> str:
    """The page to come back to: this one if it can be shown, else the one the form stood on, else the first."""
    if shows(request.path):
        return this_address()
    sent_from = urlsplit(request.headers.get("Referer", ""))
    path = sent_from.path.removeprefix(request.script_root)
    if sent_from.netloc == request.host and sent_from.path.startswith(request.script_root + "/") and shows(path):
        return sent_from.path + (f"?{sent_from.query}" if sent_from.query else "")
    return request.script_root + "/"


def shows(path: str) -> bool:
    """Whether there is a page under this path of the back office."""
    from flask import current_app

    try:
        endpoint, _ = current_app.url_map.bind(request.host).match(path, method="GET")
    except (HTTPException, RequestRedirect):
        return False
    return endpoint in ROUTES


def checked(address: str | None) -> str:
    """`address` if it is one of the back office's own pages, else its first."""
    local = local_path(address)
    root = request.script_root + "/"
    if local is None or not local.startswith(root) or not shows(urlsplit(local).path[len(root) - 1 :]):
        return root
    return local


def to(address: str, told: str | None = None) -> Response:
    """On to this address, with one message; htmx leaves the page too."""
    if told is not None:
        session["told"] = [*session.get("told", ()), [told, {}]]
    return leave(request, address)
