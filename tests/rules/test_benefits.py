"""What a campaign may be, and who holds its voucher."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from consent_ui.rules.campaigns import BuyGet, CampaignKind, PercentOff, voucher_due
from consent_ui.rules.consent import Kind
from tests.samples import conditional, sample_campaign

SIGNUP, LOYALTY, RETENTION = CampaignKind


@pytest.mark.requirement("IC-02", "IC-04")
@pytest.mark.parametrize(
    ("required", "kinds", "due"),
    [
        (True, (), False),  # no answer yet
        (True, (Kind.REFUSED,), False),  # the benefit was for a yes
        (True, (Kind.GIVEN,), True),  # at once
        (True, (Kind.WITHDRAWN,), False),  # these words were only left, by somebody who had said yes to others
        (True, (Kind.GIVEN, Kind.WITHDRAWN), True),
        (True, (Kind.GIVEN, Kind.REFUSED), True),  # yes by SMS, no by e-mail
        (False, (), False),  # nothing is confirmed before there is an answer
        (False, (Kind.REFUSED,), True),  # everybody has it, whatever they answered
        (False, (Kind.GIVEN,), True),
        (False, (Kind.WITHDRAWN,), True),
    ],
)
@pytest.mark.parametrize("kind", CampaignKind)
def test_who_holds_the_voucher(kind: CampaignKind, required: bool, kinds: tuple[Kind, ...], due: bool) -> None:
    campaign = conditional(kind, requires_consent=required)
    assert voucher_due(campaign, kinds) == ("NORD25" if due else None)
    assert voucher_due(conditional(kind, requires_consent=False, voucher=None), kinds) is None


@pytest.mark.requirement("IC-02")
def test_a_benefit_requires_no_consent_unless_switched_on() -> None:
    assert sample_campaign().requires_consent is False


@pytest.mark.parametrize(
    ("kind", "changes", "wrong"),
    [
        (SIGNUP, {"ends": datetime(2026, 1, 1, tzinfo=UTC)}, "end after it starts"),
        (SIGNUP, {"ends": datetime(2025, 1, 1, tzinfo=UTC)}, "end after it starts"),
        (SIGNUP, {"lapse_days": 3}, "lapse_days"),
        (LOYALTY, {"lapse_days": 3}, "lapse_days"),
        (RETENTION, {"lapse_days": None}, "lapse_days"),
        (SIGNUP, {"requires_consent": True}, "voucher"),
    ],
)
def test_a_campaign_that_cannot_be_is_refused(kind: CampaignKind, changes: dict[str, object], wrong: str) -> None:
    with pytest.raises(ValueError, match=wrong):
        sample_campaign(kind, **changes)


@pytest.mark.parametrize("percent", [-1, 0, 101])
def test_a_percentage_is_from_1_to_100(percent: int) -> None:
    assert PercentOff(1).percent == 1
    assert PercentOff(100).percent == 100
    with pytest.raises(ValueError, match="percent"):
        PercentOff(percent)


@pytest.mark.parametrize(("buy", "free"), [(0, 1), (1, 0), (-2, 1)])
def test_a_reward_takes_and_gives_at_least_one(buy: int, free: int) -> None:
    assert BuyGet(1, 1).buy == 1
    with pytest.raises(ValueError, match="at least 1"):
        BuyGet(buy, free)
