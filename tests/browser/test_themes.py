"""What a browser makes of a theme: its colours on hosts' pages and on ours, light and dark, and one look for both
answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from consent_ui.demo import create_demo
from consent_ui.publishing import wear_theme
from consent_ui.store.themes import Worn
from consent_ui.themes import read_theme
from tests.browser.buttons import unfair
from tests.browser.visit import Visit
from tests.live_server import serve

EXAMPLES = Path(__file__).parent.parent / "designers" / "examples"
PAPER = {"light": "rgb(243, 239, 230)", "dark": "rgb(27, 36, 32)"}
"""--consent-background of the guide's first example."""


@pytest.fixture(scope="module")
def bistro() -> Iterator[str]:
    """Chez Momo wearing the theme of the guide."""
    with TemporaryDirectory() as folder:
        settings = {"SECRET_KEY": "a demo for tests", "CONSENT_THEMES": str(EXAMPLES / "themes")}
        app = create_demo(f"sqlite:///{folder}/demo.db", settings)
        app.jinja_loader = None  # our own layout, not that of Chez Momo's site
        consent = app.extensions["consent_ui"]
        worn = Worn("bistro", consent.installed()["bistro"].digest, 0)
        wear_theme(consent.database, consent.programme(None).restaurant.id, worn)
        consent.forget_programmes()
        with serve(app) as address:
            yield address


@pytest.mark.parametrize("scheme", PAPER)
@pytest.mark.parametrize(("path", "element"), [("/", "#consent-banner"), ("/consent/preferences", "main")])
def test_a_theme_paints_hosts_pages_and_ours(
    visit: Callable[..., Visit], bistro: str, scheme: str, path: str, element: str
) -> None:
    page = visit(color_scheme=scheme).page
    page.goto(bistro + path)
    assert page.locator(element).evaluate("each => getComputedStyle(each).backgroundColor") == PAPER[scheme]


@pytest.mark.requirement("SY-02", "SY-03", "SY-05", "SY-17")
@pytest.mark.parametrize("scheme", PAPER)
def test_a_theme_dresses_both_answers_alike(visit: Callable[..., Visit], bistro: str, scheme: str) -> None:
    page = visit(color_scheme=scheme, width=320).page
    page.goto(bistro)
    assert unfair(page) == []


@pytest.mark.requirement("AX-01", "AX-08")
@pytest.mark.parametrize("scheme", PAPER)
@pytest.mark.parametrize("path", ["/", "/consent/preferences"])
def test_a_theme_of_the_guide_is_accessible(
    visit: Callable[..., Visit], axe: Callable[..., None], bistro: str, scheme: str, path: str
) -> None:
    page = visit(color_scheme=scheme).page
    page.goto(bistro + path)
    axe(page, within=".consent")


def test_a_theme_costs_one_stylesheet_and_no_other_request(visit: Callable[..., Visit], bistro: str) -> None:
    seen = visit()
    seen.page.goto(bistro)
    added = [path for path in seen.paths() if "/consent/" in path and "demo.css" not in path]
    version = read_theme(EXAMPLES / "themes" / "bistro").version
    assert added == ["/consent/static/consent.css", f"/consent/themes/bistro/{version}/theme.css"]
    assert not seen.foreign(bistro)
