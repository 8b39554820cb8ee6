"""How a campaign stands now, in one word, and what keeps it from running."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from consent_ui.rules.campaigns import Campaign
from consent_ui.rules.notices import Restaurant


class CampaignState(StrEnum):
    """How a campaign stands. Each has its words in the catalogues under `campaign.state.<value>`."""

    RUNNING = "running"
    SCHEDULED = "scheduled"
    ENDED = "ended"
    OFF = "off"
    CANNOT_RUN = "cannot_run"


class Lack(StrEnum):
    """What a campaign would need to be shown. Each has its words in the catalogues under `campaign.lack.<value>`."""

    CHANNEL = "channel"
    LANGUAGE = "language"
    VOUCHER = "voucher"
    STORE = "store"


@dataclass(frozen=True, slots=True)
class Host:
    """What the restaurant's site does for campaigns: whether it hands out voucher codes, whether it names the store."""

    vouchers: bool = False
    stores: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """A campaign's state, what it lacks, and the restaurant's languages in which it is never shown (LN-10)."""

    state: CampaignState
    lacks: tuple[Lack, ...] = ()
    silent: tuple[str, ...] = ()


def standing(campaign: Campaign, restaurant: Restaurant, host: Host, now: datetime) -> Standing:
    """How this campaign stands at `now` (aware UTC). Off and over come before what it lacks, which nobody needs
    to mend then."""
    silent = tuple(each for each in restaurant.languages if not campaign.speaks(each))
    lacks = []
    if not restaurant.channels:
        lacks.append(Lack.CHANNEL)
    if len(silent) == len(restaurant.languages):
        lacks.append(Lack.LANGUAGE)
    if campaign.host_voucher and not host.vouchers:
        lacks.append(Lack.VOUCHER)
    if campaign.stores and not host.stores:
        lacks.append(Lack.STORE)
    return Standing(_state(campaign, bool(lacks), now), tuple(lacks), silent)


def _state(campaign: Campaign, lacks: bool, now: datetime) -> CampaignState:
    if not campaign.on:
        return CampaignState.OFF
    if campaign.ends is not None and now >= campaign.ends:
        return CampaignState.ENDED
    if lacks:
        return CampaignState.CANNOT_RUN
    return CampaignState.SCHEDULED if now < campaign.starts else CampaignState.RUNNING
