"""What tests of proving a number or address share: a gateway that remembers, and the steps up to the answer."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import select

from consent_ui.messaging.mail import Mail
from consent_ui.texts import texts
from tests.journeys.page import Page, Pressed
from tests.journeys.place import Place
from tests.journeys.visitor import Visitor

NUMBER, E164 = "06 98 76 54 11", "+33698765411"
HERE = "/consent/contact"
say = texts("en")
Open = Callable[..., Place]


@dataclass
class Post:
    """A gateway and a mail server that only remember."""

    name: str = "remembering"
    sent: list[tuple[str, str]] = field(default_factory=list)

    def send(self, to: Any, text: str = "") -> str:
        self.sent.append((to.to, to.text) if isinstance(to, Mail) else (to, text))
        return ""

    @property
    def code(self) -> str:
        """The digits that were sent last."""
        found = re.search(r"\b\d{6}\b", self.sent[-1][1])
        assert found
        return found[0]


def filled(page: Page, button: str, **typed: str) -> Pressed:
    """What pressing a button sends once these fields are filled in."""
    pressed = page.press(button)
    return replace(pressed, fields=[*pressed.fields, *typed.items()])


def fill(visitor: Visitor, page: Page, button: str, **typed: str) -> Page:
    return visitor.send(filled(page, button, **typed))


def signed_in(site: Place, guest: str) -> Visitor:
    visitor = site.visitor()
    visitor.client.post(f"/login/{guest}", headers={"Sec-Fetch-Site": "same-origin"})
    return visitor


def to_the_code(visitor: Visitor, number: str = NUMBER) -> Page:
    return fill(visitor, visitor.open(HERE), "send", contact=number)


def to_the_answer(visitor: Visitor, post: Post, number: str = NUMBER) -> Page:
    return fill(visitor, to_the_code(visitor, number), "check", code=post.code)


def rows(site: Place, table: Any) -> list[Any]:
    with site.consent.database.read() as connection:
        return list(connection.execute(select(table)).all())
