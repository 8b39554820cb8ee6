"""What a form that could not be taken gets for an answer, and that nothing comes of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from consent_ui.texts import texts
from tests.journeys.page import Page
from tests.journeys.place import Place
from tests.journeys.visitor import Visitor


def asked_again(page: Page, status: int, key: str) -> None:
    """The answer says what was wrong, and the question is there again with a token that works."""
    assert page.status == status
    assert texts("en")(key) in page.alert()
    assert page.buttons("consent-banner") == ["yes", "no"]
    assert "Saved" not in page.words() and "Set-Cookie" not in page.sent.headers


def token(visitor: Visitor) -> str:
    """A good token."""
    return visitor.open("/").token("yes")


@contextmanager
def unharmed(site: Place) -> Iterator[Visitor]:
    """Somebody whose bad requests store nothing and leave no cookie, and who can still answer afterwards."""
    visitor = site.visitor()
    yield visitor
    assert site.decisions() == [] and visitor.cookies() == {}
    visitor.press(visitor.open("/"), "no")
    assert site.said() == [("sms", "refused")]
