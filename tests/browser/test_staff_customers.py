"""Customers in a real browser: found while one types, read and taken out with the keyboard alone, on every screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import Connection

from consent_ui.demo import sample
from consent_ui.rules.consent import Channel
from consent_ui.rules.roles import Role
from consent_ui.store import people
from consent_ui.store.people import Customer
from tests.browser.accessibility import check_accessibility
from tests.browser.counter import Counter, check_each, counter_of
from tests.browser.site import Site, open_site
from tests.browser.visit import Visit
from tests.staff.office import PREFIX

LIST = f"{PREFIX}/{sample.SLUG}/customers"


@pytest.fixture(scope="module")
def momo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Chez Momo, writing by both channels, with its dozen customers."""
    with open_site(tmp_path_factory.mktemp("counter"), (Channel.SMS, Channel.EMAIL)) as site:
        long = Customer("long", "Константинопольская-Виноградова", None, f"{'long.' * 9}name@{'far.' * 9}example")
        site.app.extensions["consent_ui"].database.write(partial(save, long))
        yield site


def save(customer: Customer, connection: Connection) -> None:
    people.save_customer(connection, sample.RESTAURANT_ID, customer)


@pytest.fixture
def counter(visit: Callable[..., Visit], momo: Site) -> Counter:
    return counter_of(visit, momo, Role.MANAGER)


def find(page: Page, site: Site, typed: str, language: str = "en") -> None:
    """Look for somebody with the button."""
    page.goto(f"{site.address}{LIST}?lang={language}")
    page.locator("#q").fill(typed)
    page.locator("#customers-search button").click()
    page.locator("#customers-found th a").first.wait_for()


def test_customers_appear_while_one_types_and_nothing_of_it_is_in_an_address(counter: Counter, momo: Site) -> None:
    seen = counter()
    page = seen.page
    page.goto(momo.address + LIST)
    page.locator("#q").press_sequentially("06 39 98 00 1")
    expect(page.locator("#customers-told")).to_have_text("6 customers found.")
    page.locator("#q").fill("lea")
    expect(page.locator("#customers-told")).to_have_text("1 customer found.")
    expect(page.locator("#customers-found th a")).to_have_text("Léa Fontanel")
    expect(page.locator("#q")).to_be_focused()
    page.locator("#q").fill("nobody at all")
    expect(page.locator("#customers-told")).to_have_text("No customer found.")
    assert page.url == momo.address + LIST
    assert not any("39" in each.url.rpartition("/")[2] or "lea" in each.url.lower() for each in seen.requests)


@pytest.mark.requirement("CV-18")
@pytest.mark.parametrize(("javascript", "who"), [(True, "Amina Belkacem"), (False, "Camille Vaise")])
def test_a_customer_is_taken_out_with_the_keyboard_alone(
    counter: Counter, momo: Site, javascript: bool, who: str
) -> None:
    page = counter(javascript=javascript).page
    page.goto(momo.address + LIST)
    tab_to(page, "#q")
    page.keyboard.type(who.split()[0])
    page.keyboard.press("Enter")
    expect(page.locator("#customers-found th a")).to_have_text(who)
    tab_to(page, "#customers-found th a")
    page.keyboard.press("Enter")
    expect(page.locator("#flag")).to_have_text("Said yes to offers")
    before = momo.count()
    tab_to(page, "#channel-0")
    page.keyboard.press("Space")
    tab_to(page, "#reason-0")
    page.keyboard.press("ArrowDown")
    tab_to(page, ".button.danger")
    page.keyboard.press("Enter")
    expect(page.locator("#flag")).to_have_text("Out of marketing")
    said = page.locator("[role=status]", has_text="Done. No more offers")
    expect(said).to_be_visible()
    if javascript:
        expect(said).to_be_focused()
    expect(page.locator("form.out, .button.danger")).to_have_count(0)
    assert sorted(momo.decisions(before)) == [("email", "refused", "staff"), ("sms", "withdrawn", "staff")]


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the element has the focus."""
    for _ in range(60):
        if page.evaluate("selector => !!document.activeElement?.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not reach {selector}")


def test_what_is_wrong_is_told_in_place(counter: Counter, momo: Site) -> None:
    seen = counter()
    seen.allow("status of 422")
    page = seen.page
    find(page, momo, "nour")
    page.locator("#customers-found th a").click()
    page.locator("#note").fill("call 06 39 98 00 11")
    page.locator(".button.danger").click()
    expect(page.locator("#note-error")).to_be_visible()
    expect(page.locator(".errors")).to_be_focused()
    expect(page.locator(".errors")).to_contain_text("Nothing was changed yet.")
    expect(page.locator("#note")).to_have_value("call 06 39 98 00 11")
    assert page.locator("main").count() == 1
    check_accessibility(page)


def states(page: Page, site: Site, language: str, wrong: bool) -> Iterator[str]:
    """Every page of the room, one after another."""
    page.goto(f"{site.address}{LIST}?lang={language}")
    yield "search"
    find(page, site, "", language)
    yield "everybody"
    for who in ("elodie", "robert", "lea"):
        find(page, site, who, language)
        page.locator("#customers-found th a").click()
        page.locator("#history").wait_for()
        yield who
    if wrong:
        page.locator("#note").fill("x")
        page.locator(".button.danger").click()
        page.locator("#channel-error").wait_for()
        yield "mend"
    find(page, site, "elodie", language)
    page.locator("#customers-found th a").click()
    page.locator("#history").wait_for()
    page.locator("a[href*='/words/']").first.click()
    page.locator("article code").wait_for()
    yield "words"


@pytest.mark.requirement("AX-01", "AX-08", "AX-09", "AX-10", "AX-11")
@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(
    ("role", "width", "scheme"),
    [
        (Role.MANAGER, 320, "light"),
        (Role.VIEWER, 375, "dark"),
        (Role.MANAGER, 1280, "dark"),
        (Role.OWNER, 1280, "light"),
    ],
)
def test_every_page_is_for_everybody(
    counter: Counter, momo: Site, role: Role, width: int, scheme: str, language: str
) -> None:
    seen = counter(role, language=language, width=width, color_scheme=scheme)
    seen.allow("status of 422")
    check_each(seen, states(seen.page, momo, language, role is not Role.VIEWER), language, width, scheme)
