"""Every notice that the example restaurants and campaigns can compose."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product

from consent_ui.examples.builders import notice
from consent_ui.examples.records import (
    BY_BOTH,
    EMAIL,
    LONG_NAME,
    LOYALTY,
    RESTAURANT,
    RETENTION,
    SIGNUP,
    conditional,
    free,
)
from consent_ui.rules.campaigns import Campaign
from consent_ui.rules.notices import Notice, Restaurant
from consent_ui.texts import Texts

RESTAURANTS = {
    "by SMS": RESTAURANT,
    "by e-mail": replace(RESTAURANT, channels=(EMAIL,)),
    "both channels": BY_BOTH,
    "long name": LONG_NAME,
}
CAMPAIGNS: dict[str, Campaign | None] = {
    "generic": None,
    "signup for everyone": free(SIGNUP),
    "signup with consent": conditional(SIGNUP),
    "loyalty for everyone": free(LOYALTY),
    "loyalty with consent": conditional(LOYALTY),
    "retention for everyone": free(RETENTION),
    "retention with consent": conditional(RETENTION),
}


@dataclass(frozen=True, slots=True)
class ExampleNotice:
    """A notice with what it was composed from. `name` says which, such as "signup with consent, both channels"."""

    name: str
    notice: Notice
    restaurant: Restaurant
    campaign: Campaign | None

    @property
    def requires_consent(self) -> bool:
        """Whether the benefit is only for who says yes."""
        return self.campaign is not None and self.campaign.requires_consent


def every_notice(text: Texts) -> Iterator[ExampleNotice]:
    """Each restaurant with each campaign, in the language of `text`."""
    for (way, restaurant), (kind, campaign) in product(RESTAURANTS.items(), CAMPAIGNS.items()):
        yield ExampleNotice(f"{kind}, {way}", notice(text, restaurant, campaign), restaurant, campaign)
