"""The shipped looks, each as it stands beside the sheet of the question: as fair and as readable as the plain one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import product

import pytest
from playwright.sync_api import Page

from consent_ui import assets
from consent_ui.examples import EXAMPLES
from consent_ui.texts import languages, texts
from tests.browser import layout
from tests.browser.buttons import force, hidden, pixels, unfair
from tests.browser.site import Site
from tests.browser.test_symmetry import SCHEMES, TEXT_SIZES, WIDTHS
from tests.browser.visit import Visit
from tests.test_templates import ENVIRONMENT, frame, render

Visits = Callable[..., Visit]

SHEET = assets.folder("static") / assets.STYLESHEET
THEMES = {each.parent.name: each for each in sorted((assets.folder("templates") / "themes").glob("*/theme.css"))}

# One sentence's letters beside another's; and how a ring around what has focus stands out from the panel.
SENTENCES = """() => [...document.querySelectorAll("#consent-banner > p:not(:empty):not(.consent-links)")].map(each =>
    (s => [s.fontSize, s.fontWeight, s.fontStyle, s.color, s.textTransform, s.letterSpacing].join(" | "))(
        getComputedStyle(each)))"""


def sheet(theme: str) -> str:
    """The sheet of the question with a theme's after it, as a page links them."""
    return SHEET.read_text() + (THEMES[theme].read_text() if theme else "")


def wear(page: Page, theme: str) -> None:
    """Let the site wear this theme over its own colours: none of them is set."""
    page.route("**/consent.css*", lambda route: route.fulfill(body=SHEET.read_text(), content_type="text/css"))
    page.route("**/demo.css*", lambda route: route.fulfill(body=THEMES[theme].read_text(), content_type="text/css"))


@pytest.fixture(params=list(product(THEMES, ("en", "fr"))), ids="-".join)
def worn(request: pytest.FixtureRequest, visit: Visits, momo_both: Site) -> Iterator[Page]:
    """The question with its longest pair of labels, in each theme and language in turn."""
    theme, language = request.param
    page = visit(language=language).page
    wear(page, theme)
    momo_both.go(page)
    yield page


def test_three_themes_are_shipped() -> None:
    assert len(THEMES) == 3


@pytest.mark.requirement("SY-02", "SY-03", "SY-06", "SY-07", "SY-14", "SY-17", "LN-06", "AX-09", "AX-16")
def test_the_two_answers_are_equal_in_a_theme_at_every_width_scheme_and_text_size(worn: Page) -> None:
    session = worn.context.new_cdp_session(worn)
    problems = []
    for size, width in product(TEXT_SIZES, WIDTHS):
        session.send("Page.setFontSizes", {"fontSizes": {"standard": size}})
        worn.set_viewport_size({"width": width, "height": 800})
        for scheme in SCHEMES:
            worn.emulate_media(**scheme)  # type: ignore[arg-type]
            problems += [f"{width} px, text {size} px, {scheme}: {each}" for each in unfair(worn)]
    assert problems == []


@pytest.mark.requirement("SY-04", "AX-12")
def test_they_stay_equal_in_a_theme_under_the_pointer_in_focus_and_pressed(worn: Page) -> None:
    session = worn.context.new_cdp_session(worn)
    problems = []
    for scheme in SCHEMES[:3]:
        worn.emulate_media(**scheme)  # type: ignore[arg-type]
        for states in (["hover"], ["focus", "focus-visible"], ["hover", "active"]):
            force(worn, session, states)
            problems += [f"{states}, {scheme}: {each}" for each in unfair(worn)]
    assert problems == []


@pytest.mark.requirement("SY-05", "SY-16")
def test_they_look_equal_in_a_theme_once_painted(worn: Page) -> None:
    # A longer label is no louder look.
    worn.evaluate("document.querySelectorAll('#consent-banner button').forEach(each => each.textContent = 'Same')")
    for width, scheme in product((320, 1280), SCHEMES[:3]):
        worn.set_viewport_size({"width": width, "height": 900})
        worn.emulate_media(**scheme)  # type: ignore[arg-type]
        yes, no = pixels(worn)
        assert yes.dominant == no.dominant, (width, scheme)
        assert abs(yes.luminance - no.luminance) <= 0.005, (width, scheme, yes, no)


@pytest.mark.requirement("SY-18")
@pytest.mark.parametrize("theme", THEMES)
def test_the_offer_is_set_like_the_other_sentences_in_a_theme(visit: Visits, momo: Site, theme: str) -> None:
    page = visit().page
    wear(page, theme)
    momo.go(page)
    sentences = page.evaluate(SENTENCES)
    assert len(sentences) == 3 and len(set(sentences)) == 1, sentences


@pytest.mark.parametrize("theme", THEMES)
def test_a_chosen_theme_wins_over_the_colours_of_the_site(visit: Visits, momo: Site, theme: str) -> None:
    page, bare = visit().page, visit().page
    page.route("**/consent.css*", lambda route: route.fulfill(body=sheet(theme), content_type="text/css"))
    wear(bare, theme)
    colours = []
    for each in (page, bare):
        momo.go(each)
        colours.append(
            each.locator("#consent-banner button[value=no]").evaluate(
                "e => (s => [s.color, s.backgroundColor, s.borderTopColor, s.fontFamily])(getComputedStyle(e))"
            )
        )
    assert colours[0] == colours[1]


@pytest.mark.requirement("SY-08")
@pytest.mark.parametrize("theme", ["", *THEMES], ids=lambda theme: theme or "shipped")
@pytest.mark.parametrize(("width", "height"), [(320, 640), (375, 667)])
def test_both_answers_of_every_state_are_on_the_first_screen_of_a_phone(
    visit: Visits, theme: str, width: int, height: int
) -> None:
    page = visit(width=width, height=height).page
    problems = {}
    for state, language in product(EXAMPLES["banner"], languages()):
        page.set_content(
            f"<!doctype html><html lang={language}><meta name=color-scheme content='light dark'><title>.</title>"
            f"<style>{sheet(theme)}</style><body style='margin: 0'>{render('banner', state, language)}"
        )
        if found := hidden(page):
            problems[state, language] = found
    assert problems == {}


@pytest.mark.requirement("AX-01", "AX-09", "AX-10")
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("theme", ["", *THEMES], ids=lambda theme: theme or "shipped")
def test_our_own_pages_are_readable_in_a_theme(
    visit: Visits, axe: Callable[..., None], theme: str, scheme: str
) -> None:
    page = visit(width=320, color_scheme=scheme).page
    own = SHEET.read_text() + (assets.folder("static") / assets.OWN_STYLESHEET).read_text()
    styles = f"<style>{own}{THEMES[theme].read_text() if theme else ''}</style>"
    for name, state in (("preferences", "customer mixed"), ("notice", "as shown"), ("receipt", "yes with voucher")):
        values = {name: EXAMPLES[name][state](texts("fr")), "page": replace(frame("fr"), scripts=())}
        html = ENVIRONMENT.get_template(f"consent/{name}.html").render(values)
        page.set_content(re.sub("<link[^>]*>", "", html).replace("</head>", f"{styles}</head>"))
        axe(page)
        assert layout.cut_off(page) == [], state
        # Text twice as large, as a reader's own setting makes it.
        session = page.context.new_cdp_session(page)
        session.send("Page.setFontSizes", {"fontSizes": {"standard": 32}})
        assert layout.cut_off(page) == [], f"{state}, text 32 px"
        session.send("Page.setFontSizes", {"fontSizes": {"standard": 16}})
