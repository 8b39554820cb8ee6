"""What somebody of a certain kind would see, and why each campaign is not shown."""

from __future__ import annotations

from datetime import timedelta

import pytest

from consent_ui.rules.asking import Show, Why
from consent_ui.rules.campaigns import Reason
from consent_ui.rules.explaining import Explained, Other, Profile, explain, visit_of, wins
from consent_ui.rules.precedence import Before
from tests.samples import LANGUAGES, NOW, sample_campaign, sample_campaigns, sample_restaurant

SIGNUP, LOYALTY, RETENTION = sample_campaigns()


def explained(profile: Profile, *campaigns, language: str = "en") -> Explained:
    restaurant, visit = sample_restaurant(), visit_of(profile, language, None)
    return explain(restaurant, campaigns, profile, visit, NOW, True)


@pytest.mark.requirement("IC-06")
@pytest.mark.parametrize(
    ("profile", "shown"),
    [
        (Profile.NEW, SIGNUP),
        (Profile.RETURNING, LOYALTY),
        (Profile.LOYAL, LOYALTY),
        (Profile.LAPSED, LOYALTY),
    ],
)
def test_the_campaign_shown_is_the_one_that_visitors_get(profile: Profile, shown) -> None:
    found = explained(profile, RETENTION, LOYALTY, SIGNUP)
    assert (found.show, found.why, found.campaign) == (Show.QUESTION, Why.NEVER_ASKED, shown)
    assert {each.campaign for each in found.others} == {SIGNUP, LOYALTY, RETENTION} - {shown}


@pytest.mark.requirement("IC-06")
def test_a_win_back_message_behind_a_loyalty_offer_is_explained() -> None:
    found = explained(Profile.LAPSED, SIGNUP, LOYALTY, RETENTION)
    assert found.reason is Reason.LOYALTY
    assert Other(RETENTION, Reason.OUTRANKED, Before.KIND) in found.others
    assert Other(SIGNUP, Reason.HAS_ORDERS) in found.others
    assert explained(Profile.LAPSED, SIGNUP, RETENTION).campaign == RETENTION


@pytest.mark.requirement("CV-12", "WD-14")
def test_who_opted_out_is_asked_nothing() -> None:
    found = explained(Profile.OPTED_OUT, LOYALTY)
    assert (found.show, found.why) == (Show.NOTHING, Why.WITHDRAWN)


def test_of_two_of_one_kind_it_is_told_why_one_comes_first() -> None:
    sooner = sample_campaign(ends=NOW + timedelta(days=1))
    assert explained(Profile.NEW, SIGNUP, sooner).others == (Other(SIGNUP, Reason.OUTRANKED, Before.ENDS),)


def test_without_a_campaign_that_fits_the_words_are_generic() -> None:
    french = sample_campaign(languages=frozenset({"fr"}))
    found = explained(Profile.NEW, french)
    assert (found.campaign, found.reason) == (None, Reason.GENERIC)
    assert found.others == (Other(french, Reason.NO_WORDS),)


@pytest.mark.requirement("IC-06")
def test_what_each_campaign_wins_is_told() -> None:
    found = wins([SIGNUP, LOYALTY, RETENTION], LANGUAGES, (), NOW, True)
    assert found == {SIGNUP.id: (Profile.NEW,), LOYALTY.id: (Profile.RETURNING, Profile.LOYAL, Profile.LAPSED)}
    nice = sample_campaign(stores=frozenset({"nice"}), ends=NOW + timedelta(days=1))
    assert wins([nice], LANGUAGES, ("nice",), NOW, True) == {nice.id: (Profile.NEW,)}
    assert wins([nice], LANGUAGES, (), NOW, True) == {}
