"""What the browser keeps and whom it talks to: nothing before the answer, one signed cookie after it."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.site import PREFERENCES, Site
from tests.browser.visit import Visit
from tests.browser.waiting import answer, bring_htmx

Visits = Callable[..., Visit]
DAYS = 183 * 24 * 3600

KEPT = """async () => [localStorage.length, sessionStorage.length, (await indexedDB.databases()).length,
    (await caches.keys()).length, (await navigator.serviceWorker.getRegistrations()).length, document.cookie.length,
    window.name.length]"""


def kept_elsewhere(seen: Visit) -> list[int]:
    """How much lies in each place other than the cookie jar, and in the part of the jar that scripts can read."""
    found: list[int] = seen.page.evaluate(KEPT)
    return found


def set_cookies(seen: Visit) -> list[str]:
    """Paths of the responses that set a cookie."""
    return [each.url for each in seen.responses if "set-cookie" in each.all_headers()]


@pytest.mark.requirement("CV-16")
@pytest.mark.parametrize("enhanced", [True, False], ids=["htmx", "plain"])
@pytest.mark.parametrize("value", ["yes", "no"])
def test_an_answer_leaves_one_cookie_and_nothing_else(visit: Visits, momo: Site, value: str, enhanced: bool) -> None:
    seen = visit(javascript=enhanced)
    for path in ("/menu", "/consent/notice", PREFERENCES, "/"):
        momo.go(seen.page, path)
    if enhanced:
        bring_htmx(seen.page)
        assert not any(kept_elsewhere(seen))
    assert set_cookies(seen) == []
    assert seen.context.cookies() == []
    asked_at = time.time()
    answer(seen.page, value)
    if enhanced:
        assert not any(kept_elsewhere(seen))
    (cookie,) = seen.context.cookies()
    assert cookie["name"] == "consent"
    assert cookie["httpOnly"] is True
    assert cookie["sameSite"] == "Lax"
    assert cookie["path"] == "/"
    assert DAYS - 24 * 3600 < cookie["expires"] - asked_at <= DAYS + 60
    assert seen.foreign(momo.address) == []
    assert len(set_cookies(seen)) == 1


@pytest.mark.requirement("CV-16", "CV-13")
def test_the_cookie_says_choice_notice_and_day_and_is_the_same_for_everybody(visit: Visits, momo: Site) -> None:
    jars: dict[str, list[dict[str, Any]]] = {"yes": [], "no": []}
    for _ in range(2):
        for value, jar in jars.items():
            seen = visit(javascript=False)
            momo.go(seen.page)
            answer(seen.page, value)
            jar += [dict(each) for each in seen.context.cookies()]
    for value, jar in jars.items():
        # What two devices hold alike can tell neither from the other.
        assert jar[0]["value"] == jar[1]["value"]
        choice, earlier, _ = jar[0]["value"].split(".")
        channel, kind, notice, day = choice.split("-")
        assert (channel, kind, earlier) == ("sms", {"yes": "given", "no": "refused"}[value], "")
        assert len(notice) == 64 and len(day) == 8
    assert abs(jars["yes"][0]["expires"] - jars["no"][0]["expires"]) < 120


@pytest.mark.requirement("CV-16", "IN-11")
def test_a_broken_or_foreign_cookie_is_no_answer(visit: Visits, momo: Site) -> None:
    for value in ("", "yes", "sms-given.x.2026-01-01.forged", "%00", "sms-given" * 300):
        seen = visit(cookies=[{"name": "consent", "value": value, "url": momo.address}])
        momo.go(seen.page)
        assert seen.page.locator("#consent-banner").is_visible(), value


@pytest.mark.requirement("PR-11")
def test_a_page_with_the_question_is_kept_by_no_cache(visit: Visits, momo: Site) -> None:
    seen = visit()
    momo.go(seen.page)
    bring_htmx(seen.page)
    answer(seen.page, "yes")
    for response in seen.responses:
        if "text/html" in response.headers.get("content-type", "") and "/enhance" not in response.url:
            assert "no-store" in response.headers["cache-control"], response.url
            assert "private" in response.headers["cache-control"], response.url
