"""A host that guards its own forms with Flask-WTF, and our forms beside them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask, render_template
from flask_wtf.csrf import CSRFProtect, generate_csrf

from consent_ui import ConsentUI
from tests.host import site as host
from tests.journeys.place import CONFIG, Place

pytestmark = pytest.mark.requirement("PR-10")


def guarded(url: str, order: str, csrf: CSRFProtect) -> Flask:
    """A host with CSRFProtect, set up before or after us."""
    app = Flask(host.__name__)
    app.config.from_mapping({**CONFIG, "CONSENT_DATABASE_URI": url})
    consent = ConsentUI()
    for extension in (csrf, consent) if order == "before" else (consent, csrf):
        extension.init_app(app)
    app.add_url_rule("/", "home", lambda: render_template("host/home.html"))
    app.add_url_rule("/token", "token", generate_csrf)
    app.add_url_rule("/order", "order", lambda: "ordered", methods=["POST"])
    return app


@pytest.fixture(params=["before", "after"])
def place(request: pytest.FixtureRequest, site_url: str, way: str, clock: Any) -> Iterator[Place]:
    """The guarded host with a restaurant on it."""
    opened = Place(guarded(site_url, request.param, CSRFProtect()), way)
    yield opened
    opened.close()


def test_our_forms_answer_on_a_host_that_guards_its_own(place: Place) -> None:
    visitor = place.visitor()
    assert visitor.press(visitor.open("/"), "yes").has("consent-receipt")
    assert visitor.press(visitor.open("/consent/preferences"), "stop").status in (200, 303)
    assert place.said() == [("sms", "given"), ("sms", "withdrawn")]


@pytest.mark.parametrize("way", ["plain"], indirect=True)
def test_the_hosts_own_forms_stay_guarded_and_so_do_ours(place: Place) -> None:
    visitor = place.visitor()
    page = visitor.open("/")
    client = place.app.test_client(ours=(), unchecked=("/",))
    for _ in range(2):
        assert client.post("/order").status_code == 400
        assert client.post("/order", data={"csrf_token": client.get("/token").text}).status_code == 200
        assert visitor.send(page.press("yes"), Sec_Fetch_Site="cross-site").status == 403
    assert place.said() == []


@pytest.mark.parametrize("way", ["plain"], indirect=True)
@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
def test_several_applications_of_one_process_each_keep_their_guard(site_url: str, way: str, clock: Any) -> None:
    shared = CSRFProtect()
    places = [Place(guarded(site_url, order, csrf), way) for order, csrf in
              (("before", shared), ("after", shared), ("after", CSRFProtect()))]  # fmt: skip
    places.append(Place(host.create_host({**CONFIG, "CONSENT_DATABASE_URI": site_url}), way))
    for number, each in enumerate(places):
        visitor = each.visitor()
        assert visitor.press(visitor.open("/"), "no").has("consent-receipt")
        refused = each.app.test_client(ours=(), unchecked=("/",)).post("/order").status_code
        assert refused == (200 if number == 3 else 400)
        each.close()


@pytest.mark.parametrize("way", ["plain"], indirect=True)
@pytest.mark.parametrize("loaded", [True, False])
def test_another_extension_of_that_name_is_left_alone(
    site: Place, loaded: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.app.extensions["csrf"] = object()
    if not loaded:
        monkeypatch.delitem(sys.modules, "flask_wtf.csrf")
    visitor = site.visitor()
    assert visitor.press(visitor.open("/"), "no").has("consent-receipt")
