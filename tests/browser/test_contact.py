"""From a yes to a bound yes in a real browser: the code leaves through a gateway on a real socket."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from pytest_httpserver import HTTPServer

from consent_ui.demo import create_demo
from consent_ui.fairness.matrix import Matrix
from consent_ui.fairness.running import measure
from consent_ui.fairness.sheets import Sheet
from consent_ui.rules.consent import Channel
from consent_ui.rules.measured import Sight, Where
from consent_ui.rules.symmetry import judge
from tests.browser.site import Site
from tests.browser.visit import Visit
from tests.browser.waiting import answer
from tests.live_server import serve

Visits = Callable[..., Visit]
NUMBER = "+33612345678"


@contextmanager
def texting(folder: Path, gateway: HTTPServer) -> Iterator[Site]:
    """Chez Momo, whose SMS leave through this gateway."""
    gateway.expect_request(f"/{NUMBER}", method="POST").respond_with_data("")
    address = f"json://127.0.0.1:{gateway.port}/{{to}}"
    config = {"SECRET_KEY": "a demo for tests", "CONSENT_SMS_GATEWAY": address, "CONSENT_HOST_VERIFIES": ()}
    app = create_demo(f"sqlite:///{folder / 'demo.db'}", config, (Channel.SMS,))
    with serve(app) as served:
        yield Site(app, served)


def code_at(gateway: HTTPServer) -> str:
    """The digits that the gateway was handed last."""
    request, _ = gateway.log[-1]
    found = re.search(r"\b\d{6}\b", request.get_json()["message"])
    assert found
    return found[0]


def step(page: Page, name: str) -> None:
    """Wait until a step is there, and its heading has the focus where scripts can move it."""
    page.locator(f"#consent-contact {name}").first.wait_for()


@pytest.mark.requirement("CV-08", "AX-01")
@pytest.mark.parametrize("javascript", [True, False], ids=["htmx", "plain"])
def test_a_yes_is_bound_to_the_number_whose_code_was_typed(
    visit: Visits, tmp_path: Path, httpserver: HTTPServer, axe: Any, javascript: bool
) -> None:
    with texting(tmp_path, httpserver) as site:
        seen = visit(javascript=javascript)
        page = seen.page
        judge = axe if javascript else lambda page: None
        seen.allow("422")
        before = site.count()
        site.go(page, "/menu")
        if javascript:
            answer(page, "yes")
        else:
            page.locator("#consent-banner [value=yes]").click()
        page.locator("#consent-receipt a[href*='/consent/contact']").click()
        box = page.locator("#consent-contact-typed")
        assert box.get_attribute("autocomplete") == "tel" and box.get_attribute("inputmode") == "tel"
        judge(page)
        box.fill("04 72 00 00 12")
        box.press("Enter")
        page.locator("#consent-contact [role=alert]:not(:empty)").wait_for()
        assert page.locator("#consent-contact-typed").input_value() == "04 72 00 00 12"
        judge(page)
        page.locator("#consent-contact-typed").fill("06 12 34 56 78")
        page.locator("#consent-contact [value=send]").click()
        step(page, "[autocomplete=one-time-code]")
        judge(page)
        page.locator("#consent-contact-code").fill(code_at(httpserver))
        page.locator("#consent-contact [value=check]").click()
        step(page, "[value=yes]")
        judge(page)
        yes, no = page.locator("#consent-contact [value=yes]"), page.locator("#consent-contact [value=no]")
        sizes = [each.bounding_box() for each in (yes, no)]
        assert (
            sizes[0] and sizes[1] and (sizes[0]["width"], sizes[0]["height"]) == (sizes[1]["width"], sizes[1]["height"])
        )
        assert site.count() == before + 1, "nothing is agreed before this answer"
        yes.click()
        page.get_by_text("offers by SMS go to +33•••78").wait_for()
        judge(page)
        assert site.decisions(before) == [("sms", "given", "banner"), ("sms", "given", "contact")]
        assert NUMBER.lstrip("+") not in page.url
        assert seen.foreign(site.address) == []


@pytest.mark.requirement("CV-08", "AX-19")
def test_a_pasted_code_is_taken_with_its_spaces(visit: Visits, tmp_path: Path, httpserver: HTTPServer) -> None:
    with texting(tmp_path, httpserver) as site:
        page = visit().page
        before = site.count()
        site.go(page, "/consent/contact")
        page.locator("#consent-contact-typed").fill("06 12 34 56 78")
        page.locator("#consent-contact [value=send]").click()
        step(page, "#consent-contact-code")
        code = code_at(httpserver)
        page.locator("#consent-contact-code").evaluate(
            """(box, words) => { box.focus(); document.execCommand("insertText", false, words); }""",
            f" {code[:3]} {code[3:]}\n",
        )
        page.locator("#consent-contact [value=check]").click()
        step(page, "[value=no]")
        page.locator("#consent-contact [value=no]").click()
        page.locator("#consent-contact [value=no]").wait_for(state="detached")
        assert [kind for _, kind, _ in site.decisions(before)] == ["refused"]


@pytest.mark.requirement("CV-08", "SY-01", "SY-02", "SY-03", "SY-05", "SY-11")
@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("state", ["yes-or-no", "yes-or-no-by-e-mail"])
def test_yes_and_no_weigh_the_same_at_the_last_step(
    browser: Browser, tmp_path: Path, state: str, language: str
) -> None:
    app = create_demo(f"sqlite:///{tmp_path / 'demo.db'}", {"SECRET_KEY": "a demo for tests"}, (Channel.SMS,))
    app.debug = True
    matrix = Matrix((320, 1280), ("light", "dark", "forced"), (100, 200), ("default", "hover", "focus-visible"))
    with serve(app) as address:
        page = f"{address}/consent/gallery/contact/{state}?lang={language}"
        yes, no = (f"#consent-contact [value={value}]" for value in ("yes", "no"))
        found = measure(browser, Sheet(Where(state, language), page, (yes,), (no,)), matrix)
    assert judge(found.measured) == ()
    assert sum(isinstance(each, Sight) for each in found.measured) == len(matrix) * 3
