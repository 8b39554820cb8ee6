"""Fixtures of the journeys: a host's site and the demo, on both databases, visited on both ways; a pytest plugin.

- `site`: tests/host with a restaurant and three campaigns, the clock at `samples.NOW`.
- `demo`: Chez Momo, the clock at the same time.
- `way`: plain HTML and htmx in turn.

PYTEST_DONT_REWRITE: it has no assert of its own, so a conftest may import it before pytest loads it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine

from consent_ui import Customer
from consent_ui.demo import create_demo
from tests.host import site as host
from tests.journeys.place import CONFIG, Place, usual_campaigns
from tests.journeys.visitor import WAYS
from tests.samples import NOW, sample_restaurant

Clock = time_machine.Traveller


@pytest.fixture(params=WAYS)
def way(request: pytest.FixtureRequest) -> str:
    """How forms are sent."""
    return str(request.param)


@pytest.fixture
def clock() -> Iterator[Clock]:
    """The time, at `samples.NOW` when the test begins; `clock.shift(...)` moves it."""
    with time_machine.travel(NOW, tick=True) as traveller:
        yield traveller


@pytest.fixture
def open_site(database_url: str, way: str, clock: Clock) -> Iterator[Callable[..., Place]]:
    """Opens a host's site on this test's database, with other settings than the usual ones if given."""
    places: list[Place] = []

    def opened(**settings: Any) -> Place:
        config = {**CONFIG, "CONSENT_DATABASE_URI": database_url, **settings}
        place = Place(host.create_host(config), way)
        place.publish(sample_restaurant(), *usual_campaigns())
        places.append(place)
        return place

    yield opened
    for place in places:
        place.close()


@pytest.fixture
def site(open_site: Callable[..., Place]) -> Place:
    """A host's site with a restaurant, a conditional signup campaign, a loyalty and a retention campaign."""
    return open_site()


@pytest.fixture
def demo(database_url: str, way: str, clock: Clock) -> Iterator[Place]:
    """Chez Momo."""
    place = Place(create_demo(database_url, CONFIG), way, ours=("/",))
    yield place
    place.close()


@pytest.fixture
def guest(monkeypatch: pytest.MonkeyPatch) -> Callable[[Customer], None]:
    """Gives the host's site a customer with an account, under their reference."""

    def known(customer: Customer) -> None:
        monkeypatch.setitem(host.GUESTS, customer.reference, customer)

    return known
