"""A yes that waits for its number waits for so long and no longer."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.contact.proving import Post, say, signed_in
from tests.journeys.place import Place
from tests.site import Clock


@pytest.mark.requirement("CV-09")
def test_double_opt_in_counts_only_what_the_person_proved(site: Place, post: Post, clock: Clock) -> None:
    site.change(country="DE")
    ines = signed_in(site, "7")
    ines.press(ines.open("/"), "yes")
    assert site.decisions()[-1].contact is None
    clock.shift(timedelta(days=7))
    assert say("state.sms.expired") in ines.open("/consent/preferences").words()


@pytest.mark.requirement("CV-08")
def test_a_yes_without_a_number_lapses_after_thirty_days_and_can_be_said_anew(site: Place, clock: Clock) -> None:
    bo = signed_in(site, "8")
    bo.press(bo.open("/"), "yes")
    clock.shift(timedelta(days=29, hours=23))
    assert say("state.sms.pending") in bo.open("/consent/preferences").words()
    clock.shift(timedelta(hours=2))
    centre = bo.open("/consent/preferences")
    assert say("state.sms.expired") in centre.words() and centre.ticked() == []
    bo.press(centre, "save", ["sms"])
    assert site.said() == [("sms", "given")] * 2
    assert say("state.sms.pending") in bo.open("/consent/preferences").words()


@pytest.mark.requirement("CV-08")
def test_a_device_too_says_yes_anew_after_thirty_days(site: Place, clock: Clock) -> None:
    visitor = site.visitor()
    visitor.press(visitor.open("/"), "yes")
    clock.shift(timedelta(days=32))
    centre = visitor.open("/consent/preferences")
    assert say("state.sms.expired") in centre.words()
    visitor.press(centre, "save", ["sms"])
    assert site.said() == [("sms", "given")] * 2
    assert say("state.sms.pending") in visitor.open("/consent/preferences").words()
