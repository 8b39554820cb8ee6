"""How a campaign stands, what to think about before publishing it, and what it takes from those who said yes."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from consent_ui.rules.campaign_state import CampaignState, Host, Lack, standing
from consent_ui.rules.campaign_warnings import Care, Warning, warnings
from consent_ui.rules.campaigns import CampaignKind, Visit, choose
from consent_ui.rules.offers import AfterOrders, AmountOff, BuyGet, FreeDelivery, FreeItem, Offer, PercentOff
from consent_ui.rules.precedence import Before, first
from consent_ui.rules.promises import Shrink, shrunk
from tests.samples import NOW, conditional, sample_campaign, sample_restaurant

SIGNUP, LOYALTY, RETENTION = CampaignKind
DAY = timedelta(days=1)
EVERYTHING = Host(vouchers=True, stores=True)
LYON, NICE = frozenset({"lyon"}), frozenset({"nice"})


@pytest.mark.parametrize(
    ("changes", "restaurant", "host", "state", "lacks"),
    [
        ({}, {}, Host(), CampaignState.RUNNING, ()),
        ({"starts": NOW}, {}, Host(), CampaignState.RUNNING, ()),
        ({"starts": NOW + DAY}, {}, Host(), CampaignState.SCHEDULED, ()),
        ({"ends": NOW}, {}, Host(), CampaignState.ENDED, ()),
        ({"ends": NOW + DAY}, {}, Host(), CampaignState.RUNNING, ()),
        ({"on": False, "ends": NOW}, {}, Host(), CampaignState.OFF, ()),
        ({"languages": frozenset({"de"})}, {}, Host(), CampaignState.CANNOT_RUN, (Lack.LANGUAGE,)),
        ({"languages": frozenset()}, {}, Host(), CampaignState.CANNOT_RUN, (Lack.LANGUAGE,)),
        ({"languages": frozenset({"en"})}, {}, Host(), CampaignState.RUNNING, ()),
        ({"host_voucher": True}, {}, Host(), CampaignState.CANNOT_RUN, (Lack.VOUCHER,)),
        ({"host_voucher": True}, {}, EVERYTHING, CampaignState.RUNNING, ()),
        ({"stores": LYON}, {}, Host(), CampaignState.CANNOT_RUN, (Lack.STORE,)),
        ({"stores": LYON}, {}, EVERYTHING, CampaignState.RUNNING, ()),
        ({}, {"channels": ()}, Host(), CampaignState.CANNOT_RUN, (Lack.CHANNEL,)),
        ({"starts": NOW + DAY, "stores": LYON}, {}, Host(), CampaignState.CANNOT_RUN, (Lack.STORE,)),
        ({"on": False, "stores": LYON}, {}, Host(), CampaignState.OFF, (Lack.STORE,)),
        ({"ends": NOW, "stores": LYON}, {}, Host(), CampaignState.ENDED, (Lack.STORE,)),
    ],
)
def test_how_a_campaign_stands(
    changes: dict[str, Any], restaurant: dict[str, Any], host: Host, state: CampaignState, lacks: tuple[Lack, ...]
) -> None:
    found = standing(sample_campaign(**changes), sample_restaurant(**restaurant), host, NOW)
    assert (found.state, found.lacks) == (state, lacks)


def test_a_language_without_words_is_named() -> None:
    campaign = sample_campaign(languages=frozenset({"en"}))
    assert standing(campaign, sample_restaurant(), Host(), NOW).silent == ("fr",)
    dessert = sample_campaign(offer=FreeItem((("fr", "un dessert"),)))
    assert standing(dessert, sample_restaurant(), Host(), NOW).silent == ("en",)


@pytest.mark.requirement("IC-15")
@pytest.mark.parametrize(
    ("offer", "minimum", "large"),
    [
        (PercentOff(30), None, False),
        (PercentOff(31), None, True),
        (AmountOff(Decimal(3)), Decimal(10), False),
        (AmountOff(Decimal("3.01")), Decimal(10), True),
        (AmountOff(Decimal(3)), None, True),  # an order of three euros would cost nothing
        (FreeDelivery(), None, False),
    ],
)
def test_more_than_30_per_cent_for_a_yes_warns(offer: Offer, minimum: Decimal | None, large: bool) -> None:
    campaign = conditional(SIGNUP, offer=offer, minimum=minimum)
    assert (Warning(Care.LARGE) in warnings(campaign, (), NOW)) == large
    assert warnings(replace(campaign, requires_consent=False), (), NOW) == []


@pytest.mark.requirement("IC-05")
def test_a_loyalty_reward_for_a_yes_warns() -> None:
    assert warnings(conditional(LOYALTY), (), NOW) == [Warning(Care.LOYALTY)]


@pytest.mark.requirement("IC-06")
@pytest.mark.parametrize(
    ("mine", "theirs", "care", "before"),
    [
        ({"ends": NOW + DAY}, {"ends": NOW + 2 * DAY}, Care.WINS, Before.ENDS),
        ({}, {"ends": NOW + 2 * DAY}, Care.LOSES, Before.ENDS),
        ({"starts": NOW}, {"starts": NOW - DAY}, Care.WINS, Before.STARTS),
        ({"starts": NOW - DAY}, {"starts": NOW}, Care.LOSES, Before.STARTS),
        ({"id": UUID(int=1)}, {"id": UUID(int=2)}, Care.WINS, Before.ID),
        ({"id": UUID(int=2)}, {"id": UUID(int=1)}, Care.LOSES, Before.ID),
        ({"stores": LYON}, {"stores": LYON | NICE, "ends": NOW + DAY}, Care.LOSES, Before.ENDS),
        ({"stores": LYON}, {"stores": NICE}, None, None),
        ({"on": False}, {}, None, None),
        ({}, {"on": False}, None, None),
        ({"starts": NOW + 2 * DAY}, {"ends": NOW + 2 * DAY}, None, None),
        ({}, {"ends": NOW}, None, None),  # over already
        ({"languages": frozenset({"en"})}, {"languages": frozenset({"fr"})}, None, None),
    ],
)
def test_an_overlap_names_the_one_that_wins_and_why(
    mine: dict[str, Any], theirs: dict[str, Any], care: Care | None, before: Before | None
) -> None:
    campaign, other = sample_campaign(**mine), sample_campaign(**theirs)
    assert warnings(campaign, [other, campaign], NOW) == ([Warning(care, other, before)] if care else [])
    assert warnings(campaign, [sample_campaign(LOYALTY)], NOW) == []


def test_what_comes_first_is_what_is_chosen() -> None:
    campaigns = [
        sample_campaign(kind, ends=ends, starts=NOW - days * DAY)
        for kind in CampaignKind for ends in (None, NOW + DAY) for days in (1, 2)
    ]  # fmt: skip
    for one in campaigns:
        for other in campaigns:
            if one is not other:
                winner, loser, before = first(one, other)
                assert choose([other, one], Visit("en"), NOW).campaign == winner != loser
                assert (before is Before.KIND) == (one.kind is not other.kind)


@pytest.mark.requirement("IC-04")
@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ({}, {}, ()),
        ({}, {"on": False}, (Shrink.OFF,)),
        ({"on": False}, {}, ()),
        ({"ends": None}, {"ends": NOW}, (Shrink.ENDS_SOONER,)),
        ({"ends": NOW + DAY}, {"ends": NOW}, (Shrink.ENDS_SOONER,)),
        ({"ends": NOW}, {"ends": None}, ()),
        ({"offer": PercentOff(25)}, {"offer": PercentOff(20)}, (Shrink.SMALLER,)),
        ({"offer": PercentOff(25)}, {"offer": PercentOff(30)}, ()),
        ({"offer": PercentOff(25)}, {"offer": AmountOff(Decimal(5))}, (Shrink.OTHER_OFFER,)),
        ({"offer": AmountOff(Decimal(5))}, {"offer": AmountOff(Decimal("4.99"))}, (Shrink.SMALLER,)),
        ({"minimum": None}, {"minimum": Decimal(5)}, (Shrink.HIGHER_MINIMUM,)),
        ({"minimum": Decimal(5)}, {"minimum": None}, ()),
        ({"stores": frozenset()}, {"stores": LYON}, (Shrink.FEWER_STORES,)),
        ({"stores": LYON}, {"stores": NICE}, (Shrink.FEWER_STORES,)),
        ({"stores": LYON}, {"stores": LYON | NICE}, ()),
        ({"stores": LYON}, {"stores": frozenset()}, ()),
        ({"voucher": "A"}, {"voucher": "B"}, (Shrink.OTHER_VOUCHER,)),
        ({"voucher": None}, {"voucher": "B"}, ()),
    ],
)
def test_in_what_a_version_gives_less(before: dict[str, Any], after: dict[str, Any], found: tuple[Shrink, ...]) -> None:
    campaign = sample_campaign(**before)
    assert shrunk(campaign, replace(campaign, **after)) == found


@pytest.mark.parametrize(
    ("before", "after", "less"),
    [
        (BuyGet(10, 1), BuyGet(12, 1), True),
        (BuyGet(10, 1), BuyGet(20, 2), False),
        (AfterOrders(10), AfterOrders(12), True),
        (AfterOrders(10), AfterOrders(10, 50), True),
        (AfterOrders(10, 20), AfterOrders(10, 15), True),
        (AfterOrders(10, 20), AfterOrders(5, 20), False),
    ],
)
def test_a_reward_that_comes_later_or_is_less_is_smaller(before: Offer, after: Offer, less: bool) -> None:
    campaign = sample_campaign(LOYALTY, offer=before)
    assert shrunk(campaign, replace(campaign, offer=after)) == ((Shrink.SMALLER,) if less else ())


def test_a_shorter_validity_is_less() -> None:
    campaign = sample_campaign(RETENTION, voucher_days=30)
    assert shrunk(campaign, replace(campaign, voucher_days=29)) == (Shrink.SHORTER_VALIDITY,)
    assert shrunk(campaign, replace(campaign, voucher_days=None)) == ()
