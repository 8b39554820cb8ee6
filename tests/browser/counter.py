"""The counter of the demo restaurant: its back office in a browser, and what holds for each of its pages."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from consent_ui.demo import sample
from consent_ui.rules.roles import Role
from consent_ui.staff.sessions import COOKIE
from tests.browser import layout
from tests.browser.accessibility import check_accessibility
from tests.browser.site import Site
from tests.browser.visit import Visit
from tests.journeys.place import Place
from tests.staff.office import BackOffice

Counter = Callable[..., Visit]
"""The browser behind the counter; takes a role, and what a visit takes."""


def counter_of(visit: Callable[..., Visit], site: Site, usual: Role) -> Counter:
    """Opens browsers in which a member with this role, or the usual one, has signed in."""

    def opened(role: Role = usual, **settings: object) -> Visit:
        office = BackOffice(Place(site.app))
        member = office.hire(None, name="Sam")
        office.give(member, role, sample.RESTAURANT_ID)
        value = office.open_session(office.nobody(), member)
        return visit(cookies=[{"name": COOKIE, "value": value, "url": site.address}], **settings)

    return opened


def check_each(seen: Visit, states: Iterator[str], language: str, width: int, scheme: str) -> None:
    """Whether everybody can use each of these pages, on which the browser is when its name comes."""
    problems: dict[str, list[str]] = {}
    folder = os.environ.get("CONSENT_PICTURES")  # where somebody wants to look at them
    for state in states:
        if folder:
            seen.page.screenshot(path=Path(folder) / f"{state}-{language}-{width}-{scheme}.png", full_page=True)
        check_accessibility(seen.page)
        found = layout.small_targets(seen.page) + [
            each
            for each in layout.cut_off(seen.page) + layout.cut_off_with_wider_spacing(seen.page)
            if " hidden " not in each and not each.startswith(("THEAD", "TH "))  # the head is for those who listen
        ]
        assert seen.page.locator("html").get_attribute("lang") == language
        if found:
            problems[state] = found
    assert problems == {}
