"""The terms on which a restaurant sends, from its record."""

from __future__ import annotations

from datetime import time, timedelta
from functools import lru_cache

from consent_ui.rules.binding import patience
from consent_ui.rules.hours import Window
from consent_ui.rules.notices import Restaurant
from consent_ui.rules.sending import Sending


@lru_cache(maxsize=1000)
def terms_of(restaurant: Restaurant, trusted: bool) -> Sending:
    """The terms of this restaurant; `trusted` says whether its records can be believed (RT-13).

    Raises ValueError when its hours lie outside what may be (rules/hours.py)."""
    return Sending(
        restaurant.id,
        restaurant.time_zone,
        Window(time.fromisoformat(restaurant.sms_opens), time.fromisoformat(restaurant.sms_closes)),
        cap=restaurant.monthly_cap,
        memory=timedelta(days=365 * restaurant.consent_years),
        waits=patience(restaurant),
        reconciled=trusted,
    )
