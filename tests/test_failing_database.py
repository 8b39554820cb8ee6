"""A database that fails never breaks a page of the host, and is said clearly on our own."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from tests.journeys.place import Place


@pytest.mark.requirement("PR-05")
@pytest.mark.parametrize("signed_in", [False, True], ids=["visitor", "customer"])
def test_a_database_that_fails_never_breaks_a_page_of_the_host(site: Place, signed_in: bool) -> None:
    visitor = site.visitor()
    if signed_in:
        visitor.client.post("/login/7")
    with site.consent.database.engine.begin() as connection:
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
    with site.consent.database.engine.begin() as connection:
        for table in ("consent_decision", "consent_publication", "consent_customer"):
            connection.execute(text(f"ALTER TABLE {table} RENAME TO {table}_away"))
    for path in ("/consent/preferences", "/consent/banner", "/consent/notice"):
        # What stands is known without the database only for a visitor, whose device remembers it.
        assert visitor.open(path).status in ((200,) if "notice" in path or not signed_in else (503,))
    for path in ("/consent/preferences", "/consent/banner"):
        page = visitor.post(path, {"notice": token, "answer": "yes", "do": "save", "channels": "sms"})
        assert page.status == 503 and "Saved" not in page.words()
        assert "Set-Cookie" not in page.sent.headers
