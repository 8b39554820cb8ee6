"""When an answer cannot be sent or saved: a clear word, nothing claimed, the choice still there, a second try works."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Page, Route

from consent_ui.store.database import NotSaved
from tests.browser.site import PREFERENCES, Site
from tests.browser.visit import Visit
from tests.browser.waiting import answer, bring_htmx, until

Visits = Callable[..., Visit]
NOT_SAVED = "Your answer was not saved. Please try again."
NO_REPLY = "No confirmation came. Please try again: it counts only once."
EXPECTED = "Failed to load resource|htmx: htmx:error|ERR_"


@contextmanager
def broken(page: Page, seen: Visit, how: str) -> Iterator[None]:
    """The way to the server, or the server, fails as named for every POST."""

    def fail(route: Route) -> None:
        if route.request.method != "POST":
            route.continue_()
        elif how == "connection lost":
            route.abort("connectionreset")
        elif how == "500":
            route.fulfill(status=500, body="<h1>Internal Server Error</h1>", content_type="text/html")
        elif how == "502 of a proxy":
            route.fulfill(status=502, body="<html><body><h1>Bad gateway</h1></body></html>", content_type="text/html")
        # else: no answer ever comes

    seen.context.set_offline(how == "offline")
    if how != "offline":
        page.route("**/consent/**", fail)
    yield
    seen.context.set_offline(False)
    page.unroute("**/consent/**")


@contextmanager
def full_disk(site: Site, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The database takes nothing."""

    def refuse(*_: Any) -> None:
        raise NotSaved

    with monkeypatch.context() as patch:
        patch.setattr(site.app.extensions["consent_ui"].database, "write_together", refuse)
        yield


def question(visit: Visits, site: Site) -> Visit:
    """A visitor in front of the question with htmx in place and a clock that can be put forward."""
    seen = visit()
    seen.allow(EXPECTED)
    seen.page.clock.install()
    site.go(seen.page)
    bring_htmx(seen.page)
    seen.page.evaluate("window.stays = true")
    return seen


def still_there(seen: Visit, said: str = NO_REPLY) -> None:
    """The question with both answers ready, what went wrong said in an alert, and no word of success."""
    alert = seen.page.locator("#consent-banner [role=alert]")
    assert alert.inner_text() == said
    assert alert.is_visible()
    for value in ("yes", "no"):
        button = seen.page.locator(f"#consent-banner button[value={value}]")
        assert button.is_visible() and button.is_enabled()
    assert seen.page.locator("#consent-receipt").count() == 0
    assert seen.page.locator("#consent-status").inner_text() == ""
    assert seen.context.cookies() == []


@pytest.mark.requirement("AX-22", "PR-05", "PR-08")
@pytest.mark.parametrize("value", ["yes", "no"])
@pytest.mark.parametrize("how", ["connection lost", "500", "502 of a proxy", "offline", "no answer for ten seconds"])
def test_an_answer_that_did_not_arrive_is_said_and_can_be_given_again(
    visit: Visits, momo: Site, how: str, value: str
) -> None:
    seen, before = question(visit, momo), momo.count()
    alert = seen.page.locator("#consent-banner [role=alert]")
    seen.page.evaluate("window.alertNode = document.querySelector('#consent-banner [role=alert]')")
    with broken(seen.page, seen, how):
        with seen.page.expect_request(lambda request: request.method == "POST"):
            seen.page.locator(f"#consent-banner button[value={value}]").click()
        if how == "no answer for ten seconds":
            seen.page.clock.fast_forward(9_000)
            assert alert.inner_text() == ""
            seen.page.clock.fast_forward(2_000)
        until(seen.page, "window.alertNode.textContent")
        still_there(seen)
    assert momo.count() == before
    answer(seen.page, value)
    assert seen.page.evaluate("window.stays") is True
    assert [kind for _, kind, _ in momo.decisions(before)] == [{"yes": "given", "no": "refused"}[value]]
    assert seen.page.get_by_text(NO_REPLY).count() == 0


@pytest.mark.requirement("PR-05", "PR-08", "AX-22")
@pytest.mark.parametrize("enhanced", [True, False], ids=["htmx", "plain"])
def test_a_record_that_cannot_be_written_is_never_claimed(
    visit: Visits, momo: Site, monkeypatch: pytest.MonkeyPatch, enhanced: bool
) -> None:
    seen, before = visit(javascript=enhanced), momo.count()
    seen.allow("503")
    momo.go(seen.page)
    if enhanced:
        bring_htmx(seen.page)
    token = seen.page.locator("#consent-banner [name=notice]").input_value()
    with full_disk(momo, monkeypatch):
        seen.page.locator("#consent-banner button[value=yes]").click()
        said = NO_REPLY if enhanced else NOT_SAVED
        seen.page.locator("#consent-banner [role=alert]").filter(has_text=said).wait_for()
        still_there(seen, said)
        assert seen.page.locator("#consent-banner [name=notice]").input_value() == token
    answer(seen.page, "yes")
    assert momo.decisions(before) == [("sms", "given", "banner")]


@pytest.mark.requirement("AX-22", "PR-05")
@pytest.mark.parametrize("how", ["connection lost", "500", "offline"])
def test_the_preference_centre_keeps_what_was_ticked_and_saves_the_second_time(
    visit: Visits, momo: Site, how: str
) -> None:
    seen, before = visit(), momo.count()
    seen.allow(EXPECTED)
    momo.go(seen.page, PREFERENCES)
    box, save = seen.page.get_by_label("Offers by SMS"), seen.page.get_by_role("button", name="Save my choice")
    box.check()
    with broken(seen.page, seen, how):
        save.click()
        seen.page.locator("[role=alert]").filter(has_text=NO_REPLY).first.wait_for()
        assert box.is_checked() and save.is_enabled()
        assert seen.page.locator(".consent-saved").count() == 0
    assert momo.count() == before
    save.click()
    seen.page.locator(".consent-saved").wait_for()
    assert momo.decisions(before) == [("sms", "given", "preferences")]


@pytest.mark.requirement("AX-22")
@pytest.mark.parametrize("lost", ["**/*.js*", "**/*htmx*", "**/consent.js*", "**/enhance", "**/*.css*"])
def test_whatever_does_not_arrive_the_plain_form_still_answers(visit: Visits, momo: Site, lost: str) -> None:
    seen, before = visit(), momo.count()
    seen.allow("ERR_FAILED")
    seen.page.route(lost, lambda route: route.abort())
    # Expected before anything can ask for it: the first touch may bring it, or the page itself.
    with seen.page.expect_event("requestfailed", lambda request: request.failure == "net::ERR_FAILED"):
        momo.go(seen.page)
        seen.page.locator("#consent-banner h2").hover()
        seen.page.locator("#consent-banner p").first.hover()
        seen.page.locator("#consent-banner a").first.focus()
    answer(seen.page, "no")
    assert momo.decisions(before) == [("sms", "refused", "banner")]


@pytest.mark.requirement("AX-17", "AX-22")
@pytest.mark.parametrize("enhanced", [True, False], ids=["htmx", "plain"])
def test_a_forged_form_shows_the_question_again(visit: Visits, momo: Site, enhanced: bool) -> None:
    seen, before = visit(javascript=enhanced), momo.count()
    seen.allow("400")
    momo.go(seen.page)
    if enhanced:
        bring_htmx(seen.page)
    seen.page.locator("#consent-banner [name=notice]").evaluate("field => field.value = 'forged'")
    seen.page.locator("#consent-banner button[value=yes]").click()
    alert = seen.page.locator("#consent-banner [role=alert]").filter(has_text="could not be recognised")
    alert.wait_for()
    assert momo.count() == before
    answer(seen.page, "yes")
    assert momo.decisions(before) == [("sms", "given", "banner")]
