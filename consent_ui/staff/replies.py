"""Replies that somebody must read: until then nothing is sent to who wrote them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask import Response, abort, request
from sqlalchemy import Connection

from consent_ui.rules.consent import Channel
from consent_ui.rules.roles import Role
from consent_ui.staff import taking_out
from consent_ui.staff.desk import Desk, desk
from consent_ui.store import leaving, people
from consent_ui.store import replies as store
from consent_ui.store.replies import NO_WORDS, Kept

MOST = 100


@dataclass(frozen=True, slots=True)
class Line:
    """One reply: which, when, what was written or told, name and card of each account it may come from, and what is
    said where there is none."""

    gateway: str
    id: str
    at: str
    datetime: datetime
    text: str
    quoted: bool
    accounts: tuple[tuple[str, str], ...]
    unknown: str


@dataclass(frozen=True, slots=True)
class Inbox:
    """What waits, and how many messages were refused for their signature."""

    lines: tuple[Line, ...]
    bad_signatures: int


@desk("/replies", role=Role.MANAGER, methods=["GET", "POST"])
def replies(at: Desk) -> Response:
    """GET lists what waits; POST says what somebody who has read one decided."""
    if request.method == "POST":
        return _decide(at)
    home = at.restaurant.id
    with at.consent.database.read() as connection:
        found = store.unread(connection, home, MOST)
        channels = {each.contact: leaving.channel_of(connection, home, each.contact) for each in found}
        accounts = {each.contact: _accounts(connection, at, channels[each.contact], each) for each in found}
        bad = leaving.bad_signatures(connection, home)
    if found:
        at.audit("reply.looked", replies=len(found))
    lines = tuple(_line(at, channels[each.contact], each, accounts[each.contact]) for each in found)
    return at.page("replies", Inbox(lines, bad))


def _accounts(connection: Connection, at: Desk, channel: Channel, reply: Kept) -> tuple[tuple[str, str], ...]:
    written_to = store.writers(connection, at.restaurant.id, channel, reply.contact)
    known = people.customers_by_id(connection, at.restaurant.id, written_to)
    found = [(each.name or each.reference, at.url("customer", customer_id=person)) for person, each in known.items()]
    return tuple(sorted(found))


def _line(at: Desk, channel: Channel, reply: Kept, accounts: tuple[tuple[str, str], ...]) -> Line:
    text = reply.text
    if reply.meaning == "not_theirs":
        text = at.text(f"replies.not_theirs.{channel}", code=reply.text)
    elif reply.text == NO_WORDS:
        text = at.text("replies.no_words")
    return Line(
        reply.gateway, reply.id, at.text.moment(reply.at, at.restaurant.time_zone), reply.at, text,
        text == reply.text, accounts, at.text(f"replies.unknown.{channel}"),
    )  # fmt: skip


def _decide(at: Desk) -> Response:
    do = request.form.get("do")
    if do not in ("go_on", "out"):
        abort(400)
    home, gateway, name = at.restaurant.id, request.form.get("gateway", ""), request.form.get("id", "")
    with at.consent.database.read() as connection:
        reply = store.find(connection, home, gateway, name)
        channel = leaving.channel_of(connection, home, reply.contact) if reply else Channel.SMS
    if reply is None:
        abort(404)
    done = taking_out.by_reply(at, reply) if do == "out" else _go_on(at, channel, reply)
    said = f"out.{channel}" if do == "out" else "go_on"
    at.told(f"replies.told.{said}" if done else "replies.told.gone")
    return at.redirect("replies")


def _go_on(at: Desk, channel: Channel, reply: Kept) -> bool:
    """Sending goes on. False when somebody else has read the reply meanwhile, and may have decided otherwise."""

    def job(connection: Connection) -> bool:
        if not store.read(connection, at.restaurant.id, reply.contact, at.member.name, at.now):
            return False
        leaving.go_on(connection, at.restaurant.id, channel, [reply.contact], at.now)
        at.audit("reply.read", None, connection)
        return True

    return at.consent.database.write(job)
