"""The first sign-in: a password by a one-use address, and the second factor."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID, uuid4

from flask import Response, current_app, request, session
from sqlalchemy import Connection

from consent_ui.rules.roles import needs_second_factor
from consent_ui.staff import keeping, passwords, slowing
from consent_ui.staff.admitting import admit, begin_session, note
from consent_ui.staff.desk import front
from consent_ui.staff.entrance import signed_in
from consent_ui.staff.forms.signing_in import CodeForm, NewPasswordForm
from consent_ui.staff.guarding import Person
from consent_ui.staff.place import Place, build_place
from consent_ui.staff.routes import Who
from consent_ui.staff.second_factor import hash_of, new_recovery_codes, picture_of
from consent_ui.staff.signing_in import await_code, pending, too_often
from consent_ui.staff.verifying import this_person
from consent_ui.store import members, offers, staff_sessions
from consent_ui.store.members import Member

SETUP = timedelta(hours=24)
"""How long the address of a set-up is good."""


def hash_of_token(token: str) -> str:
    """What is kept of a set-up address."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def offer_setup(connection: Connection, member_id: UUID, now: datetime) -> str:
    """A one-use token that lets this member set a password, in place of any before; it starts the account afresh:
    without password, second factor, recovery codes and sessions."""
    token = secrets.token_urlsafe(32)
    members.change_member(
        connection, member_id, setup=hash_of_token(token), setup_until=now + SETUP, password=None, totp=None,
        totp_counter=None, recovery=[], uniquifier=uuid4().hex,
    )  # fmt: skip
    staff_sessions.end_sessions(connection, member_id)
    return token


@front("/set-up/<token>", who=Who.ANYBODY, methods=["GET", "POST"])
def set_up(at: Place, token: str) -> Response:
    """Choose a password. The address is good once."""
    with at.consent.database.read() as connection:
        member = members.find_member(connection, setup=hash_of_token(token))
        names = names_of(connection, member) if member else []
    if member is None or member.setup_until is None or member.setup_until < at.now:
        return at.page("problem", "set_up", 404)
    form = NewPasswordForm(at.text)
    value = {"form": form, "name": member.name, "email": member.email}
    if not form.validate_on_submit() or not is_good(form, names):
        return at.page("set_up", value, 422 if request.method == "POST" else 200)
    kept = passwords.hashed(form.new_password.data)
    if not at.consent.database.write(partial(_take_up, hash_of_token(token), kept)):
        return at.page("problem", "set_up", 404)
    person = current_app.extensions["security"].datastore.find_user(id=member.id)
    if not needs_second_factor(member.roles):
        return admit(at, person, at.url("restaurants"), ["password"])
    await_code(at, person, at.url("restaurants"))
    return at.redirect("second_factor")


def names_of(connection: Connection, member: Member) -> list[str]:
    """Words that a password of this member's should not lean on."""
    found = [offers.find_restaurant(connection, slug) for slug in member.roles]
    return [member.name, member.email, *(each.name for each in found if each), *member.roles]


def is_good(form: Any, names: list[str]) -> bool:
    """Whether the new password is good enough and was typed twice alike; says at the field what is not."""
    if form.new_password.data != form.repeat_password.data:
        form.wrong("repeat_password", "staff.password.differs")
    fault = passwords.fault(form.new_password.data, names)
    if fault is not None:
        form.wrong("new_password", fault, shortest=passwords.SHORTEST)
    return not form.errors


def _take_up(token: str, kept: str, connection: Connection) -> bool:
    member = members.find_member(connection, setup=token)
    if member is None:
        return False
    members.change_member(connection, member.id, password=kept, setup=None, setup_until=None)
    return True


@front("/second-factor", who=Who.ANYBODY, methods=["GET", "POST"])
def second_factor(at: Place) -> Response:
    """Set the second factor up: scan the picture, type the code; then the recovery codes, shown once."""
    waiting = pending()
    if waiting is None:
        return at.redirect("sign_in" if at.member is None else "new_second_factor")
    person, back = waiting
    if person.member.totp is not None:
        return at.redirect("code")
    return ask_for_code(at, person, back, "second_factor")


@front("/second-factor/new", methods=["GET", "POST"], fresh=True)
def new_second_factor(at: Place) -> Response:
    """A second factor for who has none, or on another phone, shortly after the sign-in."""
    return ask_for_code(at, this_person(at), at.url("account"), "new_second_factor")


def ask_for_code(at: Place, person: Person, back: str, endpoint: str) -> Response:
    """The picture and the field; after a right code the recovery codes."""
    codes = current_app.extensions["consent_ui_codes"]
    if "totp" not in session:
        session["totp"] = codes.generate_totp_secret()
    secret: str = session["totp"]
    form = CodeForm(at.text)
    side, path = picture_of(codes.get_totp_uri(person.email, secret))
    value = {
        "form": form, "side": side, "path": path, "key": codes.get_totp_pretty_key(secret), "action": at.url(endpoint)
    }  # fmt: skip
    if not form.validate_on_submit():
        return at.page("second_factor", value, 422 if request.method == "POST" else 200)
    wait = slowing.begin(person.email)
    if wait:
        return too_often(at, form, "second_factor", wait, value)
    counter = codes.counter_of(form.code.data, secret)
    if counter is None:
        form.wrong("code", "staff.code.wrong")
        return at.page("second_factor", value, 422)
    slowing.succeeded(person.email, wholly=True)
    fresh_codes = new_recovery_codes()
    at.consent.database.write(partial(_keep_factor, at, person, secret, counter, fresh_codes))
    begin_session(at, person, ["password", "authenticator"])
    if "kept" in session:
        back = keeping.checked(session["kept"]["path"])
    here = build_place(signed_in())
    shown: Response = here.page("recovery_codes", {"codes": fresh_codes, "next": back})
    return shown


def _keep_factor(
    at: Place, person: Person, secret: str, counter: int, codes: list[str], connection: Connection
) -> None:
    hashes = [hash_of(each) for each in codes]
    members.change_member(connection, person.id, totp=secret, totp_counter=counter, recovery=hashes)
    staff_sessions.end_sessions(connection, person.id)  # this one begins anew right after
    note(connection, at, person, "member.second_factor")
