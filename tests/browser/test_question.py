"""The question on screen: where it stands, how it reads, and where its links lead."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests.browser.site import NOTICE, PREFERENCES, Site
from tests.browser.visit import Visit
from tests.browser.waiting import bring_htmx, unanswered, until

Visits = Callable[..., Visit]

# Every text of the question with its place, in the order of the document.
PARTS = """() => [...document.querySelectorAll("#consent-banner :is(h2, p, button, a)")]
    .filter(each => each.textContent.trim())
    .map(each => {
        const box = each.getBoundingClientRect(), style = getComputedStyle(each);
        return { tag: each.tagName, text: each.textContent, top: box.top, bottom: box.bottom,
            type: [style.fontFamily, parseFloat(style.fontSize), parseInt(style.fontWeight), style.fontStyle,
                style.color, style.textTransform, style.textDecorationLine, style.backgroundColor].join(" | ") };
    })"""


@pytest.fixture
def seen(visit: Visits, momo: Site) -> Iterator[Visit]:
    """A visitor in front of the question."""
    visitor = visit(language="en")
    momo.go(visitor.page)
    yield visitor


@pytest.mark.requirement("AX-02", "IN-01", "IN-04", "IN-07")
def test_it_is_a_named_region_with_everything_above_the_buttons(seen: Visit) -> None:
    region = seen.page.get_by_role("region", name="Offers by SMS from Chez Momo?")
    assert region.get_attribute("id") == "consent-banner"
    assert seen.page.get_by_role("heading", level=2, name="Offers by SMS from Chez Momo?").count() == 1
    parts = seen.page.evaluate(PARTS)
    tags = [part["tag"] for part in parts]
    assert tags[0] == "H2" and tags[-2:] == ["BUTTON", "BUTTON"]
    buttons_top = min(part["top"] for part in parts[-2:])
    assert all(part["bottom"] <= buttons_top for part in parts[:-2])
    words = " ".join(part["text"] for part in parts[:-2])
    for told in ("Momo Lyon SARL", "send you offers", "SMS", "phone number", "withdraw at any time", "changes nothing"):
        assert told in words, told
    assert seen.page.locator("#consent-banner a").get_attribute("href") == f"{NOTICE}?lang=en"


@pytest.mark.requirement("SY-18", "IC-09")
@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_incentive_is_set_like_the_purpose_and_the_withdrawal(visit: Visits, momo: Site, language: str) -> None:
    page = visit(language=language).page
    momo.go(page)
    paragraphs = [part for part in page.evaluate(PARTS) if part["tag"] == "P"]
    assert any("25" in part["text"] for part in paragraphs)
    assert len({part["type"] for part in paragraphs}) == 1
    assert page.locator("#consent-banner :is(img, svg, strong, em, b, i, mark, big, video, canvas)").count() == 0


@pytest.mark.requirement("AX-04", "AX-10")
@pytest.mark.parametrize(("width", "height"), [(320, 568), (320, 256), (1280, 800)])
def test_it_stands_in_the_flow_and_locks_nothing(visit: Visits, momo: Site, width: int, height: int) -> None:
    page = visit(width=width, height=height).page
    momo.go(page)
    positions = page.evaluate(
        """() => {
            const found = [];
            for (let each = document.querySelector("#consent-banner form"); each; each = each.parentElement)
                found.push(getComputedStyle(each).position);
            return found;
        }"""
    )
    assert set(positions) <= {"static", "relative"}
    assert page.evaluate("document.querySelector('.top').getBoundingClientRect().top") >= page.evaluate(
        "document.querySelector('#consent-banner').getBoundingClientRect().bottom - 1"
    )
    page.locator("address").scroll_into_view_if_needed()
    assert page.evaluate("document.querySelector('#consent-banner').getBoundingClientRect().bottom") <= 0


@pytest.mark.requirement("SY-11", "AX-03")
def test_tab_walks_the_question_in_order_and_out_of_it(seen: Visit) -> None:
    assert seen.page.evaluate("document.activeElement === document.body")
    assert seen.page.locator("[autofocus], [tabindex]:not([tabindex='-1']):not([tabindex='0'])").count() == 0
    stops = []
    for _ in range(5):
        seen.page.keyboard.press("Tab")
        stops.append(seen.page.evaluate("(e => e.value || e.className || e.textContent)(document.activeElement)"))
    assert stops == ["Full notice", "yes", "no", "skip", "Chez Momo"]
    for expected in ("skip", "no", "yes", "Full notice"):
        seen.page.keyboard.press("Shift+Tab")
        stop = seen.page.evaluate("(e => e.value || e.className || e.textContent)(document.activeElement)")
        assert stop == expected


@pytest.mark.requirement("SY-13", "AX-21", "IC-10")
@pytest.mark.parametrize("language", ["en", "fr"])
def test_each_answer_is_a_button_named_by_its_visible_words(visit: Visits, momo: Site, language: str) -> None:
    page = visit(language=language).page
    momo.go(page)
    shown = page.locator("#consent-banner button").all_inner_texts()
    assert len(shown) == 2
    for label in shown:
        assert page.get_by_role("button", name=label, exact=True).count() == 1
    assert max(map(len, shown)) / min(map(len, shown)) <= 1.5


@pytest.mark.requirement("IN-02", "IN-03")
def test_the_full_notice_is_one_click_away_without_answering(seen: Visit, momo: Site) -> None:
    before = momo.count()
    seen.page.locator("#consent-banner a").click()
    seen.page.wait_for_url(f"**{NOTICE}?lang=en")
    assert seen.page.locator("h1").inner_text() == "Offers: full notice"
    seen.page.go_back()
    assert seen.page.locator("#consent-banner").is_visible()
    unanswered(seen, momo, before)


@pytest.mark.requirement("IN-03")
@pytest.mark.parametrize("path", ["/terms", NOTICE, PREFERENCES])
def test_the_question_never_stands_over_the_pages_that_inform(visit: Visits, momo: Site, path: str) -> None:
    page = visit().page
    momo.go(page, path)
    assert page.locator("#consent-banner").count() == 0
    top = page.locator("h1").evaluate(
        "e => { const b = e.getBoundingClientRect(); return e.contains(document.elementFromPoint(b.x + 9, b.y + 9)) }"
    )
    assert top


@pytest.mark.requirement("CV-05", "CV-03", "SY-15")
def test_choose_swaps_in_the_channels_unticked_and_records_nothing(visit: Visits, momo_both: Site) -> None:
    seen, before = visit(), momo_both.count()
    momo_both.go(seen.page)
    bring_htmx(seen.page)
    seen.page.evaluate("window.stays = true")
    seen.page.get_by_role("link", name="Choose SMS or e-mail").click()
    seen.page.locator("#consent-preferences").wait_for()
    assert seen.page.evaluate("window.stays") is True
    assert seen.page.locator("#consent-banner").count() == 0
    assert seen.page.locator("[name=channels]").evaluate_all("all => all.map(each => each.checked)") == [False, False]
    until(seen.page, "document.activeElement.closest('#consent-preferences')")
    unanswered(seen, momo_both, before)


@pytest.mark.requirement("SY-15")
def test_choose_weighs_no_more_than_the_answers(visit: Visits, momo_both: Site) -> None:
    page = visit(width=375).page
    momo_both.go(page)
    size = """e => (s => [parseFloat(s.fontSize), parseInt(s.fontWeight), e.getBoundingClientRect().height])(
        getComputedStyle(e))"""
    choose = page.get_by_role("link", name="Choose SMS or e-mail").evaluate(size)
    decline = page.locator("#consent-banner button[value=no]").evaluate(size)
    assert all(mine <= theirs for mine, theirs in zip(choose, decline, strict=True))
