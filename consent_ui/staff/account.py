"""One's own account: language, password, second factor, recovery codes, and where one is signed in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from flask import Response, abort, request, session, url_for
from sqlalchemy import Connection

from consent_ui.rules.sessions import IDLE, is_over
from consent_ui.staff import passwords, slowing
from consent_ui.staff.admitting import note
from consent_ui.staff.desk import front
from consent_ui.staff.forms.signing_in import ChangePasswordForm
from consent_ui.staff.guarding import Person
from consent_ui.staff.place import Place
from consent_ui.staff.second_factor import hash_of, new_recovery_codes
from consent_ui.staff.setting_up import is_good, names_of
from consent_ui.staff.verifying import this_person, without_password
from consent_ui.store import members, offers, staff_sessions
from consent_ui.store.staff_sessions import Kept
from consent_ui.texts import languages

UTC_ZONE = "UTC"


@dataclass(frozen=True, slots=True)
class Row:
    """One session in words."""

    id: UUID
    device: str
    began: str
    seen: str
    here: bool


@front("/account")
def account(at: Place) -> Response:
    """What can be changed about one's own sign-in."""
    person = this_person(at)
    return at.page("account", {"person": person.member, "codes": len(person.member.recovery)})


@front("/account/language", methods=["POST"])
def own_language(at: Place) -> Response:
    """The language the back office speaks to this member wherever she signs in; an empty one: as her browser wishes."""
    person = this_person(at)
    wanted = request.form.get("language", "")
    if wanted and wanted not in languages():
        abort(400)
    at.consent.database.write(partial(_speak, at, person, wanted or None))
    session.pop("language", None)  # what was chosen for this session alone would stand before it
    at.told("staff.language.saved")
    return at.go(url_for("account"))


def _speak(at: Place, person: Person, wanted: str | None, connection: Connection) -> None:
    members.change_member(connection, person.id, language=wanted)
    note(connection, at, person, "member.language")


@front("/password", methods=["GET", "POST"])
def password(at: Place) -> Response:
    """Another password; the present one is asked for, and every other session ends."""
    person = this_person(at)
    form = ChangePasswordForm(at.text)
    again = without_password(at, person, form, "password")
    if again is not None:
        return again
    slowing.succeeded(person.email, wholly=False)
    with at.consent.database.read() as connection:
        names = names_of(connection, person.member)
    if not is_good(form, names):
        return at.page("password", {"form": form, "email": person.email}, 422)
    at.consent.database.write(partial(_change, at, person, passwords.hashed(form.new_password.data), this_key()))
    at.told("staff.password.changed")
    return at.redirect("account")


def this_key() -> str | None:
    """The key of the session at hand."""
    kept: Kept | None = getattr(session, "kept", None)
    return kept.key if kept else None


def _change(at: Place, person: Person, hashed: str, here: str | None, connection: Connection) -> None:
    members.change_member(connection, person.id, password=hashed)
    staff_sessions.end_sessions(connection, person.id, but=here)
    note(connection, at, person, "member.password")


@front("/recovery-codes", methods=["POST"], fresh=True)
def recovery_codes(at: Place) -> Response:
    """New recovery codes in place of the old ones, shown once."""
    person = this_person(at)
    if person.member.totp is None:
        abort(404)
    codes = new_recovery_codes()
    at.consent.database.write(partial(_replace, at, person, [hash_of(each) for each in codes]))
    return at.page("recovery_codes", {"codes": codes, "next": at.url("account")})


def _replace(at: Place, person: Person, hashes: list[str], connection: Connection) -> None:
    members.change_member(connection, person.id, recovery=hashes)
    note(connection, at, person, "member.recovery_codes")


@front("/sessions", methods=["GET", "POST"])
def sessions(at: Place) -> Response:
    """Where one is signed in; each session can be ended here."""
    person = this_person(at)
    if request.method == "POST":
        return _end(at, person)
    return at.page("sessions", rows_of(at, person.id))


def rows_of(at: Place, member_id: UUID) -> list[Row]:
    """A member's sessions that can still be used."""
    with at.consent.database.read() as connection:
        found = staff_sessions.sessions_of(connection, member_id, at.now - IDLE)
        zone = _zone(at, connection)
    return [
        Row(each.id, each.device or at.text("staff.sessions.unknown"), at.text.moment(each.began_at, zone),
            at.text.moment(each.seen_at, zone), each.key == this_key())
        for each in found
        if not is_over(each.began_at, each.seen_at, at.now)
    ]  # fmt: skip


def _zone(at: Place, connection: Connection) -> str:
    """The time zone of the first restaurant that has one."""
    slugs = [at.restaurant.slug] if at.restaurant else list(at.member.roles if at.member else ())
    first = offers.find_restaurant(connection, slugs[0]) if slugs else None
    return first.time_zone if first else UTC_ZONE


def _end(at: Place, person: Person) -> Response:
    chosen: dict[str, Any] = {"but": this_key()}
    if "end" in request.form:
        try:
            chosen = {"id": UUID(request.form["end"])}
        except ValueError:
            abort(404)
    ended = at.consent.database.write(partial(_end_sessions, at, person, chosen))
    if not ended and "end" in request.form:
        abort(404)
    at.told("staff.sessions.ended")
    return at.redirect("sessions")


def _end_sessions(at: Place, person: Person, chosen: dict[str, Any], connection: Connection) -> int:
    ended = staff_sessions.end_sessions(connection, person.id, **chosen)
    if ended:
        note(connection, at, person, "member.sessions_ended")
    return ended
