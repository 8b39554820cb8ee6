"""Every state of the flow, in both languages, for everybody: axe, narrow screens, zoom, wide spacing, large targets."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import layout
from tests.browser.accessibility import check_accessibility
from tests.browser.site import Site
from tests.browser.states import states
from tests.browser.visit import open_visit

Found = dict[str, list[str]]
LANGUAGES = ("en", "fr")


def violations(page: Page, within: str | None = None) -> list[str]:
    """What axe finds wrong."""
    try:
        check_accessibility(page, within)
    except AssertionError as found:
        return [str(found)]
    return []


def violations_of_ours(page: Page) -> list[str]:
    """What axe finds wrong in our part of a page, or on a page without one; the host's part has tests of its own."""
    return violations(page, ".consent" if page.locator(".consent").count() else None)


# Name of the check: width, height, colour scheme, and what it looks at.
CHECKS: dict[str, tuple[int, int, str, Callable[[Page], list[str]]]] = {
    "axe on a phone": (320, 800, "light", violations),
    "axe on a desk in the dark": (1280, 800, "dark", violations_of_ours),
    "reflow at 320": (320, 800, "light", layout.cut_off),
    "reflow at 400 % zoom": (320, 256, "light", layout.cut_off),
    "text spacing": (320, 800, "light", layout.cut_off_with_wider_spacing),
    "targets": (320, 800, "light", layout.small_targets),
}


@pytest.fixture(scope="module", params=LANGUAGES)
def walked(request: pytest.FixtureRequest, browser: Browser, momo_both: Site) -> tuple[str, dict[str, Found]]:
    """One walk through all states with every check in each: problems by check and state."""
    language: str = request.param
    found: dict[str, Found] = {name: {} for name in (*CHECKS, "names")}
    seen = open_visit(browser, language=language, width=320)
    seen.allow("status of 40[04]")
    for state in states(seen.page, momo_both):
        for name, (width, height, scheme, check) in CHECKS.items():
            seen.page.set_viewport_size({"width": width, "height": height})
            seen.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            found[name][state] = check(seen.page)
        found["names"][state] = layout.unnamed(seen.page, language)
    found["console"] = {"all": seen.problems()}
    seen.context.close()
    return language, found


@pytest.mark.requirement("AX-01", "AX-08", "AX-09", "AX-10", "AX-11", "AX-21", "LN-01")
@pytest.mark.parametrize("check", [*CHECKS, "names", "console"])
def test_every_state_passes(walked: tuple[str, dict[str, Found]], check: str) -> None:
    _, found = walked
    assert len(found["names"]) >= 20
    assert {state: problems for state, problems in found[check].items() if problems} == {}
