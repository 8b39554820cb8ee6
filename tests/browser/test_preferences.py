"""The preference centre with htmx: it opens on what is stored, saves in place, and stops everything in one click."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.buttons import unfair
from tests.browser.site import NOTICE, PREFERENCES, Site
from tests.browser.visit import Visit
from tests.browser.waiting import answer, until

Visits = Callable[..., Visit]
SAVE, STOP = "#consent-preferences [value=save]", "#consent-preferences [value=stop]"


def boxes(page: Page) -> list[bool]:
    """Which channels are ticked, in order."""
    ticked: list[bool] = page.locator("[name=channels]").evaluate_all("all => all.map(each => each.checked)")
    return ticked


def answered(visit: Visits, site: Site, value: str) -> Visit:
    """A visitor who answered the question."""
    seen = visit()
    site.go(seen.page)
    answer(seen.page, value)
    return seen


@pytest.mark.requirement("CV-03", "WD-04")
def test_it_opens_on_what_is_stored_and_says_it_in_words(visit: Visits, momo_both: Site) -> None:
    fresh = visit().page
    momo_both.go(fresh, PREFERENCES)
    assert boxes(fresh) == [False, False]
    assert fresh.get_by_text("You have not answered about offers by SMS. None are sent.").is_visible()
    for value, ticked, sentence in (
        ("yes", [True, True], "You said yes to offers by SMS."),
        ("no", [False, False], "You said no to offers by SMS. None are sent."),
    ):
        page = answered(visit, momo_both, value).page
        momo_both.go(page, PREFERENCES)
        assert boxes(page) == ticked
        assert page.locator("dd").filter(has_text=sentence).count() == 1
        assert page.locator("dd").filter(has_text="on this device").count() == 2


@pytest.mark.requirement("CV-03")
def test_no_box_is_ticked_by_reload_back_or_a_restored_form(visit: Visits, momo_both: Site) -> None:
    page = visit().page
    momo_both.go(page, PREFERENCES)
    page.get_by_label("Offers by SMS").check()
    page.reload()
    assert boxes(page) == [False, False]
    page.get_by_label("Offers by SMS").check()
    momo_both.go(page, "/terms")
    page.go_back()
    assert boxes(page) == [False, False]


@pytest.mark.requirement("CV-05", "AX-13", "AX-14", "AX-18", "AX-20")
def test_a_choice_per_channel_is_saved_in_place_and_can_be_undone(visit: Visits, momo_both: Site) -> None:
    seen, before = visit(), momo_both.count()
    page = seen.page
    momo_both.go(page, PREFERENCES)
    page.evaluate("window.stays = true; window.region = document.getElementById('consent-status')")
    page.get_by_label("Offers by e-mail").focus()
    page.keyboard.press("Space")
    page.locator(SAVE).click()
    page.locator(".consent-saved").wait_for()
    assert page.evaluate("window.stays && window.region === document.getElementById('consent-status')")
    until(page, "document.activeElement.closest('#consent-preferences')")
    until(page, "window.region.textContent")
    assert page.evaluate("window.region.textContent") == page.locator(".consent-saved").inner_text()
    assert boxes(page) == [False, True]
    assert sorted(momo_both.decisions(before)) == [
        ("email", "given", "preferences"),
        ("sms", "refused", "preferences"),
    ]
    page.get_by_label("Offers by e-mail").uncheck()
    page.evaluate("window.region.textContent = ''")
    page.locator(SAVE).click()
    until(page, "window.region.textContent")
    assert boxes(page) == [False, False]
    assert momo_both.decisions(before)[2:] == [("email", "withdrawn", "preferences")]
    assert len(seen.context.cookies()) == 1


@pytest.mark.requirement("WD-01", "WD-05", "WD-09")
def test_stop_all_offers_is_one_click_without_a_question_back(visit: Visits, momo_both: Site) -> None:
    seen = answered(visit, momo_both, "yes")
    momo_both.go(seen.page, PREFERENCES)
    seen.page.locator(STOP).hover()  # which brings htmx, in its own time
    until(seen.page, "window.htmx && window.consentEnhanced")
    seen.page.evaluate("window.stays = true")
    asked, before = len(seen.requests), momo_both.count()
    seen.page.locator(STOP).click()
    seen.page.locator(".consent-saved").wait_for()
    assert seen.page.evaluate("window.stays") is True
    # What a click costs: pages and what scripts ask for. Icons and styles come when the browser likes.
    costs = [each.method for each in seen.requests[asked:] if each.resource_type in ("document", "xhr", "fetch")]
    assert costs == ["POST"]
    assert sorted(momo_both.decisions(before)) == [
        ("email", "withdrawn", "preferences"),
        ("sms", "withdrawn", "preferences"),
    ]
    assert boxes(seen.page) == [False, False]
    assert seen.page.locator(STOP).count() == 0
    assert seen.page.get_by_text("BIENVENUE25").is_visible()


@pytest.mark.requirement("SY-12", "CV-02")
def test_enter_in_a_box_sends_nothing(visit: Visits, momo_both: Site) -> None:
    seen, before = visit(), momo_both.count()
    momo_both.go(seen.page, PREFERENCES)
    for name in ("Offers by SMS", "Offers by e-mail"):
        box = seen.page.get_by_label(name)
        box.check()
        box.press("Enter")
        box.uncheck()
    seen.page.wait_for_load_state("networkidle")
    assert [request.url for request in seen.requests if request.method == "POST"] == []
    assert momo_both.count() == before


@pytest.mark.requirement("WD-05")
@pytest.mark.parametrize("width", [320, 1280])
def test_saving_and_stopping_weigh_the_same(visit: Visits, momo_both: Site, width: int) -> None:
    page = visit(width=width).page
    momo_both.go(page, PREFERENCES)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        # They stand in forms of their own, so they are no neighbours.
        assert [each for each in unfair(page, SAVE, STOP) if each != "different kinds of element"] == []


@pytest.mark.requirement("PR-02", "WD-04")
def test_the_words_seen_then_are_one_click_away(visit: Visits, momo: Site) -> None:
    seen = visit()
    momo.go(seen.page)
    shown = seen.page.locator("#consent-banner p").all_inner_texts()[0]
    labels = seen.page.locator("#consent-banner button").all_inner_texts()
    answer(seen.page, "yes")
    momo.go(seen.page, PREFERENCES)
    seen.page.get_by_role("link", name="The words you saw").first.click()
    seen.page.wait_for_url(f"**{NOTICE}/*")
    words = seen.page.locator("main").inner_text()
    assert shown in words
    assert all(label in words for label in labels)


@pytest.mark.requirement("AX-03")
def test_the_whole_form_can_be_used_by_keyboard(visit: Visits, momo_both: Site) -> None:
    page, before = visit().page, momo_both.count()
    momo_both.go(page, PREFERENCES)
    stops: list[str] = []
    while "yes-to-stop" not in stops and len(stops) < 30:
        page.keyboard.press("Tab")
        stop = page.evaluate("(e => e.value || e.textContent.trim())(document.activeElement)")
        stops.append("yes-to-stop" if stop == "stop" else stop)
        if stop == "sms":
            page.keyboard.press("Space")
    wanted = ["Full notice", "sms", "email", "save", "yes-to-stop"]
    assert [each for each in stops if each in wanted][-5:] == wanted
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    page.locator(".consent-saved").wait_for()
    assert ("sms", "given", "preferences") in momo_both.decisions(before)
