"""The list of customers: found by name, number or address, page by page.

Looking is a POST, so that no number and no address stands in an address of ours or in a log of anybody's.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from flask import Response, request
from sqlalchemy import Connection

from consent_ui.rules.consent import State
from consent_ui.rules.roles import Role
from consent_ui.staff import reach
from consent_ui.staff.customer_search import Result, cursor_of, cursor_value, search
from consent_ui.staff.customer_words import Flag, Who, flag, is_masked, states, who
from consent_ui.staff.desk import Desk, desk
from consent_ui.staff.forms.customers import SearchForm
from consent_ui.store import history, last_words
from consent_ui.store.offers import NIL


@dataclass(frozen=True, slots=True)
class Row:
    """One customer that was found."""

    who: Who
    url: str
    flag: Flag
    last_order: str


@dataclass(frozen=True, slots=True)
class Customers:
    """The form, and what it found: `told` says how many, `again` leads to the next page and back to the first. None
    found and nothing told: nobody has looked yet."""

    form: SearchForm
    masked: bool
    told: str = ""
    rows: tuple[Row, ...] = ()
    older: str = ""
    later_page: bool = False


@desk("/customers", role=Role.VIEWER, methods=["GET", "POST"])
def customers(at: Desk) -> Response:
    """GET shows the form; POST looks."""
    form = SearchForm(at.text)
    masked = is_masked(at)
    if request.method != "POST":
        return at.page("customers", Customers(form, masked))
    if not form.validate():
        return at.page("customers", Customers(form, masked), 422)
    after = cursor_of(form.after.data or "")
    with at.consent.database.read() as connection:
        result = search(connection, at.restaurant, form.typed, after, masked=masked)
        rows = _rows(at, connection, result.people)
    if rows:
        at.audit("customer.searched", by=str(result.by), shown=len(rows))
    shown = Customers(
        form, masked, _told(at, result, after is not None), rows, cursor_value(result.after), after is not None
    )
    return at.page("customers", shown)


def _rows(at: Desk, connection: Connection, found: tuple[UUID, ...]) -> tuple[Row, ...]:
    known = last_words.listed(connection, at.restaurant.id, found)
    stands = {person: states(at, known[person].customer, known[person].latest) for person in found}
    said_yes = [person for person in found if State.GIVEN in stands[person].values()]
    latest = history.latest(connection, at.restaurant.id, said_yes) if said_yes else {}
    described = {person: (known[person].customer, latest[person]) for person in said_yes}
    held = reach.held(at, connection, described, stands)
    rows = []
    pattern = at.url("customer", customer_id=NIL)
    flags: dict[object, Flag] = {}  # most people of a page are alike in this
    for person in found:
        customer = known[person].customer
        ordered = customer.last_order_at
        alike = (*stands[person].items(), *held.get(person, {}).items())
        if alike not in flags:
            flags[alike] = flag(at, stands[person], held.get(person, {}))
        rows.append(
            Row(
                who=who(at, customer),
                url=pattern.replace(str(NIL), str(person)),
                flag=flags[alike],
                last_order=at.text.date(ordered, at.restaurant.time_zone) if ordered else "",
            )
        )
    return tuple(rows)


def _told(at: Desk, result: Result, later: bool) -> str:
    if result.hint:
        return at.text(result.hint)
    count = len(result.people)
    if count == 0:
        return at.text("customers.found.no_more" if later else "customers.found.none")
    if result.after is not None:
        return at.text("customers.found.more", count=count)
    return at.text("customers.found.one" if count == 1 else "customers.found.all", count=count)
