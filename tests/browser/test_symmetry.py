"""Yes and no weigh the same: measured on every width, language, colour scheme, text size and theme."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product

import pytest
from playwright.sync_api import Page

from consent_ui import assets
from tests.browser.buttons import NO, force, hidden, pixels, unfair
from tests.browser.site import Site
from tests.browser.visit import Visit

Visits = Callable[..., Visit]

WIDTHS = (320, 375, 768, 1280)
SCHEMES: tuple[dict[str, str], ...] = (
    {"color_scheme": "light", "forced_colors": "none"},
    {"color_scheme": "dark", "forced_colors": "none"},
    {"color_scheme": "light", "forced_colors": "active"},
    {"color_scheme": "dark", "forced_colors": "active"},
)
TEXT_SIZES = (16, 32)

HOSTILE = """
* { letter-spacing: .02em }
button { background: green; color: white; float: right; font-size: 2em; border-radius: 99px; text-transform: uppercase }
form button:first-of-type { order: 5; flex: 3; margin-inline-start: 40px; animation: glow 1s infinite }
button[value=yes] { background: #0a0 !important; color: #fff !important; font-size: 30px !important;
    transform: scale(1.3) !important; box-shadow: 0 0 20px #0f0 !important; animation: glow 1s infinite !important;
    --consent-background: #0a0; --consent-edge: #0f0; --consent-radius: 30px; --consent-line: #0f0;
    --consent-hair: #0f0; --consent-text: #ff0; --consent-gap: 4em; --consent-accent: #0f0 }
button[value=no] { display: none !important; opacity: .2 !important; color: #999 !important; float: left !important;
    position: absolute !important; visibility: hidden !important; font-size: 9px !important; cursor: wait !important;
    text-decoration: underline !important; border: 0 !important; filter: blur(1px) !important; pointer-events: none }
button[value=yes]::before { content: "\\2605" !important; color: gold !important }
button[value=no]::after { content: "?" !important; position: absolute !important; inset: 0 !important }
button[value=yes]:hover { background: lime !important } button[value=no]:focus-visible { outline: none !important }
button[value=no]:active { opacity: 0 !important } button[value=yes]::first-letter { font-size: 3em !important }
.consent-answers { display: block !important; float: right !important; direction: rtl }
div > :last-child { margin-block-start: 90px !important }
@keyframes glow { to { background: gold; transform: scale(2) } }
"""
THEMES = {
    "demo": None,
    "bare": "",
    "branded": """:root { color-scheme: light; --consent-background: #fff3c4; --consent-text: #33230b;
        --consent-line: #6b4d14; --consent-accent: #7a1530; --consent-radius: 2em; --consent-space: 2em }""",
    "hostile": HOSTILE,
}


def dress(page: Page, theme: str) -> None:
    """Let the host's stylesheet be this theme."""
    own = (assets.folder("static") / "demo.css").read_text()
    rules = THEMES[theme]
    body = own + rules if theme == "hostile" and rules else rules
    if body is not None:
        page.route("**/demo.css*", lambda route: route.fulfill(body=body, content_type="text/css"))


@pytest.fixture(params=["en", "fr"])
def language(request: pytest.FixtureRequest) -> str:
    value: str = request.param
    return value


@pytest.fixture(params=list(THEMES))
def dressed(request: pytest.FixtureRequest, visit: Visits, momo_both: Site, language: str) -> Iterator[Page]:
    """The question with its longest pair of labels, in each language and theme in turn."""
    page = visit(language=language).page
    dress(page, request.param)
    momo_both.go(page)
    yield page


@pytest.mark.requirement(
    "SY-01", "SY-02", "SY-03", "SY-06", "SY-07", "SY-14", "SY-16", "SY-17", "LN-06", "AX-09", "AX-16"
)
def test_the_two_answers_are_equal_at_every_width_scheme_and_text_size(dressed: Page) -> None:
    session = dressed.context.new_cdp_session(dressed)
    problems = []
    for size, width in product(TEXT_SIZES, WIDTHS):
        session.send("Page.setFontSizes", {"fontSizes": {"standard": size}})
        dressed.set_viewport_size({"width": width, "height": 800})
        for scheme in SCHEMES:
            dressed.emulate_media(**scheme)  # type: ignore[arg-type]
            problems += [f"{width} px, text {size} px, {scheme}: {each}" for each in unfair(dressed)]
    assert problems == []


@pytest.mark.requirement("SY-04", "AX-12")
def test_they_stay_equal_under_the_pointer_in_focus_pressed_and_disabled(dressed: Page) -> None:
    session = dressed.context.new_cdp_session(dressed)
    problems = []
    for scheme in SCHEMES[:3]:
        dressed.emulate_media(**scheme)  # type: ignore[arg-type]
        for states in (["hover"], ["focus", "focus-visible"], ["hover", "active"], ["focus", "focus-visible", "hover"]):
            force(dressed, session, states)
            problems += [f"{states}, {scheme}: {each}" for each in unfair(dressed)]
            if "focus-visible" in states:
                style = dressed.locator(NO).evaluate(
                    "e => (s => [s.outlineStyle, parseFloat(s.outlineWidth)])(getComputedStyle(e))"
                )
                assert style[0] != "none" and style[1] >= 2
    force(dressed, session, [])
    dressed.evaluate("document.querySelectorAll('#consent-banner button').forEach(each => each.disabled = true)")
    assert problems + unfair(dressed) == []


@pytest.mark.requirement("SY-05", "SY-16")
@pytest.mark.parametrize("theme", ["demo", "hostile"])
def test_they_look_equal_once_painted(visit: Visits, momo: Site, language: str, theme: str) -> None:
    seen = visit(language=language)
    dress(seen.page, theme)
    momo.go(seen.page)
    for width, scheme in product((320, 1280), SCHEMES[:3]):
        seen.page.set_viewport_size({"width": width, "height": 800})
        seen.page.emulate_media(**scheme)  # type: ignore[arg-type]
        yes, no = pixels(seen.page)
        assert yes.dominant == no.dominant, (width, scheme)
        assert abs(yes.luminance - no.luminance) <= 0.02, (width, scheme, yes, no)


@pytest.mark.requirement("SY-08")
@pytest.mark.parametrize("both", [False, True], ids=["sms", "sms and e-mail"])
def test_both_are_wholly_on_the_first_screen_of_a_phone(
    visit: Visits, request: pytest.FixtureRequest, language: str, both: bool
) -> None:
    site: Site = request.getfixturevalue("momo_both" if both else "momo")
    seen = visit(language=language, width=375, height=667)
    for path in ("/", "/menu", "/order", "/account"):
        site.go(seen.page, path)
        assert hidden(seen.page) == [], path
