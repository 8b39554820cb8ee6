"""Runs: opened, brought up to date and ended by who sends, and read again: when each went on, how it ended, and of how
many people it said what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, insert, select, update

from consent_ui.rules.campaigns import Campaign
from consent_ui.store import offers
from consent_ui.store.ids import uuid7
from consent_ui.store.sending_tables import run as table

SENT = "sent"
"""What people are counted under to whom a message left."""


@dataclass(frozen=True, slots=True)
class Run:
    """One run. `counts` are people per reason: the gate's (rules/sending.py), or sent, failed, lost. Times are aware
    UTC; `ended_at` is None while it goes on, and for good where its machine broke off."""

    id: UUID
    campaign_id: UUID
    campaign: Campaign | None
    started_at: datetime
    ended_at: datetime | None
    state: str
    counts: Mapping[str, int]

    @property
    def sent(self) -> int:
        """To how many people a message left."""
        return self.counts.get(SENT, 0)

    @property
    def others(self) -> int:
        """Of how many people something else was said."""
        return sum(self.counts.values()) - self.sent


def start(connection: Connection, restaurant_id: UUID, campaign_id: UUID, version: int, now: datetime) -> UUID:
    """Open a run of one campaign version. `now` is aware UTC."""
    run = uuid7()
    connection.execute(
        insert(table).values(
            restaurant_id=restaurant_id, id=run, campaign_id=campaign_id, campaign_version=version,
            started_at=now, state="running", counts={},
        )
    )  # fmt: skip
    return run


def keep(
    connection: Connection, restaurant_id: UUID, run: UUID, state: str, counts: dict[str, int], now: datetime | None
) -> None:
    """Store how a run stands: `counts` people per reason; `now` (aware UTC) ends it, None says that it goes on."""
    connection.execute(
        update(table)
        .where(table.c.restaurant_id == restaurant_id, table.c.id == run)
        .values(state=state, counts=counts, ended_at=now)
    )


def page(connection: Connection, restaurant_id: UUID, before: UUID | None, limit: int) -> tuple[list[Run], bool]:
    """Up to `limit` runs of a restaurant, newest first, from the one after `before` on, and whether there are more."""
    statement = select(table).where(table.c.restaurant_id == restaurant_id)
    if before is not None:
        statement = statement.where(table.c.id < before)
    rows = list(connection.execute(statement.order_by(table.c.id.desc()).limit(limit + 1)))
    known: dict[tuple[UUID, int], Campaign | None] = {}
    return [_run(connection, row, known) for row in rows[:limit]], len(rows) > limit


def find(connection: Connection, restaurant_id: UUID, run_id: UUID) -> Run | None:
    """One run; None when this restaurant has no such run."""
    row = connection.execute(
        select(table).where(table.c.restaurant_id == restaurant_id, table.c.id == run_id)
    ).one_or_none()
    return _run(connection, row, {}) if row else None


def _run(connection: Connection, row: Row[Any], known: dict[tuple[UUID, int], Campaign | None]) -> Run:
    version = (row.campaign_id, row.campaign_version)
    if version not in known:
        known[version] = offers.campaign_version(connection, row.restaurant_id, *version)
    return Run(row.id, row.campaign_id, known[version], row.started_at, row.ended_at, row.state, row.counts)
