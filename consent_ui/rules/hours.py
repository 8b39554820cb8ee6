"""When a marketing SMS may arrive: the recipient's lawful hours (SM-06).

French operators block outside 08:00 to 22:00, on Sundays and on public holidays; advertisers' own codes narrow that to
10:00 to 20:00. No statute sets hours for SMS, so the window is a setting that can be narrowed, and widened no further
than the operators' own.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

from consent_ui.rules.territories import Territory

EARLIEST = time(8)
LATEST = time(22)
SUNDAY = 6


class Quiet(StrEnum):
    """Why a phone must stay silent now."""

    HOUR = "hour"
    SUNDAY = "sunday"
    HOLIDAY = "holiday"


@dataclass(frozen=True, slots=True)
class Window:
    """From which wall-clock time messages may arrive, and before which. Raises ValueError when it is empty or reaches
    outside 08:00 to 22:00."""

    opens: time = time(10)
    closes: time = time(20)

    def __post_init__(self) -> None:
        if not EARLIEST <= self.opens < self.closes <= LATEST:
            raise ValueError(f"hours must lie between {EARLIEST:%H:%M} and {LATEST:%H:%M}, and open before they close")


DAYTIME = Window()
"""10:00 to 20:00, the default."""


def quiet(territory: Territory, window: Window, now: datetime) -> Quiet | None:
    """Why no marketing SMS may arrive in this territory at `now` (aware UTC); None when one may."""
    locals_ = [now.astimezone(clock) for clock in territory.clocks()]
    if any(local.weekday() == SUNDAY for local in locals_):
        return Quiet.SUNDAY
    if any(territory.is_holiday(local.date()) for local in locals_):
        return Quiet.HOLIDAY
    # Wall-clock time as the recipient reads it; on the night the clocks change nothing may arrive anyway.
    if any(not window.opens <= local.time() < window.closes for local in locals_):
        return Quiet.HOUR
    return None


def next_opening(territory: Territory, window: Window, now: datetime) -> datetime:
    """The first instant from `now` (aware UTC) on at which a message may arrive, aware UTC: a message that misses its
    window waits for it and is checked again then (SM-07). A few days away at most: holidays come in small groups."""
    if quiet(territory, window, now) is None:
        return now
    edges = sorted(
        opening
        for ahead in range(-1, 21)
        for clock in territory.clocks()
        for opening in [
            datetime.combine((now.astimezone(clock) + timedelta(days=ahead)).date(), window.opens, clock).astimezone(
                now.tzinfo
            )
        ]
        if opening > now
    )
    return next(edge for edge in edges if quiet(territory, window, edge) is None)
