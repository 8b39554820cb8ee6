"""Signing in as a sample customer, the account page, and signing out.

The session cookie exists only between signing in and signing out; a visitor never gets one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask import g, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from consent_ui.demo.language import page_language
from consent_ui.demo.sample import PEOPLE, RESTAURANT_ID, STAMPS
from consent_ui.presenting import mask
from consent_ui.security import is_cross_site
from consent_ui.state import state
from consent_ui.store import outbox, people
from consent_ui.store.people import Customer
from consent_ui.texts import Texts, texts


def customer() -> Customer | None:
    """Who is signed in on this device: the hook that the demo hands to Consent UI."""
    reference = session.get("customer")
    if not isinstance(reference, str):
        return None
    if "demo_customer" not in g:
        with state().database.read() as connection:
            g.demo_customer = people.find_customer(connection, RESTAURANT_ID, reference)
    found: Customer | None = g.demo_customer
    return found


def told_at(customer: Customer) -> dict[UUID, datetime]:
    """When a message of each campaign went to this customer after the last order."""
    with state().database.read() as connection:
        person = people.person_id(connection, RESTAURANT_ID, customer.reference)
        rows = outbox.messages_of(connection, RESTAURANT_ID, person) if person else []
    return {
        row.campaign_id: row.left_at for row in reversed(rows) if row.left_at and row.lapse == customer.last_order_at
    }


@dataclass(frozen=True, slots=True)
class Loyalty:
    """A loyalty card: it counts orders and knows nothing of offers (IC-05)."""

    stamps: int
    full: int
    sentence: str
    free: str


def loyalty(orders: int, text: Texts) -> Loyalty:
    """The card after so many orders: stamps since the last full card, and dishes earned by full cards."""
    earned, stamps = divmod(orders, STAMPS)
    sentence = "demo.account.stamps_one" if stamps == 1 else "demo.account.stamps"
    free = ("none", "one", "many")[min(earned, 2)]
    return Loyalty(
        stamps,
        STAMPS,
        text(sentence, count=stamps, full=STAMPS),
        text(f"demo.account.free_{free}", count=earned),
    )


def show() -> str:
    """The account of who is signed in, else the customers one can be."""
    return _page()


def _page(problem: str = "") -> str:
    now = customer()
    if now is None:
        return render_template("demo/account.html", customer=None, people=PEOPLE, problem=problem)
    return render_template(
        "demo/account.html",
        customer=now,
        masked_phone=mask(now.phone) if now.phone else "",
        masked_email=mask(now.email) if now.email else "",
        loyalty=loyalty(now.orders, texts(page_language())),
    )


def sign_in() -> ResponseReturnValue:
    """Sign in as the chosen sample customer; nothing but who that is goes into the session."""
    if is_cross_site(request):
        return _refuse()
    chosen = request.form.get("customer", "")
    if chosen not in {person.reference for person in PEOPLE}:
        return _page(texts(page_language())("demo.account.unknown")), 422
    session["customer"] = chosen
    return redirect(url_for("demo.account"), 303)


def sign_out() -> ResponseReturnValue:
    """Forget who was signed in; an empty session takes its cookie with it."""
    if is_cross_site(request):
        return _refuse()
    session.pop("customer", None)
    return redirect(url_for("demo.account"), 303)


def _refuse() -> ResponseReturnValue:
    text = texts(page_language())
    heading, sentence = text("demo.refused.heading"), text("demo.refused.sentence")
    return render_template("demo/problem.html", heading=heading, sentence=sentence), 403
