"""The stand-alone site: nothing but our own pages, with no site around them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from consent_ui import create_app
from consent_ui.rules.consent import Channel
from consent_ui.texts import texts
from tests.host.site import create_host
from tests.journeys.place import CONFIG, Place
from tests.samples import sample_restaurant

BANNER, CENTRE = "/consent/banner", "/consent/preferences"
Open = Callable[..., Place]


@pytest.fixture
def alone(filled_url: Callable[[str, str], str]) -> Iterator[Open]:
    """Open the stand-alone site on the sample restaurant, with more settings."""
    opened: list[Place] = []

    def build(way: str = "plain", **settings: object) -> Place:
        config = {**CONFIG, "CONSENT_DATABASE_URI": filled_url("sqlite", "site"), **settings}
        opened.append(Place(create_app(config), way, ours=("/",)))
        return opened[-1]

    yield build
    for each in opened:
        each.close()


@pytest.mark.requirement("IN-12", "AX-22")
@pytest.mark.parametrize("home", ["/", "https://nord.example/carte/"])
@pytest.mark.parametrize("answer", ["yes", "no"])
def test_a_plain_answer_leads_to_a_page_on_which_the_confirmation_is(alone: Open, home: str, answer: str) -> None:
    visitor = alone(CONSENT_HOME_URL=home).visitor()
    page = visitor.press(visitor.open(f"{BANNER}?lang=fr"), answer)
    assert page.sent.location == f"{BANNER}?lang=fr&consent=saved#consent-receipt-title"
    assert page.response.status_code == 200 and page.tree.ids["consent-receipt-title"] is not None
    assert page.tree.ids["consent-receipt"].get("lang") == "fr"


def test_a_host_whose_home_is_elsewhere_confirms_on_the_page_of_the_question(filled_url: Callable[..., str]) -> None:
    url = filled_url("sqlite", "site")
    place = Place(
        create_host({**CONFIG, "CONSENT_DATABASE_URI": url, "CONSENT_HOME_URL": "https://nord.example/carte/"})
    )
    visitor = place.visitor()
    page = visitor.press(visitor.open(BANNER), "no")
    assert page.response.status_code == 200 and page.has("consent-receipt")
    place.close()


@pytest.mark.parametrize("path", [BANNER, CENTRE, "/consent/notice", "/nothing"])
def test_every_page_names_an_icon_that_is_there(alone: Open, path: str) -> None:
    visitor = alone().visitor()
    (icon,) = [each for each in visitor.open(path).tree.all("link") if each.get("rel") == "icon"]
    found = visitor.client.get(icon.get("href", ""))
    assert found.status_code == 200 and found.mimetype == icon.get("type") == "image/svg+xml"


def test_a_part_that_htmx_asks_for_names_no_icon(alone: Open) -> None:
    visitor = alone("htmx").visitor()
    assert "icon" not in visitor.press(visitor.open(BANNER), "no").response.text


@pytest.mark.parametrize("path", ["/", CENTRE])
def test_pages_within_a_host_leave_the_icon_to_it(filled_url: Callable[..., str], path: str) -> None:
    place = Place(create_host({**CONFIG, "CONSENT_DATABASE_URI": filled_url("sqlite", "site")}))
    assert "icon.svg" not in place.visitor().open(path).response.text
    place.close()


@pytest.mark.parametrize(
    ("channels", "named"),
    [
        ((Channel.SMS,), "contact.sms.prove"),
        ((Channel.EMAIL,), "contact.email.prove"),
        ((Channel.SMS, Channel.EMAIL), "contact.name"),
    ],
)
def test_a_page_speaks_only_of_what_the_restaurant_writes_to(
    alone: Open, channels: tuple[Channel, ...], named: str
) -> None:
    place, say = alone(), texts("en")
    place.publish(sample_restaurant(channels=channels))
    visitor = place.visitor()
    centre = visitor.open(CENTRE)
    assert centre.links()[say(named)].startswith("/consent/contact")
    confirmed = visitor.press(visitor.open(BANNER), "yes")
    proving = visitor.open(confirmed.links()[say(f"contact.{channels[0]}.prove")])
    assert proving.tree.text(proving.tree.all("h1")[0]) == say(f"contact.{channels[0]}.prove")
    shown = " ".join(page.words() for page in (centre, confirmed, proving))
    both = "number or address"
    assert (both in shown) == (len(channels) > 1)
    if len(channels) == 1:
        other = "e-mail" if channels[0] is Channel.SMS else "SMS"
        assert other not in shown
