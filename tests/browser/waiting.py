"""Waits for the thing itself.

Playwright's own `wait_for_function` evaluates a string inside the page, which our Content-Security-Policy refuses.
"""

from __future__ import annotations

from time import monotonic

from playwright.sync_api import Page

from tests.browser.site import Site
from tests.browser.visit import Visit

PATIENCE = 15.0


def until(page: Page, condition: str) -> None:
    """Wait until this JavaScript expression is true. Raises AssertionError after some seconds."""
    end = monotonic() + PATIENCE
    while not page.evaluate(f"() => Boolean({condition})"):
        assert monotonic() < end, f"never came true on {page.url}: {condition}"
        page.wait_for_timeout(20)


def bring_htmx(page: Page) -> None:
    """Point at the question, which brings htmx, and wait until the page's forms are its."""
    page.locator("#consent-banner h2").hover()
    until(page, "window.htmx && window.consentEnhanced")


def answer(page: Page, value: str) -> None:
    """Click one of the two answers and wait for the confirmation."""
    page.locator(f"#consent-banner button[value={value}]").click()
    page.locator("#consent-receipt").wait_for()


def unanswered(seen: Visit, site: Site, before: int) -> None:
    """Hold a visit to having posted, recorded and stored nothing; `before` is how many decisions there were."""
    assert [request.url for request in seen.requests if request.method != "GET"] == []
    assert site.count() == before
    assert seen.context.cookies() == []
