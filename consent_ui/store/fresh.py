"""Counts a span of the ledger: the decisions after one id, up to another.

Ids begin with the time at which they were made (`store/ids.py`), so a span is a stretch of the primary key, and
however long the ledger is, only its own rows are read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CTE,
    ColumnElement,
    Connection,
    Integer,
    Select,
    Uuid,
    and_,
    bindparam,
    cast,
    exists,
    func,
    literal_column,
    or_,
    select,
    tuple_,
)

from consent_ui.rules.consent import Channel
from consent_ui.store.counting_tables import standing
from consent_ui.store.inserting import insert_into
from consent_ui.store.tables import decision

FIRST = UUID(int=0)
LAST = UUID(int=2**128 - 1)


@dataclass(frozen=True, slots=True)
class Span:
    """Decisions of one restaurant whose id is greater than `after` and at most `upto`."""

    restaurant_id: UUID
    after: UUID = FIRST
    upto: UUID = LAST

    def values(self) -> dict[str, UUID]:
        """What statements about a span are given."""
        return {"restaurant": self.restaurant_id, "after": self.after, "upto": self.upto}


IN_SPAN = and_(
    decision.c.restaurant_id == bindparam("restaurant", type_=Uuid),
    decision.c.id > bindparam("after", type_=Uuid),
    decision.c.id <= bindparam("upto", type_=Uuid),
)
"""The condition that a decision lies in a span. Statements are built once: that costs more than most of them take."""


def last_id(at: datetime) -> UUID:
    """The greatest id that can have been made at an aware instant."""
    return UUID(int=(int(at.timestamp() * 1000) << 80) | (1 << 80) - 1)


_IDS = select(decision.c.id).where(IN_SPAN)
_NTH = _IDS.order_by(decision.c.id).limit(1).offset(bindparam("before"))
_GREATEST = _IDS.order_by(decision.c.id.desc()).limit(1)


def nth(connection: Connection, span: Span, number: int) -> UUID | None:
    """The id of the number-th decision of a span, None where there are fewer."""
    return connection.execute(_NTH, {**span.values(), "before": number - 1}).scalar()


def greatest(connection: Connection, span: Span) -> UUID | None:
    """The id of the last decision of a span, None where there is none."""
    return connection.execute(_GREATEST, span.values()).scalar()


def answers(connection: Connection, span: Span) -> Sequence[Any]:
    """How many forms were answered: quarter of an hour since 1970, notice, place, kind, and their number.

    A form writes a decision per channel; it counts once per kind, and as refused only when the same click gave
    nothing. Of a form's decisions the first stands for it, wherever the span begins and ends.
    """
    return connection.execute(_answers(connection.dialect.name), span.values()).all()


@cache
def _answers(dialect: str) -> Select[Any]:
    quarter = _quarter(dialect).label("quarter")
    group = (quarter, decision.c.notice, decision.c.place, decision.c.kind)
    conditions = [condition for channel in Channel for condition in _stands_for_its_form(channel)]
    return select(*group, func.count().label("acts")).where(IN_SPAN, *conditions).group_by(*group)


def _stands_for_its_form(channel: Channel) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """That no decision on this channel stands for the form instead. One channel at a time, so that each is one row
    of the unique key: SQLite without statistics would else read all of the restaurant for each decision."""
    other = decision.alias()
    one_row = and_(
        other.c.restaurant_id == decision.c.restaurant_id, other.c.act == decision.c.act, other.c.channel == channel
    )
    before = exists().where(one_row, other.c.kind == decision.c.kind, other.c.id < decision.c.id)
    rather = exists().where(one_row, other.c.kind == "given", other.c.at == decision.c.at)
    return ~before, or_(decision.c.kind != "refused", ~rather)


def _quarter(dialect: str) -> ColumnElement[int]:
    if dialect == "sqlite":
        return literal_column("CAST(strftime('%s', consent_decision.at) AS INTEGER) / 900", Integer)
    return cast(func.floor(func.extract("epoch", decision.c.at) / 900), Integer)


def _newest() -> CTE:
    """The last decision of each person on each channel within a span: by time, then by id, as in the history."""
    place = func.row_number().over(
        partition_by=(decision.c.person, decision.c.channel), order_by=(decision.c.at.desc(), decision.c.id.desc())
    )
    names = ("restaurant_id", "person", "channel", "kind", "at", "id")
    bound = decision.c.contact.is_not(None).label("bound")
    ranked = (
        select(*[decision.c[name] for name in names], bound, place.label("place"))
        .where(IN_SPAN, decision.c.person.is_not(None))
        .subquery()
    )
    return select(ranked).where(ranked.c.place == 1).cte("newest")


_NEWEST = _newest()
_OLD = standing.alias("old")
_SAME_PERSON = and_(*[_OLD.c[name] == _NEWEST.c[name] for name in ("restaurant_id", "person", "channel")])
_GROUP = (_NEWEST.c.channel, _NEWEST.c.kind, _NEWEST.c.bound, _OLD.c.kind, _OLD.c.bound)
_MOVED = (
    select(*[column.label(f"c{number}") for number, column in enumerate(_GROUP)], func.count())
    .select_from(_NEWEST.outerjoin(_OLD, _SAME_PERSON))
    .where(or_(_OLD.c.decision.is_(None), tuple_(_NEWEST.c.at, _NEWEST.c.id) > tuple_(_OLD.c.at, _OLD.c.decision)))
    .group_by(*_GROUP)
)


def moved(connection: Connection, span: Span) -> Mapping[tuple[str, str, bool], int]:
    """By how many the people change whose last decision on a channel is of a kind and bound to a contact or not, when
    a span is added to what stands in consent_standing."""
    changes: Counter[tuple[str, str, bool]] = Counter()
    rows: list[Any] = [*connection.execute(_MOVED, span.values())]
    for channel, kind, bound, was, was_bound, count in rows:
        changes[(channel, kind, bool(bound))] += count
        if was is not None:
            changes[(channel, was, bool(was_bound))] -= count
    return {key: count for key, count in changes.items() if count}


def keep_standing(connection: Connection, span: Span) -> None:
    """Bring consent_standing to what it is with this span."""
    kept = ("restaurant_id", "person", "channel", "kind", "bound", "at")
    # SQLite takes ON CONFLICT for the condition of a join where there is no WHERE before it.
    chosen = select(*[_NEWEST.c[name] for name in kept], _NEWEST.c.id).where(_NEWEST.c.id.is_not(None))
    statement = insert_into(connection, standing).from_select([*kept, "decision"], chosen)
    excluded = statement.excluded
    statement = statement.on_conflict_do_update(
        index_elements=["restaurant_id", "person", "channel"],
        set_={name: excluded[name] for name in ("kind", "bound", "at", "decision")},
        where=tuple_(excluded.at, excluded.decision) > tuple_(standing.c.at, standing.c.decision),
    )
    connection.execute(statement, span.values())
