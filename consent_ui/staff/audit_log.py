"""The audit log, for owners."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from flask import Response

from consent_ui.rules.roles import Role
from consent_ui.staff import figures
from consent_ui.staff.desk import Desk, desk
from consent_ui.store import audit as store
from consent_ui.store import offers
from consent_ui.store.audit import Entry
from consent_ui.texts import MissingText, Texts

PER_PAGE = 50
VALUES = {
    "role": "staff.role.",
    "reason": "customers.reason.",
    "kind": "campaign.kind.short.",
    "by": "staff.audit.detail.by.",
}
"""Details whose values have words of their own, and under which keys."""
DAYS = ("first", "last")
CAMPAIGNS = ("campaign", "wordings")
"""What acts on a campaign are about."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the log in words."""

    at: str
    name: str
    act: str
    subject: str
    details: str
    url: str | None


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
        named = any(_room(each) in CAMPAIGNS for each in shown)
        campaigns = offers.current_campaigns(connection, at.restaurant.id) if named else []
    names = {str(each.id): each.name for each in campaigns}
    older = at.url("audit", before=shown[-1].id) if len(found) > PER_PAGE else None
    return at.page("audit", Log(tuple(_line(at, each, names) for each in shown), older))


def _room(entry: Entry) -> str:
    """What an act is about."""
    return entry.act.partition(".")[0]


def _line(at: Desk, entry: Entry, names: Mapping[str, str]) -> Line:
    details = dict(entry.details)
    subject, url = _subject(at, entry, details.pop("name", None), names)
    said = [_detail(at.text, name, value) for name, value in details.items() if value is not None]
    moment = at.text.moment(entry.at, at.restaurant.time_zone)
    act = act_in_words(at.text, entry.act)
    return Line(moment, entry.member_name, act, subject, ", ".join(said), url)


def _subject(at: Desk, entry: Entry, name: object, names: Mapping[str, str]) -> tuple[str, str | None]:
    """On what it was done, and where that is looked at: a campaign by its present name, never a bare id for a page,
    and no customer by name, whom each reading of the log would show."""
    room = _room(entry)
    if entry.subject and room == "customer":
        return at.text("staff.audit.subject.customer"), at.url("customer", customer_id=entry.subject)
    if entry.subject and room in CAMPAIGNS:
        known = names.get(entry.subject) or at.text("staff.audit.subject.campaign")
        return known, at.url("campaign", campaign_id=entry.subject)
    return str(name or entry.subject or ""), None


def _detail(text: Texts, name: str, value: object) -> str:
    """One detail in words, or as it was kept where none were written."""
    try:
        if name == "channels" and isinstance(value, list):
            return text.listing([text(f"channel.{each}.name") for each in value])
        if name in DAYS:
            return text(f"staff.audit.detail.{name}", value=figures.day(text.language, date.fromisoformat(str(value))))
        if name in VALUES:
            return text(f"{VALUES[name]}{value}")
        return text(f"staff.audit.detail.{name}", value=str(value))
    except MissingText:
        return f"{name}: {value}"
    except ValueError:  # no day after all
        return text(f"staff.audit.detail.{name}", value=str(value))


def act_in_words(text: Texts, act: str) -> str:
    """The act's text under `staff.audit.act.<act>`, or the symbol itself where none was written."""
    try:
        return text(f"staff.audit.act.{act}")
    except MissingText:
        return act
