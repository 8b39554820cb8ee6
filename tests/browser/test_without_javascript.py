"""Every journey by plain forms, in a browser that runs no script."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.buttons import NO, YES
from tests.browser.site import PREFERENCES, Site
from tests.browser.visit import Visit
from tests.browser.waiting import answer

Visits = Callable[..., Visit]
KINDS = {"yes": "given", "no": "refused"}

pytestmark = pytest.mark.requirement("AX-22")


@pytest.fixture
def seen(visit: Visits) -> Visit:
    """A visitor without JavaScript."""
    return visit(javascript=False)


@pytest.mark.requirement("IN-12", "SY-09", "SY-14")
@pytest.mark.parametrize("value", ["yes", "no"])
def test_one_click_answers_and_leads_back_to_the_confirmation_on_the_same_page(
    seen: Visit, momo: Site, value: str
) -> None:
    before = momo.count()
    momo.go(seen.page, "/menu")
    seen.page.locator({"yes": YES, "no": NO}[value]).click()
    receipt = seen.page.locator("#consent-receipt")
    receipt.wait_for()
    assert momo.decisions(before) == [("sms", KINDS[value], "banner")]
    assert seen.page.url.startswith(f"{momo.address}/menu?")
    assert receipt.locator(":target").count() == 1
    assert receipt.locator("h2").inner_text().startswith(f"Saved: you said {value}")
    assert receipt.get_by_text("BIENVENUE25").count() == (value == "yes")
    # The answer is a POST sent on by 303: reloading asks for the page again, not for the answer.
    assert [(each.request.method, each.status) for each in seen.responses if "/banner" in each.url] == [("POST", 303)]
    seen.page.reload()
    assert momo.count() == before + 1
    momo.go(seen.page, "/menu")
    assert seen.page.locator("#consent-banner").count() == 0


@pytest.mark.requirement("AX-14")
def test_the_confirmation_is_where_reading_goes_on(seen: Visit, momo: Site) -> None:
    momo.go(seen.page)
    answer(seen.page, "no")
    seen.page.locator("#consent-receipt-title:focus").wait_for()
    seen.page.keyboard.press("Tab")
    assert seen.page.locator(":focus").inner_text() == "Offers and privacy"


@pytest.mark.requirement("SY-11")
@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_keys_answer(seen: Visit, momo: Site, key: str) -> None:
    before = momo.count()
    momo.go(seen.page)
    for _ in range(3):
        seen.page.keyboard.press("Tab")
    seen.page.keyboard.press(key)
    seen.page.locator("#consent-receipt").wait_for()
    assert momo.decisions(before) == [("sms", "refused", "banner")]


@pytest.mark.requirement("CV-03", "CV-05")
def test_choose_leads_to_the_channels_and_saves_each_apart(seen: Visit, momo_both: Site) -> None:
    before = momo_both.count()
    momo_both.go(seen.page)
    seen.page.get_by_role("link", name="Choose SMS or e-mail").click()
    seen.page.wait_for_url(f"**{PREFERENCES}?*")
    assert seen.page.locator("[name=channels]:checked").count() == 0
    assert momo_both.count() == before
    assert seen.context.cookies() == []
    seen.page.get_by_label("Offers by e-mail").check()
    seen.page.get_by_role("button", name="Save my choice").click()
    seen.page.locator(".consent-saved").wait_for()
    assert sorted(momo_both.decisions(before)) == [
        ("email", "given", "preferences"),
        ("sms", "refused", "preferences"),
    ]
    momo_both.go(seen.page)
    assert seen.page.locator("#consent-banner").count() == 0


@pytest.mark.requirement("WD-01", "AX-18")
def test_an_answer_can_be_stopped_and_given_again(seen: Visit, momo: Site) -> None:
    momo.go(seen.page)
    answer(seen.page, "yes")
    before = momo.count()
    seen.page.locator("#consent-receipt").get_by_role("link", name="Offers and privacy").click()
    seen.page.get_by_role("button", name="Stop all offers").click()
    seen.page.locator(".consent-saved").wait_for()
    seen.page.get_by_label("Offers by SMS").check()
    seen.page.get_by_role("button", name="Save my choice").click()
    seen.page.locator(".consent-saved").wait_for()
    assert seen.page.get_by_label("Offers by SMS").is_checked()
    assert momo.decisions(before) == [("sms", "withdrawn", "preferences"), ("sms", "given", "preferences")]


@pytest.mark.requirement("SY-12", "CV-02")
def test_enter_in_a_box_sends_nothing(seen: Visit, momo_both: Site) -> None:
    before = momo_both.count()
    momo_both.go(seen.page, PREFERENCES)
    seen.page.get_by_label("Offers by SMS").check()
    seen.page.get_by_label("Offers by SMS").press("Enter")
    seen.page.wait_for_load_state("networkidle")
    assert [request for request in seen.requests if request.method == "POST"] == []
    assert momo_both.count() == before


@pytest.mark.requirement("CV-08", "CV-20")
def test_a_device_s_answer_is_kept_for_the_account(seen: Visit, momo: Site) -> None:
    momo.go(seen.page)
    answer(seen.page, "yes")
    momo.sign_in(seen.page, "lea")
    before = momo.count()
    seen.page.get_by_role("button", name="Keep it for my account").click()
    seen.page.locator("#consent-preferences").wait_for()
    assert momo.decisions(before) == [("sms", "given", "account")]
    seen.page.get_by_role("link", name="Account").click()
    assert seen.page.get_by_text("You said yes to offers by SMS.", exact=True).is_visible()


@pytest.mark.requirement("WD-01")
def test_a_customer_stops_from_the_account_page(seen: Visit, momo: Site) -> None:
    momo.sign_in(seen.page, "amina")
    before = momo.count()
    seen.page.get_by_role("button", name="Stop all offers").click()
    seen.page.locator(".consent-saved").wait_for()
    assert momo.decisions(before) == [("sms", "withdrawn", "preferences")]


@pytest.mark.requirement("IN-02")
def test_the_notice_and_the_words_seen_can_be_read(seen: Visit, momo: Site) -> None:
    momo.go(seen.page)
    seen.page.get_by_role("link", name="Full notice").click()
    assert seen.page.locator("h1").inner_text() == "Offers: full notice"
    seen.page.go_back()
    answer(seen.page, "no")
    momo.go(seen.page, PREFERENCES)
    seen.page.get_by_role("link", name="The words you saw").first.click()
    assert seen.page.locator("main").get_by_text("No, do not send me offers").is_visible()


@pytest.mark.requirement("CV-16")
def test_no_script_is_asked_for(seen: Visit, momo: Site) -> None:
    momo.go(seen.page)
    seen.page.locator("#consent-banner h2").hover()
    answer(seen.page, "no")
    assert [path for path in seen.paths() if path.endswith(".js")] == []
    assert seen.foreign(momo.address) == []
