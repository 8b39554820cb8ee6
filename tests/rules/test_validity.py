"""Until when the code in a message is good: whole days where the restaurant is, from the day it left."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent_ui.rules.campaign_checks import MOST_VALIDITY
from consent_ui.rules.campaigns import CampaignKind
from consent_ui.rules.validity import last_moment, voucher_ends
from tests.samples import sample_campaign

pytestmark = pytest.mark.requirement("IC-08")
ZONE = "Europe/Paris"
TOLD = datetime(2026, 3, 3, 14, 0, tzinfo=UTC)


def retention(days: int | None, ends: datetime | None = None):  # type: ignore[no-untyped-def]
    return sample_campaign(CampaignKind.RETENTION, lapse_days=45, voucher="BACK", voucher_days=days, ends=ends)


@pytest.mark.parametrize(
    ("told", "days", "ends"),
    [
        (TOLD, 1, datetime(2026, 3, 4, 23, tzinfo=UTC)),
        (TOLD, 30, datetime(2026, 4, 2, 22, tzinfo=UTC)),  # the clocks have changed meanwhile
        (datetime(2026, 3, 3, 23, 30, tzinfo=UTC), 1, datetime(2026, 3, 5, 23, tzinfo=UTC)),  # there it is tomorrow
        (TOLD, 300, datetime(2026, 12, 28, 23, tzinfo=UTC)),
    ],
)
def test_the_last_day_is_a_whole_one_where_the_restaurant_is(told: datetime, days: int, ends: datetime) -> None:
    assert voucher_ends(retention(days), told, ZONE) == ends


def test_a_code_never_outlives_its_campaign() -> None:
    ends = TOLD + timedelta(days=3)
    assert voucher_ends(retention(30, ends), TOLD, ZONE) == ends
    assert voucher_ends(retention(None, ends), TOLD, ZONE) == ends
    assert voucher_ends(retention(None), TOLD, ZONE) is None


@given(st.integers(0, 4 * 366 * 24 * 60), st.integers(1, MOST_VALIDITY))
def test_it_is_good_for_so_many_days_and_less_than_one_more(minutes: int, days: int) -> None:
    told = TOLD + timedelta(minutes=minutes)
    ends = voucher_ends(retention(days), told, ZONE)
    assert ends is not None
    left = last_moment(ends) - told
    # An hour is more or less in it where the clocks change.
    assert timedelta(days=days, hours=-1) < left <= timedelta(days=days + 1, hours=1)
