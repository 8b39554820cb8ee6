"""A campaign of single stores words the question on visits to these stores, and on no others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from consent_ui.hooks import Hooks
from consent_ui.rules.campaigns import CampaignKind, PercentOff
from tests.journeys.place import Place
from tests.samples import sample_campaign

pytestmark = [pytest.mark.parametrize("way", ["plain"], indirect=True), pytest.mark.requirement("IC-06")]


@pytest.fixture
def asked(site: Place) -> Callable[[Any], str]:
    """The words of the question on a visit to a store; the signup campaign is of Lyon and Vienne alone."""
    site.switch_off(CampaignKind.SIGNUP)
    stores = frozenset({"lyon", "vienne"})
    site.publish(site.restaurant, sample_campaign(CampaignKind.SIGNUP, offer=PercentOff(33), stores=stores))

    def words(store: Any) -> str:
        site.consent.hooks = Hooks(store=lambda: store)
        return site.visitor().open("/").words("consent-banner")

    return words


@pytest.mark.parametrize("store", ["lyon", "vienne"])
def test_the_right_store_is_asked_with_its_campaign(asked: Callable[[Any], str], store: str) -> None:
    assert "33% off" in asked(store)


@pytest.mark.parametrize("store", ["paris", "Lyon", "", None, 7, ["lyon"], b"lyon", {"lyon"}, "lyon,vienne"])
def test_another_store_or_something_odd_is_never_asked_with_it(asked: Callable[[Any], str], store: Any) -> None:
    words = asked(store)
    assert "33" not in words and "loyalty card" in words


def test_without_the_hook_a_campaign_of_single_stores_is_not_shown(site: Place) -> None:
    for kind in CampaignKind:
        site.switch_off(kind)
    site.publish(site.restaurant, sample_campaign(offer=PercentOff(33), stores=frozenset({"lyon"})))
    assert "33" not in site.visitor().open("/").words("consent-banner")


def test_stores_that_no_campaign_names_are_not_remembered(site: Place, asked: Callable[[Any], str]) -> None:
    """What a host takes from an address may be anything: it fills no memory."""
    site.consent.settings = replace(site.consent.settings, cache_seconds=3600)
    for number in range(50):
        asked(f"store {number}")
    programme = site.consent.programme(None)
    assert programme is not None and len(programme.choices) == 1
