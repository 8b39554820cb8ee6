"""The dashboard in a real browser: accessible, readable on a phone and in every scheme, without scripts."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from consent_ui.rules.campaigns import CampaignKind
from consent_ui.rules.roles import Role
from consent_ui.rules.variants import Variant
from consent_ui.staff.sessions import COOKIE
from consent_ui.store import counting, offers
from tests.browser.accessibility import check_accessibility
from tests.journeys.place import Place
from tests.live_server import serve
from tests.samples import record_visitor, sample_answer
from tests.site import open_host
from tests.staff.office import PREFIX, SLUG, BackOffice

B = Variant(
    "B",
    (
        ("en", "First order: accept to receive {offer} and other offers."),
        ("fr", "Première commande : acceptez pour recevoir {offer} et d’autres offres."),
    ),
)
SCREENS = [(320, "light", "en"), (375, "dark", "fr"), (1280, "light", "fr"), (1280, "dark", "en")]
screens = pytest.mark.parametrize(("width", "scheme", "language"), SCREENS)


def fill(place: Place) -> str:
    """A month and a half of views and answers, and a wording test; returns the id of its campaign."""
    chance = random.Random(5)
    signup = next(each for each in place.campaigns() if each.kind is CampaignKind.SIGNUP)
    place.publish(place.restaurant, replace(signup, variants=(B,), answers_each=388))
    with place.consent.database.read() as connection:
        programme = offers.programme(connection, None)
    assert programme is not None
    now, counts = datetime.now(UTC), {}
    answers = []
    for fingerprint in programme.fingerprints.values():
        notice = place.consent.notice(place.restaurant.id, fingerprint)
        assert notice is not None
        for back in range(45):
            at = now - timedelta(days=back)
            counts[(place.restaurant.id, at.date(), fingerprint)] = chance.randrange(20, 120)
            answers += [sample_answer(notice, chance.random() < 0.55, at=at) for _ in range(chance.randrange(1, 8))]

    def job(connection: Any) -> None:
        for answer in answers:
            record_visitor(connection, answer, {})

    place.consent.database.write(job)
    place.consent.database.write_together(counting.add_asked, counts)
    return str(signup.id)


@pytest.fixture(scope="module")
def office(
    filled_file: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, str, str]]:
    """A served back office with numbers in it: its address, an owner's session, a campaign under test."""
    file = shutil.copy(filled_file("site"), tmp_path_factory.mktemp("dashboard") / "site.db")
    place = open_host(f"sqlite:///{file}")
    try:
        tested = fill(place)
        back = BackOffice(place)
        session = back.open_session(back.nobody(), back.hire(Role.OWNER))
        with serve(place.app) as address:
            yield address, session, tested
    finally:
        place.close()


@pytest.fixture
def opened(browser: Browser, office: tuple[str, str, str]) -> Iterator[Callable[..., Page]]:
    """Opens a page of the restaurant's back office, signed in."""
    contexts = []

    def page(path: str, width: int, scheme: str, language: str, **settings: Any) -> Page:
        address, session, tested = office
        context = browser.new_context(
            viewport={"width": width, "height": 800}, color_scheme=scheme, locale=language, **settings
        )
        contexts.append(context)
        context.add_cookies([{"name": COOKIE, "value": session, "domain": "127.0.0.1", "path": PREFIX}])
        found = context.new_page()
        query = "&" if "?" in path else "?"
        answer = found.goto(f"{address}{PREFIX}/{SLUG}{path.format(tested=tested)}{query}lang={language}")
        assert answer is not None and answer.status in (200, 422)
        return found

    yield page
    for context in contexts:
        context.close()


PATHS = ["/dashboard", "/dashboard?first=x", "/campaigns/{tested}/wordings", "/campaigns/{tested}/wordings/start"]


@screens
@pytest.mark.parametrize("path", PATHS)
def test_every_page_is_accessible_and_fits_its_screen(
    opened: Callable[..., Page], path: str, width: int, scheme: str, language: str
) -> None:
    page = opened(path, width, scheme, language)
    check_accessibility(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_bars_and_intervals_are_drawn_where_their_figures_say(opened: Callable[..., Page]) -> None:
    page = opened("/dashboard", 1280, "light", "en")
    boxes = {name: page.locator(f".plot path.{name}").bounding_box() for name in ("asked", "yes", "no", "reach")}
    for name, box in boxes.items():
        assert box is not None and box["width"] > 200 and box["height"] > 20, name
    # No stands on yes.
    yes, no = boxes["yes"], boxes["no"]
    assert yes and no and no["y"] < yes["y"]


def test_yes_and_no_differ_in_forced_colours_without_colour(opened: Callable[..., Page]) -> None:
    page = opened("/dashboard", 1280, "light", "en", forced_colors="active")
    fills = [page.eval_on_selector(f".plot path.{name}", "e => getComputedStyle(e).fill") for name in ("yes", "no")]
    assert fills[0] != fills[1]


def test_another_range_is_chosen_without_scripts_by_keyboard(opened: Callable[..., Page]) -> None:
    page = opened("/dashboard", 375, "light", "en", java_script_enabled=False)
    week_ago = (datetime.now(UTC) - timedelta(days=6)).date().isoformat()
    page.fill("#first", week_ago)
    page.press("#first", "Enter")
    page.wait_for_url(f"**first={week_ago}**")
    assert page.locator("table").first.locator("tbody tr").count() in (7, 8)
