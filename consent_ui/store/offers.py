"""Restaurants, campaign versions, and published notices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, delete, func, insert, select

from consent_ui.rules.campaigns import Campaign, Choice, Visit
from consent_ui.rules.notices import Notice, Restaurant, parse
from consent_ui.rules.variants import subject
from consent_ui.store import records, tables, themes
from consent_ui.store.inserting import insert_into

NIL = UUID(int=0)
"""Stands for the generic words where a campaign id would."""


@dataclass(frozen=True)
class Programme:
    """What one restaurant can show now: its record, the current version of each campaign, the fingerprint of the
    published notice per language and subject (a campaign, or another sentence of its wording test; None: the generic
    words), and the theme it wears."""

    restaurant: Restaurant
    campaigns: tuple[Campaign, ...]
    fingerprints: Mapping[tuple[str, UUID | None], str]
    worn: themes.Worn | None = None
    choices: dict[Visit, tuple[datetime, datetime, Choice]] = field(default_factory=dict, compare=False)
    """What was chosen for a kind of visit, from when until when it holds; thrown away with this object."""

    def generic(self) -> str | None:
        """The fingerprint of the published words without a campaign, in the first of the restaurant's languages that
        has them; None while nothing is published."""
        found = (self.fingerprints.get((each, None)) for each in self.restaurant.languages)
        return next((each for each in found if each is not None), None)


def find_restaurant(connection: Connection, slug: str | None) -> Restaurant | None:
    """The restaurant with this slug; without one, the only restaurant there is."""
    if slug is not None and not slug.isprintable():
        return None  # no restaurant's, and PostgreSQL cannot be asked for a NUL
    statement = select(tables.restaurant.c.record).limit(2)
    if slug is not None:
        statement = statement.where(tables.restaurant.c.slug == slug)
    found = connection.execute(statement).scalars().all()
    return records.load_restaurant(found[0]) if len(found) == 1 else None


def restaurants(connection: Connection) -> list[Restaurant]:
    """Every restaurant; for operator commands."""
    statement = select(tables.restaurant.c.record).order_by(tables.restaurant.c.slug)
    return [records.load_restaurant(record) for record in connection.execute(statement).scalars()]


def slugs(connection: Connection) -> list[tuple[UUID, str]]:
    """Id and slug of every restaurant: whoever has only a signature finds whose it is."""
    return [(row.restaurant_id, row.slug) for row in connection.execute(_SLUGS)]


_SLUGS = select(tables.restaurant.c.restaurant_id, tables.restaurant.c.slug).order_by(tables.restaurant.c.slug)


def lock_restaurant(connection: Connection, restaurant_id: UUID) -> Restaurant | None:
    """The restaurant, locked for the rest of the transaction: two publishers follow one another, and the second
    reads what the first wrote."""
    statement = select(tables.restaurant.c.record).where(tables.restaurant.c.restaurant_id == restaurant_id)
    record = connection.execute(statement.with_for_update()).scalar()
    return records.load_restaurant(record) if record else None


def save_restaurant(connection: Connection, restaurant: Restaurant) -> None:
    """Store the restaurant's details; its row stays locked for the rest of the transaction."""
    values = {"slug": restaurant.slug, "record": records.dump_restaurant(restaurant)}
    connection.execute(
        insert_into(connection, tables.restaurant)
        .values(restaurant_id=restaurant.id, **values)
        .on_conflict_do_update(index_elements=["restaurant_id"], set_=values)
    )


def save_campaign(connection: Connection, restaurant_id: UUID, campaign: Campaign, now: datetime) -> None:
    """Store one version of a campaign. A version that exists already is never changed."""
    connection.execute(
        insert(tables.campaign).values(
            restaurant_id=restaurant_id,
            id=campaign.id,
            version=campaign.version,
            record=records.dump_campaign(campaign),
            published_at=now,
        )
    )


def latest_version(connection: Connection, restaurant_id: UUID, campaign_id: UUID) -> int:
    """The highest version of a campaign, 0 when there is none."""
    statement = select(func.max(tables.campaign.c.version)).where(
        tables.campaign.c.restaurant_id == restaurant_id, tables.campaign.c.id == campaign_id
    )
    return connection.execute(statement).scalar() or 0


def current_campaigns(connection: Connection, restaurant_id: UUID) -> list[Campaign]:
    """The latest version of each campaign of a restaurant."""
    statement = (
        select(tables.campaign.c.record)
        .where(tables.campaign.c.restaurant_id == restaurant_id)
        .order_by(tables.campaign.c.id, tables.campaign.c.version)
    )
    latest = {}
    for record in connection.execute(statement).scalars():
        latest[record["id"]] = record
    return [records.load_campaign(record) for record in latest.values()]


def campaign_version(connection: Connection, restaurant_id: UUID, campaign_id: UUID, version: int) -> Campaign | None:
    """One version of a campaign, as it was published."""
    statement = select(tables.campaign.c.record).where(
        tables.campaign.c.restaurant_id == restaurant_id,
        tables.campaign.c.id == campaign_id,
        tables.campaign.c.version == version,
    )
    record = connection.execute(statement).scalar()
    return records.load_campaign(record) if record else None


def latest_campaign(connection: Connection, restaurant_id: UUID, campaign_id: UUID) -> Campaign | None:
    """The latest version of a campaign of this restaurant."""
    found = campaign_versions(connection, restaurant_id, campaign_id, limit=1)
    return found[0][0] if found else None


def campaign_versions(
    connection: Connection, restaurant_id: UUID, campaign_id: UUID, limit: int = 50
) -> list[tuple[Campaign, datetime]]:
    """The latest versions of a campaign, newest first, each with when it was published."""
    statement = (
        select(tables.campaign.c.record, tables.campaign.c.published_at)
        .where(tables.campaign.c.restaurant_id == restaurant_id, tables.campaign.c.id == campaign_id)
        .order_by(tables.campaign.c.version.desc())
        .limit(limit)
    )
    return [(records.load_campaign(record), at) for record, at in connection.execute(statement)]


def publish(connection: Connection, restaurant_id: UUID, notices: Sequence[Notice], now: datetime) -> int:
    """Store every notice that is not stored yet and make exactly these the ones that can be shown.

    Returns how many were new. A stored notice is never touched again.
    """
    known = set(
        connection.execute(
            select(tables.notice.c.fingerprint).where(tables.notice.c.restaurant_id == restaurant_id)
        ).scalars()
    )
    by_fingerprint = {notice.fingerprint(): notice for notice in notices}
    new = {fp: notice for fp, notice in by_fingerprint.items() if fp not in known}
    if new:
        connection.execute(
            insert(tables.notice),
            [
                {
                    "restaurant_id": restaurant_id,
                    "fingerprint": fp,
                    "canonical": notice.canonical().decode(),
                    "published_at": now,
                }
                for fp, notice in new.items()
            ],
        )
    connection.execute(delete(tables.publication).where(tables.publication.c.restaurant_id == restaurant_id))
    connection.execute(
        insert(tables.publication),
        [
            {
                "restaurant_id": restaurant_id,
                "language": notice.language,
                "subject": subject(notice.campaign_id, notice.variant) if notice.campaign_id else NIL,
                "fingerprint": fp,
            }
            for fp, notice in by_fingerprint.items()
        ],
    )
    return len(new)


def programme(connection: Connection, slug: str | None) -> Programme | None:
    """What the restaurant with this slug (without one, the only one) can show now. None: no such restaurant."""
    restaurant = find_restaurant(connection, slug)
    if restaurant is None:
        return None
    statement = select(tables.publication).where(tables.publication.c.restaurant_id == restaurant.id)
    fingerprints = {
        (row.language, None if row.subject == NIL else row.subject): row.fingerprint
        for row in connection.execute(statement)
    }
    campaigns = tuple(current_campaigns(connection, restaurant.id))
    return Programme(restaurant, campaigns, fingerprints, themes.worn(connection, restaurant.id))


def notice(connection: Connection, restaurant_id: UUID, fingerprint: str) -> Notice | None:
    """The notice of this restaurant with this fingerprint, as it was shown."""
    statement = select(tables.notice.c.canonical).where(
        tables.notice.c.restaurant_id == restaurant_id, tables.notice.c.fingerprint == fingerprint
    )
    canonical = connection.execute(statement).scalar()
    return parse(canonical.encode()) if canonical is not None else None
