"""Publishing: whenever words change, compose every notice that can be shown and store each once.

A restaurant's details, a campaign and a translation all end up in notices, so each of these three calls
composes the whole set again; what has not changed keeps its fingerprint and is not stored twice.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection

from consent_ui.rules.campaigns import Campaign
from consent_ui.rules.composing import publications
from consent_ui.rules.notices import Restaurant
from consent_ui.store import offers, themes
from consent_ui.store.database import Database
from consent_ui.store.themes import Worn
from consent_ui.texts import texts


class UnknownRestaurant(LookupError):
    """No restaurant with this id."""


def publish_restaurant(database: Database, restaurant: Restaurant, now: datetime) -> int:
    """Store the restaurant's details and its notices; returns how many notices are new.

    Raises MissingText when one of its languages has no catalogue, NotSaved when the database refuses.
    """

    def job(connection: Connection) -> int:
        offers.save_restaurant(connection, restaurant)
        return _compose(connection, restaurant, now)

    return database.write(job)


def publish_campaign(database: Database, restaurant_id: UUID, campaign: Campaign, now: datetime) -> Campaign:
    """Store the campaign as a new version, with its notices; returns it with the version it got.

    Raises UnknownRestaurant and NotSaved.
    """

    def job(connection: Connection) -> Campaign:
        restaurant = offers.lock_restaurant(connection, restaurant_id)
        if restaurant is None:
            raise UnknownRestaurant(restaurant_id)
        version = offers.latest_version(connection, restaurant_id, campaign.id) + 1
        versioned = replace(campaign, version=version)
        offers.save_campaign(connection, restaurant_id, versioned, now)
        _compose(connection, restaurant, now)
        return versioned

    return database.write(job)


def publish_translations(database: Database, now: datetime) -> dict[str, int]:
    """Compose every restaurant's notices from the catalogues as they are now; new notices per slug."""

    def job(connection: Connection) -> dict[str, int]:
        locked = [offers.lock_restaurant(connection, r.id) for r in offers.restaurants(connection)]
        return {r.slug: _compose(connection, r, now) for r in locked if r is not None}

    return database.write(job)


def _compose(connection: Connection, restaurant: Restaurant, now: datetime) -> int:
    campaigns = offers.current_campaigns(connection, restaurant.id)
    phrases = [texts(language) for language in restaurant.languages]
    return offers.publish(connection, restaurant.id, publications(restaurant, campaigns, phrases), now)


def wear_theme(database: Database, restaurant_id: UUID, worn: Worn | None) -> None:
    """Put a theme on a restaurant, with what was measured of it; None takes it off.

    Raises UnknownRestaurant and NotSaved.
    """

    def job(connection: Connection) -> None:
        if offers.lock_restaurant(connection, restaurant_id) is None:
            raise UnknownRestaurant(restaurant_id)
        themes.wear(connection, restaurant_id, worn)

    database.write(job)
