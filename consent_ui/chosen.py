"""The campaign whose words fit a visit best, worked out once per kind of visit until a campaign starts or ends."""

from __future__ import annotations

from datetime import datetime

from consent_ui.rules.campaigns import Choice, Visit, choose, next_change
from consent_ui.state import Consent
from consent_ui.store.offers import Programme


def chosen(consent: Consent, programme: Programme, language: str, orders: int | None, now: datetime) -> Choice:
    """The choice for a visit in a language at `now` (aware UTC); `orders` is None for somebody not signed in. The host
    is asked which store the visit is about."""
    campaigns = programme.campaigns
    store = consent.hooks.store()
    if not isinstance(store, str) or all(store not in campaign.stores for campaign in campaigns):
        store = None  # no store that any campaign is about
    visit = Visit(language, store=store, orders=orders)
    known = programme.choices.get(visit)
    if known is None or not known[0] <= now < known[1]:
        found = choose(campaigns, visit, now, consent.hands_out_vouchers)
        known = (now, next_change(campaigns, now), found)
        programme.choices[visit] = known
    return known[2]
