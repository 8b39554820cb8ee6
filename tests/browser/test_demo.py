"""Chez Momo in a real browser: readable by everybody, at every width, in light and dark, with no script of its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from consent_ui.demo import create_demo
from tests.browser.visit import Visit

PAGES = ("/", "/menu", "/order?quenelle=2&soup=x", "/order?quenelle=2&code=BIENVENUE25", "/account", "/terms", "/lost")
SPACING = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
p { margin-block-end: 2em !important }"""
Visits = Callable[..., Visit]


@pytest.fixture
def address(live_server: Callable[..., str], tmp_path: Path) -> str:
    return live_server(create_demo(f"sqlite:///{tmp_path / 'demo.db'}", {"SECRET_KEY": "a demo for tests"}))


def fits(page: Page) -> None:
    """Nothing makes the page scroll sideways."""
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url


@pytest.mark.requirement("AX-01", "AX-10")
@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
def test_every_page_is_accessible(
    visit: Visits, address: str, axe: Callable[..., None], language: str, width: int, scheme: str
) -> None:
    seen = visit(language=language, width=width, color_scheme=scheme)
    seen.allow("422|404")
    for path in PAGES:
        seen.page.goto(address + path)
        axe(seen.page)
        fits(seen.page)
    seen.page.goto(f"{address}/account")
    seen.page.locator("button[value=amina]").click()
    seen.page.wait_for_url(f"{address}/account")
    assert seen.page.locator("h1").inner_text().endswith("Amina Belkacem")
    axe(seen.page)
    fits(seen.page)


@pytest.mark.requirement("AX-11")
def test_wider_text_spacing_loses_nothing(visit: Visits, address: str) -> None:
    seen = visit(width=320)
    for path in ("/", "/menu", "/order?quenelle=2&code=BIENVENUE25", "/account", "/terms"):
        seen.page.goto(address + path)
        seen.page.evaluate(
            "css => { const s = new CSSStyleSheet(); s.replaceSync(css); document.adoptedStyleSheets = [s] }", SPACING
        )
        fits(seen.page)


@pytest.mark.requirement("CV-16")
def test_visiting_stores_nothing_and_asks_nobody_else(visit: Visits, address: str) -> None:
    seen = visit()
    for path in ("/", "/menu", "/order", "/account", "/terms"):
        seen.page.goto(address + path)
    assert seen.context.cookies() == []
    assert seen.page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert seen.foreign(address) == []


def test_the_site_works_without_scripts(visit: Visits, address: str) -> None:
    seen = visit(javascript=False, language="fr")
    seen.page.goto(address)
    seen.page.get_by_role("link", name="Compte").click()
    seen.page.get_by_role("button", name="Léa Fontanel").click()
    assert [cookie["name"] for cookie in seen.context.cookies()] == ["chez_momo"]
    seen.page.get_by_role("link", name="English").click()
    assert seen.page.locator("html").get_attribute("lang") == "en"
    seen.page.get_by_role("button", name="Sign out").click()
    assert seen.page.locator("h1").inner_text() == "Your account"
    assert seen.context.cookies() == []


def test_a_basket_and_a_code_make_a_bill(visit: Visits, address: str) -> None:
    seen = visit(language="en", width=375)
    seen.page.goto(f"{address}/order?lang=en")
    seen.page.get_by_label("Pike quenelle").fill("2")
    seen.page.get_by_label("Voucher code").fill("bienvenue25")
    seen.page.keyboard.press("Enter")
    seen.page.get_by_role("heading", name="The bill").wait_for()
    assert seen.page.locator(".due td").inner_text() == "€27.00"
    assert seen.page.locator("html").get_attribute("lang") == "en"
    assert seen.context.cookies() == []


def test_the_way_past_the_question_is_one_tab_behind_it(visit: Visits, address: str) -> None:
    seen = visit(language="en")
    seen.page.goto(address)
    seen.page.get_by_role("button", name="No, do not send me offers").focus()
    seen.page.keyboard.press("Tab")
    skip = seen.page.locator(".skip")
    assert skip.evaluate("link => document.activeElement === link")
    assert skip.bounding_box()["height"] >= 24
    seen.page.keyboard.press("Enter")
    assert seen.page.evaluate("document.activeElement.id") == "content"
