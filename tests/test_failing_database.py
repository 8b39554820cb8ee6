"""A database that fails never breaks a page of the host, and is said clearly on our own."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
from flask import Flask, render_template
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import text

from consent_ui import ConsentUI, Customer
from consent_ui.store.database import NotSaved
from tests.host import site as host
from tests.journeys.place import CONFIG, Place


@pytest.mark.requirement("PR-05")
@pytest.mark.parametrize("signed_in", [False, True], ids=["visitor", "customer"])
def test_a_database_that_fails_never_breaks_a_page_of_the_host(site: Place, signed_in: bool) -> None:
    visitor = site.visitor()
    if signed_in:
        visitor.client.post("/login/7")
    with site.as_owner() as connection:
        for table in ("consent_decision", "consent_publication", "consent_customer"):
            connection.execute(text(f"ALTER TABLE {table} RENAME TO {table}_away"))
    for path in ("/", "/cached", "/settings"):
        page = visitor.open(path)
        assert page.status == 200 and page.tree.all("footer")
        assert not page.has("consent-banner") and not page.has("consent-account")


@pytest.mark.requirement("PR-05")
@pytest.mark.parametrize("signed_in", [False, True], ids=["visitor", "customer"])
def test_a_database_that_fails_is_said_clearly_on_our_own_pages(site: Place, signed_in: bool) -> None:
    visitor = site.visitor()
    if signed_in:
        visitor.client.post("/login/7")
    token = visitor.open("/consent/preferences").token("save")
    with site.as_owner() as connection:
        for table in ("consent_decision", "consent_publication", "consent_customer"):
            connection.execute(text(f"ALTER TABLE {table} RENAME TO {table}_away"))
    for path in ("/consent/preferences", "/consent/banner", "/consent/notice"):
        # What stands is known without the database only for a visitor, whose device remembers it.
        assert visitor.open(path).status in ((200,) if "notice" in path or not signed_in else (503,))
    for path in ("/consent/preferences", "/consent/banner"):
        page = visitor.post(path, {"notice": token, "answer": "yes", "do": "save", "channels": "sms"})
        assert page.status == 503 and "Saved" not in page.words()
        assert "Set-Cookie" not in page.sent.headers


@pytest.fixture
def frank(site_url: str) -> Iterator[Place]:
    """A host whose own engine puts the values of a failing statement into its error."""
    app = Flask(host.__name__)
    url = site_url.replace("postgresql://", "postgresql+psycopg://")
    app.config.from_mapping({**CONFIG, "SQLALCHEMY_DATABASE_URI": url})
    SQLAlchemy(app)
    somebody = Customer("ines@nord.example", phone="+33612345678", email="ines@nord.example")
    ConsentUI(app, customer=lambda: somebody)
    for path, name in (("/", "home"), ("/cached", "cached"), ("/settings", "settings")):
        app.add_url_rule(path, name, lambda name=name: render_template(f"host/{name}.html"))
    place = Place(app)
    yield place
    place.close()


@pytest.mark.requirement("PR-13")
def test_no_line_of_the_log_tells_who_was_looking(frank: Place, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    visitor = frank.visitor()
    page = visitor.open("/")
    with frank.as_owner() as connection:
        connection.execute(text("ALTER TABLE consent_customer RENAME TO consent_customer_away"))
    for path in ("/", "/cached", "/settings", "/consent/preferences"):
        visitor.open(path)
    visitor.press(page, "yes")
    with pytest.raises(NotSaved):  # the answer above ends at its first read, so a write of its own fails here
        frank.consent.database.write(
            lambda c: c.execute(text("INSERT INTO gone VALUES (:who)"), {"who": "+33612345678"})
        )
    assert "could not read" in caplog.text and "could not write" in caplog.text
    assert "nord.example" not in caplog.text and "336" not in caplog.text
