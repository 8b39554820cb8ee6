"""Fixtures of the back office: the site and who works there.

`back_office` runs on SQLite; tests that must hold on both databases ask for `either_office`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from consent_ui.rules.roles import Role
from tests.site import Clock, open_host
from tests.staff.office import BackOffice, Colleague


@pytest.fixture
def back_office(filled_url: Callable[[str, str], str], clock: Clock) -> Iterator[BackOffice]:
    """A host's site with the sample restaurant and its campaigns, and nobody working there yet."""
    place = open_host(filled_url("sqlite", "site"))
    yield BackOffice(place)
    place.close()


@pytest.fixture
def either_office(kind: str, filled_url: Callable[[str, str], str], clock: Clock) -> Iterator[BackOffice]:
    """The same on SQLite and on PostgreSQL in turn."""
    place = open_host(filled_url(kind, "site"))
    yield BackOffice(place)
    place.close()


@pytest.fixture
def owner(back_office: BackOffice) -> Colleague:
    """An owner, signed in."""
    return back_office.colleague(Role.OWNER)


@pytest.fixture
def manager(back_office: BackOffice) -> Colleague:
    """A manager, signed in."""
    return back_office.colleague(Role.MANAGER)


@pytest.fixture
def viewer(back_office: BackOffice) -> Colleague:
    """A viewer, signed in."""
    return back_office.colleague(Role.VIEWER)
