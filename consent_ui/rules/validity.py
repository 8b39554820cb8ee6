"""Until when the code in a message is good: so many days from the day the message leaves (IC-08).

The words of a campaign promise a window after the last order; a message may leave late in it, or after it. So its own
day begins the days again, and its code is good for at least as long as the window promised.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from consent_ui.rules.campaigns import Campaign

_INSTANT = timedelta(microseconds=1)


def voucher_ends(campaign: Campaign, told_at: datetime, zone: str) -> datetime | None:
    """The first instant at which the code of a message that left at `told_at` (aware UTC) is good no longer, aware UTC;
    None: it has no end. The last day is a whole one where the restaurant is, in IANA `zone`, and never lies after the
    campaign's own end."""
    ends = [campaign.ends]
    if campaign.voucher_days is not None:
        here = ZoneInfo(zone)
        day = told_at.astimezone(here).date() + timedelta(days=campaign.voucher_days + 1)
        ends.append(datetime.combine(day, time(), here).astimezone(told_at.tzinfo))
    return min((each for each in ends if each is not None), default=None)


def last_moment(ends: datetime) -> datetime:
    """The last instant inside an end, whose day is the one to name."""
    return ends - _INSTANT
