"""The back office in a browser: an owner's way in and around, in both languages, for everybody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from passlib.totp import TOTP
from playwright.sync_api import Browser, Page

from consent_ui import migrations
from consent_ui.rules.roles import Role
from consent_ui.store.database import open_database
from tests.browser.staff_walk import LANGUAGES, Walk
from tests.browser.visit import open_visit
from tests.live_server import serve
from tests.samples import sample_restaurant
from tests.site import open_host
from tests.staff.office import PASSWORD, PREFIX, BackOffice, code_now
from tests.staff.test_setting_up import GOOD, offered


@pytest.fixture
def office(tmp_path: Path) -> Iterator[tuple[BackOffice, str]]:
    """A served site with the sample restaurant."""
    url = f"sqlite:///{tmp_path / 'staff.db'}"
    database = open_database(url)
    migrations.upgrade(database)
    database.close()
    place = open_host(url)
    place.publish(sample_restaurant())
    with serve(place.app) as address:
        yield BackOffice(place), address
    place.close()


@pytest.fixture(params=LANGUAGES)
def walk(request: pytest.FixtureRequest, browser: Browser, office: tuple[BackOffice, str]) -> Iterator[Walk]:
    visit = open_visit(browser, language=request.param, width=320)
    visit.allow("status of 4(22|29|04|03)")
    yield Walk(visit, office[1], request.param)
    visit.context.close()
    assert visit.problems() == []
    assert visit.foreign(office[1]) == []


def test_an_owner_sets_up_and_looks_around(walk: Walk, office: tuple[BackOffice, str]) -> None:
    back_office, address = office
    _, path = offered(back_office, now=datetime.now(UTC), name="Ada Petit")
    walk.page.goto(address + path)
    walk.send(new_password="password", repeat_password="other")
    walk.look("set-up-wrong")
    walk.send(new_password=GOOD, repeat_password=GOOD)
    walk.look("second-factor")
    key = walk.page.locator("main code").first.inner_text().replace("-", "").replace(" ", "")
    walk.send(code=TOTP(key).generate().token)
    walk.look("recovery-codes")
    walk.page.locator("main .button").click()
    walk.look("start")
    for name, path in (("team", "/cafe-nord/members"), ("account", "/account"), ("password", "/password")):
        walk.go(path)
        walk.look(name)
    walk.go("/cafe-nord/members/new")
    walk.send(name="", email="bo")
    walk.look("invite-wrong")
    walk.page.locator("main [value=manager]").check()
    walk.send(name="Bo Martin-Lefebvre", email="bo.martin-lefebvre@cafe-nord.example")
    walk.look("link")
    walk.go("/cafe-nord/members")
    walk.look("team-of-two")
    walk.page.get_by_role("link", name="Bo Martin-Lefebvre").click()
    walk.look("member")
    back_office.signed_in(back_office.hire(Role.VIEWER))
    walk.go("/sessions")
    walk.look("sessions")
    walk.go("/cafe-nord/audit")
    walk.look("log")
    walk.go("/cafe-nord/nothing")
    walk.look("nothing")
    assert walk.found == {}


def test_signing_in_and_out(walk: Walk, office: tuple[BackOffice, str]) -> None:
    back_office, _ = office
    member = back_office.employ(Role.OWNER)
    walk.go("/")
    walk.look("sign-in")
    walk.send(email=member.email, password="wrong")
    walk.look("sign-in-wrong")
    walk.send(email=member.email, password=PASSWORD)
    walk.look("code")
    walk.send(code=code_now())
    walk.page.locator(".who button").click()
    walk.page.locator("main [name=email]").wait_for()
    walk.look("signed-out")
    assert walk.found == {}


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without"])
def test_the_keyboard_alone_is_enough(javascript: bool, browser: Browser, office: tuple[BackOffice, str]) -> None:
    back_office, address = office
    member = back_office.employ(Role.VIEWER, factor=False)
    visit = open_visit(browser, javascript=javascript)
    page = visit.page
    page.goto(f"{address}{PREFIX}/")
    press(page, "skip", "Enter")
    page.keyboard.press("Tab")
    page.keyboard.type(member.email)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.locator(".who button").wait_for()
    assert page.url == f"{address}{PREFIX}/cafe-nord/"
    assert visit.problems() == []
    visit.context.close()


def press(page: Page, name: str, key: str) -> None:
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == name
    page.keyboard.press(key)
