"""The terms on which a restaurant sends, from its record."""

from __future__ import annotations

from datetime import time, timedelta
from functools import lru_cache

from consent_ui.rules.binding import patience
from consent_ui.rules.hours import DAYTIME, Window
from consent_ui.rules.notices import Restaurant
from consent_ui.rules.sending import Sending


@lru_cache(maxsize=1000)
def terms_of(restaurant: Restaurant, trusted: bool) -> Sending:
    """The terms of this restaurant; `trusted` says whether its records can be believed (RT-13). Where its hours leave
    no minute of the day, nothing may be sent.

    Raises ValueError when they lie outside what may be (rules/hours.py)."""
    opens, closes = time.fromisoformat(restaurant.sms_opens), time.fromisoformat(restaurant.sms_closes)
    return Sending(
        restaurant.id,
        restaurant.time_zone,
        Window(opens, closes) if opens < closes else DAYTIME,
        cap=restaurant.monthly_cap,
        memory=timedelta(days=365 * restaurant.consent_years),
        waits=patience(restaurant),
        reconciled=trusted,
        shut=opens >= closes,
    )
