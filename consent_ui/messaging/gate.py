"""The gate: the only way a marketing message leaves.

One message, one person's turn: the row says `leaving` and that is durable; then, inside the turn, everything is read
afresh, `may_send` decides, and only then the gateway hears of it, while nobody can decide anything about this person.
Whatever goes wrong before that is a no, and stops the whole run (SM-14).
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from consent_ui.messaging.gateways import TIMEOUT, Gateway, Letters, NoAnswer, Refused, within
from consent_ui.messaging.incoming import LONGEST_ID
from consent_ui.messaging.terms import terms_of
from consent_ui.rules.hours import next_opening
from consent_ui.rules.messages import Message
from consent_ui.rules.sending import Because, Verdict, may_send
from consent_ui.rules.territories import territory_of
from consent_ui.seals import Seals
from consent_ui.store import outbox, people, recipients
from consent_ui.store.database import Database
from consent_ui.store.holding import hold_all
from consent_ui.store.outbox import Queued
from consent_ui.store.recipients import Facts
from consent_ui.store.turns import turns

log = logging.getLogger(__name__)


class Halted(Exception):
    """Something in the gate went wrong: no message may leave until somebody has looked."""


@dataclass(frozen=True)
class Gate:
    """What a run hands over for each message. `trusted` says, asked each time, whether the database's records can be
    trusted (RT-13); `compose` makes the text for somebody who may get it, and gives the code she holds."""

    database: Database
    seals: Seals
    gateway: Gateway | Letters
    trusted: Callable[[Connection], bool]
    compose: Callable[[Facts, Queued], Message]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the gate said, and what became of the message: `state` as it is stored, `code` the gateway's for one it did
    not take, `gone` whether that means that the contact is blocked or is not the person's."""

    verdict: Verdict
    state: str
    code: str = ""
    gone: bool = False


def dispatch(gate: Gate, reference: str, contact: str, queued: Queued, now: datetime) -> Outcome:
    """Send one waiting message, or say why not, with the first failing rule. `reference` and `contact` are the
    customer's, as they were read when she was selected; `now` is aware UTC. What only has to wait, for its hours or for
    somebody to reconcile the records, keeps waiting; everything else is closed for good.

    Raises Halted.
    """
    home = queued.claim.restaurant_id
    try:
        others = _others(gate.database, queued, contact)
        with turns(gate.database, home, [reference, contact, *others]):
            started = gate.database.write(
                lambda connection: outbox.start_leaving(connection, home, queued.id, gate.gateway.name, now)
            )
            if started is None:
                return Outcome(Verdict(Because.ALREADY_SENT), "dropped")
            with gate.database.once() as connection:
                return _leave(gate, connection, contact, started, now)
    except Halted:
        raise
    except Exception as error:
        log.error("the gate stopped a message: %s", type(error).__name__)
        raise Halted(type(error).__name__) from error


def _others(database: Database, queued: Queued, contact: str) -> list[str]:
    """The references of all whose account holds the contact: what any of them says counts for all (CV-20), so the gate
    holds everybody's turn. Who comes to hold it from now on takes the contact's own turn before she says anything. On
    PostgreSQL their rows are held instead, inside the transaction (`holding.hold_all`)."""
    if database.engine.dialect.name != "sqlite":
        return []
    with database.read() as connection:
        return [*people.holders(connection, queued.claim.restaurant_id, queued.claim.channel, contact).values()]


def check(
    gate: Gate, connection: Connection, contact: str, queued: Queued, now: datetime
) -> tuple[Verdict, Facts | None]:
    """What the gate says now about writing to `contact`, from what stands at this moment; takes the rows of everybody
    who holds it where the database locks rows."""
    wanted = queued.claim
    hold_all(connection, wanted.restaurant_id, wanted.person, wanted.channel, contact)
    hashes = gate.seals.contact_hashes(wanted.restaurant_id, {wanted.channel: contact})[wanted.channel]
    facts = recipients.read(
        connection, wanted.restaurant_id, wanted.person, wanted.channel, hashes, wanted.campaign_id, queued.id, now
    )
    if facts is None or facts.campaign is None:
        return Verdict(Because.DOUBT), None
    if facts.recipient.contact != contact:
        return Verdict(Because.CONTACT_CHANGED if facts.recipient.contact else Because.NO_CONTACT), None
    if facts.recipient.last_order_at != wanted.lapse:
        return Verdict(Because.NOT_LAPSED), None
    verdict = may_send(facts.recipient, facts.campaign, terms_of(facts.restaurant, gate.trusted(connection)), now)
    return verdict, facts


def _leave(gate: Gate, connection: Connection, contact: str, queued: Queued, now: datetime) -> Outcome:
    verdict, facts = check(gate, connection, contact, queued, now)
    if facts is None or verdict.decision is None:
        return _stay(gate, connection, queued, verdict, facts, now)
    message = gate.compose(facts, queued)
    if message.language != facts.recipient.language:
        raise Halted("a message was made for somebody else")
    state, code, gone, named = "sent", "", False, ""
    try:
        named = within(TIMEOUT, lambda: _handed(gate.gateway, contact, message))
    except Refused as refused:
        state, code, gone = "failed", refused.code, refused.gone
    except NoAnswer:
        state = "unknown"
    except Exception as error:
        log.error("a gateway failed in a way that is not its own: %s", type(error).__name__)
        state = "unknown"
    _close(
        gate, connection, queued, state, verdict.because, now,
        campaign_version=facts.campaign.version if facts.campaign else queued.claim.campaign_version,
        body=message.text, segments=message.segments, decision=verdict.decision.id,
        reference=_name(named or code),
    )  # fmt: skip
    return Outcome(verdict, state, code, gone)


def _name(given: object) -> str | None:
    """A gateway's name for a message, or its code; None for what no column could hold: the message has left all the
    same."""
    name = str(given)
    return name if given and len(name) <= LONGEST_ID and name.isprintable() else None


def _handed(gateway: Gateway | Letters, contact: str, message: Message) -> str:
    return (
        gateway.send_letter(contact, message) if isinstance(gateway, Letters) else gateway.send(contact, message.text)
    )


def _stay(
    gate: Gate, connection: Connection, queued: Queued, verdict: Verdict, facts: Facts | None, now: datetime
) -> Outcome:
    untrusted = verdict.because is Because.NOT_RECONCILED
    if not (verdict.waits or untrusted) or facts is None:
        _close(gate, connection, queued, "dropped", verdict.because, now)
        return Outcome(verdict, "dropped")
    terms = terms_of(facts.restaurant, True)
    opening = next_opening(territory_of(facts.recipient.contact or "", terms.zone), terms.window, now)
    gate.database.save_once(
        connection,
        lambda c: outbox.back_to_waiting(c, queued.claim.restaurant_id, queued.id, verdict.because, opening),
    )
    return Outcome(verdict, "waiting")


def _close(
    gate: Gate, connection: Connection, queued: Queued, state: str, because: Because, now: datetime, **values: object
) -> None:
    gate.database.save_once(
        connection,
        lambda c: outbox.close(c, queued.claim.restaurant_id, queued.id, state, because, now, **values),
    )
