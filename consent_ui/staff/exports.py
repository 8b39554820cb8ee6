"""The numbers and the decisions as CSV files (RFC 4180), sent as they are read.

UTF-8 begins with a byte-order mark: without it Excel takes the file for a code page of its country and spoils every
accent; LibreOffice, Numbers and Google Sheets know it too. Columns have fixed English names and days and times are
ISO 8601, so that a program can read the same file in every language.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from flask import Response, request

from consent_ui.rules.cells import line
from consent_ui.rules.consent import Kind, Place
from consent_ui.rules.notices import Notice, Restaurant
from consent_ui.rules.ranges import BadRange, Range
from consent_ui.rules.rates import wilson
from consent_ui.rules.roles import Role
from consent_ui.staff import reckoning
from consent_ui.staff.dashboard import dashboard, range_of
from consent_ui.staff.desk import Desk, desk
from consent_ui.state import Consent
from consent_ui.store import statistics

MARK = "\ufeff"
NUMBERS = (
    "day", "language", "campaign", "campaign_version", "wording", "notice", "asked", "yes", "no", "yes_rate",
    "yes_rate_low", "yes_rate_high", "withdrawn",
)  # fmt: skip
DECISIONS = (
    "id", "act", "at", "channel", "kind", "place", "actor", "language", "campaign", "campaign_version", "wording",
    "notice", "account",
)  # fmt: skip


@desk("/dashboard/numbers.csv", role=Role.VIEWER)
def numbers_file(at: Desk) -> Response:
    """Per day and notice: asked, yes, no, the rate with its interval, and withdrawals by those words."""
    try:
        days = range_of(at)
    except BadRange:
        return dashboard(at)
    shown, said = reckoning.each_day(at.consent, at.restaurant, days, at.now)
    keys = sorted({*shown, *((day, notice) for day, notice, _, _ in said)})
    return _file(f"numbers-{days.first}-{days.last}.csv", NUMBERS, _numbers(at, keys, shown, said))


def _numbers(at: Desk, keys: Iterable[tuple[date, str]], shown: statistics.Shown, said: statistics.Said) -> Lines:
    consent, restaurant = at.consent, at.restaurant
    names = _names(consent, restaurant)
    for day, fingerprint in keys:
        yes, no = (said.get((day, fingerprint, Place.BANNER, kind), 0) for kind in (Kind.GIVEN, Kind.REFUSED))
        out = sum(said.get((day, fingerprint, place, Kind.WITHDRAWN), 0) for place in Place)
        rate = wilson(yes, yes + no)
        bounds = [f"{each:.4f}" for each in (rate.value, rate.low, rate.high)] if rate else ["", "", ""]
        about = _about(consent.notice(restaurant.id, fingerprint), names)
        yield (day.isoformat(), *about, fingerprint, shown.get((day, fingerprint), 0), yes, no, *bounds, out)


@desk("/dashboard/decisions.csv", role=Role.OWNER)
def decisions_file(at: Desk) -> Response:
    """Every decision of these days as it stands in the ledger, without a word that tells who decided."""
    try:
        days = range_of(at)
    except BadRange:
        return dashboard(at)
    if request.method == "GET":
        at.audit("decisions.exported", None, first=days.first.isoformat(), last=days.last.isoformat())
    rows = _decisions(at.consent, at.restaurant, days)
    return _file(f"decisions-{days.first}-{days.last}.csv", DECISIONS, rows)


def _decisions(consent: Consent, restaurant: Restaurant, days: Range) -> Lines:
    names = _names(consent, restaurant)
    for row in statistics.decisions(consent.database, restaurant.id, days.first, days.last, restaurant.time_zone):
        language, *about = _about(consent.notice(restaurant.id, row.notice), names)
        account = "yes" if row.person is not None else "no"
        at = row.at.isoformat(timespec="milliseconds")
        yield (
            row.id, row.act, at, row.channel, row.kind, row.place, row.actor, row.language or language, *about,
            row.notice, account,
        )  # fmt: skip


Lines = Iterator[tuple[object, ...]]


def _names(consent: Consent, restaurant: Restaurant) -> dict[object, str]:
    programme = consent.programme(restaurant.slug)
    return {campaign.id: campaign.name for campaign in programme.campaigns} if programme else {}


def _about(notice: Notice | None, names: dict[object, str]) -> tuple[object, object, object, object]:
    """Language, campaign, its version, and the sentence of a wording test."""
    if notice is None:
        return "", "", "", ""
    return notice.language, names.get(notice.campaign_id, ""), notice.campaign_version, notice.variant


def _file(name: str, head: tuple[str, ...], rows: Lines) -> Response:
    def lines() -> Iterator[str]:
        yield MARK + line(head)
        for row in rows:
            yield line(row)

    response = Response(lines(), mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
