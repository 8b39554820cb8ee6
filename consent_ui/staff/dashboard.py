"""Is it working? How often was asked, what was answered, and how sure that is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from flask import Response, request

from consent_ui.rules.consent import Channel, Kind, State
from consent_ui.rules.notices import Notice
from consent_ui.rules.ranges import BadRange, Range, read_range
from consent_ui.rules.roles import Role
from consent_ui.staff import charts, figures, reckoning
from consent_ui.staff.desk import Desk, desk
from consent_ui.staff.reckoning import Reckoning, Tally
from consent_ui.store.statistics import Numbers


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table, in words: its name, then its figures. `url` leads on, `part` tells more about it."""

    name: str
    asked: str
    yes: str
    no: str
    rate: str
    interval: str
    url: str = ""
    part: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Days:
    """The form with the range: what was typed, and what is wrong with it, by field."""

    first: str
    last: str
    today: str
    faults: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Dashboard:
    """What the page shows; without numbers, only the form."""

    days: Days
    alarm: bool = False
    total: Row | None = None
    step: str = ""
    span: tuple[str, str] = ("", "")
    rows: tuple[Row, ...] = ()
    asked: charts.Chart | None = None
    answers: charts.Chart | None = None
    rates: charts.Chart | None = None
    languages: tuple[Row, ...] = ()
    campaigns: tuple[Row, ...] = ()
    wordings: tuple[Row, ...] = ()
    places: tuple[tuple[str, str, str, str], ...] = ()
    states: tuple[tuple[str, tuple[str, ...]], ...] = ()
    state_names: tuple[str, ...] = ()

    def top(self, chart: charts.Chart, language: str) -> str:
        """What the top of a chart stands for."""
        return figures.number(language, chart.top)


STATES = (State.GIVEN, State.PENDING, State.REFUSED, State.WITHDRAWN)


def today_at(at: Desk) -> date:
    """The day it is at the restaurant."""
    return at.now.astimezone(ZoneInfo(at.restaurant.time_zone)).date()


def range_of(at: Desk) -> Range:
    """The range in the address. Raises BadRange."""
    return read_range(request.args.get("first", ""), request.args.get("last", ""), today_at(at))


@desk("/dashboard", role=Role.VIEWER)
def dashboard(at: Desk) -> Response:
    """The page, with the days asked for."""
    today = today_at(at)
    try:
        days = range_of(at)
    except BadRange as error:
        faults = {field: at.text(f"dashboard.fault.{fault}") for field, fault in error.faults.items()}
        typed = Days(request.args.get("first", "")[:40], request.args.get("last", "")[:40], today.isoformat(), faults)
        return at.page("dashboard", Dashboard(typed), 422)
    return at.page("dashboard", _drawn(at, days, reckoning.reckon(at.consent, at.restaurant, days, at.now)))


def _drawn(at: Desk, days: Range, reckoned: Reckoning) -> Dashboard:
    text, language = at.text, at.text.language
    found = reckoned.numbers
    steps = reckoning.by_step(found, days)
    tallies = list(steps.values())
    names = [figures.day(language, step, days.step) for step in steps]
    return Dashboard(
        days=Days(days.first.isoformat(), days.last.isoformat(), today_at(at).isoformat(), {}),
        alarm=reckoned.suspicious,
        total=_row(at, "", reckoning.whole(found)),
        step=text(f"dashboard.step.{days.step}"),
        span=(names[0], names[-1]),
        rows=tuple(_row(at, name, tally) for name, tally in zip(names, tallies, strict=True)),
        asked=charts.bars([tally.asked for tally in tallies]),
        answers=charts.bars([tally.yes for tally in tallies], [tally.no for tally in tallies]),
        rates=charts.rates([tally.rate for tally in tallies]),
        languages=tuple(_languages(at, found)),
        campaigns=tuple(_campaigns(at, found)),
        wordings=tuple(_wordings(at, found)),
        places=tuple(_places(at, found)),
        states=tuple(_states(at, reckoned.states)),
        state_names=tuple(text(f"dashboard.state.{state}") for state in STATES),
    )


def _row(at: Desk, name: str, tally: Tally, url: str = "", part: str = "", spoken: str = "") -> Row:
    return Row(name, *figures.answers(at.text, tally.asked, tally.yes, tally.no), url, part, spoken)


def _languages(at: Desk, found: Numbers) -> Iterable[Row]:
    by_language = reckoning.by_notice(at.consent, at.restaurant.id, found, lambda notice: notice.language)
    for language, tally in by_language.items():
        yield _row(at, at.text.language_name(language), tally)


def _campaigns(at: Desk, found: Numbers) -> Iterable[Row]:
    programme = at.consent.programme(at.restaurant.slug)
    known = {campaign.id: campaign for campaign in programme.campaigns} if programme else {}
    by_campaign = reckoning.by_notice(at.consent, at.restaurant.id, found, lambda notice: notice.campaign_id)
    for campaign_id, tally in by_campaign.items():
        campaign = known.get(campaign_id) if campaign_id else None
        if campaign is None:
            yield _row(at, at.text("dashboard.generic"), tally)
        else:
            url = at.url("wordings", campaign_id=campaign.id)
            yield _row(at, campaign.name, tally, url, at.text("dashboard.testing") if campaign.variants else "")


def _wordings(at: Desk, found: Numbers) -> Iterable[Row]:
    by_wording = reckoning.by_notice(at.consent, at.restaurant.id, found, _words)
    for (words, language, variant), tally in by_wording.items():
        part = at.text("dashboard.variant", name=variant) if variant else ""
        yield _row(at, words, tally, part=part, spoken=language)


def _words(notice: Notice) -> tuple[str, str, str]:
    return notice.words["benefit"] or notice.words["purpose"], notice.language, notice.variant


def _places(at: Desk, found: Numbers) -> Iterable[tuple[str, str, str, str]]:
    language = at.text.language
    places = dict.fromkeys(place for place, _ in sorted(found.places))
    for place in places:
        yes, no, out = (figures.number(language, found.places[(place, kind)]) for kind in Kind)
        yield at.text(f"dashboard.place.{place}"), yes, no, out


def _states(at: Desk, found: Counter[tuple[Channel, State]]) -> Iterable[tuple[str, tuple[str, ...]]]:
    language = at.text.language
    channels = [c for c in Channel if c in at.restaurant.channels or any(found[(c, s)] for s in STATES)]
    for channel in channels:
        counts = tuple(figures.number(language, found[(channel, state)]) for state in STATES)
        yield at.text(f"channel.{channel}.name"), counts
