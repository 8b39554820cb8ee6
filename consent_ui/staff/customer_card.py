"""One customer: what they decided, when, where, in which words; and a door out of marketing that leads one way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from flask import Response, abort, request

from consent_ui.rules.consent import Actor, Channel, Decision, can_stop
from consent_ui.rules.opting_out import Reason
from consent_ui.rules.roles import Role
from consent_ui.staff import reach
from consent_ui.staff.customer_words import Flag, Latest, Who, channels, flag, is_masked, sentence, states, who
from consent_ui.staff.desk import Desk, desk
from consent_ui.staff.forms.customers import OptOutForm
from consent_ui.staff.message_words import MessageLine
from consent_ui.staff.message_words import line as message_line
from consent_ui.staff.reach import Held
from consent_ui.store import history, message_log, people, reasons
from consent_ui.store.message_log import Logged
from consent_ui.store.people import Customer

PER_PAGE = 20
NO_WORDS = "0" * 64
"""Stands for a fingerprint in the pattern of an address."""


@dataclass(frozen=True, slots=True)
class ChannelLine:
    """What stands on one channel: in words, since when and where, and the address of the words that were seen."""

    name: str
    sentence: str
    chosen: str
    words_url: str


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One decision; `anchor` is its place on the page."""

    anchor: str
    when: str
    datetime: str
    what: str
    where: str
    reason: str
    words_url: str


@dataclass(frozen=True, slots=True)
class Card:
    """A customer's card. `form` is there for whom may use it while there is anything left to stop; `error` says why
    sending it did not work, `told` that it did."""

    who: Who
    masked: bool
    flag: Flag
    channels: tuple[ChannelLine, ...]
    history: tuple[HistoryLine, ...]
    older: str | None
    newest: str | None
    messages: tuple[MessageLine, ...]
    older_messages: str | None
    newest_messages: str | None
    orders: int
    last_order: str
    action: str
    form: OptOutForm | None
    told: str = ""
    error: str = ""


class Stored(NamedTuple):
    """A customer as the database has them at this moment."""

    customer: Customer
    latest: Latest
    page: list[Decision]
    more: bool
    reasons: dict[UUID, tuple[Reason, str]]
    messages: list[Logged]
    more_messages: bool
    held: Held


@desk("/customers/<uuid:customer_id>", role=Role.VIEWER)
def customer(at: Desk, customer_id: UUID) -> Response:
    """The card."""
    stored = read(at, customer_id, looked=True)
    return at.page("customer", card(at, customer_id, stored))


def read(at: Desk, customer_id: UUID, *, looked: bool) -> Stored:
    """What is stored now; 404 for a customer that is not this restaurant's. A look is written down before anything is
    shown."""
    restaurant = at.restaurant.id
    with at.consent.database.read() as connection:
        known = people.customers_by_id(connection, restaurant, [customer_id]).get(customer_id)
        if known is None:
            abort(404)
        latest = history.latest(connection, restaurant, [customer_id]).get(customer_id, {})
        start = at.asked("decision")
        page, more = history.page(
            connection, restaurant, customer_id, start or at.asked("before"), PER_PAGE, itself=start is not None
        )
        logged, older = message_log.page(connection, restaurant, customer_id, at.asked("messages"), PER_PAGE)
        why = reasons.of_acts(connection, restaurant, {d.act for d in page if d.actor is Actor.STAFF})
        now = {customer_id: states(at, known, latest)}
        held = reach.held(at, connection, {customer_id: (known, latest)}, now).get(customer_id, {})
    if looked:
        at.audit("customer.looked", customer_id)
    return Stored(known, latest, page, more, why, logged, older, held)


def new_form(at: Desk, customer_id: UUID, stored: Stored) -> OptOutForm:
    """The form to take this customer out, as it was sent if it was."""
    form = OptOutForm(at.text, channels(at, stored.latest))
    if request.method != "POST":
        form.act.data = at.consent.seals.opt_out_token(at.restaurant.id, customer_id, at.now)
    return form


def card(
    at: Desk, customer_id: UUID, stored: Stored, form: OptOutForm | None = None, *, told: str = "", error: str = ""
) -> Card:
    """The card on what is stored."""
    standing = states(at, stored.customer, stored.latest)
    if form is None and at.may(Role.MANAGER):
        form = new_form(at, customer_id, stored)
    ordered = stored.customer.last_order_at
    here = at.url("customer", customer_id=customer_id)
    words = at.url("words", fingerprint=NO_WORDS)
    return Card(
        who=who(at, stored.customer),
        masked=is_masked(at),
        flag=flag(at, standing, stored.held),
        channels=tuple(
            _channel(at, channel, last, sentence(at, channel, state, last, stored.held.get(channel)))
            for channel, state in standing.items()
            for last in [stored.latest.get(channel)]
        ),
        history=tuple(_line(at, decision, stored.reasons, words) for decision in stored.page),
        older=at.url("customer", customer_id=customer_id, before=stored.page[-1].id) if stored.more else None,
        newest=here if at.asked("before") or at.asked("decision") else None,
        messages=tuple(message_line(at, customer_id, each) for each in stored.messages),
        older_messages=at.url("customer", customer_id=customer_id, messages=stored.messages[-1].id, _anchor="messages")
        if stored.more_messages
        else None,
        newest_messages=at.url("customer", customer_id=customer_id, _anchor="messages")
        if at.asked("messages")
        else None,
        orders=stored.customer.orders,
        last_order=at.text.date(ordered, at.restaurant.time_zone) if ordered else "",
        action=at.url("opt_out", customer_id=customer_id),
        form=form if can_stop(standing.values()) or error else None,
        told=told,
        error=error,
    )


def _channel(at: Desk, channel: Channel, last: Decision | None, said: str) -> ChannelLine:
    name = at.text(f"channel.{channel}.name")
    if last is None:
        return ChannelLine(name, said, "", "")
    moment = at.text.moment(last.at, at.restaurant.time_zone)
    chosen = at.text("customers.since", moment=moment, place=at.text(f"place.{last.place}"))
    return ChannelLine(name, said, chosen, at.url("words", fingerprint=last.notice))


def _line(at: Desk, decision: Decision, why: dict[UUID, tuple[Reason, str]], words: str) -> HistoryLine:
    reason, note = why.get(decision.act, (None, "")) if decision.actor is Actor.STAFF else (None, "")
    said = at.text(f"customers.reason.{reason}") if reason else ""
    by = at.text(f"channel.{decision.channel}.by")
    return HistoryLine(
        anchor=f"decision-{decision.id}",
        when=at.text.moment(decision.at, at.restaurant.time_zone),
        datetime=decision.at.isoformat(),
        what=at.text("customers.taken_out", by=by)
        if decision.actor is Actor.STAFF
        else at.text(f"decision.{decision.channel}.{decision.kind}"),
        where=at.text(f"place.{decision.place}"),
        reason=at.text("customers.reason.noted", reason=said, note=note) if note else said,
        words_url=words.replace(NO_WORDS, decision.notice),
    )
