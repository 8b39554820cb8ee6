"""What counts as having been asked, on which day, and when a row of answers looks wrong."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_PROGRAM = re.compile(
    r"(?<!cu)bot|crawl|spider|slurp|preview|headless|lighthouse|monitor|uptime|facebookexternalhit|archiver|"
    r"curl/|wget/|python|libwww|okhttp|go-http|java/|scan",
    re.IGNORECASE,
)
"""Names under which programs fetch pages, each as the program says of itself. Cubot makes telephones."""


def counts_as_asked(method: str, purpose: str, agent: str) -> bool:
    """Whether a page with the question was put before a person: not for HEAD, nor where the browser only fetched it
    in case it is wanted (`purpose` is the header Sec-Purpose or the older Purpose), nor to a program that says it is
    one. Nothing of it is kept."""
    return method != "HEAD" and "prefetch" not in purpose and _PROGRAM.search(agent) is None


def local_day(now: datetime, time_zone: str) -> tuple[date, datetime, datetime]:
    """The day of an aware instant in a time zone, with its first instant and the first one after it, both UTC."""
    zone = ZoneInfo(time_zone)
    day = now.astimezone(zone).date()
    begins, ends = (datetime.combine(each, time(0), zone).astimezone(UTC) for each in (day, day + timedelta(days=1)))
    return day, begins, ends


ROW = 500
"""Answers in a row without one refusal that no honest question gets."""


def looks_wrong(yes_in_a_row: int, row: int = ROW) -> bool:
    """Whether so many answers to the question contain no refusal that the question cannot be honest. Where even one
    person in a hundred refuses, that happens once in 150 rows (0.99^500 = 0.0066): rather the no is hidden, broken or
    not recorded."""
    return yes_in_a_row >= row
