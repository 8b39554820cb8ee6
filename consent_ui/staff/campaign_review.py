"""What stands before publishing a campaign: its words in every language, what to think about, and what stops it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from consent_ui.rules.campaign_warnings import warnings
from consent_ui.rules.campaigns import Campaign
from consent_ui.rules.offer_words import benefit_words
from consent_ui.rules.promises import shrunk
from consent_ui.staff.campaign_fields import clean
from consent_ui.staff.campaign_words import Spoken, care_of, offer_of, promise, spoken, test_ends, when
from consent_ui.staff.desk import Desk
from consent_ui.staff.finding_words import FindingWords
from consent_ui.store import offers, promises
from consent_ui.texts import texts


@dataclass(frozen=True, slots=True)
class Review:
    """What would be published: its words in every language, what to think about, and what stops it."""

    title: str
    action: str
    name: str
    offer: str
    when: str
    id: str
    version: int
    typed: Mapping[str, str]
    spoken: tuple[Spoken, ...]
    cares: tuple[str, ...]
    promise: tuple[str, ...]
    elsewhere: tuple[tuple[str, FindingWords], ...] = ()

    @property
    def fit(self) -> bool:
        """Whether it may be published."""
        return not self.elsewhere and not any(each.findings for each in self.spoken)


def build_review(
    at: Desk,
    title: str,
    action: str,
    before: Campaign | None,
    draft: Campaign,
    fields: Mapping[str, str],
    key: tuple[str, int],
) -> Review:
    """The review of `draft`, which was typed as `fields` and would follow `before`; `key` is its id and the version
    that was opened. Raises NoLists and MissingText."""
    with at.consent.database.read() as connection:
        others = offers.current_campaigns(connection, at.restaurant.id)
        people = promises.said_yes(connection, at.restaurant.id, draft.id)
    return Review(
        title=title,
        action=action,
        name=draft.name,
        offer=offer_of(at, draft),
        when=when(at, draft),
        id=key[0],
        version=key[1],
        typed={name: clean(value) for name, value in fields.items()},
        spoken=tuple(replace(each, ours=_ours(at, draft, each)) for each in spoken(at, draft)),
        cares=(
            *test_ends(at.text, before),
            *(care_of(at.text, each, draft) for each in warnings(draft, others, at.now)),
        ),
        promise=promise(at.text, shrunk(before, draft) if before else (), people),
    )


def _ours(at: Desk, draft: Campaign, found: Spoken) -> str:
    """What would be said if the restaurant's own sentence were left empty, where something was found wrong with it."""
    if not found.findings or found.language not in dict(draft.wording):
        return ""
    return benefit_words(replace(draft, wording=()), at.restaurant, texts(found.language))
