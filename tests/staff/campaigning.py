"""What tests of the campaigns' pages share: a form as a browser would send it, plainly or by htmx."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from uuid import UUID

from werkzeug.test import TestResponse

from consent_ui.rules.campaigns import Campaign
from consent_ui.store import offers
from tests.samples import sample_restaurant
from tests.staff.office import BackOffice, Colleague

HTMX = {"HX-Request": "true"}


@dataclass
class Fields(HTMLParser):
    """The fields of the form that posts with a step or a version, and the names of its buttons."""

    values: dict[str, str] = field(default_factory=dict)
    steps: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        name, value = found.get("name", ""), found.get("value", "")
        if tag == "textarea":
            self._area, self.values[name] = name, ""
        elif tag == "input" and name and name != "next":
            is_choice = found.get("type") in ("checkbox", "radio")
            if not is_choice or "checked" in found:
                self.values[name] = value
        elif tag == "button" and name == "step":
            self.steps.append(value)

    def handle_data(self, data: str) -> None:
        if self._area:
            self.values[self._area] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.values[self._area] = self.values[self._area].removeprefix("\n")
            self._area = ""


def fields_of(response: TestResponse) -> Fields:
    """Read the form of a page."""
    found = Fields()
    found.feed(response.get_data(as_text=True))
    return found


def fill(
    who: Colleague, path: str, changes: Mapping[str, str], step: str = "review", htmx: bool = False
) -> TestResponse:
    """Open a form, change some fields and send it."""
    return send(who, path, fields_of(who.get(path)).values | dict(changes), step, htmx)


def send(who: Colleague, path: str, values: Mapping[str, str], step: str, htmx: bool = False) -> TestResponse:
    """Send these fields."""
    settings: dict[str, Any] = {"headers": HTMX} if htmx else {}
    return who.post(path, {**values, "step": step}, **settings)


def publish(who: Colleague, path: str, changes: Mapping[str, str], htmx: bool = False) -> TestResponse:
    """The whole way: form, review, publish."""
    review = fill(who, path, changes, htmx=htmx)
    assert review.status_code == 200, review.get_data(as_text=True)
    found = fields_of(review)
    assert found.steps == ["publish", "edit"]
    return send(who, path, found.values, "publish", htmx)


def standing(office: BackOffice) -> dict[UUID, Campaign]:
    """The latest version of every campaign of the sample restaurant."""
    with office.place.consent.database.read() as connection:
        return {each.id: each for each in offers.current_campaigns(connection, sample_restaurant().id)}


def named(office: BackOffice, name: str) -> Campaign:
    """The campaign with this name."""
    return next(each for each in standing(office).values() if each.name == name)


def of_kind(office: BackOffice, kind: str) -> Campaign:
    """The first campaign of a kind."""
    return next(each for each in standing(office).values() if each.kind == kind)
