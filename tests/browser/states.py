"""A walk through everything a person can see of the consent flow, for checks that every state must pass."""

from __future__ import annotations

from collections.abc import Iterator

from playwright.sync_api import Page

from tests.browser.site import NOTICE, PREFERENCES, Site
from tests.browser.waiting import answer


def states(page: Page, site: Site) -> Iterator[str]:
    """Bring the page into one state after another and name each; `site` writes by SMS and by e-mail."""
    yield from _question(page, site)
    yield from _visitor(page, site)
    yield from _documents(page, site)
    yield from _customers(page, site)


def _question(page: Page, site: Site) -> Iterator[str]:
    site.go(page)
    yield "the question"
    page.locator("#consent-banner [name=notice]").evaluate("field => field.value = 'forged'")
    page.locator("#consent-banner button[value=no]").click()
    page.locator("#consent-banner [role=alert]:not(:empty)").wait_for()
    yield "the question after an error"
    site.go(page, "/consent/banner")
    yield "the question on a page of its own"
    site.go(page, PREFERENCES)
    yield "preferences, unknown"


def _visitor(page: Page, site: Site) -> Iterator[str]:
    site.go(page)
    answer(page, "yes")
    yield "confirmation of a yes, with the voucher"
    site.go(page, "/consent/banner")
    yield "confirmation on a page of its own"
    site.go(page, PREFERENCES)
    yield "preferences, given"
    page.locator("[value=stop]").click()
    page.locator(".consent-saved").wait_for()
    yield "preferences, withdrawn, just saved"
    page.context.clear_cookies()
    site.go(page)
    answer(page, "no")
    yield "confirmation of a no"
    site.go(page, PREFERENCES)
    yield "preferences, refused"


def _documents(page: Page, site: Site) -> Iterator[str]:
    words = page.locator("#consent-preferences a[href*='/consent/notice/']").first.get_attribute("href")
    site.go(page, NOTICE)
    yield "the full notice"
    site.go(page, words or "/")
    yield "a notice as it was shown"
    for path in ("/consent/nowhere", f"{NOTICE}/0"):
        site.go(page, path)
        yield f"nothing at {path}"
    page.context.clear_cookies()


def _customers(page: Page, site: Site) -> Iterator[str]:
    site.go(page)
    answer(page, "yes")
    site.sign_in(page, "julien")
    yield "account with an answer of this device"
    site.go(page, PREFERENCES)
    yield "preferences with an answer of this device"
    for customer, state in (("nour", "pending"), ("amina", "given"), ("robert", "withdrawn")):
        site.sign_out(page)
        site.sign_in(page, customer)
        yield f"account, {state}"
        site.go(page, PREFERENCES)
        yield f"preferences of an account, {state}"
