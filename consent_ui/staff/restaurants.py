"""The first page of the back office: the restaurants one has a role at."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Response, session

from consent_ui.staff.desk import front
from consent_ui.staff.place import Place
from consent_ui.staff.routes import Who
from consent_ui.store import offers
from consent_ui.texts import languages


@dataclass(frozen=True, slots=True)
class Row:
    """A restaurant to choose."""

    name: str
    url: str
    role: str


@front("/")
def restaurants(at: Place) -> Response:
    """The restaurants one has a role at; on to the only one."""
    roles = at.member.roles if at.member else {}
    with at.consent.database.read() as connection:
        found = [offers.find_restaurant(connection, slug) for slug in roles]
    rows = tuple(
        Row(each.name, at.url("restaurant", slug=each.slug), at.text(f"staff.role.{roles[each.slug]}"))
        for each in found
        if each is not None
    )
    return at.go(rows[0].url) if len(rows) == 1 else at.page("restaurants", rows)


@front("/language", who=Who.ANYBODY, methods=["POST"])
def language(at: Place) -> Response:
    """Another language, for this session."""
    from flask import request

    from consent_ui.staff import keeping

    wanted = request.form.get("language", "")
    if wanted in languages():
        session["language"] = wanted
    return at.go(keeping.checked(request.form.get("next")))
