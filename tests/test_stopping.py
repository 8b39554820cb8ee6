"""Stopping everything: one click in the preference centre, from any page and from a very old one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from consent_ui import Customer
from consent_ui.texts import texts
from tests.journeys.place import Place
from tests.samples import CHANNELS

CENTRE = "/consent/preferences"
say = texts("en")


@pytest.fixture
def two(site: Place) -> Place:
    """The site, writing by SMS and by e-mail."""
    site.change(channels=CHANNELS)
    return site


@pytest.mark.requirement("WD-01", "WD-02", "WD-09", "WD-05")
def test_stopping_everything_takes_two_activations_from_any_page(demo: Place) -> None:
    for path in ("/", "/menu", "/order", "/terms", "/account", "/consent/notice"):
        visitor = demo.visitor()
        visitor.press(visitor.open("/"), "yes")
        page = visitor.open(path, Accept_Language="en")
        footer = page.tree.all("footer")[0]
        assert say("preferences.name") in page.tree.text(footer)
        centre = visitor.follow(page, say("preferences.name"))
        stopped = visitor.press(centre, "stop")
        assert say("state.sms.withdrawn") in stopped.words()
        assert not stopped.tree.all("textarea") and not stopped.tree.all("select")


@pytest.mark.requirement("WD-07", "WD-16")
def test_stopping_withdraws_every_channel_and_keeps_what_was_said_before(two: Place) -> None:
    visitor = two.visitor()
    visitor.press(visitor.open("/"), "yes")
    page = visitor.press(visitor.open(CENTRE), "stop")
    assert sorted(two.said()) == [
        ("email", "given"), ("email", "withdrawn"), ("sms", "given"), ("sms", "withdrawn")
    ]  # fmt: skip
    assert page.ticked() == [] and "stop" not in page.buttons()


@pytest.mark.requirement("WD-04")
def test_stopping_is_offered_unless_everything_is_off(site: Place) -> None:
    visitor = site.visitor()
    assert "stop" in visitor.open(CENTRE).buttons()
    stopped = visitor.press(visitor.open(CENTRE), "stop")
    assert "stop" not in stopped.buttons()
    assert site.said() == [("sms", "refused")]


@pytest.mark.requirement("WD-15", "WD-01")
@pytest.mark.parametrize("signed_in", [False, True], ids=["visitor", "customer"])
def test_stopping_works_from_a_very_old_page(
    site: Place, guest: Callable[[Customer], None], clock: Any, signed_in: bool
) -> None:
    guest(Customer("new", phone="+33639980001"))
    visitor = site.visitor()
    if signed_in:
        visitor.client.post("/login/new")
    visitor.press(visitor.open("/"), "yes")
    centre = visitor.open(CENTRE)
    clock.shift(timedelta(days=100))
    stopped = visitor.press(centre, "stop")
    # Even if the visitor's yes, which no number was ever bound to, has lapsed by then (RT-11).
    assert site.said() == [("sms", "given"), ("sms", "withdrawn")]
    assert say("state.sms.withdrawn") in stopped.words()


@pytest.mark.requirement("PR-10")
def test_stopping_does_not_take_a_forged_token(site: Place) -> None:
    visitor = site.visitor()
    visitor.press(visitor.open("/"), "yes")
    refused = visitor.post(CENTRE, {"do": "stop", "notice": visitor.open(CENTRE).token("stop")[:-2]})
    assert refused.status == 400 and say("banner.error.token") in refused.alert()
    assert site.said() == [("sms", "given")]
