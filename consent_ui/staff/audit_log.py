"""The audit log, for owners."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Response

from consent_ui.rules.roles import Role
from consent_ui.staff.desk import Desk, desk
from consent_ui.store import audit as store
from consent_ui.store.audit import Entry
from consent_ui.texts import MissingText, Texts

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the log in words."""

    at: str
    name: str
    act: str
    subject: str
    details: str


@dataclass(frozen=True, slots=True)
class Log:
    """A page of it, and the address of the older ones."""

    lines: tuple[Line, ...]
    older: str | None


@desk("/audit", role=Role.OWNER)
def audit(at: Desk) -> Response:
    """Who did what, the latest first."""
    before = at.asked("before")
    with at.consent.database.read() as connection:
        found = store.entries(connection, at.restaurant.id, before=before, limit=PER_PAGE + 1)
    shown = found[:PER_PAGE]
    older = at.url("audit", before=shown[-1].id) if len(found) > PER_PAGE else None
    return at.page("audit", Log(tuple(_line(at, each) for each in shown), older))


def _line(at: Desk, entry: Entry) -> Line:
    details = dict(entry.details)
    subject = str(details.pop("name", None) or entry.subject or "")
    said = [at.text(f"staff.role.{details.pop('role')}")] if details.get("role") in set(Role) else []
    said += [f"{name}: {value}" for name, value in details.items()]
    moment = at.text.moment(entry.at, at.restaurant.time_zone)
    act = act_in_words(at.text, entry.act)
    return Line(moment, entry.member_name, act, subject, at.text.listing(said) if said else "")


def act_in_words(text: Texts, act: str) -> str:
    """The act's text under `staff.audit.act.<act>`, or the symbol itself where none was written."""
    try:
        return text(f"staff.audit.act.{act}")
    except MissingText:
        return act
