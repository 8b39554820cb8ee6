"""Who stands at the door: signed in or not, recently or not, with a token or without."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import quote

from flask import Response, abort, current_app, request, session, url_for
from flask_login import current_user
from flask_wtf.csrf import CSRFError

from consent_ui.rules.roles import StaffMember, needs_second_factor
from consent_ui.rules.sessions import is_fresh
from consent_ui.staff import keeping
from consent_ui.staff.routes import Route
from consent_ui.state import state

MEMBER = "consent_ui.staff.member"
"""Where in the environment the outer application says whom the host's hook names."""


def check_session() -> None:
    """503 when the database could not say who this is."""
    if getattr(session, "unread", False):
        abort(503)


def signed_in() -> StaffMember | None:
    """Who asks: whom the host's hook names, else who signed in here."""
    hooked = request.environ.get(MEMBER)
    if isinstance(hooked, StaffMember):
        return hooked
    if not current_user.is_authenticated or "member" not in session:
        return None
    kept = current_user.member
    signed_in_at = datetime.fromtimestamp(session.get("fs_paa", 0), UTC)
    return StaffMember(str(kept.id), kept.name, kept.roles, kept.id, kept.language, signed_in_at)


def lacks_second_factor(member: StaffMember) -> bool:
    """Whether somebody may change things and has no second factor yet: a role that came after the set-up."""
    own = member.id is not None and current_user.member.totp is None
    return own and needs_second_factor(member.roles)


def check_token() -> None:
    """Every form carries a token of this session. One of a session before it is no harm when the browser says that
    the page was ours: then the form is shown again as it was filled."""
    if request.method in ("GET", "HEAD"):
        return
    try:
        current_app.extensions["csrf"].protect()
    except CSRFError:
        if signed_in() is None or not keeping.from_our_own_page():
            raise
        keeping.keep_here()
        abort(keeping.to(keeping.way_back(), "staff.again.token"))


def send_to_sign_in() -> Response:
    """To the sign-in, and back to this page after it. A form that comes from a session that is over is kept for its
    sender."""
    is_kept = request.method not in ("GET", "HEAD") and keeping.keep_for_owner()
    elsewhere = state().settings.staff_sign_in_url
    if elsewhere:
        return keeping.to(elsewhere.replace("{next}", quote(keeping.way_back(), safe="")))
    return keeping.to(url_for("sign_in", next=keeping.way_back()), "staff.again.kept" if is_kept else None)


def unless_stale(route: Route, member: StaffMember) -> Response | None:
    """To the sign-in again, when this is a dangerous act and the last one was too long ago; None when it was not."""
    if not route.fresh or member.signed_in_at is None or is_fresh(member.signed_in_at, datetime.now(UTC)):
        return None
    if request.method not in ("GET", "HEAD"):
        keeping.keep_here()
    if member.id is None:  # the host signs this person in
        return send_to_sign_in()
    return keeping.to(url_for("verify", next=keeping.way_back()))
