"""What a form that could not be taken gets for an answer, and that nothing comes of it."""

from __future__ import annotations

from consent_ui.texts import texts
from tests.journeys.page import Page
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
