"""The retention simulator: how many would get a campaign's message at some moment, how many not and why, what it would
cost, and the very text in each language. It only reads."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from uuid import UUID

from flask import Response, abort, request

from consent_ui.messaging.candidates import Weighing
from consent_ui.messaging.link import NO_MESSAGE, link_in
from consent_ui.messaging.simulating import Simulated, Simulator
from consent_ui.messaging.writing import way_out
from consent_ui.rules.campaigns import Campaign, CampaignKind
from consent_ui.rules.consent import Channel
from consent_ui.rules.limits import narrowed
from consent_ui.rules.messages import Message
from consent_ui.rules.roles import Role
from consent_ui.rules.sending import WAITS, Because
from consent_ui.staff import figures
from consent_ui.staff.desk import Desk, desk
from consent_ui.staff.forms.simulation import SimulationForm
from consent_ui.staff.message_words import why
from consent_ui.store import limits, offers
from consent_ui.texts import texts


@dataclass(frozen=True, slots=True)
class Words:
    """The message in one language: its text, as how many SMS it counts, what makes it more, and what it costs; and the
    same in the terms of SMS services."""

    language: str
    name: str
    text: str
    length: str
    forced_by: str
    cost: str
    terms: str


@dataclass(frozen=True, slots=True)
class Result:
    """The answer: in sentences, people per reason, and the texts. `notes` say what the answer leaves out."""

    sentence: str
    notes: tuple[str, ...]
    reasons: tuple[tuple[str, str], ...]
    paid: str
    terms: str
    words: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Simulation:
    """The form, and the answer once it was asked; `hindrance` says why there can be none."""

    campaign: Campaign
    action: str
    form: SimulationForm
    hindrance: str
    result: Result | None = None


@desk("/campaigns/<uuid:campaign_id>/simulation", role=Role.VIEWER)
def simulation(at: Desk, campaign_id: UUID) -> Response:
    """The answer to what the address asks; 404 for a campaign that texts nobody."""
    with at.consent.database.read() as connection:
        campaign = offers.latest_campaign(connection, at.restaurant.id, campaign_id)
    if campaign is None or campaign.kind is not CampaignKind.RETENTION:
        abort(404)
    asked = begin(at, campaign, request.args)
    if asked.form.wrong:
        return at.page("simulation", asked, 422)
    if asked.hindrance:
        return at.page("simulation", asked)
    return at.page("simulation", replace(asked, result=_answer(at, campaign, asked.form)))


def begin(at: Desk, campaign: Campaign, sent: dict[str, str] | None = None) -> Simulation:
    """The form, before anything is asked."""
    action = at.url("simulation", campaign_id=campaign.id)
    return Simulation(campaign, action, SimulationForm(at, campaign.lapse_days or 1, sent or {}), hindrance(at))


def hindrance(at: Desk) -> str:
    """Why no message could leave by SMS, whoever it is for; empty where nothing stands in the way."""
    if Channel.SMS not in at.restaurant.channels:
        return at.text("simulation.no_sms")
    try:
        way_out(at.restaurant, link_in(at.consent, at.restaurant, NO_MESSAGE))
    except ValueError:
        return at.text("simulation.no_way_out")
    return ""


def _answer(at: Desk, campaign: Campaign, form: SimulationForm) -> Result:
    with at.consent.database.read() as connection:
        home = narrowed(at.restaurant, limits.read(connection, at.restaurant.id))
        trusted = at.consent.witness.trusts(connection, home.id)
    supposed = replace(campaign, on=True, lapse_days=form.days)
    weighing = Weighing(at.consent.database, at.consent.seals, home, supposed, Channel.SMS, form.at, trusted)
    simulator = Simulator(weighing, link_in(at.consent, home, NO_MESSAGE))
    found = simulator.run()
    spoken = [each for each in home.languages if each in campaign.languages]
    return Result(
        sentence=_sentence(at, found, form),
        notes=tuple(_notes(at, campaign, found)),
        reasons=tuple((_reason(at, each), _number(at, people)) for each, people in found.counts.most_common()),
        paid=_paid(at, found, form.price),
        terms=_terms(at, found),
        words=tuple(_words(at, simulator.message(each), form.price) for each in spoken),
    )


def _sentence(at: Desk, found: Simulated, form: SimulationForm) -> str:
    sent = found.counts[Because.ALLOWED]
    waiting = sum(found.counts[each] for each in WAITS)
    others = found.counts.total() - sent - waiting
    moment = at.text.moment(form.at, at.restaurant.time_zone)
    values = {"sent": _number(at, sent), "waiting": _number(at, waiting), "others": _number(at, others)}
    key = "simulation.sentence.part" if found.unweighed else "simulation.sentence"
    return at.text(key, moment=moment, days=form.days, **values)


def _notes(at: Desk, campaign: Campaign, found: Simulated) -> list[str]:
    notes = [] if campaign.on else [at.text("simulation.note.off")]
    if not found.everybody:
        notes.append(at.text("simulation.note.many", people=_number(at, found.unweighed)))
    if campaign.host_voucher:
        notes.append(at.text("simulation.note.code"))
    return notes


def _reason(at: Desk, reason: str) -> str:
    return at.text("simulation.reached") if reason == Because.ALLOWED else why(at.text, reason)


def _paid(at: Desk, found: Simulated, price: Decimal | None) -> str:
    said = at.text("simulation.paid", number=_number(at, found.segments))
    return " ".join([said, at.text("simulation.cost", cost=_money(at, found.segments * price))]) if price else said


def _terms(at: Desk, found: Simulated) -> str:
    """The same in the terms of SMS services; empty where nothing would leave."""
    each = [f"{alphabet}: {_number(at, people)}" for alphabet, people in found.alphabets.most_common()]
    segments = _number(at, found.segments)
    return at.text("simulation.terms", segments=segments, alphabets=at.text.listing(each)) if each else ""


def _words(at: Desk, message: Message, price: Decimal | None) -> Words:
    length = message.length
    said = at.text("simulation.length.one" if length.segments == 1 else "simulation.length", number=length.segments)
    forced = at.text("simulation.forced", characters=" ".join(length.forced_by)) if length.forced_by else ""
    cost = at.text("simulation.cost.each", cost=_money(at, length.segments * price)) if price else ""
    terms = at.text(
        "simulation.length.terms", alphabet=length.alphabet.value, units=length.units, segments=length.segments
    )
    name = texts(message.language)("language.name")
    return Words(message.language, name, message.text, said, forced, cost, terms)


def _money(at: Desk, amount: Decimal) -> str:
    return figures.money(at.text.language, amount, at.restaurant.currency)


def _number(at: Desk, people: int) -> str:
    return figures.number(at.text.language, people)
