"""On somebody else's application: their database, their routes and headers, their prefix, their templates."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, render_template
from flask_sqlalchemy import SQLAlchemy
from jinja2 import ChoiceLoader, DictLoader
from sqlalchemy import inspect, make_url, text
from werkzeug.middleware.dispatcher import DispatcherMiddleware

from consent_ui import ConsentUI, migrations
from tests.host import site as host
from tests.journeys.page import Page
from tests.journeys.place import CONFIG, Place, usual_campaigns
from tests.samples import sample_restaurant
from tests.site import open_host


def own_database(url: str, order: str) -> tuple[Flask, SQLAlchemy]:
    """A host with Flask-SQLAlchemy, set up before or after us, and no setting of ours for a database."""
    app = Flask(host.__name__)
    driver = make_url(url)
    if driver.drivername == "postgresql":
        driver = driver.set(drivername="postgresql+psycopg")
    config = {**CONFIG, "SQLALCHEMY_DATABASE_URI": driver.render_as_string(hide_password=False)}
    app.config.from_mapping(config)
    database, consent = SQLAlchemy(), ConsentUI()
    for extension in (database, consent) if order == "before" else (consent, database):
        extension.init_app(app)
    app.add_url_rule("/", "home", lambda: render_template("host/home.html"))
    return app, database


@pytest.mark.parametrize("order", ["before", "after"])
def test_the_hosts_own_database_is_used_whichever_is_set_up_first(
    empty_database_url: str, way: str, order: str
) -> None:
    app, database = own_database(empty_database_url, order)
    with app.app_context():
        migrations.upgrade(app.extensions["consent_ui"].database)
        place = Place(app, way)
        place.publish(sample_restaurant(), *usual_campaigns())
        visitor = place.visitor()
        visitor.press(visitor.open("/"), "no")
        with database.engine.connect() as connection:
            assert connection.execute(text("SELECT kind FROM consent_decision")).scalars().all() == ["refused"]
        assert "consent_version" in inspect(database.engine).get_table_names()
        place.close()
        database.engine.dispose()


def test_without_any_database_named_a_file_in_the_instance_folder_is_used(tmp_path: Path) -> None:
    app = Flask("anything", instance_path=str(tmp_path / "instance"))
    app.config.from_mapping(CONFIG)
    ConsentUI(app)
    place = Place(app)
    migrations.upgrade(place.consent.database)
    place.publish(sample_restaurant())
    assert (tmp_path / "instance" / "consent.db").is_file()
    place.close()


@pytest.mark.parametrize("way", ["plain"], indirect=True)
def test_the_hosts_own_forms_and_pages_are_as_they_were(site: Place) -> None:
    with_us, without = site.app.test_client(ours=(), unchecked=("/",)), bare_host().test_client()
    for method, path in (("POST", "/order"), ("GET", "/nothing"), ("PUT", "/order"), ("POST", "/login/7")):
        ours, theirs = (each.open(path, method=method, data={"dish": "x" * 99_999}) for each in (with_us, without))
        assert ours.status_code == theirs.status_code and ours.data == theirs.data
        assert set(ours.headers.keys()) == set(theirs.headers.keys())
    assert with_us.post("/order", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 200


def bare_host() -> Flask:
    """The same host before anybody thought of offers."""
    app = Flask("bare")
    app.config.from_mapping(CONFIG)
    app.add_url_rule("/order", "order", lambda: "ordered False", methods=["POST"])
    app.add_url_rule("/login/<guest>", "login", host.create_host({**CONFIG}).view_functions["login"], methods=["POST"])
    return app


def test_no_session_of_the_hosts_is_begun_for_a_visitor(site: Place) -> None:
    visitor = site.visitor()
    visitor.press(visitor.open("/"), "yes")
    visitor.open("/consent/preferences")
    assert set(visitor.cookies()) == {"consent"}


def test_two_applications_in_one_process_keep_apart(
    open_site: Callable[..., Place], filled_url: Callable[[str, str], str], kind: str, way: str, tmp_path: Path
) -> None:
    first = open_site()
    if kind == "sqlite":
        Path(str(make_url(first.app.config["CONSENT_DATABASE_URI"]).database)).rename(tmp_path / "first.db")
        first = open_host(f"sqlite:///{tmp_path / 'first.db'}", way)
    second = open_host(filled_url(kind, "site"), way, SECRET_KEY="another", CONSENT_URL_PREFIX="/offers")
    for place, path in ((first, "/consent/"), (second, "/offers/")):
        place.ours = (path,)
        visitor = place.visitor()
        page = visitor.open("/")
        assert page.press("yes").action.startswith(path)
        visitor.press(page, "yes")
    second_visitor = second.visitor()
    second_visitor.client.set_cookie("consent", "sms-given")
    assert second_visitor.open("/").has("consent-banner")
    assert first.said() == second.said() == [("sms", "given")]
    assert {row.act for row in first.decisions()}.isdisjoint({row.act for row in second.decisions()})
    first.close()
    second.close()


@pytest.fixture
def prefixed(site: Place, monkeypatch: pytest.MonkeyPatch) -> Place:
    """The site below /bistro of a larger one."""
    inner = site.app.wsgi_app
    monkeypatch.setattr(site.app, "wsgi_app", DispatcherMiddleware(Flask("outer").wsgi_app, {"/bistro": inner}))
    site.ours = ("/consent/", "/bistro/consent/")
    return site


def addresses(page: Page) -> set[str]:
    """Every address of this site that the page names."""
    named = {e.get(name, "") for e in page.tree.elements for name in ("href", "src", "action", "hx-get", "hx-post")}
    fields = {e.get("value", "") for e in page.tree.all("input") if e.get("name") == "next"}
    return {each for each in named | fields if each.startswith("/")}


def test_under_a_prefix_every_link_and_redirect_keeps_it(prefixed: Place, guest: Any) -> None:
    visitor = prefixed.visitor()
    pages = [visitor.open(f"/bistro{path}") for path in ("/", "/cached", "/settings", "/consent/banner")]
    pages += [visitor.press(pages[0], "yes")]
    sent = [pages[-1].sent]
    pages += [visitor.open(f"/bistro/consent/{path}") for path in ("preferences", "notice")]
    pages += [visitor.press(pages[-2], "stop")]
    sent += [pages[-1].sent]
    for page in pages:
        assert page.status in (200, 303)
        assert addresses(page), page.response.request.path
        assert {each for each in addresses(page) if not each.startswith("/bistro/")} == set(), (
            page.response.request.path
        )
    for response in sent:
        assert response.status_code == 200 or response.location.startswith("/bistro/")
    assert prefixed.said() == [("sms", "given"), ("sms", "withdrawn")]


@pytest.mark.requirement("PR-11")
def test_a_page_that_caches_keep_holds_nothing_personal(site: Place) -> None:
    first, second = site.visitor(), site.visitor()
    second.client.post("/login/7")
    pages = [visitor.open("/cached") for visitor in (first, second)]
    first.press(first.open("/"), "no")
    pages.append(first.open("/cached"))
    assert len({page.response.text for page in pages}) == 1
    assert not pages[0].has("consent-banner") and "notice" not in {e.get("name") for e in pages[0].tree.elements}
    for page in pages:
        assert "no-store" not in page.response.headers.get("Cache-Control", "")
        assert "Set-Cookie" not in page.response.headers


@pytest.mark.requirement("PR-11")
def test_a_cached_page_is_kept_for_everybody_once_per_language(site: Place) -> None:
    visitor = site.visitor()
    visitor.client.post("/login/7")
    headers = visitor.open("/cached").response.headers
    assert headers.getlist("Vary") == ["Accept-Language"]
    assert "Vary" not in visitor.open("/cached?lang=fr").response.headers
    site.change(languages=("fr",))
    assert "Vary" not in visitor.open("/cached").response.headers


@pytest.mark.parametrize(("method", "back"), [("POST", "/"), ("PUT", "/"), ("GET", "/form?a=1")])
def test_the_way_back_from_a_page_that_answered_a_form_is_one_that_can_be_opened(
    site: Place, method: str, back: str
) -> None:
    site.app.add_url_rule("/form", "form", lambda: render_template("host/home.html"), methods=[method])
    page = site.app.test_client(ours=(), unchecked=("/",)).open("/form?a=1", method=method)
    assert f'name="next" value="{back}"' in page.text


def test_a_page_that_takes_forms_and_shows_itself_is_come_back_to(site: Place) -> None:
    for method in ("GET", "POST"):
        site.app.add_url_rule("/form", method, lambda: render_template("host/home.html"), methods=[method])
    page = site.app.test_client(ours=(), unchecked=("/",)).post("/form")
    assert 'name="next" value="/form"' in page.text


def test_the_link_on_a_cached_page_leads_to_the_question(site: Place) -> None:
    visitor = site.visitor()
    page = visitor.follow(visitor.open("/cached"), "A question about offers")
    assert page.has("consent-banner")
    done = visitor.press(page, "no")
    assert done.has("consent-receipt") or done.has("consent-lazy")
    assert site.said() == [("sms", "refused")]


def test_an_unknown_restaurant_never_breaks_a_page_of_the_host(open_site: Callable[..., Place]) -> None:
    site = open_site(CONSENT_RESTAURANT="nobody")
    for path in ("/", "/cached", "/settings"):
        page = site.visitor().open(path)
        assert page.status == 200 and not page.has("consent-banner")


def test_a_sites_own_template_wins(site: Place) -> None:
    loader = site.app.jinja_loader
    assert loader is not None
    source = '{% extends "shipped/_receipt.html" %}{% block before %}<p>Merci, {{ receipt.heading }}</p>{% endblock %}'
    own = DictLoader({"consent/_receipt.html": source})
    site.app.jinja_loader = ChoiceLoader([own, loader])
    visitor = site.visitor()
    assert "Merci, Saved" in visitor.press(visitor.open("/"), "no").words("consent-receipt")


@pytest.mark.requirement("PR-05")
def test_a_host_that_opens_the_file_by_itself_loses_no_decision(
    filled_url: Callable[[str, str], str], clock: Any
) -> None:
    """Two SQLite libraries in one process undo each other's locks: the host's close would take our journal with it."""
    place = open_host(filled_url("sqlite", "site"))
    file = str(place.consent.database.engine.url.database)
    for _ in range(5):
        visitor = place.visitor()
        visitor.press(visitor.open("/"), "no")
        sqlite3.connect(file).execute("SELECT count(*) FROM consent_decision").connection.close()
    counted = subprocess.run(
        [sys.executable, "-c", f"import sqlite3; print(*sqlite3.connect({file!r}).execute("
         "'SELECT count(*) FROM consent_decision').fetchone())"],
        capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    assert counted.stdout.strip() == "5"
    place.close()
