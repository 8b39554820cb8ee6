"""What was sent, and what may be: the log on a card, the runs, the simulator and the limits, on every screen."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect

from consent_ui.demo import sample
from consent_ui.rules.consent import Channel
from consent_ui.rules.deliveries import Failure
from consent_ui.rules.roles import Role
from consent_ui.rules.sending import Because
from consent_ui.store import people
from tests.browser import layout
from tests.browser.accessibility import check_accessibility
from tests.browser.counter import Counter, check_each, counter_of
from tests.browser.site import Site, open_site
from tests.browser.visit import Visit
from tests.journeys.place import Place
from tests.staff.messages import a_message, a_run, reported
from tests.staff.office import PREFIX, BackOffice

HERE = f"{PREFIX}/{sample.SLUG}"
SIMULATOR = f"{HERE}/campaigns/01930000-0000-7000-8000-000000000013"


@pytest.fixture(scope="module")
def momo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Chez Momo, which has sent for a while, and not always with success."""
    with open_site(tmp_path_factory.mktemp("sending"), (Channel.SMS, Channel.EMAIL)) as site:
        office, now = BackOffice(Place(site.app)), datetime.now(UTC)
        for days in range(40, 0, -4):
            counts = {"sent": 30 + days * 7 % 23, "too_often": 12, "already_sent": 40 + days, "hour": days % 3}
            a_run(office, counts, at=now - timedelta(days=days), until=now - timedelta(days=days, minutes=-9))
        run = a_run(
            office, {"sent": 11, "no_words": 2, "lost": 1}, "halted", now - timedelta(hours=2), now - timedelta(hours=1)
        )
        for days, state, because in (
            (90, "sent", Because.ALLOWED), (60, "dropped", Because.TOO_OFTEN), (30, "unknown", Because.ALLOWED),
            (15, "sent", Because.ALLOWED),
        ):  # fmt: skip
            a_message(office, amina_of(site), now - timedelta(days=days), state, because, run, reference=f"SM{days}")
        reported(office, "SM90", Failure.TEMPORARY)
        reported(office, "SM15", None)
        yield site


def amina_of(site: Site) -> UUID:
    """A customer who said yes."""
    with site.app.extensions["consent_ui"].database.read() as connection:
        found = people.person_id(connection, sample.RESTAURANT_ID, "amina")
    assert found is not None
    return found


@pytest.fixture
def counter(visit: Callable[..., Visit], momo: Site) -> Counter:
    return counter_of(visit, momo, Role.OWNER)


@pytest.mark.parametrize("javascript", [True, False])
def test_the_simulator_answers_where_it_was_asked(counter: Counter, momo: Site, javascript: bool) -> None:
    seen = counter(Role.VIEWER, javascript=javascript)
    seen.allow("status of 422")
    page = seen.page
    page.goto(momo.address + SIMULATOR)
    page.locator("#days").fill("0")
    page.locator("#simulation .button").click()
    expect(page.locator("#days-error")).to_be_visible()
    expect(page.locator("#days")).to_have_value("0")
    page.locator("#days").fill("45")
    page.locator("#simulation .button").click()
    expect(page.locator("#simulation-result")).to_contain_text("would be texted")
    expect(page.locator("#days")).to_have_value("45")
    assert page.locator("main").count() == 1
    if javascript:
        assert page.url == momo.address + SIMULATOR


def states(page: Page, site: Site, language: str) -> Iterator[str]:
    """Every page of the room, one after another."""
    page.goto(f"{site.address}{HERE}/customers/{amina_of(site)}?lang={language}")
    yield "card"
    page.goto(f"{site.address}{HERE}/runs?lang={language}")
    yield "runs"
    page.locator("main tbody a").first.click()
    page.locator(".beside").wait_for()
    yield "run"
    page.goto(f"{site.address}{SIMULATOR}/simulation?days=30&price=0.045&lang={language}")
    yield "simulation"
    page.goto(f"{site.address}{HERE}/sending?lang={language}")
    yield "limits"
    page.locator("#cap").fill("9")
    page.locator("#opens").fill("late")
    page.locator("main form .button").click()
    page.locator("#cap-error").wait_for()
    yield "mend"


@pytest.mark.requirement("AX-01", "AX-08", "AX-09", "AX-10", "AX-11")
@pytest.mark.parametrize(
    ("width", "scheme", "language"),
    [(320, "light", "en"), (320, "dark", "fr"), (1280, "dark", "en"), (1280, "light", "fr")],
)
def test_every_page_is_for_everybody(counter: Counter, momo: Site, width: int, scheme: str, language: str) -> None:
    seen = counter(language=language, width=width, color_scheme=scheme)
    seen.allow("status of 422")
    check_each(seen, states(seen.page, momo, language), language, width, scheme)


@pytest.mark.requirement("AX-01", "AX-08")
@pytest.mark.parametrize(("width", "language"), [(320, "fr"), (1280, "en")])
def test_her_own_list_of_offers_is_for_everybody(
    visit: Callable[..., Visit], momo: Site, width: int, language: str
) -> None:
    page = visit(language=language, width=width).page
    momo.sign_in(page, "amina")
    momo.go(page, f"/consent/preferences?lang={language}")
    expect(page.locator("#consent-messages-title")).to_be_visible()
    if folder := os.environ.get("CONSENT_PICTURES"):
        page.screenshot(path=Path(folder) / f"centre-{language}-{width}.png", full_page=True)
    check_accessibility(page)
    assert layout.cut_off(page) + layout.small_targets(page) == []
