"""The gallery in a real browser: readable on a phone, accessible, at the widths it promises, and always fresh."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from consent_ui.demo import create_demo
from consent_ui.examples import EXAMPLES
from tests.browser.visit import Visit
from tests.browser.waiting import until
from tests.live_server import serve

SANDBOXED = ("Blocked script execution", "Blocked autofocusing")
"""What Chromium says of the frames, which run no script and take no focus on purpose."""


@pytest.fixture(scope="module")
def design(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A designer's folder."""
    folder = tmp_path_factory.mktemp("design")
    (folder / "consent").mkdir()
    theme = folder / "themes" / "night"
    theme.mkdir(parents=True)
    (theme / "theme.css").write_text(".consent { --consent-radius: 1em }", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def studio(design: Path) -> Iterator[str]:
    """Chez Momo, served to its designer."""
    app = create_demo(f"sqlite:///{design / 'demo.db'}", {"SECRET_KEY": "a demo for tests"}, design=design)
    with serve(app) as address:
        yield address


@pytest.fixture
def look(visit: Callable[..., Visit], studio: str) -> Callable[..., Page]:
    """Opens a page of the gallery."""

    def opened(path: str = "", **settings: object) -> Page:
        opened = visit(**settings)
        for complaint in SANDBOXED:
            opened.allow(complaint)
        page = opened.page
        page.goto(f"{studio}/consent/gallery{path}")
        return page

    return opened


@pytest.mark.requirement("AX-01", "AX-10")
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("path", ["?lang=en", "?lang=fr&theme=night", "/lazy?lang=fr", "/device?lang=en&theme=night"])
def test_it_is_accessible_and_fits_a_phone(
    look: Callable[..., Page], axe: Callable[..., None], width: int, path: str
) -> None:
    page = look(path, width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    axe(page)


def test_each_frame_is_as_wide_as_it_says_and_as_high_as_its_page(look: Callable[..., Page]) -> None:
    page = look("/lazy?lang=en&scheme=light", width=3000)
    until(page, "[...document.querySelectorAll('iframe')].every(frame => frame.height > 0)")
    inside = [frame for frame in page.frames if "/gallery/lazy/" in frame.url]
    assert [frame.evaluate("innerWidth") for frame in inside] == [320, 375, 768, 1280] * len(EXAMPLES["lazy"])
    assert all(f.evaluate("document.documentElement.scrollHeight <= innerHeight") for f in inside)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/banner/signup", "/problem/not-found"])
def test_a_scheme_is_forced_whatever_the_browser_prefers(look: Callable[..., Page], scheme: str, path: str) -> None:
    other = "light" if scheme == "dark" else "dark"
    page = look(f"{path}?theme=&scheme={scheme}", color_scheme=other)
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == scheme
    red = page.evaluate(
        "getComputedStyle(document.querySelector('.consent h1, .consent h2')).color.match(/[0-9.]+/)[0]"
    )
    assert (float(red) > 128) == (scheme == "dark")


@pytest.mark.parametrize("where", ["a template", "a theme"])
def test_saving_a_file_refreshes_the_page(look: Callable[..., Page], design: Path, where: str) -> None:
    page = look("/lazy?lang=en&theme=night&scheme=light&width=320")
    page.wait_for_function(
        "() => performance.getEntriesByType('resource').some(each => each.name.includes('/changes'))"
    )
    with page.expect_event("load"):
        if where == "a template":
            saved = design / "consent" / "_lazy.html"
            saved.write_text('{% extends "shipped/_lazy.html" %}', encoding="utf-8")
        else:
            os.utime(design / "themes" / "night" / "theme.css", ns=(1, 1))


def test_a_frame_takes_no_focus_from_the_gallery(look: Callable[..., Page]) -> None:
    """The confirmation focuses its own heading where it stands in a page."""
    page = look("/receipt?lang=en&width=320&scheme=light", height=1600)
    page.wait_for_function(
        "() => [...document.querySelectorAll('iframe')].slice(0, 2).every(frame => frame.height > 0)"
    )
    assert page.evaluate("[document.activeElement.localName, scrollY]") == ["body", 0]


@pytest.mark.requirement("AX-10")
@pytest.mark.parametrize(
    ("part", "heading", "word"),
    [
        ("banner/both-channels?lang=en", "#consent-banner h2", "e-mail"),
        ("banner/both-channels?lang=fr", "#consent-banner h2", "e-mail"),
        ("preferences/customer-unknown?lang=fr", "#consent-preferences legend", "pouvons-nous"),
    ],
)
def test_a_short_word_never_breaks_at_its_hyphen_in_a_narrow_heading(
    look: Callable[..., Page], part: str, heading: str, word: str
) -> None:
    page = look(f"/{part}&theme=", width=320)
    for width in range(290, 420, 2):
        page.set_viewport_size({"width": width, "height": 700})
        rows = page.evaluate(
            """([heading, word]) => {
                const walker = document.createTreeWalker(document.querySelector(heading), 4);
                for (let node; (node = walker.nextNode()); ) {
                    const at = node.data.indexOf(word);
                    if (at < 0) continue;
                    const range = document.createRange();
                    range.setStart(node, at);
                    range.setEnd(node, at + word.length);
                    return new Set([...range.getClientRects()].map(each => each.top)).size;
                }
            }""",
            [heading, word],
        )
        assert rows == 1, width
