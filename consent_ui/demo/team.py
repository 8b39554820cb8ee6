"""Coming in as one of Chez Momo's people with one click: on this machine alone, and only in the demo.

It shows how a host brings a sign-in of its own: the demo's session knows who it is, and its `staff` hook says so.
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from urllib.parse import urlsplit

from flask import abort, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from consent_ui.demo.language import page_language
from consent_ui.demo.sample import RESTAURANT_ID, SLUG
from consent_ui.rules.roles import Role, StaffMember
from consent_ui.security import is_cross_site, local_path
from consent_ui.state import Consent
from consent_ui.store import members
from consent_ui.store.ids import uuid7
from consent_ui.store.members import Member

TEAM = {
    "momo": ("Momo Benali", Role.OWNER),
    "lucie": ("Lucie Roux", Role.MANAGER),
    "sami": ("Sami Haddad", Role.VIEWER),
}
"""Name and role of Chez Momo's people."""

HERE = {"127.0.0.1", "::1"}
NAMES = {"127.0.0.1", "::1", "localhost"}


def member() -> StaffMember | None:
    """Who works here in this browser: the hook that the demo hands to Consent UI."""
    key = session.get("team")
    if key not in TEAM or not _here():
        return None
    name, role = TEAM[key]
    return StaffMember(key, name, {SLUG: role}, language=page_language() if request.args.get("lang") else None)


def _here() -> bool:
    """Whether this machine itself asks, by a name of its own: no other machine, and no page that makes its name
    stand for this one."""
    return request.remote_addr in HERE and urlsplit(f"//{request.host}").hostname in NAMES


def show() -> str:
    """The people one can be."""
    if not _here():
        abort(404)
    people = [(key, name, str(role)) for key, (name, role) in TEAM.items()]
    return render_template("demo/team.html", people=people, present=member(), back=request.args.get("next", ""))


def sign_in() -> ResponseReturnValue:
    """Be one of them, and on to the back office; nothing but who that is goes into the session. Without a name: be
    nobody again."""
    if not _here():
        abort(404)
    if is_cross_site(request):
        abort(403)
    chosen = request.form.get("member", "")
    session.pop("team", None)
    if chosen not in TEAM:
        return redirect(url_for("demo.team"), 303)
    session["team"] = chosen
    back = local_path(request.form.get("next"))
    office = url_for("consent.staff")
    return redirect(back if back and back.startswith(office) else office, 303)


def hire(consent: Consent, now: datetime) -> None:
    """Put them into the team, so that its page shows them."""
    consent.database.write(partial(_hire, now.astimezone(UTC)))


def _hire(now: datetime, connection: Connection) -> None:
    for key, (name, role) in TEAM.items():
        email = f"{key}@chez-momo.example"
        if members.find_member(connection, email=email) is None:
            new = Member(uuid7(), email, name, None, f"demo {key}", None, None, (), None, None, now)
            members.add_member(connection, new)
            members.set_role(connection, RESTAURANT_ID, new.id, role)
