"""The sign-in once more before a dangerous act, when the last one was some time ago."""

from __future__ import annotations

import time
from typing import Any

from flask import Response, abort, current_app, request, session
from flask_login import current_user

from consent_ui.staff import keeping, passwords, slowing
from consent_ui.staff.desk import front
from consent_ui.staff.forms.signing_in import VerifyForm, VerifyWithCodeForm
from consent_ui.staff.guarding import Person
from consent_ui.staff.place import Place
from consent_ui.staff.sessions import renew
from consent_ui.staff.signing_in import tell_of_recovery, too_often


def this_person(at: Place) -> Person:
    """The member that we keep ourselves; 404 for whom the host signs in."""
    if at.member is None or at.member.id is None:
        abort(404)
    person: Person = current_user._get_current_object()
    return person


def without_password(at: Place, person: Person, form: Any, template: str) -> Response | None:
    """The page with its form (`password`) and whose account it is, unless it came back with this person's present
    password: None then. Guessing is slowed down; who goes on says `slowing.succeeded`. Raises NotSaved."""
    value = {"form": form, "email": person.email}
    if not form.validate_on_submit():
        return at.page(template, value, 422 if request.method == "POST" else 200)
    wait = slowing.begin(person.email)
    if wait:
        return too_often(at, form, template, wait, value)
    if not passwords.is_right(form.password.data, person.member.password):
        form.wrong("password", "staff.verify.wrong")
        return at.page(template, value, 422)
    return None


@front("/verify", methods=["GET", "POST"])
def verify(at: Place) -> Response:
    """Password and code once more; then on to the page it was asked for, with its form as it was filled."""
    person = this_person(at)
    form = VerifyForm(at.text) if person.member.totp is None else VerifyWithCodeForm(at.text)
    # The code is used up only by who knows the password.
    again = without_password(at, person, form, "verify")
    if again is not None:
        return again
    if person.member.totp is not None and not current_app.extensions["consent_ui_codes"].is_right(
        form.code.data, person
    ):
        form.wrong("code", "staff.code.wrong")
        return at.page("verify", {"form": form, "email": person.email}, 422)
    slowing.succeeded(person.email, wholly=True)
    if isinstance(form, VerifyWithCodeForm):
        tell_of_recovery(at, person, form.code.data)
    renew()
    session["fs_paa"] = time.time()
    if "kept" in session:
        at.told(keeping.welcome())
        return at.go(keeping.checked(session["kept"]["path"]))
    return at.go(keeping.checked(request.args.get("next")))
