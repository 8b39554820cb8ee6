"""Signing in and out: whose answer counts, what a device's answer is worth, and what stays behind."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.site import PREFERENCES, Site
from tests.browser.visit import Visit
from tests.browser.waiting import answer, bring_htmx

Visits = Callable[..., Visit]
CARD = "An answer from this device"


def card(page: Page) -> bool:
    """Whether the device's answer is offered to the account."""
    return page.get_by_role("heading", name=CARD).count() == 1


@pytest.mark.requirement("CV-20")
def test_a_customer_s_answer_holds_on_every_device_and_leaves_none_on_this_one(visit: Visits, momo: Site) -> None:
    seen, before = visit(), momo.count()
    momo.sign_in(seen.page, "julien")
    momo.go(seen.page)
    bring_htmx(seen.page)
    answer(seen.page, "yes")
    assert momo.decisions(before) == [("sms", "given", "banner")]
    assert [each["name"] for each in seen.context.cookies()] == ["chez_momo"]
    momo.sign_out(seen.page)
    assert seen.context.cookies() == []
    momo.go(seen.page)
    assert seen.page.locator("#consent-banner").is_visible()

    elsewhere = visit()
    momo.sign_in(elsewhere.page, "julien")
    assert elsewhere.page.get_by_text("You said yes to offers by SMS.", exact=True).is_visible()
    momo.go(elsewhere.page)
    assert elsewhere.page.locator("#consent-banner").count() == 0


@pytest.mark.requirement("CV-08", "CV-20")
@pytest.mark.parametrize(("value", "kind", "customer"), [("yes", "given", "lea"), ("no", "refused", "ines")])
def test_a_device_s_answer_binds_only_once_it_is_confirmed(
    visit: Visits, momo: Site, value: str, kind: str, customer: str
) -> None:
    seen = visit()
    momo.go(seen.page)
    answer(seen.page, value)
    kept, before = seen.context.cookies(), momo.count()
    momo.sign_in(seen.page, customer)
    sentence = seen.page.get_by_text(f"On this device you said {value} to offers")
    assert card(seen.page) and sentence.is_visible()
    assert seen.page.get_by_text("You have not answered about offers by SMS.").is_visible()
    assert momo.count() == before
    seen.page.get_by_role("button", name="Keep it for my account").click()
    seen.page.locator("#consent-preferences").wait_for()
    assert momo.decisions(before) == [("sms", kind, "account")]
    assert not card(seen.page)
    momo.sign_out(seen.page)
    assert seen.context.cookies() == kept


@pytest.mark.requirement("CV-08", "IN-10")
def test_a_device_s_answer_names_the_channels_as_the_question_did(visit: Visits, momo_both: Site) -> None:
    seen = visit()
    momo_both.go(seen.page)
    assert seen.page.get_by_role("button", name="Yes, send me offers by SMS and e-mail").is_visible()
    answer(seen.page, "yes")
    momo_both.sign_in(seen.page, "julien")
    assert seen.page.get_by_text("On this device you said yes to offers by SMS and e-mail").is_visible()


@pytest.mark.requirement("CV-08")
def test_changing_a_device_s_answer_leads_to_the_channel_form(visit: Visits, momo: Site) -> None:
    seen = visit()
    momo.go(seen.page)
    answer(seen.page, "yes")
    momo.sign_in(seen.page, "grace")
    before = momo.count()
    seen.page.get_by_role("link", name="Change it").click()
    seen.page.wait_for_url("**/consent/preferences**#consent-channels")
    assert momo.count() == before
    assert seen.page.get_by_label("Offers by SMS").is_checked() is False
    seen.page.get_by_role("button", name="Save my choice").click()
    seen.page.locator(".consent-saved").wait_for()
    assert momo.decisions(before) == [("sms", "refused", "preferences")]


@pytest.mark.requirement("CV-08", "SY-03")
def test_keeping_and_changing_weigh_the_same(visit: Visits, momo: Site) -> None:
    seen = visit(width=375)
    momo.go(seen.page)
    answer(seen.page, "no")
    momo.sign_in(seen.page, "thomas")
    look = """e => (s => [s.font, s.color, s.backgroundColor, s.border, s.padding, s.borderRadius, s.textDecoration,
        s.cursor, e.getBoundingClientRect().width, e.getBoundingClientRect().height])(getComputedStyle(e))"""
    keep = seen.page.get_by_role("button", name="Keep it for my account").evaluate(look)
    assert keep == seen.page.get_by_role("link", name="Change it").evaluate(look)


@pytest.mark.requirement("CV-20", "CV-12")
@pytest.mark.parametrize(("customer", "stands"), [("robert", "You stopped"), ("chloe", "You said no")])
def test_a_device_s_yes_never_overrides_an_account_s_no(visit: Visits, momo: Site, customer: str, stands: str) -> None:
    seen = visit()
    momo.go(seen.page)
    answer(seen.page, "yes")
    before = momo.count()
    momo.sign_in(seen.page, customer)
    momo.go(seen.page)
    assert seen.page.locator("#consent-banner").count() == 0
    momo.go(seen.page, PREFERENCES)
    assert not card(seen.page)
    assert seen.page.locator("dd").filter(has_text=f"{stands} ").count() == 1
    assert seen.page.get_by_label("Offers by SMS").is_checked() is False
    assert momo.count() == before


@pytest.mark.requirement("CV-08")
def test_a_yes_without_a_phone_number_waits_and_says_so(visit: Visits, momo: Site) -> None:
    seen = visit()
    momo.sign_in(seen.page, "thomas")
    momo.go(seen.page)
    answer(seen.page, "yes")
    waiting = "None are sent until a phone number of yours is confirmed."
    assert seen.page.locator("#consent-receipt").get_by_text(waiting).is_visible()
    momo.go(seen.page, "/account")
    assert seen.page.get_by_text(waiting).is_visible()


@pytest.mark.requirement("CV-20")
def test_a_question_left_open_while_signing_in_answers_for_nobody(visit: Visits, momo: Site) -> None:
    seen = visit()
    seen.allow("409")
    momo.go(seen.page)
    bring_htmx(seen.page)
    other = seen.context.new_page()
    momo.sign_in(other, "elodie")
    before = momo.count()
    seen.page.locator("#consent-banner button[value=no]").click()
    seen.page.get_by_text("You signed in or out since this page was opened").wait_for()
    assert momo.count() == before
