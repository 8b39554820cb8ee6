"""Finds customers by the beginning of a name's words, of a number or of an address, in the order of an index."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Select, and_, delete, exists, func, insert, not_, or_, select

from consent_ui.rules.searching import By, address_word, digits_of, words_of
from consent_ui.store import tables
from consent_ui.store.customer_tables import customer_word

LAST = "\U0010ffff"
"""Comes after every character that a word may have."""
COUNTED = 500
"""How far the customers of a word are counted to see which word of a search has fewest."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One way to look: customers whose words of this kind have, for each entry of `beginnings`, one of its beginnings;
    `whole` asks for the words themselves."""

    kind: By
    beginnings: tuple[tuple[str, ...], ...]
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Cursor:
    """The last customer of a page, and by which kind of word they were found."""

    kind: By
    customer: UUID


def words(name: str, phone: str | None, email: str | None) -> set[tuple[str, str]]:
    """The words under which a customer is kept, each with its kind."""
    found = {(str(By.NAME), word) for word in words_of(name)}
    if phone and digits_of(phone):
        found.add((By.PHONE, digits_of(phone)))
    if email:
        found.add((By.EMAIL, address_word(email)[:320]))
    return found


def keep_words(connection: Connection, restaurant_id: UUID, customer: UUID, wanted: set[tuple[str, str]]) -> None:
    """Make these the words of a customer whose row is locked. Writes nothing where nothing has changed."""
    table = customer_word
    mine = and_(table.c.restaurant_id == restaurant_id, table.c.customer == customer)
    kept = {(row.kind, row.word) for row in connection.execute(select(table.c.kind, table.c.word).where(mine))}
    for kind, word in kept - wanted:
        connection.execute(delete(table).where(mine, table.c.kind == kind, table.c.word == word))
    if new := wanted - kept:
        rows = [{"restaurant_id": restaurant_id, "customer": customer, "kind": k, "word": w} for k, w in sorted(new)]
        connection.execute(insert(table), rows)


def everybody(connection: Connection, restaurant_id: UUID, after: UUID | None, limit: int) -> list[UUID]:
    """Customers, the newest first, from the one after `after` on."""
    table = tables.customer
    statement = select(table.c.id).where(table.c.restaurant_id == restaurant_id)
    if after is not None:
        statement = statement.where(table.c.id < after)
    return list(connection.execute(statement.order_by(table.c.id.desc()).limit(limit)).scalars())


def find(
    connection: Connection, restaurant_id: UUID, ways: Sequence[Wanted], after: Cursor | None, limit: int
) -> list[Cursor]:
    """Up to `limit` customers found in one of these ways, each once, in the order of the words; those of the first way
    come first."""
    found: list[Cursor] = []
    first = next((i for i, way in enumerate(ways) if after and way.kind is after.kind), 0)
    for number, way in enumerate(ways[first:], first):
        before = [not_(_has_all(restaurant_id, each, customer_word.c.customer)) for each in ways[:number]]
        here = after.customer if after and after.kind is way.kind else None
        for statement in _statements(connection, restaurant_id, way, here):
            rows = connection.execute(statement.where(*before).limit(limit - len(found)))
            found += [Cursor(way.kind, customer) for customer in rows.scalars()]
            if len(found) == limit:
                return found
    return found


def _statements(connection: Connection, restaurant_id: UUID, way: Wanted, after: UUID | None) -> list[Select[Any]]:
    """The customers of one way after one of them, in the order of the words. Each statement walks the index of one
    beginning, the rarest, and looks the others up for each customer it meets."""
    table = customer_word
    leading, *others = sorted(way.beginnings, key=lambda each: _count(connection, restaurant_id, way, each))
    statement = select(table.c.customer).where(table.c.restaurant_id == restaurant_id, table.c.kind == way.kind)
    start = ""
    if way.kind is By.NAME:
        # Only a name has several words, of which two may have the same beginning: the first of them counts.
        earlier = table.alias()
        statement = statement.where(
            not_(
                exists().where(
                    earlier.c.restaurant_id == restaurant_id,
                    earlier.c.customer == table.c.customer,
                    earlier.c.kind == way.kind,
                    _fits(earlier.c.word, leading, way.whole),
                    earlier.c.word < table.c.word,
                )
            )
        )
    if others:
        rest = Wanted(way.kind, tuple(others), way.whole)
        statement = statement.where(_has_all(restaurant_id, rest, table.c.customer))
    if after is not None:
        word = connection.execute(
            select(func.min(table.c.word)).where(
                table.c.restaurant_id == restaurant_id, table.c.customer == after, table.c.kind == way.kind,
                _fits(table.c.word, leading, way.whole),
            )
        ).scalar()  # fmt: skip
        if word is not None:
            statement = statement.where(or_(table.c.word > word, table.c.customer > after))
            start = word
    statement = statement.order_by(table.c.word, table.c.customer)
    if way.whole:
        return [statement.where(table.c.word.in_([each for each in leading if each >= start]))]
    # A statement for each range, and one bound on each side: joined by OR, or with more bounds, SQLite would rather
    # read all the words of a kind, or sort. Ranges that are apart follow one another like their beginnings.
    return [
        statement.where(table.c.word >= max(each, start), table.c.word < each + LAST)
        for each in _apart(leading)
        if each + LAST > start
    ]


def _apart(beginnings: tuple[str, ...]) -> list[str]:
    """Beginnings in their order, without those that another one covers."""
    kept: list[str] = []
    for each in sorted(beginnings):
        if not kept or not each.startswith(kept[-1]):
            kept.append(each)
    return kept


def _count(connection: Connection, restaurant_id: UUID, way: Wanted, beginnings: tuple[str, ...]) -> int:
    if len(way.beginnings) == 1:
        return 0
    table = customer_word
    some = (
        select(table.c.customer)
        .where(table.c.restaurant_id == restaurant_id, table.c.kind == way.kind)
        .where(_fits(table.c.word, beginnings, way.whole))
        .limit(COUNTED)
    )
    return connection.execute(select(func.count()).select_from(some.subquery())).scalar_one()


def _has_all(restaurant_id: UUID, way: Wanted, customer: ColumnElement[UUID]) -> ColumnElement[bool]:
    parts = []
    for beginnings in way.beginnings:
        other = customer_word.alias()
        parts.append(
            exists().where(
                other.c.restaurant_id == restaurant_id, other.c.customer == customer, other.c.kind == way.kind,
                _fits(other.c.word, beginnings, way.whole),
            )
        )  # fmt: skip
    return and_(*parts)


def _fits(word: ColumnElement[str], beginnings: tuple[str, ...], whole: bool) -> ColumnElement[bool]:
    """Whether a word is one of these, or has one of these beginnings."""
    if whole:
        return word.in_(beginnings)
    return or_(*(and_(word >= each, word < each + LAST) for each in beginnings))
