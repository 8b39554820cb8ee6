"""Which campaign words the question, and why each other one does not."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent_ui.rules.campaigns import (
    Campaign,
    CampaignKind,
    Reason,
    Visit,
    choose,
    hindrance,
)
from tests.samples import NOW, sample_campaign

SIGNUP, LOYALTY, RETENTION = CampaignKind
HOUR = timedelta(hours=1)
TICK = timedelta(microseconds=1)
VISITOR = Visit("en")


@dataclass(frozen=True)
class Row:
    """One campaign, one visit, and what keeps the campaign from being shown."""

    why: str
    kind: CampaignKind
    reason: Reason | None
    changes: dict[str, object] = field(default_factory=dict)
    visit: Visit = VISITOR


ROWS = [
    Row("a running signup campaign, a visitor not signed in", SIGNUP, None),
    Row("signed in, no orders yet", SIGNUP, None, visit=Visit("en", orders=0)),
    Row("one order is enough not to be new", SIGNUP, Reason.HAS_ORDERS, visit=Visit("en", orders=1)),
    Row("loyalty is for everybody: not signed in", LOYALTY, None),
    Row("loyalty without orders", LOYALTY, None, visit=Visit("en", orders=0)),
    Row("loyalty with orders", LOYALTY, None, visit=Visit("en", orders=9)),
    Row("retention, not signed in: may well have ordered", RETENTION, None),
    Row("retention with orders", RETENTION, None, visit=Visit("en", orders=1)),
    Row("retention cannot be for who never ordered", RETENTION, Reason.NO_ORDERS, visit=Visit("en", orders=0)),
    Row("switched off", SIGNUP, Reason.OFF, {"on": False}),
    Row("starts at this very instant", SIGNUP, None, {"starts": NOW}),
    Row("starts one tick later", SIGNUP, Reason.NOT_STARTED, {"starts": NOW + TICK}),
    Row("ends one tick later", SIGNUP, None, {"ends": NOW + TICK}),
    Row("ends at this very instant", SIGNUP, Reason.ENDED, {"ends": NOW}),
    Row("ended long ago", SIGNUP, Reason.ENDED, {"ends": NOW - HOUR}),
    Row("for this store", SIGNUP, None, {"stores": frozenset({"lyon"})}, Visit("en", store="lyon")),
    Row("for another store", SIGNUP, Reason.OTHER_STORE, {"stores": frozenset({"lyon"})}, Visit("en", store="nice")),
    Row("for a store, and none is known", SIGNUP, Reason.OTHER_STORE, {"stores": frozenset({"lyon"})}),
    Row("for every store, and one is known", SIGNUP, None, visit=Visit("en", store="nice")),
    Row("has the language", SIGNUP, None, {"languages": frozenset({"fr"})}, Visit("fr")),
    Row("lacks the language", SIGNUP, Reason.NO_WORDS, {"languages": frozenset({"fr"})}),
    Row("off comes before ended: the first thing to mend", SIGNUP, Reason.OFF, {"on": False, "ends": NOW}),
]


@pytest.mark.requirement("IC-06", "LN-10")
@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.why)
def test_what_keeps_a_campaign_from_being_shown(row: Row) -> None:
    campaign = sample_campaign(row.kind, **row.changes)
    assert hindrance(campaign, row.visit, NOW) is row.reason
    choice = choose([campaign], row.visit, NOW)
    if row.reason is None:
        assert (choice.campaign, choice.reason, choice.others) == (campaign, Reason(row.kind.value), ())
    else:
        assert (choice.campaign, choice.reason) == (None, Reason.GENERIC)
        assert choice.others == ((campaign, row.reason),)


@pytest.mark.requirement("IC-06")
@pytest.mark.parametrize(
    ("running", "orders", "reason"),
    [
        ((), None, Reason.GENERIC),
        ((SIGNUP,), None, Reason.SIGNUP),
        ((LOYALTY,), None, Reason.LOYALTY),
        ((RETENTION,), None, Reason.RETENTION),
        ((SIGNUP, LOYALTY), None, Reason.SIGNUP),
        ((SIGNUP, RETENTION), None, Reason.SIGNUP),
        ((LOYALTY, RETENTION), None, Reason.LOYALTY),
        ((SIGNUP, LOYALTY, RETENTION), None, Reason.SIGNUP),  # not signed in: nothing says they ordered
        ((SIGNUP, LOYALTY, RETENTION), 0, Reason.SIGNUP),
        ((SIGNUP, LOYALTY, RETENTION), 3, Reason.LOYALTY),  # not new any more: the next one
        ((SIGNUP, RETENTION), 3, Reason.RETENTION),
        ((SIGNUP,), 3, Reason.GENERIC),
        ((RETENTION,), 0, Reason.GENERIC),
        ((LOYALTY, RETENTION), 0, Reason.LOYALTY),
    ],
)
def test_the_stated_order_of_kinds(running: tuple[CampaignKind, ...], orders: int | None, reason: Reason) -> None:
    choice = choose([sample_campaign(kind) for kind in reversed(running)], Visit("en", orders=orders), NOW)
    assert choice.reason is reason
    assert (choice.campaign.kind.value if choice.campaign else "generic") == reason.value


def test_among_one_kind_the_first_to_end_wins_then_the_last_to_start_then_the_smaller_id() -> None:
    start = datetime(2026, 1, 1, tzinfo=UTC)
    low, high = UUID(int=1), UUID(int=2)
    ordered = [
        sample_campaign(ends=NOW + HOUR, id=high),  # ends first
        sample_campaign(ends=NOW + 2 * HOUR, starts=start + HOUR, id=high),  # same end, started last
        sample_campaign(ends=NOW + 2 * HOUR, starts=start, id=low),  # same end and start, smaller id
        sample_campaign(ends=NOW + 2 * HOUR, starts=start, id=high),
        sample_campaign(ends=None, starts=start + HOUR, id=low),  # an open end comes last
        sample_campaign(ends=None, starts=start, id=low),
        sample_campaign(LOYALTY, ends=NOW + TICK, id=low),  # kinds come before ends
    ]
    for place, winner in enumerate(ordered):
        left = ordered[place:]
        choice = choose(reversed(left), Visit("en"), NOW)
        assert choice.campaign is winner
        assert choice.others == tuple((other, Reason.OUTRANKED) for other in left[1:])


instants = st.timedeltas(timedelta(days=-2), timedelta(days=2)).map(lambda away: NOW + away)


@st.composite
def some_campaigns(draw: st.DrawFn) -> Campaign:
    """A campaign that may or may not be shown around NOW; few distinct values, so that ties are frequent."""
    starts = draw(st.sampled_from([NOW - 2 * HOUR, NOW - HOUR, NOW]) | instants)
    ends = draw(st.none() | st.sampled_from([NOW, NOW + HOUR]) | instants)
    return sample_campaign(
        draw(st.sampled_from(CampaignKind)),
        id=draw(st.uuids()),
        on=draw(st.sampled_from([True, True, False])),
        starts=starts,
        ends=ends if ends is None or ends > starts else starts + TICK,
        languages=draw(st.sampled_from([frozenset({"en"}), frozenset({"fr"}), frozenset({"en", "fr"})])),
        stores=draw(st.sampled_from([frozenset(), frozenset({"lyon"})])),
    )


visits = st.builds(
    Visit,
    st.sampled_from(["en", "fr"]),
    st.sampled_from([None, "lyon", "nice"]),
    st.sampled_from([None, 0, 1, 30]),
)
sets = st.lists(some_campaigns(), max_size=6, unique_by=lambda campaign: campaign.id)


@pytest.mark.requirement("IC-06")
@given(some=sets, visit=visits, data=st.data())
def test_the_choice_does_not_depend_on_the_order_of_rows(
    some: list[Campaign], visit: Visit, data: st.DataObject
) -> None:
    shuffled = data.draw(st.permutations(some))
    assert choose(some, visit, NOW) == choose(shuffled, visit, NOW)


@pytest.mark.requirement("IC-06")
@given(some=sets, visit=visits)
def test_nothing_unfit_is_shown_and_everything_else_gets_its_reason(some: list[Campaign], visit: Visit) -> None:
    choice = choose(some, visit, NOW)
    fit = [campaign for campaign in some if hindrance(campaign, visit, NOW) is None]
    if choice.campaign is None:
        assert fit == []
        assert choice.reason is Reason.GENERIC
    else:
        assert choice.campaign in fit
        kinds = list(CampaignKind)
        assert all(kinds.index(choice.campaign.kind) <= kinds.index(other.kind) for other in fit)
    reasons = {campaign.id: reason for campaign, reason in choice.others}
    chosen = [] if choice.campaign is None else [choice.campaign.id]
    assert sorted([*reasons, *chosen]) == sorted(campaign.id for campaign in some)
    for campaign in some:
        if campaign.id in reasons:
            assert reasons[campaign.id] is (hindrance(campaign, visit, NOW) or Reason.OUTRANKED)


@pytest.mark.requirement("CV-17")
def test_nothing_but_language_store_and_own_orders_can_steer_the_words() -> None:
    assert [f.name for f in fields(Visit)] == ["language", "store", "orders"]
