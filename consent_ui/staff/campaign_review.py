"""What would be published of a campaign: its words in every language, what to think about, and what stops it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from consent_ui.rules.campaign_warnings import warnings
from consent_ui.rules.campaigns import Campaign
from consent_ui.rules.promises import shrunk
from consent_ui.staff.campaign_form import clean
from consent_ui.staff.campaign_words import Spoken, care_of, offer_of, promise, spoken, test_ends, when
from consent_ui.staff.desk import Desk
from consent_ui.staff.finding_words import FindingWords
from consent_ui.store import offers, promises


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
    elsewhere: tuple[tuple[str, FindingWords], ...]

    @property
    def fit(self) -> bool:
        """Whether it may be published."""
        return not self.elsewhere and not any(each.findings for each in self.spoken)


def build_review(
    at: Desk, title: str, action: str, before: Campaign | None, draft: Campaign, fields: Mapping[str, str],
    key: tuple[str, int],
) -> Review:  # fmt: skip
    """The review of `draft`, which would come after `before`. `fields` is what was typed, `key` the campaign's id and
    the version its form was opened at. Raises NotRead."""
    with at.consent.database.read() as connection:
        others = offers.current_campaigns(connection, at.restaurant.id)
        people = promises.said_yes(connection, at.restaurant.id, draft.id)
    shrinks = shrunk(before, draft) if before else ()
    return Review(
        title=title,
        action=action,
        name=draft.name,
        offer=offer_of(at, draft),
        when=when(at, draft),
        id=key[0],
        version=key[1],
        typed={name: clean(value) for name, value in fields.items()},
        spoken=tuple(spoken(at, draft)),
        cares=(
            *test_ends(at.text, before),
            *(care_of(at.text, each, draft) for each in warnings(draft, others, at.now)),
        ),
        promise=promise(at.text, shrinks, people),
        elsewhere=(),
    )
