"""The restaurant's team: owners say who may come in, and as what."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from flask import Response, abort, request
from sqlalchemy import Connection

from consent_ui.rules.roles import Role, keeps_an_owner
from consent_ui.staff.account import rows_of
from consent_ui.staff.desk import Desk, desk
from consent_ui.staff.forms.members import InviteForm, RoleForm
from consent_ui.staff.inviting import KnownElsewhere, invite, owns_all_of
from consent_ui.staff.setting_up import offer_setup
from consent_ui.store import members as store
from consent_ui.store import staff_sessions
from consent_ui.store.members import Member


@dataclass(frozen=True, slots=True)
class Row:
    """One member in words."""

    id: UUID
    name: str
    email: str
    role: str
    url: str
    is_me: bool
    waiting: bool
    """Has not chosen a password yet."""
    second_factor: bool


@desk("/members", role=Role.OWNER)
def members(at: Desk) -> Response:
    """Who works here."""
    with at.consent.database.read() as connection:
        found = store.members_of(connection, at.restaurant.id)
    return at.page("members", [_row(at, member, role) for member, role in found])


def _row(at: Desk, member: Member, role: Role) -> Row:
    return Row(
        member.id, member.name, member.email, at.text(f"staff.role.{role}"), at.url("member", member_id=member.id),
        member.id == at.member.id, member.password is None, member.totp is not None,
    )  # fmt: skip


@desk("/members/new", role=Role.OWNER, methods=["GET", "POST"], fresh=True)
def new_member(at: Desk) -> Response:
    """Invite somebody; the address to set the account up with is shown once."""
    form = InviteForm(at.text)
    if not form.validate_on_submit():
        return at.page("new_member", form, 422 if request.method == "POST" else 200)
    try:
        token = at.consent.database.write(
            partial(invite, at, form.email.data.strip(), form.name.data.strip(), Role(form.role.data))
        )
    except KnownElsewhere:
        form.wrong("email", "staff.member.known")
        return at.page("new_member", form, 422)
    if token is None:
        at.told("staff.member.added", name=form.name.data.strip())
        return at.redirect("members")
    return _link(at, form.name.data.strip(), token)


def _link(at: Desk, name: str, token: str) -> Response:
    address = request.host_url.rstrip("/") + at.url("set_up", token=token, lang=None)
    return at.page("member_link", {"name": name, "address": address})


@desk("/members/<uuid:member_id>", role=Role.OWNER, methods=["GET", "POST"], fresh=True)
def member(at: Desk, member_id: UUID) -> Response:
    """One member: another role, out of the team, signed out, or set up afresh."""
    with at.consent.database.read() as connection:
        found = {each.id: (each, role) for each, role in store.members_of(connection, at.restaurant.id)}
        if member_id not in found:
            abort(404)
        roles = store.roles_of(connection, member_id)
    who, role = found[member_id]
    form = RoleForm(at.text, data={"role": str(role)})
    value = {
        "form": form, "row": _row(at, who, role), "sessions": rows_of(at, who.id),
        "ours": owns_all_of(at.member, roles),
    }  # fmt: skip
    if request.method == "POST":
        act = ACTS.get(request.form.get("act", ""))
        if act is None:
            abort(400)
        return act(at, who, form, value)
    return at.page("member", value)


def _change_role(at: Desk, who: Member, form: RoleForm, value: dict[str, Any]) -> Response:
    if not form.validate():
        return at.page("member", value, 422)
    role = Role(form.role.data)
    if not at.consent.database.write(partial(_set_role, at, who, role)):
        form.wrong("role", "staff.member.last_owner")
        return at.page("member", value, 422)
    at.told("staff.member.changed", name=who.name)
    return at.redirect("members")


def _set_role(at: Desk, who: Member, role: Role | None, connection: Connection) -> bool:
    roles = {each.id: held for each, held in store.members_of(connection, at.restaurant.id, lock=True)}
    if who.id not in roles or not keeps_an_owner(roles, who.id, role):
        return False
    store.set_role(connection, at.restaurant.id, who.id, role)
    if role is None:
        if not store.roles_of(connection, who.id):
            staff_sessions.end_sessions(connection, who.id)
        at.audit("member.removed", who.id, connection, name=who.name)
    else:
        at.audit("member.role", who.id, connection, name=who.name, role=str(role))
    return True


def _remove(at: Desk, who: Member, form: RoleForm, value: dict[str, Any]) -> Response:
    if not at.consent.database.write(partial(_set_role, at, who, None)):
        form.wrong("role", "staff.member.last_owner")
        return at.page("member", value, 422)
    at.told("staff.member.removed", name=who.name)
    return at.redirect("restaurants" if who.id == at.member.id else "members")


def _end_sessions(at: Desk, who: Member, form: RoleForm, value: dict[str, Any]) -> Response:
    def job(connection: Connection) -> None:
        staff_sessions.end_sessions(connection, who.id)
        at.audit("member.signed_out", who.id, connection, name=who.name)

    at.consent.database.write(job)
    at.told("staff.sessions.ended")
    return at.redirect("member", member_id=who.id)


def _reset(at: Desk, who: Member, form: RoleForm, value: dict[str, Any]) -> Response:
    """A new set-up address. Not for somebody who has roles where this owner has no say: the address would open those
    restaurants too."""
    if not value["ours"] or who.id == at.member.id:
        abort(403)

    def job(connection: Connection) -> str:
        at.audit("member.reset", who.id, connection, name=who.name)
        return offer_setup(connection, who.id, at.now)

    return _link(at, who.name, at.consent.database.write(job))


ACTS = {"role": _change_role, "remove": _remove, "end": _end_sessions, "reset": _reset}
