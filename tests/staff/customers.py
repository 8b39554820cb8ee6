"""Customers for the tests of their room, and what to read from its pages."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from werkzeug.test import TestResponse

from consent_ui.rules.consent import Channel
from consent_ui.rules.notices import Restaurant
from consent_ui.store import ledger, people
from consent_ui.store.people import Customer
from tests import page_tree
from tests.samples import CHANNELS, NOW, sample_answer, sample_notice
from tests.staff.office import BackOffice, Colleague

LEA = Customer("lea", "Léa Fontanel", "+33639980011", "lea@client.example", 3, NOW)
HTMX = {"HX-Request": "true"}


def settle_in(office: BackOffice, *customers: Customer, restaurant: Restaurant | None = None) -> list[UUID]:
    """Have these customers stored at the restaurant, which writes by both channels; returns their ids."""
    office.place.change(channels=CHANNELS)
    here = (restaurant or office.place.restaurant).id
    database = office.place.consent.database
    return [database.write(lambda c, each=each: people.save_customer(c, here, each)) for each in customers]  # type: ignore[misc]


def say(office: BackOffice, customer: Customer, **wishes: bool) -> None:
    """The customer answers for themselves: `say(office, LEA, sms=True)`."""
    notice = sample_notice(office.place.restaurant)
    channels = {Channel(name): wish for name, wish in wishes.items()}
    held = {channel: customer.contact(channel) for channel in Channel}
    contacts = office.place.consent.seals.held_hashes(notice.restaurant_id, held, ())
    answer = sample_answer(notice, wishes=channels, act=uuid4())
    office.place.consent.database.write(lambda c: ledger.record_customer(c, answer, customer, contacts))


def look_for(colleague: Colleague, typed: Any, after: str = "", **headers: str) -> TestResponse:
    """Send the search form."""
    return colleague.submit("/customers", {"q": typed, "after": after}, headers=headers)


def names_in(response: TestResponse) -> list[str]:
    """The customers that a list shows."""
    tree = page_tree.parse(response.text, "<html" not in response.text)
    return [tree.text(e).strip() for e in tree.all("bdi") if any(a.tag == "a" for a in tree.ancestors(e))]


def text_of(response: TestResponse) -> str:
    """All words of a page."""
    tree = page_tree.parse(response.text, "<html" not in response.text)
    return " ".join(tree.text(tree.root).split())


def hidden(response: TestResponse, name: str) -> str:
    """The value of a hidden field."""
    tree = page_tree.parse(response.text, "<html" not in response.text)
    return next(e.get("value", "") for e in tree.all("input") if e.get("name") == name)


def form_of(colleague: Colleague, person: UUID, **changes: str) -> dict[str, str]:
    """The opt-out form of a card, filled."""
    act = hidden(colleague.get(f"/customers/{person}"), "act")
    return {"channel": "all", "reason": "told", "note": "", "act": act, **changes}


def take_out(colleague: Colleague, person: UUID, form: dict[str, str] | None = None, **settings: Any) -> TestResponse:
    """Send the opt-out form."""
    data = form if form is not None else form_of(colleague, person)
    return colleague.submit(f"/customers/{person}/opt-out", data, form=f"/customers/{person}", **settings)
