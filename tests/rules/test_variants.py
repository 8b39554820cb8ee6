"""Wording tests: whose turn it is, when there are answers enough, and what they tell."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent_ui.rules.campaigns import Campaign, CampaignKind, Visit, choose, next_change
from consent_ui.rules.composing import publications
from consent_ui.rules.variants import (
    TURN,
    Answers,
    Outcome,
    Variant,
    answers_needed,
    decisive,
    in_turn,
    judge,
    next_turn,
    subject,
)
from consent_ui.texts import texts
from tests.samples import NOW, conditional, sample_campaign, sample_restaurant

ID = UUID("0190a000-0000-7000-8000-0000000000aa")
NAMES = ("A", "B", "C")
moments = st.datetimes(datetime(2020, 1, 1), datetime(2100, 1, 1)).map(lambda each: each.replace(tzinfo=UTC))  # noqa: DTZ001
B = Variant(
    "B", (("en", "Have {offer} as a first order guest."), ("fr", "Profitez de {offer} à la première commande."))
)
C = Variant("C", (("en", "Your first order: {offer}."), ("fr", "Votre première commande : {offer}.")))


@given(moments, st.sampled_from([NAMES, NAMES[:2]]))
def test_every_sentence_has_one_turn_in_each_round(now: datetime, names: tuple[str, ...]) -> None:
    length = TURN.total_seconds()
    first = datetime.fromtimestamp(now.timestamp() // (length * len(names)) * length * len(names), UTC)
    assert {in_turn(ID, names, first + TURN * number) for number in range(len(names))} == set(names)


@given(moments)
def test_a_turn_lasts_until_the_next_one(now: datetime) -> None:
    last = next_turn(now) - timedelta(microseconds=1)
    assert timedelta(0) < next_turn(now) - now <= TURN
    assert in_turn(ID, NAMES, now) == in_turn(ID, NAMES, last)


def test_over_a_day_every_hour_sees_every_sentence_and_over_a_month_alike() -> None:
    seen = Counter((NOW + TURN * n).hour * 10 + NAMES.index(in_turn(ID, NAMES, NOW + TURN * n)) for n in range(96 * 30))
    assert len(seen) == 72 and min(seen.values()) > 20


def test_two_campaigns_do_not_take_turns_together() -> None:
    orders = [tuple(in_turn(campaign, NAMES, NOW + TURN * n) for n in range(30)) for campaign in (ID, uuid4())]
    assert orders[0] != orders[1]


@pytest.mark.parametrize(
    ("share", "difference", "wordings", "needed"),
    [
        # Fleiss, Levin and Paik's formula without continuity correction, as statistical programs give it:
        # R's power.prop.test(p1=.5, p2=.6, power=.8) has n = 387.3, (p1=.2, p2=.25) n = 1093.7.
        (0.5, 0.1, 2, 388),
        (0.2, 0.05, 2, 1094),
    ],
)
def test_the_number_of_answers_is_the_published_one(
    share: float, difference: float, wordings: int, needed: int
) -> None:
    assert answers_needed(share, difference, wordings) == needed


def test_three_sentences_need_more_answers_each_than_two() -> None:
    assert answers_needed(0.5, 0.1, 3) > answers_needed(0.5, 0.1, 2)


@pytest.mark.parametrize(("share", "difference"), [(0.5, 0), (0.5, 0.6), (0, 0.1), (1, 0.1)])
def test_a_difference_that_cannot_be_is_refused(share: float, difference: float) -> None:
    with pytest.raises(ValueError, match="no rate"):
        answers_needed(share, difference, 2)


def test_nothing_is_told_before_every_sentence_has_its_answers() -> None:
    assert judge({"A": Answers(0, 200, 0), "B": Answers(0, 0, 199)}, 200) == Outcome(lacking=1)


@pytest.mark.parametrize(
    ("yes", "pairs"),
    [
        # z = 2.00 and 1.87 of 400 each at about a half; the limit is 1.96.
        ((220, 191), (("A", "B"),)),
        ((220, 194), ()),
        ((191, 220), (("B", "A"),)),
        ((0, 0), ()),
    ],
)
def test_a_difference_is_told_only_where_the_test_finds_one(yes: tuple[int, int], pairs: object) -> None:
    sums = {name: Answers(900, given, 400 - given) for name, given in zip("AB", yes, strict=True)}
    assert judge(sums, 400) == Outcome(pairs)  # type: ignore[arg-type]


def test_three_sentences_are_held_to_a_smaller_risk() -> None:
    sums = {"A": Answers(0, 220, 180), "B": Answers(0, 189, 211), "C": Answers(0, 205, 195)}
    assert judge(sums, 400) == Outcome()
    assert judge({name: sums[name] for name in "AB"}, 400) == Outcome((("A", "B"),))


def test_answers_after_the_decisive_day_change_nothing() -> None:
    days = {
        date(2026, 3, 1): {"A": Answers(50, 20, 10), "B": Answers(50, 10, 20)},
        date(2026, 3, 2): {"A": Answers(50, 20, 10), "B": Answers(50, 10, 20)},
        date(2026, 3, 3): {"B": Answers(500, 400, 0)},
    }
    assert decisive(days, ("A", "B"), 60) == {"A": Answers(100, 40, 20), "B": Answers(100, 20, 40)}
    assert decisive(days, ("A", "B"), 61)["B"] == Answers(600, 420, 40)


def under_test(**changes: object) -> Campaign:
    return conditional(CampaignKind.SIGNUP, id=ID, variants=(B, C), answers_each=400, **changes)


def test_a_campaign_without_a_test_keeps_its_words_and_fingerprints() -> None:
    campaign = conditional(CampaignKind.SIGNUP, id=ID)
    (notice,) = publications(sample_restaurant(), [campaign], [texts("en")])[1:]
    assert notice.variant == "" and '"variant"' not in notice.canonical().decode()
    assert choose([campaign], Visit("en"), NOW).variant == ""


def test_each_sentence_is_a_notice_of_its_own_that_differs_in_the_sentence_alone() -> None:
    notices = publications(sample_restaurant(), [under_test()], [texts("en")])[1:]
    assert [notice.variant for notice in notices] == ["A", "B", "C"]
    assert len({notice.fingerprint() for notice in notices}) == 3
    assert len({notice.words["benefit"] for notice in notices}) == 3
    assert len({tuple(v for k, v in notice.words.items() if k != "benefit") for notice in notices}) == 1


def test_the_sentence_in_turn_is_chosen_and_holds_until_the_next_turn() -> None:
    campaign = under_test()
    assert choose([campaign], Visit("en"), NOW).variant == in_turn(ID, NAMES, NOW)
    assert next_change([campaign], NOW) == next_turn(NOW)


def test_the_own_sentence_is_published_as_the_campaign_and_the_others_as_themselves() -> None:
    assert subject(ID, "") == subject(ID, "A") == ID
    assert len({subject(ID, name) for name in NAMES}) == 3 and subject(ID, "B") == subject(ID, "B")


@pytest.mark.parametrize(
    "changes",
    [
        {"variants": (C,), "answers_each": 5},
        {"variants": (B, B), "answers_each": 5},
        {"variants": (B,), "answers_each": None},
        {"answers_each": 5},
        {"variants": (Variant("B", (("en", "Have {offer}."),)),), "answers_each": 5},
    ],
)
def test_a_test_that_is_not_whole_cannot_be_made(changes: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"variant|stop rule"):
        sample_campaign(CampaignKind.SIGNUP, **changes)
