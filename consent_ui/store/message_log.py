"""Every message to one person, with the decision behind each: what a member reads when somebody asks why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, select

from consent_ui.rules.campaigns import Campaign
from consent_ui.rules.consent import Channel, Decision
from consent_ui.rules.sending import Because
from consent_ui.store import history, offers
from consent_ui.store.sending_tables import message as table


@dataclass(frozen=True, slots=True)
class Logged:
    """One message: its state as it is stored, what the gate said last (None: it was not asked yet), and what the
    gateway said of it later. `at` is when it left or was dropped, or else when it was claimed; aware UTC."""

    id: UUID
    channel: Channel
    at: datetime
    campaign_id: UUID
    campaign: Campaign | None
    state: str
    because: Because | None
    decision: Decision
    report: str | None
    reported_at: datetime | None


def page(
    connection: Connection, restaurant_id: UUID, person: UUID, before: UUID | None, limit: int
) -> tuple[list[Logged], bool]:
    """Up to `limit` messages to one person of this restaurant, the latest claimed first, from the one after `before`
    on, and whether there are more."""
    statement = select(table).where(table.c.restaurant_id == restaurant_id, table.c.person == person)
    if before is not None:
        statement = statement.where(table.c.id < before)
    rows = list(connection.execute(statement.order_by(table.c.id.desc()).limit(limit + 1)))
    return _described(connection, restaurant_id, rows[:limit]), len(rows) > limit


def latest_sent(connection: Connection, restaurant_id: UUID, person: UUID, limit: int) -> list[Logged]:
    """The latest messages that left for this person, newest first."""
    statement = (
        select(table)
        .where(table.c.restaurant_id == restaurant_id, table.c.person == person, table.c.state == "sent")
        .order_by(table.c.id.desc())
        .limit(limit)
    )
    return _described(connection, restaurant_id, list(connection.execute(statement)))


def _described(connection: Connection, restaurant_id: UUID, rows: list[Row[Any]]) -> list[Logged]:
    """These rows with their decisions and campaigns."""
    behind = history.by_id(connection, restaurant_id, {row.decision for row in rows})
    campaigns = {
        version: offers.campaign_version(connection, restaurant_id, *version)
        for version in {(row.campaign_id, row.campaign_version) for row in rows}
    }
    return [_logged(row, campaigns[(row.campaign_id, row.campaign_version)], behind[row.decision]) for row in rows]


def _logged(row: Row[Any], campaign: Campaign | None, decision: Decision) -> Logged:
    return Logged(
        row.id, Channel(row.channel), row.left_at or row.at, row.campaign_id, campaign, row.state,
        Because(row.because) if row.because else None, decision, row.report, row.reported_at,
    )  # fmt: skip
