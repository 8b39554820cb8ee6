"""Fixtures of the browser tests: `visit` opens a recorded profile, `live_server` serves, `axe` judges."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from consent_ui.rules.consent import Channel
from tests.browser.accessibility import check_accessibility
from tests.browser.site import Site, open_site
from tests.browser.visit import Visit, open_visit
from tests.live_server import serve
from tests.setup import chromium, is_ci


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """Where Chromium is; without one a test is skipped, under CI=true it fails."""
    path = chromium.find()
    if path is None:
        sentence = f"no Chromium starts here: run `python -m tests`, or name one in {chromium.VARIABLE}"
        if is_ci():
            pytest.fail(sentence, pytrace=False)
        pytest.skip(sentence)
    return str(path)


@pytest.fixture(scope="session")
def browser(chromium_path: str) -> Iterator[Browser]:
    """The Chromium of this worker."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=list(chromium.ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[..., Visit]]:
    """Open recorded visits, with the settings of `open_visit`; what they complained of fails the test."""
    visits: list[Visit] = []

    def opened(**settings: Any) -> Visit:
        visits.append(open_visit(browser, **settings))
        return visits[-1]

    yield opened
    problems = []
    for each in visits:
        each.context.close()
        problems += each.problems()
    if problems:
        pytest.fail("the browser complained:\n" + "\n".join(f"  - {line}" for line in problems), pytrace=False)


@pytest.fixture
def live_server() -> Iterator[Callable[..., str]]:
    """Serve an application, as `live_server(app)`, and get its address; it stops with the test."""
    with ExitStack() as running:
        yield lambda app, **settings: running.enter_context(serve(app, **settings))


@pytest.fixture(scope="module")
def momo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Chez Momo, writing by SMS, for all tests of a module; a fresh profile each keeps them apart."""
    with open_site(tmp_path_factory.mktemp("momo")) as site:
        yield site


@pytest.fixture(scope="module")
def momo_both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Chez Momo, writing by SMS and by e-mail."""
    with open_site(tmp_path_factory.mktemp("momo_both"), (Channel.SMS, Channel.EMAIL)) as site:
        yield site


@pytest.fixture
def axe() -> Callable[..., None]:
    """Hold a page to WCAG 2.2 AA, as `axe(page)` or `axe(page, within="#consent-banner")`."""

    def judge(page: Page, within: str | None = None) -> None:
        check_accessibility(page, within)

    return judge
