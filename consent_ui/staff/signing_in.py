"""Signing in, in two steps, and out."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from math import ceil
from typing import Any
from uuid import UUID

from flask import Response, current_app, request, session, url_for
from flask_security.utils import logout_user

from consent_ui.rules.roles import needs_second_factor
from consent_ui.staff import entrance, keeping, passwords, slowing
from consent_ui.staff.admitting import admit
from consent_ui.staff.desk import front
from consent_ui.staff.forms.signing_in import CodeForm, SignInForm
from consent_ui.staff.guarding import Person
from consent_ui.staff.place import Place
from consent_ui.staff.routes import Who
from consent_ui.staff.sessions import renew
from consent_ui.store import members

PENDING = timedelta(minutes=10)
"""So long after the password the code may come."""


@front("/sign-in", who=Who.ANYBODY, methods=["GET", "POST"])
def sign_in(at: Place) -> Response:
    """E-mail and password. A wrong one, an unknown account and one that is not set up look and last alike."""
    back = keeping.checked(request.args.get("next"))
    elsewhere = back if at.member is not None else entrance.elsewhere(back)
    if elsewhere is not None:
        return at.go(elsewhere)
    form = SignInForm(at.text)
    if not form.validate_on_submit():
        return at.page("sign_in", form, 422 if request.method == "POST" else 200)
    email = form.email.data
    wait = slowing.begin(email)
    if wait:
        return too_often(at, form, "sign_in", wait)
    with at.consent.database.read() as connection:
        member = members.find_member(connection, email=email)
    if not passwords.is_right(form.password.data, member.password if member else None) or member is None:
        form.wrong("password", "staff.sign_in.wrong")
        return at.page("sign_in", form, 422)
    alone = member.totp is None and not needs_second_factor(member.roles)
    slowing.succeeded(email, wholly=alone)
    if alone:
        return admit(at, Person(member), back, ["password"])
    await_code(at, Person(member), back)
    return at.redirect("code" if member.totp is not None else "second_factor")


def await_code(at: Place, person: Person, back: str) -> None:
    """Remember who has said the password, until the code comes."""
    kept = session.get("kept") if "kept" in session else None
    told = session.get("told") if "told" in session else None
    renew()
    session["pending"] = {
        "member": str(person.id), "password": _mark(person), "at": at.now.timestamp(), "next": back,
    }  # fmt: skip
    if kept is not None:
        session["kept"] = kept
    if told is not None:
        session["told"] = told


def pending() -> tuple[Person, str] | None:
    """Who has said the password in this session a moment ago, and where to go from here. One that was replaced or taken
    back since opens nothing."""
    waiting: dict[str, Any] | None = session.get("pending") if "pending" in session else None
    if waiting is None or datetime.now(UTC).timestamp() - waiting["at"] > PENDING.total_seconds():
        return None
    person = current_app.extensions["security"].datastore.find_user(id=UUID(waiting["member"]))
    return (person, waiting["next"]) if person and _mark(person) == waiting.get("password") else None


def _mark(person: Person) -> str:
    """Names the password an account has at this moment, and tells nothing about it."""
    member = person.member
    return hashlib.sha256(f"{member.uniquifier}:{member.password}".encode()).hexdigest()


@front("/code", who=Who.ANYBODY, methods=["GET", "POST"])
def code(at: Place) -> Response:
    """The second step: a code of the second factor, or a recovery code."""
    waiting = pending()
    if waiting is None:
        return at.redirect("sign_in")
    person, back = waiting
    form = CodeForm(at.text)
    if not form.validate_on_submit():
        return at.page("code", form, 422 if request.method == "POST" else 200)
    wait = slowing.begin(person.email)
    if wait:
        return too_often(at, form, "code", wait)
    if not current_app.extensions["consent_ui_codes"].is_right(form.code.data, person):
        form.wrong("code", "staff.code.wrong")
        return at.page("code", form, 422)
    slowing.succeeded(person.email, wholly=True)
    tell_of_recovery(at, person, form.code.data)
    return admit(at, person, back, ["password", "authenticator"])


def tell_of_recovery(at: Place, person: Person, said: str) -> None:
    """How many recovery codes are left, to whoever has just used one up."""
    if not "".join(said.split()).isdigit():
        at.told("staff.recovery.used", count=len(person.member.recovery) - 1)


def too_often(at: Place, form: Any, template: str, wait: timedelta, value: object = None) -> Response:
    """The page with the form again, and how long to wait (429)."""
    minutes = ceil(wait.total_seconds() / 60)
    form.form_errors.append(at.text("staff.wait_one" if minutes == 1 else "staff.wait", minutes=minutes))
    response = at.page(template, value or form, 429)
    response.headers["Retry-After"] = str(ceil(wait.total_seconds()))
    return response


@front("/sign-out", who=Who.ANYBODY, methods=["POST"])
def sign_out(at: Place) -> Response:
    """The session ends here and on the server."""
    logout_user()
    session.clear()
    session["told"] = [["staff.signed_out", {}]]
    renew()
    response = Response(status=303)
    response.location = url_for("sign_in")
    # What a browser kept of these pages goes too.
    response.headers["Clear-Site-Data"] = '"cache"'
    return response
