"""The history of runs: when each went on, how it ended, whom it wrote to and whom not, and why."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from flask import Response, abort

from consent_ui.rules.roles import Role
from consent_ui.staff import charts, figures
from consent_ui.staff.desk import Desk, desk
from consent_ui.staff.message_words import why
from consent_ui.store import runs as store
from consent_ui.store.runs import Run

PER_PAGE = 20
TONES = {"done": "good", "halted": "bad", "stopped": "warn"}


@dataclass(frozen=True, slots=True)
class Row:
    """One run in words."""

    url: str
    started: str
    ended: str
    campaign: str
    campaign_url: str
    state: str
    tone: str
    sent: str
    others: str


@dataclass(frozen=True, slots=True)
class Runs:
    """A page of the history: its charts, drawn from the oldest to the newest run on it, and its table."""

    rows: tuple[Row, ...]
    sent: charts.Chart
    others: charts.Chart
    tops: tuple[str, str]
    span: tuple[str, str]
    newest: str | None
    older: str | None


@dataclass(frozen=True, slots=True)
class Reason:
    """What was said of how many people."""

    why: str
    people: str


@dataclass(frozen=True, slots=True)
class Shown:
    """One run, with people per reason, the most first, as a drawing and as figures."""

    row: Row
    about: str
    reasons: tuple[Reason, ...]
    chart: charts.Chart
    top: str
    span: tuple[str, str]


@desk("/runs", role=Role.VIEWER)
def runs(at: Desk) -> Response:
    """The latest runs first."""
    before = at.asked("before")
    with at.consent.database.read() as connection:
        found, more = store.page(connection, at.restaurant.id, before, PER_PAGE)
    drawn = found[::-1]
    sent, others = charts.bars([each.sent for each in drawn]), charts.bars([each.others for each in drawn])
    zone, language = at.restaurant.time_zone, at.text.language
    value = Runs(
        rows=tuple(_row(at, each) for each in found),
        sent=sent,
        others=others,
        tops=(figures.number(language, sent.top), figures.number(language, others.top)),
        span=(at.text.date(drawn[0].started_at, zone), at.text.date(drawn[-1].started_at, zone)) if drawn else ("", ""),
        newest=at.url("runs") if before else None,
        older=at.url("runs", before=found[-1].id) if more else None,
    )
    return at.page("runs", value)


@desk("/runs/<uuid:run_id>", role=Role.VIEWER)
def run(at: Desk, run_id: UUID) -> Response:
    """One run; 404 for another restaurant's."""
    with at.consent.database.read() as connection:
        found = store.find(connection, at.restaurant.id, run_id)
    if found is None:
        abort(404)
    most = Counter(dict(found.counts)).most_common()
    chart = charts.bars([number for _, number in most])
    reasons = tuple(Reason(why(at.text, each), figures.number(at.text.language, number)) for each, number in most)
    span = (reasons[0].why, reasons[-1].why if len(reasons) > 1 else "") if reasons else ("", "")
    top = figures.number(at.text.language, chart.top)
    return at.page("run", Shown(_row(at, found), at.text(f"runs.about.{found.state}"), reasons, chart, top, span))


def _row(at: Desk, found: Run) -> Row:
    text, zone, language = at.text, at.restaurant.time_zone, at.text.language
    return Row(
        url=at.url("run", run_id=found.id),
        started=text.moment(found.started_at, zone),
        ended=text.moment(found.ended_at, zone) if found.ended_at else text("runs.ended.not"),
        campaign=found.campaign.name if found.campaign else text("log.campaign.gone"),
        campaign_url=at.url("campaign", campaign_id=found.campaign_id) if found.campaign else "",
        state=text(f"runs.state.{found.state}"),
        tone=TONES.get(found.state, "plain"),
        sent=figures.number(language, found.sent),
        others=figures.number(language, found.others),
    )
