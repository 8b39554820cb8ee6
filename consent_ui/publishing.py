"""Publishing: whenever words change, compose every notice that can be shown and store each once.

A restaurant's details, a campaign and a translation all end up in notices, so each of these three calls
composes the whole set again; what has not changed keeps its fingerprint and is not stored twice. Words that the lint
(`rules/wording`) finds fault with are not published, and then nothing is stored at all (IC-13).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection

from consent_ui.rules.campaigns import Campaign
from consent_ui.rules.composing import publications
from consent_ui.rules.notices import Notice, Restaurant
from consent_ui.rules.wording import Finding, lint_notice, lists_for
from consent_ui.store import offers, themes
from consent_ui.store.database import Database
from consent_ui.store.themes import Worn
from consent_ui.texts import texts


class UnknownRestaurant(LookupError):
    """No restaurant with this id."""


class BadWording(ValueError):
    """Words that may not be shown. `findings` holds each once, with the notice it stands in, such as "fr, signup"."""

    def __init__(self, slug: str, findings: Sequence[tuple[str, Finding]]) -> None:
        self.findings = tuple(findings)
        lines = "".join(f"\n  {where}: {finding}" for where, finding in findings)
        super().__init__(f"{slug}: these words may not be shown, so nothing was published:{lines}")


class Stale(Exception):
    """Somebody else has published this campaign since it was opened. `latest` is what stands now."""

    def __init__(self, latest: Campaign) -> None:
        super().__init__(latest.id)
        self.latest = latest


def judged(
    restaurant: Restaurant, campaigns: Sequence[Campaign], *, generic: bool = True
) -> Iterator[tuple[Notice, list[Finding]]]:
    """Every notice that this restaurant can show with these campaigns, with what is wrong with its words; `generic`
    says whether those without a campaign belong to it. Stores nothing.

    Raises MissingText when a language has no catalogue, NoLists when it has no lists of words (LN-09).
    """
    phrases = [texts(language) for language in restaurant.languages]
    lists_for(restaurant.languages)
    needs = {campaign.id: campaign.requires_consent for campaign in campaigns}
    for notice in publications(restaurant, campaigns, phrases):
        if notice.campaign_id is None and not generic:
            continue
        if not notice.channels:
            yield notice, []  # a restaurant that writes by no channel asks nothing, so nobody sees these words
            continue
        requires_consent = notice.campaign_id is not None and needs[notice.campaign_id]
        yield notice, lint_notice(notice, restaurant, requires_consent)


def composed(restaurant: Restaurant, campaigns: Sequence[Campaign]) -> list[Notice]:
    """Every notice that this restaurant can show, fit to be published. Stores nothing.

    Raises MissingText when a language has no catalogue, NoLists when it has no lists of words (LN-09), BadWording.
    """
    notices = []
    found: dict[tuple[str, str, str, str], tuple[str, Finding]] = {}
    for notice, findings in judged(restaurant, campaigns):
        notices.append(notice)
        where = f"{notice.language}, {notice.campaign_kind or 'generic'} {notice.variant}".rstrip()
        for finding in findings:
            found.setdefault((notice.language, finding.requirement, finding.slot, finding.found), (where, finding))
    if found:
        raise BadWording(restaurant.slug, list(found.values()))
    return notices


def publish_restaurant(database: Database, restaurant: Restaurant, now: datetime) -> int:
    """Store the restaurant's details and its notices; returns how many notices are new.

    Raises MissingText when one of its languages has no catalogue, NoLists when it has no lists of words, BadWording,
    and NotSaved when the database refuses.
    """

    def job(connection: Connection) -> int:
        offers.save_restaurant(connection, restaurant)
        return _compose(connection, restaurant, now)

    return database.write(job)


def publish_campaign(
    database: Database,
    restaurant_id: UUID,
    campaign: Campaign,
    now: datetime,
    *,
    opened_at: int | None = None,
    also: Callable[[Connection, Campaign], None] | None = None,
) -> Campaign:
    """Store the campaign as a new version, with its notices; returns it with the version it got. `opened_at` is the
    version it was made from (0: none), where that must still be the latest one; `also` is written in the same
    transaction.

    Raises UnknownRestaurant, Stale, BadWording and NotSaved; then nothing is stored.
    """

    def job(connection: Connection) -> Campaign:
        restaurant = offers.lock_restaurant(connection, restaurant_id)
        if restaurant is None:
            raise UnknownRestaurant(restaurant_id)
        latest = offers.latest_version(connection, restaurant_id, campaign.id)
        if opened_at is not None and latest != opened_at:
            stands = offers.campaign_version(connection, restaurant_id, campaign.id, latest)
            raise Stale(stands or campaign)
        versioned = replace(campaign, version=latest + 1)
        offers.save_campaign(connection, restaurant_id, versioned, now)
        _compose(connection, restaurant, now)
        if also is not None:
            also(connection, versioned)
        return versioned

    return database.write(job)


def publish_translations(database: Database, now: datetime) -> dict[str, int]:
    """Compose every restaurant's notices from the catalogues as they are now; new notices per slug.

    Raises MissingText, NoLists, BadWording and NotSaved; then no restaurant's notices change.
    """

    def job(connection: Connection) -> dict[str, int]:
        locked = [offers.lock_restaurant(connection, r.id) for r in offers.restaurants(connection)]
        return {r.slug: _compose(connection, r, now) for r in locked if r is not None}

    return database.write(job)


def _compose(connection: Connection, restaurant: Restaurant, now: datetime) -> int:
    campaigns = offers.current_campaigns(connection, restaurant.id)
    return offers.publish(connection, restaurant.id, composed(restaurant, campaigns), now)


def wear_theme(database: Database, restaurant_id: UUID, worn: Worn | None) -> None:
    """Put a theme on a restaurant, with what was measured of it; None takes it off.

    Raises UnknownRestaurant and NotSaved.
    """

    def job(connection: Connection) -> None:
        if offers.lock_restaurant(connection, restaurant_id) is None:
            raise UnknownRestaurant(restaurant_id)
        themes.wear(connection, restaurant_id, worn)

    database.write(job)
