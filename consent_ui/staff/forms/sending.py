"""The form with which an owner narrows how often and when the restaurant sends."""

from __future__ import annotations

from typing import Any

from wtforms import StringField

from consent_ui.rules.limits import FIELDS, BadLimits, Limits, read
from consent_ui.rules.notices import Restaurant
from consent_ui.rules.searching import printable
from consent_ui.staff.forms import StaffForm
from consent_ui.texts import Texts


class LimitsForm(StaffForm):
    """What is typed stays as it is typed; an empty field asks for nothing beyond law and notice."""

    cap = StringField("limits.cap", default="", filters=[printable])
    opens = StringField("limits.opens", default="", filters=[printable])
    closes = StringField("limits.closes", default="", filters=[printable])

    def __init__(self, text: Texts, restaurant: Restaurant, limits: Limits) -> None:
        standing = {"cap": str(limits.cap or ""), "opens": limits.opens, "closes": limits.closes}
        super().__init__(text, data=standing)
        self.restaurant = restaurant

    def limits(self) -> Limits | None:
        """What was typed; None when it cannot be kept, and then each field says why."""
        home = self.restaurant
        if not self.validate():
            return None
        try:
            return read({name: self[name].data or "" for name in FIELDS}, home)
        except BadLimits as error:
            values: dict[str, Any] = {"most": home.monthly_cap, "opens": home.sms_opens, "closes": home.sms_closes}
            for name, fault in error.faults.items():
                self.wrong(name, f"limits.fault.{fault}", **values)
            return None
