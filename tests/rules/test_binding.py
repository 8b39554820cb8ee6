"""Whose a contact is, and how long a yes waits for one."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent_ui.rules.binding import (
    DOUBLE_OPT_IN,
    PENDING,
    UNCONFIRMED,
    Voucher,
    lapsed,
    needs_proof,
    own,
    patience,
    standing,
    unproven,
)
from consent_ui.rules.consent import Channel, Kind, State, fold
from tests.samples import NOW, sample_decision, sample_restaurant

NEWEST, OLDER, ELSE = "a" * 64, "b" * 64, "c" * 64
HELD = (NEWEST, OLDER)
SMS = Channel.SMS


@pytest.mark.requirement("CV-08")
@pytest.mark.parametrize(
    ("hashes", "known", "found"),
    [
        ((), Voucher([SMS], [NEWEST], [NEWEST]), None),  # no contact at all
        (HELD, Voucher([]), None),  # nobody vouches
        (HELD, Voucher([SMS]), NEWEST),  # the host does
        (HELD, Voucher([Channel.EMAIL]), None),  # but for another channel
        (HELD, Voucher([], [], [NEWEST]), NEWEST),  # the person proved it
        (HELD, Voucher([], [], [OLDER]), OLDER),  # under a key that was replaced since
        (HELD, Voucher([SMS], [OLDER]), OLDER),  # what is bound stays bound
        (HELD, Voucher([], [OLDER]), OLDER),
        (HELD, Voucher([], [ELSE], [ELSE]), None),  # that was another number
    ],
)
def test_a_contact_is_the_persons_own_where_somebody_vouches_for_it(
    hashes: tuple[str, ...], known: Voucher, found: str | None
) -> None:
    assert own(SMS, hashes, known) == found


hashes = st.sampled_from("abcdef").map(lambda letter: letter * 64)


@pytest.mark.requirement("CV-08")
@given(bound=st.sets(hashes), proven=st.sets(hashes), today=hashes, yes=st.one_of(st.none(), hashes))
def test_a_changed_contact_never_inherits_a_yes(bound: set[str], proven: set[str], today: str, yes: str | None) -> None:
    mine = own(SMS, (today,), Voucher([], bound, proven))
    state = standing([sample_decision(Kind.GIVEN, contact=yes)], mine, NOW)
    assert (state is State.GIVEN) == (yes == today and today in bound | proven)


@pytest.mark.requirement("CV-08", "CV-09")
@pytest.mark.parametrize("waits", [PENDING, UNCONFIRMED])
def test_only_a_yes_without_a_contact_lapses_and_no_sooner(waits: timedelta) -> None:
    yes = sample_decision(Kind.GIVEN)
    assert not lapsed(yes, NOW + waits - timedelta(microseconds=1), waits)
    assert lapsed(yes, NOW + waits, waits)
    assert standing([yes], None, NOW + waits, waits) is State.EXPIRED
    for other in (sample_decision(Kind.GIVEN, contact=NEWEST), sample_decision(Kind.REFUSED)):
        assert not lapsed(other, NOW + timedelta(days=4000), waits)


@given(
    kinds=st.lists(st.sampled_from(Kind), max_size=5),
    contact=st.one_of(st.none(), hashes),
    days=st.integers(0, 400),
)
def test_time_only_ever_takes_a_waiting_yes_away(kinds: list[Kind], contact: str | None, days: int) -> None:
    history = [sample_decision(kind) for kind in kinds]
    before, after = fold(history, contact), standing(history, contact, NOW + timedelta(days=days))
    assert after is before or (before is State.PENDING and after is State.EXPIRED and days >= PENDING.days)


@pytest.mark.requirement("CV-09")
def test_double_opt_in_is_required_by_country_or_by_wish() -> None:
    assert {"DE", "AT", "IT"} == DOUBLE_OPT_IN
    assert all(needs_proof(sample_restaurant(country=country)) for country in DOUBLE_OPT_IN)
    assert not needs_proof(sample_restaurant()) and needs_proof(sample_restaurant(double_opt_in=True))
    assert (patience(sample_restaurant()), patience(sample_restaurant(country="IT"))) == (PENDING, UNCONFIRMED)
    assert (PENDING.days, UNCONFIRMED.days) == (30, 7)


def test_channels_without_an_own_contact_are_unproven() -> None:
    assert unproven([SMS, Channel.EMAIL], {SMS: NEWEST}) == [Channel.EMAIL]
