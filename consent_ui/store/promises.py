"""How many people said yes under each campaign: what a restaurant has promised them stays promised."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Index, distinct, func, literal_column, select, text

from consent_ui.store.tables import decision

_KIND: ColumnElement[str] = literal_column("'given'")
"""Written out, so that the database sees that the index below has every row that is asked for."""

Index(
    "ix_consent_decision_promise",
    decision.c.restaurant_id,
    decision.c.campaign_id,
    decision.c.person,
    decision.c.act,
    sqlite_where=text("kind = 'given' AND campaign_id IS NOT NULL"),
    postgresql_where=text("kind = 'given' AND campaign_id IS NOT NULL"),
)

_PERSON = func.coalesce(decision.c.person, decision.c.act)
"""A visitor not signed in is known by nothing, so each form of theirs counts as one person."""


def said_yes(connection: Connection, restaurant_id: UUID, campaign_id: UUID) -> int:
    """How many people ever said yes under this campaign, whichever version, on however many channels."""
    statement = select(func.count(distinct(_PERSON))).where(
        decision.c.restaurant_id == restaurant_id, decision.c.campaign_id == campaign_id, decision.c.kind == _KIND
    )
    return int(connection.execute(statement).scalar_one())


def said_yes_by_campaign(connection: Connection, restaurant_id: UUID) -> dict[UUID, int]:
    """The same for every campaign of a restaurant under which anybody said yes."""
    statement = (
        select(decision.c.campaign_id, func.count(distinct(_PERSON)))
        .where(decision.c.restaurant_id == restaurant_id, decision.c.campaign_id.is_not(None), decision.c.kind == _KIND)
        .group_by(decision.c.campaign_id)
    )
    return {campaign_id: int(count) for campaign_id, count in connection.execute(statement)}
