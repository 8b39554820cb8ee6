"""Campaigns, the preview and replies in a real browser: for everybody, and with the keyboard alone."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from consent_ui.rules.campaigns import BuyGet, CampaignKind
from consent_ui.rules.roles import Role
from consent_ui.staff.sessions import COOKIE
from consent_ui.store import replies
from consent_ui.store.replies import Kept
from tests.browser.staff_walk import LANGUAGES, Walk
from tests.browser.test_dashboard import fill
from tests.browser.test_staff_customers import tab_to
from tests.browser.visit import Visit, open_visit
from tests.journeys.place import ID, Place
from tests.live_server import serve
from tests.site import open_host
from tests.staff.office import PREFIX, SLUG, BackOffice

HERE = f"/{SLUG}"
CAMPAIGN = f"{HERE}/campaigns/{ID}"
"""Under a wording test, in its second version."""


@pytest.fixture(scope="module")
def served(
    filled_file: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[BackOffice, str]]:
    """A served back office with campaigns, a wording test and a reply that somebody must read."""
    file = shutil.copy(filled_file("site"), tmp_path_factory.mktemp("campaigns") / "site.db")
    place = open_host(f"sqlite:///{file}")
    try:
        fill(place)
        leave_a_reply(place)
        loyalty = next(each for each in place.campaigns() if each.kind is CampaignKind.LOYALTY)
        place.publish(place.restaurant, replace(loyalty, name="Stamps", offer=BuyGet(8, 1)))
        back = BackOffice(place)
        with serve(place.app) as address:
            yield back, address
    finally:
        place.close()


def leave_a_reply(place: Place) -> None:
    reply = Kept("fake", "r1", "a" * 64, "unclear", "Stop? Or is the offer for two people as well?", datetime.now(UTC))
    place.consent.database.write(lambda connection: replies.keep(connection, place.restaurant.id, reply))


def signed_in(browser: Browser, office: tuple[BackOffice, str], **settings: Any) -> Visit:
    """The browser of an owner who has signed in."""
    back, address = office
    value = back.open_session(back.nobody(), back.hire(Role.OWNER, name="Ada Petit"))
    return open_visit(browser, cookies=[{"name": COOKIE, "value": value, "url": address}], **settings)


@pytest.fixture(params=LANGUAGES)
def walk(request: pytest.FixtureRequest, browser: Browser, served: tuple[BackOffice, str]) -> Iterator[Walk]:
    visit = signed_in(browser, served, language=request.param, width=320)
    visit.allow("status of 4(22|09)")
    yield Walk(visit, served[1], request.param)
    visit.context.close()
    assert visit.problems() == []
    assert visit.foreign(served[1]) == []


def review(page: Page, **typed: str) -> None:
    """Fill these fields of a campaign's form and ask for the review."""
    for name, value in typed.items():
        page.locator(f"[id={name}]").fill(value)
    page.locator("button[value=review]").click()


@pytest.mark.requirement("AX-01", "AX-08", "AX-09", "AX-10", "AX-11")
def test_every_page_about_campaigns_is_for_everybody(walk: Walk) -> None:
    page = walk.page
    walk.go(f"{HERE}/campaigns")
    walk.look("campaigns")
    walk.go(CAMPAIGN)
    walk.look("campaign")
    walk.go(f"{CAMPAIGN}/edit")
    walk.look("edit")
    review(page, name="", percent="101")
    page.locator("#percent-error").wait_for()
    walk.look("edit-wrong")
    review(page, name="A" * 60, percent="35", **{"wording-en": "Last chance: accept to receive {offer}."})
    page.locator(".findings").wait_for()
    walk.look("review-blocked")
    page.locator("button[value=edit]").click()
    review(page, **{"wording-en": ""})
    page.locator("button[value=publish]").wait_for()
    walk.look("review")
    walk.go(f"{HERE}/campaigns")
    page.locator("th a", has_text="Stamps").click()
    page.locator("a[href$='/edit']").click()
    page.locator("[name=version]").evaluate("each => each.value = '1'")
    review(page, name="What Ada wrote while Bo was faster", buy="9")
    page.locator("main .errors table").wait_for()
    walk.look("edit-stale")
    walk.go(f"{CAMPAIGN}/switch")
    walk.look("switch")
    for kind in CampaignKind:
        walk.go(f"{HERE}/campaigns/new/{kind}")
        walk.look(f"new-{kind}")
    assert walk.found == {}


@pytest.mark.requirement("AX-01", "AX-08", "AX-09", "AX-10", "AX-11")
def test_the_preview_and_the_replies_are_for_everybody(walk: Walk) -> None:
    page = walk.page
    walk.go(f"{HERE}/preview")
    page.frame_locator(".preview-frame").locator("button").first.wait_for()
    walk.look("preview")
    page.locator("#person").select_option("opted_out")
    page.locator("#preview .badge.plain").wait_for()
    walk.look("preview-nothing")
    walk.go(f"{HERE}/preview?at=soon&store={'x' * 300}")
    walk.look("preview-wrong")
    for name, path in (("replies", f"{HERE}/replies"), ("restaurant", f"{HERE}/"), ("verify", "/verify")):
        walk.go(path)
        walk.look(name)
    assert walk.found == {}


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without"])
def test_a_campaign_is_made_mended_and_published_with_the_keyboard_alone(
    javascript: bool, browser: Browser, served: tuple[BackOffice, str]
) -> None:
    visit = signed_in(browser, served, javascript=javascript)
    visit.allow("status of 422")
    page, keys, name = visit.page, visit.page.keyboard, f"Spring {'with' if javascript else 'without'}"
    page.goto(f"{served[1]}{PREFIX}{HERE}/campaigns")
    tab_to(page, "a[href$='/campaigns/new/signup']")
    keys.press("Enter")
    tab_to_new(page, "#name")
    keys.type(name)
    tab_to(page, "#percent")
    keys.type("101")
    keys.press("Enter")
    expect(page.locator("#percent-error")).to_be_visible()
    if javascript:
        expect(page.locator("#part-title")).to_be_focused()
    tab_to(page, ".errors a[href='#percent']")
    keys.press("Enter")
    expect(page.locator("#percent")).to_be_focused()
    keys.press("ControlOrMeta+a")
    keys.type("15")
    expect(page.locator("#name")).to_have_value(name)
    tab_to(page, "button[value=review]")
    keys.press("Enter")
    tab_to_new(page, "button[value=edit]")
    keys.press("Enter")
    expect(page.locator("main h1")).to_have_text("New signup campaign")
    expect(page.locator("#part-title")).to_be_focused()
    assert page.evaluate("scrollY") == 0
    tab_to(page, "button[value=review]")
    keys.press("Enter")
    tab_to_new(page, "button[value=publish]")
    keys.press("Enter")
    expect(page.locator("main h1")).to_have_text(name)
    assert any(each.name == name and each.on for each in served[0].place.campaigns())
    assert visit.problems() == []
    visit.context.close()


def test_placeholders_follow_the_offer_that_is_chosen(browser: Browser, served: tuple[BackOffice, str]) -> None:
    visit = signed_in(browser, served)
    page, shown = visit.page, visit.page.locator(".placeholders code:visible")
    page.goto(f"{served[1]}{PREFIX}{HERE}/campaigns/new/loyalty")
    general = ["{name}", "{minimum}", "{ends}"]
    for offer, own in (("buy_get", ["{buy}", "{free}"]), ("meal_after", ["{orders}"]),
                       ("percent_after", ["{orders}", "{percent}"])):  # fmt: skip
        page.locator(f"[name=offer][value={offer}]").check()
        expect(shown).to_have_text(["{offer}", *own, *general])
    assert visit.problems() == []
    visit.context.close()


def tab_to_new(page: Page, selector: str) -> None:
    """The same, of what is only on its way."""
    page.locator(selector).wait_for()
    tab_to(page, selector)


def test_what_was_typed_outlives_a_token_of_another_session_and_a_failing_database(
    browser: Browser, served: tuple[BackOffice, str]
) -> None:
    visit = signed_in(browser, served)
    visit.allow("status of 503")
    page = visit.page
    page.goto(f"{served[1]}{PREFIX}{HERE}/campaigns/new/loyalty")
    page.locator("#name").fill("Typed with care")
    page.route("**/campaigns/new/loyalty", fail_once)
    page.locator("button[value=review]").click()
    expect(page.locator(".told #problem")).to_have_text("Nothing was saved.")
    expect(page.locator("#name")).to_have_value("Typed with care")
    page.locator("main [name=csrf_token]").last.evaluate("each => each.value = 'of another session'")
    page.locator("button[value=review]").click()
    expect(page.locator(".told p")).to_have_count(1)
    expect(page.locator("#name")).to_have_value("Typed with care")
    assert page.locator("main").count() == 1
    assert visit.problems() == []
    visit.context.close()


def fail_once(route: Route) -> None:
    """A server whose database does not answer, and the next time it does."""
    body = '<!doctype html><title>503</title><div id="problem">Nothing was saved.</div>'
    route.fulfill(status=503, content_type="text/html", body=body)
    route.request.frame.page.unroute("**/campaigns/new/loyalty")
