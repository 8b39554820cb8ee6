"""Publishing: every notice once, for ever; a campaign that is switched off stops; a running question survives."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from consent_ui import publishing, restaurant_file
from consent_ui.rules.campaigns import CampaignKind
from consent_ui.rules.notices import parse
from consent_ui.store import tables
from tests.journeys.place import ID, VOUCHER, Place
from tests.samples import LANGUAGES, sample_campaign

ONE_WAY = pytest.mark.parametrize("way", ["plain"], indirect=True)


def stored(site: Place) -> dict[str, str]:
    """Every notice there is: its canonical text by fingerprint."""
    with site.consent.database.read() as connection:
        rows = connection.execute(select(tables.notice.c.fingerprint, tables.notice.c.canonical)).all()
    return {row.fingerprint: row.canonical for row in rows}


@ONE_WAY
@pytest.mark.requirement("PR-02", "LN-10")
def test_every_notice_that_can_be_shown_is_stored_under_its_fingerprint(site: Place) -> None:
    programme = site.consent.programme(None)
    assert programme is not None
    subjects = {None, *(campaign.id for campaign in site.campaigns())}
    assert set(programme.fingerprints) == {(language, subject) for language in LANGUAGES for subject in subjects}
    kept = stored(site)
    for fingerprint in programme.fingerprints.values():
        assert parse(kept[fingerprint].encode()).fingerprint() == fingerprint


@ONE_WAY
@pytest.mark.requirement("PR-02")
def test_publishing_the_same_again_stores_nothing_new(site: Place) -> None:
    before = stored(site)
    assert publishing.publish_restaurant(site.consent.database, site.restaurant, datetime.now(UTC)) == 0
    assert publishing.publish_translations(site.consent.database, datetime.now(UTC)) == {site.restaurant.slug: 0}
    assert stored(site) == before


@ONE_WAY
@pytest.mark.requirement("PR-02")
def test_a_change_adds_notices_and_leaves_every_old_one_as_it_was(site: Place) -> None:
    before = stored(site)
    site.change(legal_name="Nord et Fils SAS")
    after = stored(site)
    assert len(after) == 2 * len(before)
    assert {key: after[key] for key in before} == before


@ONE_WAY
@pytest.mark.requirement("IC-06")
def test_switching_a_campaign_off_stops_it_at_once(site: Place) -> None:
    words = site.visitor().open("/").words("consent-banner")
    assert "25% off" in words
    site.switch_off(CampaignKind.SIGNUP)
    assert "loyalty card" in site.visitor().open("/").words("consent-banner")
    site.switch_off(CampaignKind.LOYALTY)
    assert "without an order" in site.visitor().open("/").words("consent-banner")
    site.switch_off(CampaignKind.RETENTION)
    generic = site.visitor().open("/").words("consent-banner")
    assert "%" not in generic and "Offers by SMS from Café Nord?" in generic


@ONE_WAY
@pytest.mark.requirement("IC-06")
def test_a_campaign_begins_and_ends_by_the_clock(site: Place, clock: Any) -> None:
    starts, ends = datetime(2026, 4, 1, tzinfo=UTC), datetime(2026, 4, 2, tzinfo=UTC)
    site.switch_off(CampaignKind.SIGNUP)
    site.publish(
        site.restaurant, sample_campaign(CampaignKind.SIGNUP, starts=starts, ends=ends, minimum=None, voucher=None)
    )
    shown = []
    for moment in ("2026-03-31T23:59:58", "2026-04-01T00:00:00", "2026-04-01T23:59:50", "2026-04-02T00:00:00"):
        clock.move_to(datetime.fromisoformat(f"{moment}+00:00"))
        shown.append("New customers" in site.visitor().open("/").words("consent-banner"))
    assert shown == [False, True, True, False]


@pytest.mark.requirement("IC-04", "PR-02")
def test_a_question_on_the_screen_survives_the_end_of_its_campaign(site: Place) -> None:
    visitor = site.visitor()
    page = visitor.open("/")
    site.switch_off(CampaignKind.SIGNUP)
    confirmed = visitor.press(page, "yes")
    assert VOUCHER in confirmed.words("consent-receipt")
    (row,) = site.decisions()
    assert (row.campaign_id, row.campaign_version) == (ID, 1)


@ONE_WAY
def test_a_process_shows_a_change_within_the_seconds_that_are_set(open_site: Any, clock: Any) -> None:
    site = open_site(CONSENT_CACHE_SECONDS=3600)
    assert "25% off" in site.visitor().open("/").words("consent-banner")
    signup = next(c for c in site.campaigns() if c.kind is CampaignKind.SIGNUP)
    publishing.publish_campaign(site.consent.database, site.restaurant.id, replace(signup, on=False), datetime.now(UTC))
    assert "25% off" in site.visitor().open("/").words("consent-banner")
    site.consent.forget_programmes()
    assert "25% off" not in site.visitor().open("/").words("consent-banner")


@ONE_WAY
@pytest.mark.requirement("LN-10")
def test_a_campaign_without_words_in_a_language_is_not_shown_in_it(site: Place) -> None:
    signup = next(c for c in site.campaigns() if c.kind is CampaignKind.SIGNUP)
    site.publish(site.restaurant, replace(signup, languages=frozenset({"fr"})))
    assert "25" not in site.visitor().open("/?lang=en").words("consent-banner")
    assert "25" in site.visitor().open("/", Accept_Language="fr").words("consent-banner")


@pytest.mark.requirement("IC-04")
def test_a_voucher_that_was_promised_is_still_there_when_its_campaign_left_the_file(
    site: Place, tmp_path: Path
) -> None:
    site.publish(site.restaurant, *(replace(campaign, on=False) for campaign in site.campaigns()))
    file = tmp_path / "restaurant.toml"
    source = (Path(__file__).parent / "host" / "restaurant.toml").read_text(encoding="utf-8")
    file.write_text(source, encoding="utf-8")
    restaurant_file.publish(site.consent.database, file, datetime.now(UTC))
    site.consent.hooks = replace(site.consent.hooks, restaurant=lambda: "petit-hote")
    site.consent.forget_programmes()
    visitor, late = site.visitor(), site.visitor()
    page = late.open("/")
    visitor.press(visitor.open("/"), "yes")
    file.write_text(source.partition("[campaign.welcome]")[0], encoding="utf-8")
    assert len(restaurant_file.publish(site.consent.database, file, datetime.now(UTC)).switched_off) == 1
    site.consent.forget_programmes()
    assert "HELLO10" in visitor.open("/consent/preferences").words()
    assert "HELLO10" in late.press(page, "yes").words("consent-receipt")
    assert "10%" not in site.visitor().open("/").words("consent-banner")
