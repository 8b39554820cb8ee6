"""Publishing: every notice stored once under its fingerprint, old words kept, new words shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection

from consent_ui import publishing
from consent_ui.rules.campaigns import Campaign, CampaignKind, PercentOff
from consent_ui.rules.notices import Notice, Restaurant
from consent_ui.store import offers, people, records
from consent_ui.store.database import Database
from consent_ui.texts import MissingText
from tests.samples import LANGUAGES, NOW, conditional, sample_campaign, sample_restaurant
from tests.store.conftest import Rows
from tests.store.threads import at_once

LATER = NOW + timedelta(days=1)


def shown(database: Database, slug: str | None = "cafe-nord") -> offers.Programme:
    with database.read() as connection:
        programme = offers.programme(connection, slug)
    assert programme is not None
    return programme


def words(database: Database, restaurant: Restaurant, fingerprint: str) -> Notice:
    with database.read() as connection:
        notice = offers.notice(connection, restaurant.id, fingerprint)
    assert notice is not None
    return notice


@pytest.mark.requirement("PR-02")
def test_each_notice_is_stored_once_under_its_fingerprint(
    database: Database, published: Restaurant, rows: Rows
) -> None:
    stored = rows("consent_notice")
    assert len(stored) == len(LANGUAGES)
    for row in stored:
        notice = words(database, published, row["fingerprint"])
        assert notice.fingerprint() == row["fingerprint"]
        assert notice.canonical().decode() == row["canonical"]
    assert publishing.publish_restaurant(database, published, LATER) == 0
    assert publishing.publish_translations(database, LATER) == {published.slug: 0}
    assert rows("consent_notice") == stored


@pytest.mark.requirement("PR-02", "IC-01")
def test_a_changed_campaign_is_a_new_version_and_the_old_words_stay(
    database: Database, published: Restaurant, rows: Rows
) -> None:
    first = publishing.publish_campaign(database, published.id, sample_campaign(), NOW)
    before = shown(database)
    second = publishing.publish_campaign(database, published.id, replace(first, offer=PercentOff(30)), LATER)
    after = shown(database)
    assert (first.version, second.version) == (1, 2)
    assert after.campaigns == (second,)
    for language in LANGUAGES:
        key = (language, first.id)
        assert "25" in words(database, published, before.fingerprints[key]).words["benefit"]
        assert "30" in words(database, published, after.fingerprints[key]).words["benefit"]
        assert after.fingerprints[language, None] == before.fingerprints[language, None]
    with database.read() as connection:
        assert offers.campaign_version(connection, published.id, first.id, 1) == first
        assert offers.campaign_version(connection, published.id, first.id, 2) == second
        assert offers.campaign_version(connection, published.id, first.id, 3) is None
    assert len(rows("consent_notice")) == 3 * len(LANGUAGES)


@pytest.mark.requirement("PR-02")
def test_a_changed_restaurant_shows_new_words_everywhere(database: Database, published: Restaurant) -> None:
    campaign = publishing.publish_campaign(database, published.id, sample_campaign(), NOW)
    moved = replace(published, legal_name="Sud Restauration SAS")
    assert publishing.publish_restaurant(database, moved, LATER) == 4
    programme = shown(database)
    assert programme.restaurant == moved
    assert set(programme.fingerprints) == {(tongue, key) for tongue in LANGUAGES for key in (None, campaign.id)}
    for fingerprint in programme.fingerprints.values():
        assert "Sud Restauration SAS" in words(database, moved, fingerprint).words["purpose"]


@pytest.mark.requirement("LN-02")
def test_nothing_is_published_in_a_language_without_catalogue(database: Database, rows: Rows) -> None:
    with pytest.raises(MissingText):
        publishing.publish_restaurant(database, sample_restaurant(languages=("en", "de")), NOW)
    assert rows("consent_restaurant") == rows("consent_notice") == []


def test_a_campaign_needs_a_restaurant(database: Database, published: Restaurant, rows: Rows) -> None:
    with pytest.raises(publishing.UnknownRestaurant):
        publishing.publish_campaign(database, uuid4(), sample_campaign(), NOW)
    assert rows("consent_campaign") == []


def test_publishers_at_once_get_versions_of_their_own(database: Database, published: Restaurant) -> None:
    campaign = sample_campaign()
    jobs = [
        partial(publishing.publish_campaign, database, published.id, replace(campaign, offer=PercentOff(n)), NOW)
        for n in range(1, 7)
    ]
    versions = at_once(jobs)
    assert sorted(each.version for each in versions) == [1, 2, 3, 4, 5, 6]
    programme = shown(database)
    [last] = programme.campaigns
    assert last.version == 6
    assert words(database, published, programme.fingerprints["en", campaign.id]).campaign_version == 6


def test_a_campaign_never_brings_back_details_published_meanwhile(database: Database, published: Restaurant) -> None:
    for number in range(4):
        renamed = replace(published, legal_name=f"Nord {number} SAS")
        at_once(
            [
                partial(publishing.publish_restaurant, database, renamed, NOW),
                partial(publishing.publish_campaign, database, published.id, sample_campaign(), NOW),
            ]
        )
        programme = shown(database)
        assert programme.restaurant == renamed
        for fingerprint in programme.fingerprints.values():
            assert f"Nord {number} SAS" in words(database, renamed, fingerprint).words["purpose"]


@pytest.mark.requirement("CV-07")
def test_restaurants_do_not_share_words_or_campaigns(database: Database, published: Restaurant) -> None:
    other = sample_restaurant(id=uuid4(), slug="other", name="Autre")
    publishing.publish_restaurant(database, other, NOW)
    publishing.publish_campaign(database, published.id, sample_campaign(), NOW)
    assert shown(database, "other").campaigns == ()
    assert set(shown(database, "other").fingerprints) == {(language, None) for language in LANGUAGES}
    with database.read() as connection:
        assert offers.notice(connection, other.id, shown(database).fingerprints["en", None]) is None
        assert offers.programme(connection, "nobody") is None
        assert offers.programme(connection, None) is None, "with two there is no only one"


def test_the_only_restaurant_needs_no_name(database: Database, published: Restaurant) -> None:
    assert shown(database, None).restaurant == published


def test_a_customer_is_stored_as_the_host_describes_them(database: Database, published: Restaurant, run: Any) -> None:
    full = people.Customer("7", "Ines", "+33612345678", "ines@mail.example", 3, NOW)
    person = run(people.save_customer, published.id, full)
    assert person == run(people.save_customer, published.id, full)
    with database.read() as connection:
        find: Callable[[Connection, Any, str], people.Customer | None] = people.find_customer
        assert find(connection, published.id, "7") == full
        assert find(connection, published.id, "8") is None
        assert find(connection, uuid4(), "7") is None
        assert people.person_id(connection, published.id, "7") == person
        assert people.customers(connection, published.id) == [full]


@pytest.mark.requirement("IC-01")
@given(
    kind=st.sampled_from(CampaignKind),
    minimum=st.none() | st.decimals("0", "99999", places=2),
    stores=st.frozensets(st.text(max_size=5), max_size=3),
    length=st.none() | st.timedeltas(timedelta(microseconds=1), timedelta(days=900)),
)
def test_a_campaign_comes_back_as_it_was(kind: CampaignKind, minimum: Any, stores: Any, length: Any) -> None:
    campaign: Campaign = conditional(
        kind, minimum=minimum, stores=stores, ends=None if length is None else NOW + length
    )
    assert records.load_campaign(records.dump_campaign(campaign)) == campaign


def test_a_restaurant_comes_back_as_it_was() -> None:
    for restaurant in (sample_restaurant(), sample_restaurant(processors=(), channels=())):
        assert records.load_restaurant(records.dump_restaurant(restaurant)) == restaurant
