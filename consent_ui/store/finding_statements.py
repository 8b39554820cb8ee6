"""The statements that find customers by their words. Each is built once for each shape of a search: that costs more
than most of them take."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Uuid, and_, bindparam, func, literal_column, not_, or_, select

from consent_ui.rules.searching import By
from consent_ui.store.customer_tables import customer_word

COUNTED = 200
"""How far the customers of a word are counted to see which word of a search has fewest."""

_HOME = bindparam("restaurant", type_=Uuid)


class Shape(NamedTuple):
    """A way to look without its words: for each entry, how many beginnings."""

    kind: By
    counts: tuple[int, ...]
    whole: bool


@lru_cache(maxsize=256)
def walk(shape: Shape, reads_on: bool, several: int | None, before: tuple[Shape, ...]) -> Select[Any]:
    """Walks the words of a shape from `low` up to `high`, or `several` whole ones; after the customer `after` at the
    word `after_word` if it reads on; without those that ways of the shapes `before` have found."""
    table = customer_word
    statement = select(table.c.customer).where(table.c.restaurant_id == _HOME, table.c.kind == shape.kind)
    if len(shape.counts) > 1:  # asked first: few have another word, and nearly nobody two of the same beginning
        statement = statement.where(_has_all(shape, table.c.customer, first=1))
    if shape.kind is By.NAME:
        # Only a name has several words, of which two may have the same beginning: the first of them counts.
        earlier = table.alias()
        statement = statement.where(
            not_(
                _looked_up(
                    earlier.c.restaurant_id == _HOME,
                    earlier.c.customer == table.c.customer,
                    earlier.c.kind == shape.kind,
                    _fits(earlier.c.word, "0", shape.counts[0], shape.whole),
                    earlier.c.word < table.c.word,
                )
            )
        )
    if reads_on:
        statement = statement.where(
            or_(table.c.word > bindparam("after_word"), table.c.customer > bindparam("after", type_=Uuid))
        )
    if several is None:
        statement = statement.where(table.c.word >= bindparam("low"), table.c.word < bindparam("high"))
    else:
        statement = statement.where(table.c.word.in_([bindparam(f"at{n}") for n in range(several)]))
    for place, each in enumerate(before):
        statement = statement.where(not_(_has_all(each, table.c.customer, f"before{place}_")))
    return statement.order_by(table.c.word, table.c.customer).limit(bindparam("limit"))


@lru_cache(maxsize=256)
def first_word(shape: Shape) -> Select[Any]:
    """The first word that a customer has of the one entry of a shape."""
    table = customer_word
    return select(func.min(table.c.word)).where(
        table.c.restaurant_id == _HOME, table.c.customer == bindparam("after", type_=Uuid), table.c.kind == shape.kind,
        _fits(table.c.word, "0", shape.counts[0], shape.whole),
    )  # fmt: skip


@lru_cache(maxsize=256)
def counting(shape: Shape) -> Select[Any]:
    """How many words there are for each entry of a shape, up to COUNTED, in one row."""
    table, counts = customer_word, []
    for place, count in enumerate(shape.counts):
        some = (
            select(table.c.customer)
            .where(table.c.restaurant_id == _HOME, table.c.kind == shape.kind)
            .where(_fits(table.c.word, str(place), count, shape.whole))
            .limit(COUNTED)
        )
        counts.append(select(func.count()).select_from(some.subquery()).scalar_subquery())
    return select(*counts)


def _has_all(shape: Shape, customer: ColumnElement[UUID], names: str = "", first: int = 0) -> ColumnElement[bool]:
    """Whether a customer has a word for each entry of a shape, from the `first` on."""
    parts = []
    for place in range(first, len(shape.counts)):
        other = customer_word.alias()
        parts.append(
            _looked_up(
                other.c.restaurant_id == _HOME, other.c.customer == customer, other.c.kind == shape.kind,
                _fits(other.c.word, f"{names}{place}", shape.counts[place], shape.whole),
            )
        )  # fmt: skip
    return and_(*parts)


def _looked_up(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether there is such a word, looked up for each customer that a walk meets. A page is full after a few of them;
    without the offset, which keeps the lookup apart, PostgreSQL would first join all the words of both beginnings."""
    return select(literal_column("1")).where(*conditions).suffix_with("OFFSET 0", dialect="postgresql").exists()


def _fits(word: ColumnElement[str], name: str, count: int, whole: bool) -> ColumnElement[bool]:
    """Whether a word is one of those given under a name, or has one of these beginnings."""
    if whole:
        return word.in_([bindparam(f"w{name}_{n}") for n in range(count)])
    return or_(*(and_(word >= bindparam(f"w{name}_{n}"), word < bindparam(f"w{name}_{n}_end")) for n in range(count)))
