"""A card offers one answer of one device to one account, and binds that answer or none."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from consent_ui import Customer
from consent_ui.texts import texts
from tests.journeys.place import Place
from tests.journeys.visitor import Visitor

CENTRE = "/consent/preferences"
say = texts("en")


@pytest.fixture(autouse=True)
def nadia(guest: Callable[[Customer], None]) -> None:
    """A customer without an answer."""
    guest(Customer("new", name="Nadia", phone="+33639980001"))


def signed_in_after(site: Place, answer: str) -> Visitor:
    """A browser that answered before its owner signed in."""
    visitor = site.visitor()
    visitor.press(visitor.open("/"), answer)
    visitor.client.post("/login/new")
    return visitor


@pytest.mark.requirement("CV-20", "CV-08")
def test_a_card_that_showed_a_no_never_binds_a_yes_given_on_the_device_since(site: Place) -> None:
    visitor = signed_in_after(site, "no")
    old = visitor.open(CENTRE)
    visitor.client.post("/logout")
    visitor.press(visitor.open(CENTRE), "save", tick=["sms"])
    visitor.client.post("/login/new")
    before = len(site.decisions())
    answer = visitor.press(old, "keep")
    assert answer.status == 409
    assert say("banner.error.device") in answer.alert()
    assert len(site.decisions()) == before


@pytest.mark.requirement("CV-12", "CV-20")
def test_an_answer_whose_rest_is_over_is_not_bound(site: Place, clock: Any) -> None:
    visitor = signed_in_after(site, "yes")
    clock.shift(timedelta(days=182, hours=12))
    card = visitor.open(CENTRE)
    cookie = visitor.cookies()["consent"]
    clock.shift(timedelta(days=2))
    # A browser that kept the cookie longer than it was told to.
    visitor.client.set_cookie("consent", cookie)
    visitor.client.post("/login/new")
    assert visitor.press(card, "keep").status == 409
    assert [row.person for row in site.decisions()] == [None]


@pytest.mark.requirement("CV-20")
def test_another_forms_token_keeps_nothing(site: Place) -> None:
    visitor = signed_in_after(site, "yes")
    token = visitor.open(CENTRE).token("stop")
    assert visitor.post(CENTRE, {"do": "keep", "notice": token}).status == 409
    assert [row.person for row in site.decisions()] == [None]


@pytest.mark.requirement("CV-16")
@pytest.mark.parametrize("cookie", ["x=caf\xe9; cookieconsent=1", "consent=\xff\xfe", 'consent="\xe9'])
@pytest.mark.parametrize("path", ["/", CENTRE])
def test_bytes_that_are_not_utf8_in_a_cookie_are_no_answer_yet(site: Place, path: str, cookie: str) -> None:
    answer = site.visitor().client.get(path, environ_overrides={"HTTP_COOKIE": cookie})
    assert answer.status_code == 200


@pytest.mark.parametrize("path", [CENTRE, "/consent/banner", "/consent/notice"])
@pytest.mark.parametrize(
    "query", ["endpoint=x", "_method=BOGUS", "_external=1", "_scheme=https", "_anchor=x", "lang=fr"]
)
def test_no_question_in_the_address_steers_the_links_to_other_languages(site: Place, path: str, query: str) -> None:
    page = site.visitor().open(f"{path}?{query}")
    assert page.status == 200
    assert all(link.startswith("/") for words, link in page.links().items() if words in ("English", "Français"))
