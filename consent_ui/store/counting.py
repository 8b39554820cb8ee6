"""Keeps the numbers of the dashboard: how often was asked, and what the ledger adds up to.

Counting a million decisions takes about a second, so their sums are kept. They are brought up to date in the manner
of a reader, not of the writer: a trigger, or a second statement in the ledger's, would let all who decide at one
restaurant queue for one row of sums on PostgreSQL, and measured on SQLite a batch that is more than one statement
takes four times as long. So a reader takes up where the sums end, in transactions of at most CHUNK decisions, and
whatever is newer is counted on the spot (`store/statistics.py`). Decisions of the last SETTLING seconds are left for
later, since one whose id is older may still be on its way to COMMIT. A test holds the sums equal to the count over the
whole ledger; `recount` makes them anew.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, bindparam, delete, select

from consent_ui.store import contact_changes, fresh
from consent_ui.store.counting_tables import answered, asked, counted, people, standing
from consent_ui.store.inserting import insert_into

SETTLING = timedelta(seconds=60)
"""How long a decision may be on its way: a write waits eight seconds at most (`database.PATIENCE`), and the clocks of
two machines are seconds apart at most."""

CHUNK = 20_000
"""Decisions in one transaction: about a tenth of a second in which nobody else writes on SQLite."""

WORTH_WHILE = 500
"""Fewer than this are counted on the spot as fast as their sums are kept."""

_UPTO = select(counted.c.upto).where(counted.c.restaurant_id == bindparam("restaurant"))

Asked = Mapping[tuple[UUID, date, str], int]
"""How often was asked, by restaurant, day and fingerprint."""


def add_asked(connection: Connection, batches: Sequence[Asked]) -> list[None]:
    """Add to the counts of each day. Together in one statement, in the order of the keys, so that two processes that
    add at the same time wait for each other instead of for ever."""
    total: Counter[tuple[UUID, date, str]] = Counter()
    for batch in batches:
        total.update(batch)
    if total:
        rows = [
            {"restaurant_id": restaurant, "day": day, "notice": notice, "asked": count}
            for (restaurant, day, notice), count in sorted(total.items())
        ]
        statement = insert_into(connection, asked).values(rows)
        connection.execute(
            statement.on_conflict_do_update(
                index_elements=["restaurant_id", "day", "notice"],
                set_={"asked": asked.c.asked + statement.excluded.asked},
            )
        )
    return [None] * len(batches)


def upto(connection: Connection, restaurant_id: UUID) -> UUID:
    """The id up to which decisions are in the sums."""
    return connection.execute(_UPTO, {"restaurant": restaurant_id}).scalar() or fresh.FIRST


def is_behind(connection: Connection, restaurant_id: UUID, now: datetime) -> bool:
    """Whether so many decisions are not in the sums yet that adding them is worth a transaction."""
    span = fresh.Span(restaurant_id, upto(connection, restaurant_id), fresh.last_id(now - SETTLING))
    return fresh.nth(connection, span, WORTH_WHILE) is not None


def catch_up(connection: Connection, restaurant_id: UUID, time_zone: str, now: datetime) -> bool:
    """Add the next CHUNK of decisions to the sums, in the transaction of `connection`; whether there are more."""
    statement = insert_into(connection, counted).values(restaurant_id=restaurant_id, upto=fresh.FIRST)
    connection.execute(statement.on_conflict_do_nothing())
    # Locked: another process that counts at the same time goes on from where this one ends.
    where = counted.c.restaurant_id == restaurant_id
    begin: UUID = connection.execute(select(counted.c.upto).where(where).with_for_update()).scalar_one()
    span = fresh.Span(restaurant_id, begin, fresh.last_id(now - SETTLING))
    more = fresh.nth(connection, span, CHUNK)
    # Never past what is there: whatever comes with a greater id is still to be counted.
    end = more or fresh.greatest(connection, span)
    if end is None:
        return False
    span = fresh.Span(restaurant_id, begin, end)
    _add_answers(connection, span, time_zone)
    _add_people(connection, span)
    connection.execute(counted.update().where(where).values(upto=end))
    return more is not None


def recount(connection: Connection, restaurant_id: UUID) -> None:
    """Forget the sums of a restaurant; catch_up() makes them anew, with days in the time zone it is given."""
    for table in (answered, standing, people, counted):
        connection.execute(delete(table).where(table.c.restaurant_id == restaurant_id))
    contact_changes.look_again(connection, restaurant_id)


def kept(connection: Connection, restaurant_id: UUID) -> list[object]:
    """Every kept sum of a restaurant, in order, leaving out what adds up to nothing."""
    found: list[object] = []
    for table, count in ((answered, answered.c.acts), (people, people.c.people), (standing, None)):
        columns = [column for column in table.c if column.name != "restaurant_id"]
        statement = select(*columns).where(table.c.restaurant_id == restaurant_id).order_by(*columns)
        found += [tuple(row) for row in connection.execute(statement if count is None else statement.where(count != 0))]
    return found


def _add_answers(connection: Connection, span: fresh.Span, time_zone: str) -> None:
    sums: Counter[tuple[date, str, str, str]] = Counter()
    for row in fresh.answers(connection, span):
        sums[(local_date(row.quarter, time_zone), row.notice, row.place, row.kind)] += row.acts
    if sums:
        rows = [
            {"restaurant_id": span.restaurant_id, "day": day, "notice": notice, "place": place, "kind": kind, "acts": n}
            for (day, notice, place, kind), n in sums.items()
        ]
        for start in range(0, len(rows), 500):  # SQLite takes 32,766 values in one statement at most
            statement = insert_into(connection, answered).values(rows[start : start + 500])
            connection.execute(
                statement.on_conflict_do_update(
                    index_elements=["restaurant_id", "day", "notice", "place", "kind"],
                    set_={"acts": answered.c.acts + statement.excluded.acts},
                )
            )


def _add_people(connection: Connection, span: fresh.Span) -> None:
    changes = fresh.moved(connection, span)
    if not changes:
        return
    rows = [
        {"restaurant_id": span.restaurant_id, "channel": channel, "kind": kind, "bound": bound, "people": count}
        for (channel, kind, bound), count in changes.items()
    ]
    statement = insert_into(connection, people).values(rows)
    connection.execute(
        statement.on_conflict_do_update(
            index_elements=["restaurant_id", "channel", "kind", "bound"],
            set_={"people": people.c.people + statement.excluded.people},
        )
    )
    fresh.keep_standing(connection, span)


def local_date(quarter: int, time_zone: str) -> date:
    """The day in a time zone of a quarter of an hour, counted since 1970: every zone is whole quarters from UTC."""
    return datetime.fromtimestamp(quarter * 900, UTC).astimezone(ZoneInfo(time_zone)).date()
