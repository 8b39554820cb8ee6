"""Looks for customers the way the person who asks may: whole numbers and addresses for viewers, beginnings for others.

A viewer sees numbers and addresses masked, and must not find out the rest by typing them letter by letter.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection

from consent_ui.phones import beginnings
from consent_ui.rules.notices import Restaurant
from consent_ui.rules.searching import (
    LEAST_ADDRESS,
    LEAST_DIGITS,
    By,
    address_word,
    digits_of,
    looked_for_by,
    wanted_words,
)
from consent_ui.store import finding
from consent_ui.store.finding import Cursor, Wanted

PER_PAGE = 25


@dataclass(frozen=True, slots=True)
class Result:
    """Who was found, by what, and where to read on (None: that was all). `hint` is the key of a text when there was not
    enough to go by."""

    by: By
    people: tuple[UUID, ...] = ()
    after: Cursor | None = None
    hint: str = ""


def search(connection: Connection, restaurant: Restaurant, typed: str, after: Cursor | None, *, masked: bool) -> Result:
    """One page of the customers that a cleaned text finds, from the one after `after` on."""
    by = looked_for_by(typed)
    if by is By.EVERYBODY:
        place = after.customer if after and after.kind is By.EVERYBODY else None
        people = finding.everybody(connection, restaurant.id, place, PER_PAGE + 1)
        return _page(by, [Cursor(by, each) for each in people])
    ways = _ways(by, typed, restaurant.country, masked)
    if isinstance(ways, str):
        return Result(by, hint=ways)
    return _page(by, finding.find(connection, restaurant.id, ways, after, PER_PAGE + 1))


def _page(by: By, found: list[Cursor]) -> Result:
    shown = found[:PER_PAGE]
    return Result(by, tuple(each.customer for each in shown), shown[-1] if len(found) > PER_PAGE else None)


def _ways(by: By, typed: str, country: str, masked: bool) -> tuple[Wanted, ...] | str:
    """How to look, or the key of what to tell instead."""
    if by is By.PHONE:
        if not masked and len(digits_of(typed)) < LEAST_DIGITS:
            return "customers.hint.digits"
        return (Wanted(By.PHONE, (beginnings(typed, country),), whole=masked),)
    if by is By.EMAIL:
        if not masked and len(typed) < LEAST_ADDRESS:
            return "customers.hint.address"
        return (Wanted(By.EMAIL, ((address_word(typed),),), whole=masked),)
    words = wanted_words(typed)
    ways = [Wanted(By.NAME, tuple((word,) for word in words))] if words else []
    if not masked and " " not in typed and len(typed) >= LEAST_ADDRESS:
        ways.append(Wanted(By.EMAIL, ((address_word(typed),),)))
    return tuple(ways) or "customers.hint.letters"


def cursor_of(value: str) -> Cursor | None:
    """The place that a page's form names; None for anything else."""
    kind, _, customer = value.partition(".")
    try:
        return Cursor(By(kind), UUID(customer))
    except ValueError:
        return None


def cursor_value(cursor: Cursor | None) -> str:
    """How a form names a place: by the customer's id, since words could be a number or an address."""
    return f"{cursor.kind}.{cursor.customer}" if cursor else ""
