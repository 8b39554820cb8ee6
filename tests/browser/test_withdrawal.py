"""From any page, stopping everything takes at most two activations and no typing (WD-01)."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from tests.browser.site import NOTICE, PREFERENCES, Site
from tests.browser.visit import Visit
from tests.browser.waiting import answer

Visits = Callable[..., Visit]
PAGES = ("/", "/menu", "/order", "/account", "/terms", "/lost", NOTICE, f"{NOTICE}/0", "/consent/banner")
NAME = {"en": "Offers and privacy", "fr": "Offres et vie privée"}


def stop_from_here(page: Page) -> int:
    """Stop everything by mouse alone and return how many activations it took."""
    activations = 0
    if page.locator("button[value=stop]").count() == 0:
        page.locator("footer a[href*='/consent/preferences']").click()
        page.wait_for_url(f"**{PREFERENCES}*")
        activations += 1
    page.locator("button[value=stop]").click()
    page.locator(".consent-saved").wait_for()
    return activations + 1


@pytest.mark.requirement("WD-01", "WD-09")
@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_visitor_stops_everything_in_two_clicks_from_any_page(visit: Visits, momo: Site, language: str) -> None:
    seen = visit(language=language)
    seen.allow("404")
    momo.go(seen.page)
    answer(seen.page, "yes")
    agreed = [{"name": each["name"], "value": each["value"], "url": momo.address} for each in seen.context.cookies()]
    assert seen.page.locator("#consent-receipt").count() == 1
    for path in (None, *PAGES):
        if path is not None:
            momo.go(seen.page, path)
        before = momo.count()
        assert stop_from_here(seen.page) <= 2, path
        assert momo.decisions(before) == [("sms", "withdrawn", "preferences")], path
        seen.context.clear_cookies()
        seen.context.add_cookies(agreed)  # type: ignore[arg-type]


@pytest.mark.requirement("WD-01")
@pytest.mark.parametrize(("customer", "path", "most"), [("amina", "/menu", 2), ("camille", "/account", 1)])
def test_a_customer_stops_everything_in_as_few(visit: Visits, momo: Site, customer: str, path: str, most: int) -> None:
    seen = visit()
    momo.sign_in(seen.page, customer)
    momo.go(seen.page, path)
    before = momo.count()
    assert stop_from_here(seen.page) == most
    assert momo.decisions(before) == [("sms", "withdrawn", "preferences")]


@pytest.mark.requirement("WD-02", "IN-10")
@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_way_there_has_one_name_and_one_place_on_every_page(visit: Visits, momo: Site, language: str) -> None:
    seen = visit(language=language)
    seen.allow("404")
    for path in (*PAGES, PREFERENCES):
        momo.go(seen.page, path)
        link = seen.page.locator("footer a").first
        assert link.inner_text() == NAME[language], path
        assert urlsplit(link.get_attribute("href") or "").path == PREFERENCES, path
