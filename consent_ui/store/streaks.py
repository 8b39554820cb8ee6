"""Finds out how many answers to the question there were since the last refusal, in the ledger, newest first."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import ColumnElement, Connection, FromClause, Integer, bindparam, exists, func, literal, select

from consent_ui.rules.consent import Channel, Kind, Place
from consent_ui.store import fresh
from consent_ui.store.tables import decision

NEAR = 20
"""Decisions among which a refusal usually is."""

_LAST = (
    select(*[decision.c[name] for name in ("restaurant_id", "id", "act", "kind", "at")])
    .where(decision.c.restaurant_id == bindparam("restaurant"), decision.c.place == Place.BANNER)
    .order_by(decision.c.id.desc())
    .limit(
        bindparam("rows", type_=Integer, literal_execute=True)
    )  # PostgreSQL plans anew each time for a limit that it does not see
)


def _refused(said: FromClause) -> list[ColumnElement[bool]]:
    """That a decision is no and the same click gave no channel: a form that gave one and not the other is no refusal.
    One channel at a time, as in `store/fresh.py`: each is one row of the unique key, where SQLite without statistics
    would else read all of the restaurant."""
    gave = []
    for channel in Channel:
        yes = decision.alias()
        same = [yes.c[name] == said.c[name] for name in ("restaurant_id", "act", "at")]
        gave.append(exists().where(*same, yes.c.channel == channel, yes.c.kind == Kind.GIVEN))
    return [said.c.kind != Kind.GIVEN, *[~each for each in gave]]


_FEW = _LAST.subquery()
_NEAR = select(literal(1)).select_from(_FEW).where(*_refused(_FEW)).limit(1)
_MANY = _LAST.cte("many").prefix_with("MATERIALIZED", dialect="postgresql")
_NO = _MANY.alias("no")
_REFUSAL = select(_NO.c.id).where(*_refused(_NO)).order_by(_NO.c.id.desc()).limit(1).scalar_subquery()
_AGREED = select(func.count(_MANY.c.act.distinct())).where(_MANY.c.id > func.coalesce(_REFUSAL, fresh.FIRST))


def yes_in_a_row(connection: Connection, restaurant_id: UUID, most: int) -> int:
    """How many forms answered the question since the last one that refused, counted to `most` at least; 0 when one of
    the last few refused, as is usual: that is seen at once."""
    values = {"restaurant": restaurant_id}
    if connection.execute(_NEAR, values | {"rows": min(NEAR, most)}).scalar():
        return 0
    return connection.execute(_AGREED, values | {"rows": most * len(Channel)}).scalar_one()
