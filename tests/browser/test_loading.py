"""What a page with the question fetches, and when: no script before load, htmx once somebody may need it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.site import Site
from tests.browser.visit import Visit
from tests.browser.waiting import answer, bring_htmx, until

Visits = Callable[..., Visit]
READY = "window.htmx && window.consentEnhanced"

WATCH = """
window.shifts = [];
window.animated = 0;
new PerformanceObserver(list => list.getEntries().forEach(entry => window.shifts.push(entry.value)))
    .observe({ type: "layout-shift", buffered: true });
document.addEventListener("animationstart", () => window.animated++, true);
document.addEventListener("transitionrun", () => window.animated++, true);
window.scriptsAtLoad = null;
addEventListener("load", () => {
    const all = performance.getEntriesByType("resource");
    window.scriptsAtLoad = document.scripts.length + all.filter(each => each.initiatorType === "script").length;
    window.framesAtLoad = all.filter(each => each.initiatorType === "iframe").length;
}, { once: true });
"""


def before_load(page: Page) -> list[str]:
    """Paths of all that was fetched before the load event, the page itself first; read after it."""
    paths: list[str] = page.evaluate(
        """() => {
            const [navigation] = performance.getEntriesByType("navigation");
            return [navigation, ...performance.getEntriesByType("resource")]
                .filter(each => each.startTime < navigation.loadEventStart)
                .map(each => new URL(each.name).pathname).filter(path => !path.endsWith("icon.svg"));
        }"""
    )
    return paths


@pytest.mark.parametrize("path", ["/", "/menu"])
def test_a_first_visit_fetches_no_script_and_no_more_than_an_answered_one(visit: Visits, momo: Site, path: str) -> None:
    seen = visit()
    seen.page.add_init_script(WATCH)
    momo.go(seen.page, path)
    until(seen.page, "window.scriptsAtLoad !== null")
    asked = before_load(seen.page)
    assert seen.page.evaluate("[window.scriptsAtLoad, window.framesAtLoad]") == [0, 0]
    assert not [each for each in asked if each.endswith(".js")]
    answer(seen.page, "no")
    momo.go(seen.page, path)
    assert seen.page.locator("#consent-banner").count() == 0
    assert asked == before_load(seen.page)
    assert len(asked) == 3


def test_pointing_at_the_question_brings_htmx(visit: Visits, momo: Site) -> None:
    seen = visit(reduced_motion="reduce")
    momo.go(seen.page)
    assert not seen.page.evaluate("Boolean(window.htmx)")
    bring_htmx(seen.page)
    scripts = [path for path in seen.paths() if path.endswith(".js")]
    assert sum("htmx" in path for path in scripts) == 1


def test_focus_on_the_question_brings_htmx(visit: Visits, momo: Site) -> None:
    seen = visit(reduced_motion="reduce")
    momo.go(seen.page)
    seen.page.keyboard.press("Tab")
    assert seen.page.evaluate("document.activeElement.closest('#consent-banner') !== null")
    until(seen.page, READY)


def test_a_quiet_page_brings_htmx_by_itself(visit: Visits, momo: Site) -> None:
    seen = visit()
    seen.page.mouse.move(5, 795)
    momo.go(seen.page)
    assert seen.page.evaluate("document.querySelector('.consent-enhance').contentDocument?.scripts.length ?? 0") == 0
    until(seen.page, READY)
    assert seen.page.evaluate("performance.now()") > 2500
    assert seen.page.evaluate("document.getAnimations().length") == 0


@pytest.mark.requirement("AX-15", "IC-09")
def test_with_reduced_motion_nothing_ever_moves_and_only_intent_brings_htmx(visit: Visits, momo: Site) -> None:
    seen = visit(reduced_motion="reduce")
    seen.page.add_init_script(WATCH)
    momo.go(seen.page)
    # No clock runs that could bring it: neither an animation nor a transition waits on any element.
    assert seen.page.evaluate("document.getAnimations({ subtree: true }).length") == 0
    moving = """() => [...document.querySelectorAll(".consent, .consent *, .consent-enhance")].filter(each => {
        const style = getComputedStyle(each);
        return style.animationName !== "none" || parseFloat(style.transitionDuration) > 0;
    }).length"""
    assert seen.page.evaluate(moving) == 0
    bring_htmx(seen.page)
    answer(seen.page, "no")
    assert seen.page.evaluate(moving) == 0
    assert seen.page.evaluate("[document.getAnimations().length, window.animated]") == [0, 0]


@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_shifts_when_the_question_or_htmx_arrives(visit: Visits, momo: Site, width: int) -> None:
    seen = visit(width=width)
    seen.page.add_init_script(WATCH)
    momo.go(seen.page)
    bring_htmx(seen.page)
    until(seen.page, "document.getAnimations().length === 0")
    assert seen.page.evaluate("window.shifts") == []
    answer(seen.page, "yes")
    for path in ("/consent/preferences", "/menu"):
        momo.go(seen.page, path)
        assert seen.page.evaluate("window.shifts") == [], path


@pytest.mark.requirement("AX-06")
def test_the_question_is_in_the_first_response_and_the_first_thing_in_the_body(visit: Visits, momo: Site) -> None:
    seen = visit()
    response = seen.page.goto(momo.address)
    assert response is not None
    assert 'id="consent-banner"' in response.text()
    assert seen.page.evaluate("document.body.firstElementChild.id") == "consent-banner"
    assert seen.page.evaluate("document.getElementById('consent-banner').getBoundingClientRect().top") == 0
