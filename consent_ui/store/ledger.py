"""The ledger: the only writer of decisions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from importlib.metadata import version
from uuid import UUID

from sqlalchemy import Connection

from consent_ui.rules.binding import PENDING, standing
from consent_ui.rules.consent import (
    Actor,
    Channel,
    Decision,
    Kind,
    Place,
    may_bind,
    outcome,
    rest_is_over,
    settle,
    state_on_device,
)
from consent_ui.rules.notices import Notice
from consent_ui.store import additions, bulk, people
from consent_ui.store.history import history
from consent_ui.store.ids import uuid7

BUILD = version("consent-ui")
"""The version of this software, which is kept with each decision."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What one submitted form asks to record. `act` names the form, `wishes` holds yes or no per channel, `at` is
    aware UTC, `build` is the version of this software, `waits` how long a yes waits for its contact here."""

    act: UUID
    notice: Notice
    fingerprint: str
    wishes: Mapping[Channel, bool]
    place: Place
    at: datetime
    build: str
    waits: timedelta = PENDING


@dataclass(frozen=True, slots=True)
class Recorded:
    """What stands after an answer: per channel the decision in force, whether anything was added, and a customer's
    whole history, oldest first."""

    kinds: Mapping[Channel, Kind]
    added: bool
    history: Sequence[Decision] = field(default=(), compare=False)


class Visit:
    """The answer of somebody not signed in, and what their device remembers.

    What comes of a form that arrives for the first time, as nearly all do, is worked out when this is made: by the
    many who wait to write, and not by the one whose turn it is.
    """

    def __init__(self, answer: Answer, device: Mapping[Channel, Kind], dialect: str) -> None:
        self.answer = answer
        self.device = device
        self.first, new = _settle_visit(self, {})
        self.rows = [bulk.row(decision, answer.build, dialect) for decision in new]


def record_visitors(connection: Connection, visits: Sequence[Visit]) -> list[Recorded]:
    """Record answers of people not signed in, in the order in which they came.

    Nothing that could identify them is stored (PR-07): the act is a random name of one form on one page view.
    """
    acts = bulk.read_acts(connection, {_form(visit.answer) for visit in visits})
    recorded: list[Recorded] = []
    added: list[tuple[Decision, str]] = []
    for visit in visits:
        stands, new = _settle_visit(visit, acts.setdefault(_form(visit.answer), {}))
        recorded.append(stands)
        added += [(decision, visit.answer.build) for decision in new]
    bulk.insert(connection, added)
    return recorded


def record_first_visits(connection: Connection, visits: Sequence[Visit]) -> list[Recorded] | None:
    """The same in one statement, where every form arrives for the first time and adds something. None, with nothing
    written, where one does not."""
    if len({_form(visit.answer) for visit in visits}) < len(visits) or not all(visit.rows for visit in visits):
        return None
    if not bulk.insert_unless_known(connection, [row for visit in visits for row in visit.rows]):
        return None
    return [visit.first for visit in visits]


def _settle_visit(visit: Visit, act: dict[Channel, tuple[Kind, ...]]) -> tuple[Recorded, list[Decision]]:
    """What stands after a visit, and the decisions to add, given what its form did before, which is brought up to
    date."""
    answer, device = visit.answer, visit.device
    kinds: dict[Channel, Kind] = {}
    new: list[Decision] = []
    for channel, wanted in answer.wishes.items():
        before = act.get(channel, ())
        kind = settle(before, state_on_device(device.get(channel)), wanted, bindable=False)
        if kind is not None:
            new.append(_decision(answer, channel, kind, None, None, Actor.VISITOR, answer.at))
            act[channel] = (*before, kind)
        stands = kind or outcome(before) or device.get(channel)
        if stands is not None:
            kinds[channel] = stands
    return Recorded(kinds, bool(new)), new


def record_customer(
    connection: Connection,
    answer: Answer,
    customer: people.Customer,
    contacts: Mapping[Channel, str | None],
) -> Recorded:
    """Record the answer of a signed-in customer. `contacts` are the keyed hashes of what the account holds now.

    The customer's row is locked first, so that load, decide and save of one person never interleave.
    """
    person = people.save_customer(connection, answer.notice.restaurant_id, customer)
    return _record(connection, answer, person, contacts, Actor.CUSTOMER)


def record_opt_out(connection: Connection, answer: Answer, person: UUID) -> Recorded | None:
    """Record that staff takes a customer out on the channels of `answer`, on the notice that is left or would have been
    answered. None: no such customer at this restaurant.

    Whatever the wishes say, this only ever takes people out (CV-18). The row is locked like the customer's own acts, so
    of two at the same moment the one that comes second in the ledger counts.
    """
    if not people.lock(connection, answer.notice.restaurant_id, person):
        return None
    out = replace(answer, wishes=dict.fromkeys(answer.wishes, False), place=Place.STAFF)
    return _record(connection, out, person, {}, Actor.STAFF)


def record_from_afar(
    connection: Connection, answer: Answer, person: UUID, contacts: Mapping[Channel, str | None]
) -> Recorded | None:
    """Record what a customer says without being signed in: by SMS, by a link, or through the gateway. None: no such
    customer at this restaurant. Only by SMS does a yes count (rules.consent.ONLY_OUT)."""
    if not people.lock(connection, answer.notice.restaurant_id, person):
        return None
    if answer.place is not Place.SMS:
        answer = replace(answer, wishes=dict.fromkeys(answer.wishes, False))
    return _record(connection, answer, person, contacts, Actor.CUSTOMER)


def _record(
    connection: Connection, answer: Answer, person: UUID, contacts: Mapping[Channel, str | None], actor: Actor
) -> Recorded:
    """Decide and save for a person whose row is locked."""
    past = history(connection, answer.notice.restaurant_id, person)
    act = bulk.read_acts(connection, [_form(answer)]).get(_form(answer), {})
    at = answer.at
    if past:
        # Two machines' clocks may differ; the order in one person's ledger may not.
        at = max(at, past[-1].at + timedelta(microseconds=1))
    others = [d for d in past if d.act != answer.act]
    wishes = {} if answer.place is Place.ACCOUNT and not may_bind(others) else answer.wishes
    kinds: dict[Channel, Kind] = {}
    new: list[Decision] = []
    for channel, wanted in wishes.items():
        mine = [d for d in past if d.channel is channel]
        contact = contacts.get(channel)
        # Only a customer was asked again after the rest, and so refuses anew.
        rested = bool(mine) and actor is Actor.CUSTOMER and rest_is_over(mine[-1].at, at)
        state = standing(mine, contact, at, answer.waits)
        kind = settle(act.get(channel, ()), state, wanted, contact is not None, rested)
        if kind is not None:
            bound = contact if kind is Kind.GIVEN else None
            new.append(_decision(answer, channel, kind, person, bound, actor, at))
        stands = kind or (mine[-1].kind if mine else None)
        if stands is not None:
            kinds[channel] = stands
    bulk.insert(connection, [(decision, answer.build) for decision in new])
    if new:
        additions.note(connection, answer.notice.restaurant_id, "decision", new[-1].id)
    return Recorded(kinds, bool(new), [*past, *new])


def _form(answer: Answer) -> bulk.Act:
    return (answer.notice.restaurant_id, answer.act)


def _decision(
    answer: Answer,
    channel: Channel,
    kind: Kind,
    person: UUID | None,
    contact: str | None,
    actor: Actor,
    at: datetime,
) -> Decision:
    return Decision(
        id=uuid7(),
        restaurant_id=answer.notice.restaurant_id,
        act=answer.act,
        person=person,
        contact=contact,
        channel=channel,
        kind=kind,
        notice=answer.fingerprint,
        campaign_id=answer.notice.campaign_id,
        campaign_version=answer.notice.campaign_version,
        language=answer.notice.language,
        place=answer.place,
        actor=actor,
        at=at,
    )
