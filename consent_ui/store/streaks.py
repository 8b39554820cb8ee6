"""Finds out how many answers to the question there were since the last refusal, in the ledger, newest first."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import ColumnElement, Connection, FromClause, and_, bindparam, exists, func, literal, select

from consent_ui.rules.consent import Channel, Kind, Place
from consent_ui.store import fresh
from consent_ui.store.tables import decision

NEAR = 20
"""Decisions among which a refusal usually is."""


def _refused(said: FromClause) -> list[ColumnElement[bool]]:
    """That a decision was no, and the same click gave no channel. One channel at a time, as in `store/fresh.py`: each
    is one row of the unique key, where SQLite without statistics would else read all of the restaurant."""
    gave = []
    for channel in Channel:
        yes = decision.alias()
        same = [yes.c[name] == said.c[name] for name in ("restaurant_id", "act", "at")]
        gave.append(exists().where(*same, yes.c.channel == channel, yes.c.kind == Kind.GIVEN))
    return [said.c.kind != Kind.GIVEN, *[~each for each in gave]]


_AT_BANNER = and_(decision.c.restaurant_id == bindparam("restaurant"), decision.c.place == Place.BANNER)
_NEWEST = select(decision).where(_AT_BANNER).order_by(decision.c.id.desc())
_LAST = _NEWEST.limit(bindparam("rows")).subquery()
_NEAR = select(literal(1)).select_from(_LAST).where(*_refused(_LAST)).limit(1)
_ID = _NEWEST.with_only_columns(decision.c.id).limit(1)
_FLOOR = func.coalesce(_ID.offset(bindparam("rows")).scalar_subquery(), fresh.FIRST)
_REFUSAL = _ID.where(decision.c.id > _FLOOR, *_refused(decision)).scalar_subquery()
# As many as there can be, newest first: PostgreSQL would else read the ledger from end to end.
_SINCE = _NEWEST.where(decision.c.id > func.coalesce(_REFUSAL, _FLOOR)).limit(bindparam("rows")).subquery()
_AGREED = select(func.count(_SINCE.c.act.distinct()))


def yes_in_a_row(connection: Connection, restaurant_id: UUID, most: int) -> int:
    """How many forms answered the question since the last one that refused, counted to `most` at least; 0 when one of
    the last few refused, as is usual: that is seen at once."""
    values = {"restaurant": restaurant_id}
    if connection.execute(_NEAR, values | {"rows": min(NEAR, most)}).scalar():
        return 0
    return connection.execute(_AGREED, values | {"rows": most * len(Channel)}).scalar_one()
