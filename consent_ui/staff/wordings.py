"""Wording tests of a campaign: what they have to say, starting one, ending one. The rules are in rules/variants.py."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import Response, abort, request
from sqlalchemy import Connection

from consent_ui import publishing
from consent_ui.rules.campaigns import Campaign
from consent_ui.rules.consent import Kind, Place
from consent_ui.rules.offer_words import benefit_words
from consent_ui.rules.ranges import Range
from consent_ui.rules.rates import wilson
from consent_ui.rules.roles import Role
from consent_ui.rules.variants import Answers, Outcome, decisive, judge, names
from consent_ui.staff import figures, keeping, reckoning
from consent_ui.staff.adopting import Adoption, adoptions
from consent_ui.staff.desk import Desk, desk
from consent_ui.staff.forms.wording_test import WordingTest
from consent_ui.store import offers
from consent_ui.store.statistics import Said, Shown
from consent_ui.texts import texts


@dataclass(frozen=True, slots=True)
class Sentence:
    """One text of a test: its words by language, and its figures in words."""

    name: str
    words: tuple[tuple[str, str, str], ...]
    asked: str
    yes: str
    no: str
    rate: str
    interval: str


@dataclass(frozen=True, slots=True)
class Wordings:
    """A campaign's test: its sentences, and the result in plain words; no sentences where none is running."""

    campaign: Campaign
    sentences: tuple[Sentence, ...] = ()
    result: tuple[str, ...] = ()
    needed: str = ""
    since: str = ""
    adopt: tuple[Adoption, ...] = ()


@dataclass(frozen=True, slots=True)
class WordingStart:
    """The form that starts a test, with the campaign's own sentence in each language."""

    campaign: Campaign
    form: WordingTest
    own: tuple[tuple[str, str, str], ...]


@desk("/campaigns/<uuid:campaign_id>/wordings", role=Role.VIEWER)
def wordings(at: Desk, campaign_id: UUID) -> Response:
    """What the test of this campaign has to say."""
    campaign, published = _campaign(at, campaign_id)
    if not campaign.variants:
        return at.page("wordings", Wordings(campaign))
    zone = ZoneInfo(at.restaurant.time_zone)
    first, today = (instant.astimezone(zone).date() for instant in (published, at.now))
    shown, said = reckoning.each_day(at.consent, at.restaurant, Range(first, today), at.now)
    by_day = _by_day(at, campaign, shown, said)
    all_names, needed = names(campaign.variants), campaign.answers_each or 0
    over = {day: found for day, found in by_day.items() if day < today}
    judged = decisive(over, all_names, needed)
    outcome = judge(judged, needed)
    # Until the test is decided its figures are those of this moment, afterwards those it was decided by.
    figures_of = decisive(by_day, all_names, needed) if outcome.lacking else judged
    return at.page(
        "wordings",
        Wordings(
            campaign,
            tuple(_sentence(at, campaign, name, figures_of[name]) for name in all_names),
            tuple(_result(at, outcome, judged, needed)),
            figures.number(at.text.language, needed),
            at.text.date(published, at.restaurant.time_zone),
            adoptions(at, campaign, outcome),
        ),
    )


@desk("/campaigns/<uuid:campaign_id>/wordings/start", role=Role.MANAGER, methods=["GET", "POST"])
def wordings_start(at: Desk, campaign_id: UUID) -> Response:
    """The form, and starting a test with it: publishes the campaign with its further sentences, if all may be said."""
    campaign, _ = _campaign(at, campaign_id)
    # What was sent after the session had ended is shown again as it was typed.
    sent = request.form if request.method == "POST" else keeping.fields_of_this_page()
    form = WordingTest(at.text, campaign, at.restaurant.languages, sent)
    if request.method != "POST":
        if sent is None:
            form.suggest(_usual_rate(at, campaign))
        return at.page("wordings_start", _start(at, campaign, form))
    if form.check():
        try:
            _publish(at, replace(campaign, variants=form.variants(), answers_each=form.needed()), "wordings.started")
        except publishing.BadWording as error:
            form.blame(error)
        except publishing.Stale as stale:
            form.say_stale(stale.latest.version)
        else:
            keeping.let_go()
            at.told("wordings.started", needed=figures.number(at.text.language, form.needed()))
            return at.redirect("wordings", campaign_id=campaign.id)
    return at.page("wordings_start", _start(at, campaign, form), 422)


@desk("/campaigns/<uuid:campaign_id>/wordings/stop", role=Role.MANAGER, methods=["POST"])
def wordings_stop(at: Desk, campaign_id: UUID) -> Response:
    """End the test: the campaign's own sentence stands alone again."""
    campaign, _ = _campaign(at, campaign_id)
    if campaign.variants:
        with suppress(publishing.Stale):  # somebody was faster: their version is looked at first
            _publish(at, replace(campaign, variants=(), answers_each=None), "wordings.stopped")
            at.told("wordings.stopped")
    return at.redirect("wordings", campaign_id=campaign.id)


def _publish(at: Desk, changed: Campaign, act: str) -> None:
    """Publish the campaign with or without a test, and write that down in the same transaction. Raises BadWording and
    Stale."""

    def audit(connection: Connection, made: Campaign) -> None:
        at.audit(act, made.id, connection, version=made.version, answers_each=made.answers_each)

    publishing.publish_campaign(
        at.consent.database, at.restaurant.id, changed, at.now, opened_at=changed.version, also=audit
    )
    at.consent.forget_programmes()


def _campaign(at: Desk, campaign_id: UUID) -> tuple[Campaign, datetime]:
    """The campaign as it is published now, and since when. 404 where this restaurant has none of that id."""
    with at.consent.database.read() as connection:
        found = offers.campaign_versions(connection, at.restaurant.id, campaign_id, limit=1)
    if not found:
        abort(404)
    return found[0]


def _by_day(at: Desk, campaign: Campaign, shown: Shown, said: Said) -> Mapping[date, Mapping[str, Answers]]:
    """The answers to the notices of this version of the campaign, per day and sentence."""
    found: dict[date, dict[str, Answers]] = {}

    def add(day: date, fingerprint: str, **more: int) -> None:
        notice = at.consent.notice(at.restaurant.id, fingerprint)
        if notice and notice.campaign_id == campaign.id and notice.campaign_version == campaign.version:
            old = found.setdefault(day, {}).get(notice.variant, Answers())
            values = {name: getattr(old, name) + count for name, count in more.items()}
            found[day][notice.variant] = replace(old, **values)

    for (day, fingerprint), count in shown.items():
        add(day, fingerprint, asked=count)
    for (day, fingerprint, place, kind), count in said.items():
        if place is Place.BANNER and kind is not Kind.WITHDRAWN:
            add(day, fingerprint, **{"yes" if kind is Kind.GIVEN else "no": count})
    return found


def _sentence(at: Desk, campaign: Campaign, name: str, found: Answers) -> Sentence:
    wording = next((each.wording for each in campaign.variants if each.name == name), campaign.wording)
    words = _words(at, replace(campaign, wording=wording))
    return Sentence(name, words, *figures.answers(at.text, found.asked, found.yes, found.no))


def _words(at: Desk, campaign: Campaign) -> tuple[tuple[str, str, str], ...]:
    spoken = [language for language in at.restaurant.languages if campaign.speaks(language)]
    return tuple(
        (each, texts(each)("language.name"), benefit_words(campaign, at.restaurant, texts(each))) for each in spoken
    )


def _result(at: Desk, outcome: Outcome, judged: Mapping[str, Answers], needed: int) -> list[str]:
    language = at.text.language
    if outcome.lacking:
        lacking = figures.number(language, outcome.lacking)
        return [at.text("wordings.result.lacking", needed=figures.number(language, needed), lacking=lacking)]
    if not outcome.pairs:
        return [at.text("wordings.result.none", needed=figures.number(language, needed))]
    rates = {name: figures.rate(at.text, wilson(each.yes, each.total))[0] for name, each in judged.items()}
    return [
        at.text("wordings.result.pair", more=more, less=less, more_rate=rates[more], less_rate=rates[less])
        for more, less in outcome.pairs
    ]


def _usual_rate(at: Desk, campaign: Campaign) -> int:
    """The campaign's yes rate of the last 90 days in percent, 50 where there is none."""
    today = at.now.astimezone(ZoneInfo(at.restaurant.time_zone)).date()
    found = reckoning.reckon(at.consent, at.restaurant, Range(today - timedelta(days=90), today), at.now).numbers
    by_campaign = reckoning.by_notice(at.consent, at.restaurant.id, found, lambda notice: notice.campaign_id)
    tally = by_campaign.get(campaign.id)
    rate = tally.rate if tally else None
    return min(max(round(rate.value * 100), 1), 99) if rate else 50


def _start(at: Desk, campaign: Campaign, form: WordingTest) -> WordingStart:
    return WordingStart(campaign, form, _words(at, campaign))
