"""The question among a site's own styles: none of them parts the two answers, and ours reach nothing of the site."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page

from tests.browser.buttons import force, hidden, pixels, unfair
from tests.browser.host_sheets import SHEETS
from tests.browser.site import PREFERENCES, Site
from tests.browser.visit import Visit

Visits = Callable[..., Visit]

STATES = ([], ["hover"], ["focus", "focus-visible"], ["hover", "active"])

# Each box and the words in it, as they stand beside each other.
ANSWERS = """() => [...document.querySelectorAll("#consent-banner button")].map(each => {
    const box = each.getBoundingClientRect(), panel = each.closest(".consent").getBoundingClientRect();
    return { value: each.value, x: box.x, y: box.y, panel: panel.width, page: document.body.clientWidth };
})"""

SENTENCES = """() => [...document.querySelectorAll("#consent-banner > p:not(:empty):not(.consent-links)")].map(each => {
    const style = getComputedStyle(each);
    return [style.fontSize, style.fontWeight, style.color, style.backgroundColor, style.backgroundImage].join(" | ");
})"""

# Where one of the site's parts ends, if ours lies in or above it, is no leak.
HOST = """() => {
    const place = /^(block-size|height|top|bottom|left|right|inset-.*|(perspective|transform)-origin)$/;
    return [...document.querySelectorAll("*")]
        .filter(each => !each.closest(".consent, .consent-status, .consent-enhance, link"))
        .flatMap(each => [null, "::before", "::after"].map(pseudo => {
            const style = getComputedStyle(each, pseudo), depends = each.matches("html, body, main, .skip");
            return `${each.tagName} ${each.className} ${pseudo}: ` + [...style].sort()
                .filter(name => !depends || !place.test(name))
                .map(name => `${name}: ${style.getPropertyValue(name)}`).join("; ");
        }));
}"""


def dress(page: Page, sheet: str) -> None:
    """Let the site's stylesheet be this one."""
    page.route("**/demo.css*", lambda route: route.fulfill(body=sheet, content_type="text/css"))


@pytest.fixture(params=list(SHEETS))
def dressed(request: pytest.FixtureRequest, visit: Visits, momo_both: Site) -> Iterator[Page]:
    """The question of a site with each of the sheets in turn."""
    page = visit(width=1280, height=900, language="en").page
    dress(page, SHEETS[request.param])
    momo_both.go(page)
    yield page


@pytest.mark.requirement("SY-02", "SY-03", "SY-04", "SY-17")
def test_no_rule_of_the_site_makes_one_answer_louder(dressed: Page) -> None:
    session = dressed.context.new_cdp_session(dressed)
    problems = []
    for width in (320, 1280):
        dressed.set_viewport_size({"width": width, "height": 900})
        for states in STATES:
            force(dressed, session, states)
            problems += [f"{width} px, {states}: {each}" for each in unfair(dressed)]
    dressed.evaluate("document.querySelectorAll('#consent-banner button').forEach(each => each.disabled = true)")
    assert problems + unfair(dressed) == []


@pytest.mark.requirement("SY-05", "SY-07", "SY-08", "SY-14")
def test_both_are_seen_alike_in_the_same_order_under_every_sheet(dressed: Page) -> None:
    assert hidden(dressed) == []
    yes, no = dressed.evaluate(ANSWERS)
    assert (yes["value"], no["value"]) == ("yes", "no")
    assert (yes["y"], yes["x"]) < (no["y"], no["x"])
    # A longer label is no louder look.
    dressed.evaluate("document.querySelectorAll('#consent-banner button').forEach(each => each.textContent = 'Same')")
    one, two = pixels(dressed)
    assert one.dominant == two.dominant and abs(one.luminance - two.luminance) <= 0.02, (one, two)


@pytest.mark.requirement("SY-18")
@pytest.mark.parametrize("loud", ["p:nth-of-type(2)", "section > p + p", "#consent-banner p:nth-child(3)"])
def test_no_rule_of_the_site_makes_the_offer_the_loudest_sentence(visit: Visits, momo: Site, loud: str) -> None:
    page = visit(language="en").page
    dress(page, f"{loud} {{ font: 900 3em fantasy !important; color: red !important; background: gold !important }}")
    momo.go(page)
    sentences = page.evaluate(SENTENCES)
    assert len(sentences) == 3 and len(set(sentences)) == 1, sentences


@pytest.mark.requirement("SY-08")
@pytest.mark.parametrize("sheet", ["flex", "grid"])
def test_the_question_keeps_the_width_of_a_page_laid_out_in_flex_or_grid(visit: Visits, momo: Site, sheet: str) -> None:
    page = visit(language="en").page
    dress(page, SHEETS[sheet])
    momo.go(page)
    assert all(each["panel"] == each["page"] for each in page.evaluate(ANSWERS))


@pytest.mark.requirement("AX-04")
@pytest.mark.parametrize("path", ["/", "/order", PREFERENCES])
def test_our_sheet_changes_no_element_of_the_site(visit: Visits, momo: Site, path: str) -> None:
    bare, styled = visit(language="en", width=375).page, visit(language="en", width=375).page
    bare.route("**/consent.css*", lambda route: route.fulfill(body="", content_type="text/css"))
    momo.go(bare, path)
    momo.go(styled, path)
    without, with_ours = bare.evaluate(HOST), styled.evaluate(HOST)
    assert len(with_ours) > 100
    assert [each for each in with_ours if each not in set(without)] == []
