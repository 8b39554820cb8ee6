"""Signing in and out."""

from __future__ import annotations

from flask import Response
from flask_security.utils import logout_user

from consent_ui.staff.desk import front
from consent_ui.staff.place import Place
from consent_ui.staff.routes import Who


@front("/sign-in", who=Who.ANYBODY, methods=["GET", "POST"])
def sign_in(at: Place) -> Response:
    """Say who you are."""
    return at.page("sign_in")


@front("/verify", methods=["GET", "POST"])
def verify(at: Place) -> Response:
    """Say it again, before a dangerous act."""
    return at.page("sign_in")


@front("/sign-out", methods=["POST"])
def sign_out(at: Place) -> Response:
    """The session ends here and on the server."""
    from flask import session

    logout_user()
    session.clear()
    return at.redirect("sign_in")


@front("/account")
def account(at: Place) -> Response:
    """One's own account."""
    return at.page("sign_in")
