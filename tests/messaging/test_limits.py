"""The gate keeps to what a restaurant asks of itself, from the moment on at which it does."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from consent_ui import publishing
from consent_ui.messaging import gate
from consent_ui.messaging.candidates import Weighing
from consent_ui.messaging.terms import terms_of
from consent_ui.rules.consent import Channel
from consent_ui.rules.limits import Limits, narrowed
from consent_ui.rules.sending import Because
from consent_ui.store import limits as store
from consent_ui.store.sending_tables import message as messages
from tests.messaging.conftest import HOME, NOW, PHONE, SEALS, Sender
from tests.messaging.retaining import Retaining


def limit(sender: Sender, limits: Limits) -> None:
    sender.database.write(lambda c: store.keep(c, HOME.id, limits, NOW))


def asked(sender: Sender, limits: Limits) -> Because:
    """What the gate says of somebody it would write to otherwise, once these limits hold."""
    lea = sender.customer()
    queued = sender.queue(lea, sender.decides(lea, True))
    assert queued is not None
    limit(sender, limits)
    return gate.dispatch(sender.gate, lea.reference, PHONE, queued, NOW).verdict.because


def preview(sender: Sender) -> list[Because]:
    with sender.database.read() as connection:
        home = narrowed(HOME, store.read(connection, HOME.id))
    weighing = Weighing(sender.database, SEALS, home, sender.campaign, Channel.SMS, NOW)
    return [each.because for page in weighing.everybody() for each in page]


@pytest.mark.requirement("SM-06")
@pytest.mark.parametrize(
    ("limits", "because"),
    [
        (Limits(opens="15:00", closes="15:01"), Because.ALLOWED),
        (Limits(opens="15:01"), Because.HOUR),
        (Limits(closes="15:00"), Because.HOUR),
        (Limits(opens="08:00", closes="22:00"), Because.ALLOWED),
    ],
)
def test_hours_that_a_restaurant_narrowed_are_kept(sender: Sender, limits: Limits, because: Because) -> None:
    assert asked(sender, limits) is because
    if because is Because.HOUR:
        assert sender.gateway.sent == [] and preview(sender) == [Because.HOUR]


@pytest.mark.requirement("SM-06")
def test_hours_that_a_setting_widened_stay_as_they_are(sender: Sender) -> None:
    narrow = replace(HOME, sms_opens="16:00")
    publishing.publish_restaurant(sender.database, narrow, NOW)
    assert asked(sender, Limits(opens="08:00")) is Because.HOUR


@pytest.mark.requirement("SM-06")
def test_hours_without_a_common_minute_send_nothing(sender: Sender) -> None:
    publishing.publish_restaurant(sender.database, replace(HOME, sms_opens="14:00"), NOW)
    assert asked(sender, Limits(opens="10:00", closes="12:00")) is Because.HOUR
    with sender.database.read() as connection:
        row = connection.execute(select(messages)).one()
    assert row.state == "waiting" and sender.gateway.sent == []


@pytest.mark.requirement("SM-08")
def test_a_lowered_cap_counts_what_was_sent_before_it(sender: Sender) -> None:
    retaining = Retaining(sender)
    lea = sender.customer()
    sender.decides(lea, True)
    assert retaining.go()[1] == {"sent": 1}
    later = replace(lea, last_order_at=NOW - timedelta(days=50))
    queued = sender.queue(later, sender.decides(later, True, NOW - timedelta(days=1)))
    assert queued is not None
    limit(sender, Limits(1))
    retaining.later(days=1)
    outcome = gate.dispatch(sender.gate, lea.reference, PHONE, queued, retaining.clock())
    assert outcome.verdict.because is Because.TOO_OFTEN and len(sender.gateway.sent) == 1
    assert preview(sender) == [Because.TOO_OFTEN]


@pytest.mark.requirement("SM-08")
def test_a_cap_above_the_notices_own_changes_nothing(sender: Sender) -> None:
    limit(sender, Limits(999))
    with sender.database.read() as connection:
        assert terms_of(narrowed(HOME, store.read(connection, HOME.id)), True).cap == HOME.monthly_cap
