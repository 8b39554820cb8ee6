"""What a message says of the code in it: until when it is good, which is what the host was told too."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from consent_ui.messaging.writing import Writing
from consent_ui.rules.campaigns import Campaign, CampaignKind
from consent_ui.store.people import Customer
from tests.messaging.conftest import HOME, NOW, PHONE
from tests.samples import sample_campaign

pytestmark = pytest.mark.requirement("IC-08", "SM-01")
LATE = Customer("lea", "Léa", PHONE, None, 3, NOW - timedelta(days=200))
"""She has not ordered for far longer than the campaign waits and its code then lasts."""


def write(campaign: Campaign, writing: Writing) -> str:
    return writing.write(HOME, campaign, LATE, "en", "https://nord.example/s/x", NOW).text


def retention(**changes: object) -> Campaign:
    return sample_campaign(CampaignKind.RETENTION, lapse_days=45, **changes)


def test_the_days_of_a_code_count_from_the_day_of_the_message() -> None:
    text = write(retention(voucher="BACK", voucher_days=30), Writing(lambda *_: None, lambda _: ""))
    assert "Code BACK." in text and "Valid until 2 April 2026." in text


def test_the_day_before_the_end_is_named_and_not_the_first_day_after_it() -> None:
    midnight = datetime(2026, 3, 31, 22, tzinfo=UTC)  # in Paris
    text = write(retention(voucher="BACK", voucher_days=300, ends=midnight), Writing(lambda *_: None, lambda _: ""))
    assert "Valid until 31 March 2026." in text


def test_the_host_is_told_until_when_its_own_code_must_be_good() -> None:
    asked: list[tuple[Customer | None, datetime | None]] = []

    def code(customer: Customer | None, campaign: Campaign) -> str:
        asked.append((customer, campaign.ends))
        return "LEA-7"

    text = write(retention(host_voucher=True, voucher_days=30), Writing(code, lambda _: ""))
    assert asked == [(LATE, datetime(2026, 4, 2, 22, tzinfo=UTC))]
    assert "Code LEA-7." in text and "Valid until 2 April 2026." in text


def test_a_host_is_not_asked_for_a_code_that_the_campaign_does_not_leave_to_it() -> None:
    def never(customer: Customer | None, campaign: Campaign) -> str:
        raise AssertionError("asked")

    assert "Code" not in write(retention(), Writing(never, lambda _: ""))
