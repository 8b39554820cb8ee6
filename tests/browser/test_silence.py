"""What never counts as an answer: Escape, scrolling, leaving, reloading, waiting, touching and thinking again."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.site import Site
from tests.browser.visit import Visit
from tests.browser.waiting import bring_htmx, unanswered

Visits = Callable[..., Visit]


def scrolls(page: Page) -> None:
    page.mouse.wheel(0, 4000)
    page.keyboard.press("End")


def clicks_beside(page: Page) -> None:
    page.mouse.click(640, 4)
    page.locator("#consent-banner p").first.click()
    page.locator("h1").click()


def leaves(page: Page) -> None:
    page.get_by_role("link", name="Menu").first.click()
    page.wait_for_url("**/menu")
    page.go_back()


def touches_the_answers(page: Page) -> None:
    """Focus, hover and a press that is taken back on the way are no answer either (2.5.2)."""
    for value in ("yes", "no"):
        button = page.locator(f"#consent-banner button[value={value}]")
        button.focus()
        button.hover()
        page.mouse.down()
        page.mouse.move(640, 700)
        page.mouse.up()


def waits_long(page: Page) -> None:
    page.clock.fast_forward(3_600_000)
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")


@pytest.mark.requirement("CV-02", "SY-15", "AX-06", "AX-20", "IC-09")
@pytest.mark.parametrize(
    "does",
    [
        lambda page: page.keyboard.press("Escape"),
        scrolls,
        clicks_beside,
        leaves,
        lambda page: page.reload(),
        lambda page: page.keyboard.press("Enter"),
        touches_the_answers,
        waits_long,
    ],
    ids=["Escape", "scrolling", "clicking beside", "leaving and Back", "reload", "Enter", "touching", "waiting"],
)
def test_no_answer_is_no_answer(visit: Visits, momo: Site, does: Callable[[Page], None]) -> None:
    seen, before = visit(), momo.count()
    seen.page.clock.install()
    momo.go(seen.page)
    bring_htmx(seen.page)
    words = seen.page.locator("#consent-banner").inner_text()
    does(seen.page)
    assert seen.page.locator("#consent-banner").inner_text() == words
    unanswered(seen, momo, before)
