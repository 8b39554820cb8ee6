"""Who comes back by START: only who left by SMS, from the same contact, and after the STOP."""

from __future__ import annotations

from datetime import timedelta
from itertools import product

import pytest

from consent_ui.rules.consent import AFAR, ONLY_OUT, Actor, Kind, Place, may_stand
from consent_ui.rules.returning import may_return
from tests.samples import NOW, sample_decision

pytestmark = pytest.mark.requirement("WD-14", "CV-18")

MINUTE = timedelta(minutes=1)
YES = sample_decision(Kind.GIVEN, contact="hers", at=NOW - 2 * MINUTE)
STOP = sample_decision(Kind.WITHDRAWN, place=Place.SMS, at=NOW)


def test_who_left_by_sms_from_this_contact_comes_back() -> None:
    assert may_return([YES, STOP], ["new key", "hers"], NOW, NOW + MINUTE)
    assert may_return([YES, STOP], ["hers"], None, NOW + MINUTE)


@pytest.mark.parametrize("place", [place for place in Place if place is not Place.SMS])
def test_who_left_anywhere_else_does_not(place: Place) -> None:
    left = sample_decision(Kind.WITHDRAWN, place=place, at=NOW)
    assert not may_return([YES, left], ["hers"], None, NOW + MINUTE)


def test_nobody_else_does() -> None:
    refused = sample_decision(Kind.REFUSED, place=Place.SMS, at=NOW)
    unbound = sample_decision(Kind.GIVEN, contact=None, at=NOW - MINUTE)
    later = NOW + MINUTE
    assert not may_return([], ["hers"], None, later)
    assert not may_return([YES], ["hers"], None, later)
    assert not may_return([STOP], ["hers"], None, later)
    assert not may_return([refused], ["hers"], None, later)
    assert not may_return([YES, STOP], ["another"], None, later)
    assert not may_return([unbound, STOP], ["hers"], None, later)
    assert not may_return([YES, unbound, STOP], ["hers"], None, later)


@pytest.mark.parametrize("at", [NOW - MINUTE, NOW])
def test_a_start_that_is_not_later_than_the_stop_does_nothing(at: object) -> None:
    assert not may_return([YES, STOP], ["hers"], None, at)  # type: ignore[arg-type]


def test_a_start_that_is_older_than_a_stop_that_added_nothing_does_nothing() -> None:
    assert not may_return([YES, STOP], ["hers"], NOW + 2 * MINUTE, NOW + MINUTE)


def test_from_afar_a_customer_acts_alone_and_says_yes_by_sms_at_most() -> None:
    for kind, actor, place, known in product(Kind, Actor, AFAR, (True, False)):
        stands = may_stand(kind, actor, place, known)
        assert stands is (actor is Actor.CUSTOMER and known and (kind is not Kind.GIVEN or place not in ONLY_OUT))
