"""Counts a span of the ledger: the decisions after one id, up to another.

Ids begin with the time at which they were made (`store/ids.py`), so a span is a stretch of the primary key, and
however long the ledger is, only its own rows are read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CTE,
    ColumnElement,
    Connection,
    Integer,
    Row,
    Select,
    and_,
    cast,
    exists,
    func,
    literal_column,
    or_,
    select,
    tuple_,
)
from sqlalchemy.dialects import postgresql, sqlite

from consent_ui.rules.consent import Channel
from consent_ui.store.counting_tables import standing
from consent_ui.store.tables import decision

FIRST = UUID(int=0)
LAST = UUID(int=2**128 - 1)


@dataclass(frozen=True, slots=True)
class Span:
    """Decisions of one restaurant whose id is greater than `after` and at most `upto`."""

    restaurant_id: UUID
    after: UUID = FIRST
    upto: UUID = LAST

    def holds(self, table: Any) -> ColumnElement[bool]:
        """The condition that a row lies in it."""
        return and_(table.c.restaurant_id == self.restaurant_id, table.c.id > self.after, table.c.id <= self.upto)


def last_id(at: datetime) -> UUID:
    """The greatest id that can have been made at an aware instant."""
    return UUID(int=(int(at.timestamp() * 1000) << 80) | (1 << 80) - 1)


def nth(connection: Connection, span: Span, number: int) -> UUID | None:
    """The id of the number-th decision of a span, None where there are fewer."""
    statement = select(decision.c.id).where(span.holds(decision)).order_by(decision.c.id).limit(1).offset(number - 1)
    return connection.execute(statement).scalar()


def greatest(connection: Connection, span: Span) -> UUID | None:
    """The id of the last decision of a span, None where there is none."""
    statement = select(decision.c.id).where(span.holds(decision)).order_by(decision.c.id.desc()).limit(1)
    return connection.execute(statement).scalar()


def answers(connection: Connection, span: Span) -> list[Row[Any]]:
    """How many forms were answered, per quarter of an hour since 1970, notice, place and kind.

    A form writes a decision per channel; it counts once per kind, and as refused only when the same click gave
    nothing. Of a form's decisions the first stands for it, wherever the span begins and ends.
    """
    quarter = _quarter(connection).label("quarter")
    statement = (
        select(quarter, decision.c.notice, decision.c.place, decision.c.kind, func.count().label("acts"))
        .where(span.holds(decision), *(condition for channel in Channel for condition in _stands_for_its_form(channel)))
        .group_by(quarter, decision.c.notice, decision.c.place, decision.c.kind)
    )
    return list(connection.execute(statement))


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


def _quarter(connection: Connection) -> ColumnElement[int]:
    if connection.dialect.name == "sqlite":
        return literal_column("CAST(strftime('%s', consent_decision.at) AS INTEGER) / 900", Integer)
    return cast(func.floor(func.extract("epoch", decision.c.at) / 900), Integer)


def moved(connection: Connection, span: Span) -> Mapping[tuple[str, str, bool], int]:
    """By how many the people change whose last decision on a channel is of a kind and bound to a contact or not, when
    a span is added to what stands in consent_standing."""
    newest = _newest(span)
    old = standing.alias("old")
    statement = (
        select(
            newest.c.channel, newest.c.kind, newest.c.bound,
            old.c.kind.label("was"), old.c.bound.label("was_bound"), func.count().label("people"),
        )
        .select_from(newest.outerjoin(old, _same_person(newest, old)))
        .where(or_(old.c.decision.is_(None), tuple_(newest.c.at, newest.c.id) > tuple_(old.c.at, old.c.decision)))
        .group_by(newest.c.channel, newest.c.kind, newest.c.bound, old.c.kind, old.c.bound)
    )  # fmt: skip
    changes: Counter[tuple[str, str, bool]] = Counter()
    for row in connection.execute(statement):
        changes[(row.channel, row.kind, bool(row.bound))] += row.people
        if row.was is not None:
            changes[(row.channel, row.was, bool(row.was_bound))] -= row.people
    return {key: count for key, count in changes.items() if count}


def keep_standing(connection: Connection, span: Span) -> None:
    """Bring consent_standing to what it is with this span."""
    newest = _newest(span)
    chosen: Select[Any] = select(
        newest.c.restaurant_id, newest.c.person, newest.c.channel, newest.c.kind, newest.c.bound,
        newest.c.at, newest.c.id,
    ).where(newest.c.id.is_not(None))  # fmt: skip
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    names = ["restaurant_id", "person", "channel", "kind", "bound", "at", "decision"]
    statement = insert(standing).from_select(names, chosen)
    excluded = statement.excluded
    connection.execute(
        statement.on_conflict_do_update(
            index_elements=["restaurant_id", "person", "channel"],
            set_={name: getattr(excluded, name) for name in names[3:]},
            where=tuple_(excluded.at, excluded.decision) > tuple_(standing.c.at, standing.c.decision),
        )
    )


def _newest(span: Span) -> CTE:
    """The last decision of each person on each channel within a span: by time, then by id, as in the history."""
    place = func.row_number().over(
        partition_by=(decision.c.person, decision.c.channel), order_by=(decision.c.at.desc(), decision.c.id.desc())
    )
    ranked = (
        select(
            decision.c.restaurant_id, decision.c.person, decision.c.channel, decision.c.kind, decision.c.at,
            decision.c.id, decision.c.contact.is_not(None).label("bound"), place.label("place"),
        )
        .where(span.holds(decision), decision.c.person.is_not(None))
        .subquery()
    )  # fmt: skip
    return select(ranked).where(ranked.c.place == 1).cte("newest")


def _same_person(newest: CTE, old: Any) -> ColumnElement[bool]:
    return and_(
        old.c.restaurant_id == newest.c.restaurant_id,
        old.c.person == newest.c.person,
        old.c.channel == newest.c.channel,
    )
