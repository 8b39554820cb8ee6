"""A walk through pages of the back office, each judged as it is: for everybody, on a phone and on a desk."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Page

from tests.browser import layout
from tests.browser.test_accessibility import violations
from tests.browser.visit import Visit
from tests.staff.office import PREFIX

LANGUAGES = ("en", "fr")
PICTURES = os.environ.get("STAFF_PICTURES")
"""A folder for screenshots, for people to look at."""
WIDTHS = ((320, "light"), (320, "dark"), (375, "light"), (1280, "light"), (1280, "dark"))


@dataclass
class Walk:
    """A walk through pages, and what was wrong with each."""

    visit: Visit
    address: str
    language: str
    found: dict[str, list[str]] = field(default_factory=dict)

    @property
    def page(self) -> Page:
        return self.visit.page

    def go(self, path: str) -> None:
        self.page.goto(self.address + PREFIX + path)

    def send(self, **fields: str) -> None:
        """Fill the first form that has these fields, and press its first button."""
        for name, value in fields.items():
            self.page.locator(f"main [name={name}]:not([type=radio])").fill(value)
        form = self.page.locator("main form", has=self.page.locator(f"[name={next(iter(fields))}]")).first
        form.locator("button").first.click()
        self.page.wait_for_load_state()

    def look(self, name: str) -> None:
        """Judge the page as it is."""
        problems: list[str] = []
        for width, scheme in ((320, "light"), (1280, "dark")):
            self.page.set_viewport_size({"width": width, "height": 800})
            self.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            problems += violations(self.page)
            problems += shown(layout.cut_off(self.page))
        self.page.set_viewport_size({"width": 320, "height": 800})
        problems += shown(layout.cut_off_with_wider_spacing(self.page)) + layout.small_targets(self.page)
        if problems:
            self.found[name] = problems
        if PICTURES:
            for width, scheme in WIDTHS:
                self.page.set_viewport_size({"width": width, "height": 800})
                self.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
                path = Path(PICTURES) / f"{name}-{self.language}-{width}-{scheme}.png"
                self.page.screenshot(path=path, full_page=True)


def shown(found: list[str]) -> list[str]:
    """Without what is only for those who listen, and single-line fields, in which whatever is typed scrolls."""
    return [each for each in found if " hidden " not in each and not each.startswith(("THEAD", "TH ", "INPUT "))]
