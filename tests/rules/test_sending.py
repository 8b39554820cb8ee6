"""The gate's rules: one row each, in their order, and random histories that only a bound yes gets through."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent_ui.rules.campaigns import CampaignKind
from consent_ui.rules.consent import Channel, Decision, Kind
from consent_ui.rules.sending import CAP, WAITS, Because, Recipient, Sending, Verdict, may_send
from tests.samples import sample_campaign, sample_decision, sample_restaurant

NOW = datetime(2026, 3, 3, 14, 0, tzinfo=UTC)
"""A Tuesday, 15:00 in Paris."""
MINE, OLD = "a" * 64, "b" * 64
HOME = sample_restaurant().id
PERSON = UUID("0190a000-0000-7000-8000-00000000abcd")
TERMS = Sending(HOME, "Europe/Paris")


def decided(kind: Kind = Kind.GIVEN, contact: str | None = MINE, **changes: Any) -> Decision:
    values = {"person": PERSON, "restaurant_id": HOME, "at": NOW - timedelta(days=100), "channel": Channel.SMS}
    return replace(sample_decision(kind=kind, contact=contact), **values | changes)


def recipient(*decisions: Decision, **changes: Any) -> Recipient:
    """Somebody to whom a win-back message may leave, but for the changes."""
    values: dict[str, Any] = {
        "restaurant_id": HOME,
        "person": PERSON,
        "channel": Channel.SMS,
        "decisions": decisions or (decided(),),
        "contact": "+33612345678",
        "bound": MINE,
        "language": "fr",
        "orders": 3,
        "last_order_at": NOW - timedelta(days=60),
    }
    return Recipient(**values | changes)


RUNNING = sample_campaign(CampaignKind.RETENTION)
DOUBLE = replace(TERMS, waits=timedelta(days=7))
"""Where double opt-in is required."""
GIVEN, REFUSED, WITHDRAWN = decided(), decided(Kind.REFUSED, None), decided(Kind.WITHDRAWN, None)


@pytest.mark.requirement("CV-01", "CV-08", "CV-07", "SM-08", "SM-06", "RT-01", "RT-07", "RT-13")
@pytest.mark.parametrize(
    ("who", "campaign", "terms", "because"),
    [
        (recipient(), RUNNING, TERMS, Because.ALLOWED),
        (recipient(), RUNNING, replace(TERMS, reconciled=False), Because.NOT_RECONCILED),
        (recipient(suppressed=True), RUNNING, TERMS, Because.SUPPRESSED),
        (recipient(left_elsewhere=True), RUNNING, TERMS, Because.LEFT_ELSEWHERE),
        (recipient(decisions=()), RUNNING, TERMS, Because.UNKNOWN),
        (recipient(REFUSED), RUNNING, TERMS, Because.REFUSED),
        (recipient(GIVEN, WITHDRAWN), RUNNING, TERMS, Because.WITHDRAWN),
        (recipient(WITHDRAWN, GIVEN), RUNNING, TERMS, Because.ALLOWED),  # her own later act
        (recipient(contact=None, bound=None), RUNNING, TERMS, Because.NO_CONTACT),
        (recipient(contact=None), RUNNING, TERMS, Because.NO_CONTACT),  # a hash alone reaches nobody
        (recipient(contact="06 12 34 56 78"), RUNNING, TERMS, Because.NO_CONTACT),  # a STOP would come from another
        (recipient(contact="+33 612345678"), RUNNING, TERMS, Because.NO_CONTACT),
        (recipient(bound=None), RUNNING, TERMS, Because.NOT_BOUND),  # nobody showed that the number is hers
        (recipient(decided(contact=None, at=NOW - timedelta(days=29))), RUNNING, TERMS, Because.NOT_BOUND),
        (recipient(decided(contact=None, at=NOW - timedelta(days=30))), RUNNING, TERMS, Because.EXPIRED),
        (recipient(decided(contact=None, at=NOW - timedelta(days=7))), RUNNING, DOUBLE, Because.EXPIRED),
        (recipient(decided(contact=OLD)), RUNNING, TERMS, Because.CONTACT_CHANGED),
        (recipient(decided(restaurant_id=uuid4())), RUNNING, TERMS, Because.DOUBT),
        (recipient(decided(person=uuid4())), RUNNING, TERMS, Because.DOUBT),
        (recipient(decided(person=None)), RUNNING, TERMS, Because.DOUBT),
        (recipient(decided(channel=Channel.EMAIL)), RUNNING, TERMS, Because.DOUBT),
        (recipient(restaurant_id=uuid4()), RUNNING, TERMS, Because.DOUBT),
        (recipient(decided(at=NOW + timedelta(seconds=1))), RUNNING, TERMS, Because.DOUBT),  # a clock is wrong
        (
            recipient(decided(at=NOW - timedelta(days=1500)), last_order_at=NOW - timedelta(days=1095)),
            RUNNING,
            TERMS,
            Because.EXPIRED,
        ),
        (recipient(decided(at=NOW - timedelta(days=1500))), RUNNING, TERMS, Because.ALLOWED),  # an order keeps it
        (recipient(paused=True), RUNNING, TERMS, Because.PAUSED),
        (recipient(), replace(RUNNING, on=False), TERMS, Because.OFF),
        (recipient(), replace(RUNNING, starts=NOW + timedelta(seconds=1)), TERMS, Because.NOT_STARTED),
        (recipient(), replace(RUNNING, ends=NOW), TERMS, Because.ENDED),
        (recipient(language="de"), RUNNING, TERMS, Because.NO_WORDS),
        (recipient(orders=0), RUNNING, TERMS, Because.NEVER_ORDERED),
        (recipient(last_order_at=None), RUNNING, TERMS, Because.NEVER_ORDERED),
        (recipient(last_order_at=NOW - timedelta(days=45)), RUNNING, TERMS, Because.ALLOWED),
        (recipient(last_order_at=NOW - timedelta(days=45, seconds=-1)), RUNNING, TERMS, Because.NOT_LAPSED),
        (recipient(last_order_at=NOW + timedelta(days=1)), RUNNING, TERMS, Because.NOT_LAPSED),
        (recipient(already_sent=True), RUNNING, TERMS, Because.ALREADY_SENT),
        (recipient(sent=[NOW - timedelta(days=d) for d in range(CAP)]), RUNNING, TERMS, Because.TOO_OFTEN),
        (recipient(sent=[NOW - timedelta(days=d) for d in range(CAP - 1)]), RUNNING, TERMS, Because.ALLOWED),
        (recipient(sent=[NOW - timedelta(days=30)] * CAP), RUNNING, TERMS, Because.ALLOWED),
        (recipient(sent=[NOW + timedelta(days=1)] * CAP), RUNNING, TERMS, Because.TOO_OFTEN),
    ],
)
def test_the_first_failing_rule_is_named(who: Recipient, campaign: Any, terms: Sending, because: Because) -> None:
    verdict = may_send(who, campaign, terms, NOW)
    assert verdict.because is because
    assert verdict.decision is (who.decisions[-1] if because is Because.ALLOWED else None)


@pytest.mark.requirement("SM-06", "SM-07")
@pytest.mark.parametrize(
    ("now", "because"),
    [
        (datetime(2026, 3, 3, 19, 0, tzinfo=UTC), Because.HOUR),
        (datetime(2026, 3, 8, 14, 0, tzinfo=UTC), Because.SUNDAY),
        (datetime(2026, 4, 6, 14, 0, tzinfo=UTC), Because.HOLIDAY),
    ],
)
def test_outside_the_hours_an_sms_waits_and_an_email_leaves(now: datetime, because: Because) -> None:
    verdict = may_send(recipient(), RUNNING, TERMS, now)
    assert (verdict.because, verdict.waits) == (because, True)
    mail = recipient(decided(channel=Channel.EMAIL), channel=Channel.EMAIL, contact="lea@example.org")
    assert may_send(mail, RUNNING, TERMS, now).allowed


@pytest.mark.requirement("CV-01")
def test_consent_is_asked_before_anything_that_could_pass_by_itself() -> None:
    night = datetime(2026, 3, 8, 2, 0, tzinfo=UTC)
    assert may_send(recipient(GIVEN, WITHDRAWN), replace(RUNNING, on=False), TERMS, night).because is Because.WITHDRAWN


histories = st.lists(
    st.builds(
        decided,
        kind=st.sampled_from(Kind),
        contact=st.sampled_from([None, MINE, OLD]),
        at=st.datetimes(NOW.replace(tzinfo=None) - timedelta(days=2000), NOW.replace(tzinfo=None)).map(
            lambda at: at.replace(tzinfo=UTC)
        ),
    ),
    max_size=8,
)


@pytest.mark.requirement("CV-01", "CV-08", "SM-08", "SM-06")
@given(
    history=histories,
    bound=st.sampled_from([None, MINE, OLD]),
    contact=st.sampled_from([None, "", "+33612345678", "+262692000000", "+15550000000"]),
    now=st.datetimes(NOW.replace(tzinfo=None), NOW.replace(tzinfo=None, year=2028)).map(
        lambda at: at.replace(tzinfo=UTC)
    ),
    flags=st.tuples(st.booleans(), st.booleans(), st.booleans(), st.booleans()),
    sent=st.lists(st.integers(0, 60), max_size=8),
)
def test_whatever_happened_only_a_bound_unchanged_last_yes_gets_through(
    history: list[Decision],
    bound: str | None,
    contact: str | None,
    now: datetime,
    flags: tuple[bool, bool, bool, bool],
    sent: list[int],
) -> None:
    suppressed, paused, already_sent, reconciled = flags
    who = recipient(
        decisions=tuple(history), bound=bound, contact=contact, suppressed=suppressed, paused=paused,
        already_sent=already_sent, sent=[now - timedelta(days=days) for days in sent],
    )  # fmt: skip
    verdict = may_send(who, RUNNING, replace(TERMS, reconciled=reconciled), now)
    if verdict.allowed:
        last = history[-1]
        assert last.kind is Kind.GIVEN and last.contact == bound and bound is not None and contact
        assert reconciled and not suppressed and not paused and not already_sent
        assert sum(days < 30 for days in sent) < CAP
        assert verdict.decision is last
    else:
        assert verdict.waits == (verdict.because in WAITS)


def test_no_verdict_allows_without_a_decision_or_denies_with_one() -> None:
    with pytest.raises(ValueError, match="decision"):
        Verdict(Because.ALLOWED)
    with pytest.raises(ValueError, match="decision"):
        Verdict(Because.OFF, GIVEN)
