"""What a restaurant asks of itself when it sends, beyond what the law and its own notice ask: it can only be stricter.

Law and notice: an SMS arrives between 08:00 and 22:00 at most (rules/hours.py), within the hours the restaurant has
published, and no more often than the notice told people (SM-06, SM-08, IN-05).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import time as WallClock

from consent_ui.rules.hours import EARLIEST, LATEST
from consent_ui.rules.notices import Restaurant

FIELDS = ("cap", "opens", "closes")

_TIME = re.compile(r"([01]?[0-9]|2[0-3])[:hH.]([0-5][0-9])", re.ASCII)


@dataclass(frozen=True, slots=True)
class Limits:
    """At most `cap` messages in thirty days; none arrives before `opens` or from `closes` on, wall-clock times such as
    "11:00". None and empty: nothing beyond what holds anyway."""

    cap: int | None = None
    opens: str = ""
    closes: str = ""

    def __bool__(self) -> bool:
        return bool(self.cap or self.opens or self.closes)


class BadLimits(ValueError):
    """What was typed cannot be kept; `faults` says why, by field: number, most, time, outside or order."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        super().__init__(", ".join(faults))
        self.faults = faults


def narrowed(restaurant: Restaurant, limits: Limits) -> Restaurant:
    """The restaurant as it sends: of each rule and its limit, the stricter. Where the hours share no minute any more,
    it closes when or before it opens, and nothing may be sent (messaging/terms.py)."""
    if not limits:
        return restaurant
    return replace(
        restaurant,
        monthly_cap=min(restaurant.monthly_cap, limits.cap or restaurant.monthly_cap),
        sms_opens=max(restaurant.sms_opens, limits.opens or restaurant.sms_opens, key=WallClock.fromisoformat),
        sms_closes=min(restaurant.sms_closes, limits.closes or restaurant.sms_closes, key=WallClock.fromisoformat),
    )


def read(typed: Mapping[str, str], restaurant: Restaurant) -> Limits:
    """The limits somebody typed under FIELDS for this restaurant, whose record says what holds anyway.

    Raises BadLimits for what is no number or time, and for what would be wider than law or notice.
    """
    cap, opens, closes = (typed.get(name, "").strip() for name in FIELDS)
    first, last = _lawful(restaurant)
    faults = {}
    if cap and not (cap.isascii() and cap.isdigit() and len(cap) < 5):
        faults["cap"] = "number"
    elif cap and not 1 <= int(cap) <= restaurant.monthly_cap:
        faults["cap"] = "most"
    times = {name: _time(value) for name, value in (("opens", opens), ("closes", closes)) if value}
    for name, value in times.items():
        if value is None:
            faults[name] = "time"
        elif not first <= value <= last:
            faults[name] = "outside"
    if not faults and not (times.get("opens") or first) < (times.get("closes") or last):
        faults["closes" if closes else "opens"] = "order"
    if faults:
        raise BadLimits(faults)
    written = {name: f"{value:%H:%M}" for name, value in times.items() if value is not None}
    return Limits(int(cap) if cap else None, written.get("opens", ""), written.get("closes", ""))


def _lawful(restaurant: Restaurant) -> tuple[WallClock, WallClock]:
    """From when until when the restaurant may send at most."""
    opens, closes = WallClock.fromisoformat(restaurant.sms_opens), WallClock.fromisoformat(restaurant.sms_closes)
    return max(opens, EARLIEST), min(closes, LATEST)


def _time(typed: str) -> WallClock | None:
    found = _TIME.fullmatch(typed)
    return WallClock(int(found[1]), int(found[2])) if found else None
