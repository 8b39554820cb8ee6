"""The end of a sign-in: a session of its own under a new name, and back to where the person was going."""

from __future__ import annotations

from functools import partial

from flask import Response, g, session
from flask_security.utils import login_user
from sqlalchemy import Connection

from consent_ui.rules.sessions import REMEMBERED
from consent_ui.staff import keeping
from consent_ui.staff.guarding import Person
from consent_ui.staff.place import Place
from consent_ui.staff.sessions import renew
from consent_ui.store import audit, offers, staff_sessions


def begin_session(at: Place, person: Person, via: list[str]) -> None:
    """Sign this person in. Nothing of the session before is taken over but a form of hers that waits, and what there
    is to tell."""
    held = {name: session[name] for name in ("kept", "told", "language") if name in session}
    renew()
    session.clear()
    g.pop("csrf_token", None)
    login_user(person, remember=False, authn_via=via)
    session["member"] = str(person.id)
    if "language" in held:
        session["language"] = held["language"]
    if "told" in held:
        session["told"] = held["told"]
    keeping.hand_over(str(person.id), held.get("kept"))
    at.consent.database.write(partial(_signed_in, at, person))


def admit(at: Place, person: Person, back: str, via: list[str]) -> Response:
    """Sign this person in, and on to the page she wanted; to her form if one waits."""
    begin_session(at, person, via)
    if "kept" in session:
        at.told(keeping.welcome())
        return at.go(keeping.checked(session["kept"]["path"]))
    return at.go(back)


def _signed_in(at: Place, person: Person, connection: Connection) -> None:
    staff_sessions.forget_sessions(connection, at.now - REMEMBERED)
    note(connection, at, person, "member.signed_in")


def note(connection: Connection, at: Place, person: Person, act: str) -> None:
    """Write what a member did with her own account to the log of each of her restaurants."""
    for slug in person.member.roles:
        restaurant = offers.find_restaurant(connection, slug)
        if restaurant is not None:
            audit.record(
                connection, restaurant.id, at=at.now, member_id=person.id, member_name=person.member.name,
                act=act,
            )  # fmt: skip
