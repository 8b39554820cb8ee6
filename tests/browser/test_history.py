"""Back and forward in a browser that keeps whole pages in memory: a question that was answered never comes back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from time import monotonic

import pytest
from playwright.sync_api import Browser, Error, Page

from tests.browser.site import Site
from tests.browser.visit import Visit, open_visit
from tests.browser.waiting import PATIENCE, answer, bring_htmx, unanswered
from tests.setup import chromium

NOTE = "addEventListener('pageshow', event => { window.restored = event.persisted })"
Opened = Callable[[], Visit]


@pytest.fixture(scope="module")
def keeping(browser: Browser) -> Iterator[Browser]:
    """A Chromium with its back/forward cache, which the test driver switches off by default."""
    kept = browser.browser_type.launch(
        executable_path=chromium.find(),
        args=list(chromium.ARGUMENTS),
        ignore_default_args=["--disable-back-forward-cache"],
    )
    yield kept
    kept.close()


@pytest.fixture
def visitor(keeping: Browser) -> Iterator[Visit]:
    """A visitor whose pages note whether they came out of memory, and get htmx only when a test brings it."""
    seen = open_visit(keeping, reduced_motion="reduce")
    seen.page.add_init_script(NOTE)
    yield seen
    seen.context.close()
    assert seen.problems() == []


def go_back(page: Page, steps: int, path: str) -> None:
    """Go back in the history and wait until that page is shown; the driver's own waits for a load that never comes."""
    page.evaluate("steps => { setTimeout(() => history.go(-steps)) }", steps)
    end = monotonic() + PATIENCE
    while True:
        try:
            if page.evaluate("[location.pathname, document.readyState, window.restored !== undefined]") == [
                path,
                "complete",
                True,
            ]:
                return
        except Error:
            pass  # between two pages there is none to ask
        assert monotonic() < end, f"never came back to {path}"
        page.wait_for_timeout(20)


def leave_for_the_menu(page: Page) -> None:
    page.get_by_role("link", name="Menu").first.click()
    page.wait_for_url("**/menu")


@pytest.mark.requirement("CV-02")
def test_a_page_out_of_memory_with_the_question_still_open_is_no_answer(visitor: Visit, momo: Site) -> None:
    before = momo.count()
    momo.go(visitor.page)
    visitor.page.evaluate("window.same = true")
    leave_for_the_menu(visitor.page)
    go_back(visitor.page, 1, "/")
    # The very page came back, so the other tests here test something.
    assert visitor.page.evaluate("[window.restored, window.same]") == [True, True]
    assert visitor.page.evaluate("document.querySelectorAll('#consent-banner').length") == 1
    unanswered(visitor, momo, before)


@pytest.mark.requirement("PR-11", "CV-12")
@pytest.mark.parametrize("first", ["plain", "htmx"])
@pytest.mark.parametrize("then", ["plain", "htmx"])
def test_an_answer_given_on_the_next_page_closes_the_question_behind(
    visitor: Visit, momo: Site, first: str, then: str
) -> None:
    momo.go(visitor.page)
    if first == "htmx":
        bring_htmx(visitor.page)
    leave_for_the_menu(visitor.page)
    if then == "htmx":
        bring_htmx(visitor.page)
        answer(visitor.page, "no")
    else:
        visitor.page.locator("#consent-banner form").evaluate("form => form.querySelector('[value=no]').click()")
        visitor.page.wait_for_url("**/menu?consent=saved#*")
    go_back(visitor.page, 1 if then == "htmx" else 2, "/")
    assert visitor.page.evaluate("document.querySelectorAll('#consent-banner').length") == 0


@pytest.mark.requirement("PR-11", "CV-12")
def test_the_same_holds_for_a_customer_whose_answer_changes_no_cookie(visitor: Visit, momo: Site) -> None:
    momo.sign_in(visitor.page, "julien")
    momo.go(visitor.page)
    bring_htmx(visitor.page)
    leave_for_the_menu(visitor.page)
    bring_htmx(visitor.page)
    answer(visitor.page, "no")
    go_back(visitor.page, 1, "/")
    end = monotonic() + PATIENCE
    # The page reloads itself once it sees that it came out of memory.
    while visitor.page.locator("#consent-banner").count():
        assert monotonic() < end, "the question came back"
        visitor.page.wait_for_timeout(20)
