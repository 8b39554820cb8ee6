"""The form of the simulator: after how many days, when, and what a segment costs. It is asked by address, so that an
answer can be kept or passed on; nothing in it can send."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from consent_ui.rules.campaign_draft import read_instant, shown
from consent_ui.rules.typed_values import AMOUNT_FORM, MOST_LAPSE
from consent_ui.staff.campaign_fields import clean
from consent_ui.staff.desk import Desk

FIELDS = ("days", "at", "price")
STALE = timedelta(hours=1)
"""How long the moment at which the form was shown still counts as now."""
AHEAD = timedelta(days=366)


class SimulationForm:
    """What was typed, kept as it was, and what is wrong with it, by field. Without anything typed: the campaign's own
    days, at this moment."""

    def __init__(self, at: Desk, lapse_days: int, sent: Mapping[str, str]) -> None:
        zone = ZoneInfo(at.restaurant.time_zone)
        usual = {"days": str(lapse_days), "at": shown(at.now, zone), "price": ""}
        self.typed = {name: clean(sent.get(name, usual[name]).strip())[:40] for name in FIELDS}
        self.wrong: dict[str, tuple[str, ...]] = {}
        self.days = self._days(at, lapse_days)
        self.at = self._at(at, zone)
        self.price = self._price(at)

    def _days(self, at: Desk, usual: int) -> int:
        typed = self.typed["days"]
        if typed.isascii() and typed.isdigit() and len(typed) < 6 and 1 <= int(typed) <= MOST_LAPSE:
            return int(typed)
        self.wrong["days"] = (at.text("simulation.wrong.days", most=MOST_LAPSE),)
        return usual

    def _at(self, at: Desk, zone: ZoneInfo) -> datetime:
        typed = read_instant(self.typed["at"], zone)
        if typed is None:
            self.wrong["at"] = (at.text("campaign.wrong.not_instant"),)
        elif not at.now - STALE <= typed <= at.now + AHEAD:
            self.wrong["at"] = (at.text("simulation.wrong.at"),)
        else:
            return max(typed, at.now)
        return at.now

    def _price(self, at: Desk) -> Decimal | None:
        typed = self.typed["price"].replace(",", ".")
        if not typed:
            return None
        if AMOUNT_FORM.fullmatch(typed):
            return Decimal(typed)
        self.wrong["price"] = (at.text("simulation.wrong.price"),)
        return None
