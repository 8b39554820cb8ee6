"""Finds customers by the beginning of a name's words, of a number or of an address, in the order of an index."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Connection,
    and_,
    delete,
    insert,
    select,
)

from consent_ui.rules.searching import By, address_word, digits_of, words_of
from consent_ui.store import finding_statements as statements
from consent_ui.store import tables
from consent_ui.store.customer_tables import customer_word
from consent_ui.store.finding_statements import Shape

LAST = "\U0010ffff"
"""Comes after every character that a word may have."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One way to look: customers whose words of this kind have, for each entry of `beginnings`, one of its beginnings;
    `whole` asks for the words themselves."""

    kind: By
    beginnings: tuple[tuple[str, ...], ...]
    whole: bool = False

    @property
    def shape(self) -> Shape:
        """What a statement that looks this way is built by."""
        return Shape(self.kind, tuple(map(len, self.beginnings)), self.whole)

    def values(self, names: str = "") -> dict[str, Any]:
        """What it is given."""
        found: dict[str, Any] = {}
        for place, entry in enumerate(self.beginnings):
            for number, each in enumerate(entry):
                name = f"w{names}{place}_{number}"
                found |= {name: each} if self.whole else {name: each, f"{name}_end": each + LAST}
        return found


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
        before = ways[:number]
        here = after.customer if after and after.kind is way.kind else None
        for bounds in _walks(connection, restaurant_id, way, here):
            statement = statements.walk(
                bounds.way.shape, bounds.reads_on, bounds.several, tuple(each.shape for each in before)
            )
            values = bounds.values | {"restaurant": restaurant_id, "limit": limit - len(found)}
            for place, each in enumerate(before):
                values |= each.values(f"before{place}_")
            found += [Cursor(way.kind, customer) for customer in connection.execute(statement, values).scalars()]
            if len(found) == limit:
                return found
    return found


@dataclass(frozen=True, slots=True)
class _Bounds:
    """One walk along an index: of which words, those of the leading beginning first; whether it reads on after a
    customer; how many words it looks for where they are whole, else None; and what its statement is given."""

    way: Wanted
    reads_on: bool
    several: int | None
    values: dict[str, Any]


def _walks(connection: Connection, restaurant_id: UUID, way: Wanted, after: UUID | None) -> list[_Bounds]:
    """The customers of one way after one of them, in the order of the words. Each walk is along the index of one
    beginning, the rarest, and looks the others up for each customer it meets."""
    way = _rarest_first(connection, restaurant_id, way)
    beginnings, values, start = way.beginnings, way.values(), ""
    if after is not None:
        alone = Wanted(way.kind, beginnings[:1], way.whole)
        given = alone.values() | {"restaurant": restaurant_id, "after": after}
        word = connection.execute(statements.first_word(alone.shape), given).scalar()
        if word is not None:
            values |= {"after": after, "after_word": word}
            start = word
    if way.whole:
        here = [each for each in beginnings[0] if each >= start]
        return [_Bounds(way, bool(start), len(here), values | {f"at{n}": each for n, each in enumerate(here)})]
    # A statement for each range, and one bound on each side: joined by OR, or with more bounds, SQLite would rather
    # read all the words of a kind, or sort. Ranges that are apart follow one another like their beginnings.
    return [
        _Bounds(way, bool(start), None, values | {"low": max(each, start), "high": each + LAST})
        for each in _apart(beginnings[0])
        if each + LAST > start
    ]


def _apart(beginnings: tuple[str, ...]) -> list[str]:
    """Beginnings in their order, without those that another one covers."""
    kept: list[str] = []
    for each in sorted(beginnings):
        if not kept or not each.startswith(kept[-1]):
            kept.append(each)
    return kept


def _rarest_first(connection: Connection, restaurant_id: UUID, way: Wanted) -> Wanted:
    """The same way with the entry in front that has the fewest words; the longest where many have them all."""
    if len(way.beginnings) == 1:
        return way
    row = connection.execute(statements.counting(way.shape), way.values() | {"restaurant": restaurant_id}).one()
    counted = zip(row, way.beginnings, strict=True)
    ordered = sorted(counted, key=lambda each: (each[0], -min(map(len, each[1]), default=0)))
    return Wanted(way.kind, tuple(each for _, each in ordered), way.whole)
