"""Making another sentence of a wording test the campaign's own, once the test is over.

It is an edit like any other: the button sends the campaign's form with that sentence in it to the review, which shows
the words, says that publishing ends the test, and publishes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from consent_ui.rules.campaign_draft import typed
from consent_ui.rules.campaigns import Campaign
from consent_ui.rules.variants import Outcome
from consent_ui.staff.campaign_words import facts_of
from consent_ui.staff.desk import Desk


@dataclass(frozen=True, slots=True)
class Adoption:
    """The form behind one button. `is_better` says whether this text was chosen more often than any other."""

    name: str
    action: str
    fields: Mapping[str, str]
    is_better: bool


def adoptions(at: Desk, campaign: Campaign, outcome: Outcome) -> tuple[Adoption, ...]:
    """One for each of the further sentences; none while the test has nothing to say yet."""
    if outcome.lacking or not at.may("manager"):
        return ()
    action, facts = at.url("edit_campaign", campaign_id=campaign.id), facts_of(at)
    key = {"id": str(campaign.id), "version": str(campaign.version)}
    ahead = {more for more, _ in outcome.pairs} - {less for _, less in outcome.pairs}
    return tuple(
        Adoption(each.name, action, typed(replace(campaign, wording=each.wording), facts) | key, ahead == {each.name})
        for each in campaign.variants
    )
