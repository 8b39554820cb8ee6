"""The gate, in front of a number that was proven and one that was not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from consent_ui import Customer
from consent_ui.messaging.terms import terms_of
from consent_ui.rules.campaigns import CampaignKind
from consent_ui.rules.consent import Channel
from consent_ui.rules.sending import Because, may_send
from consent_ui.store import recipients, tables
from tests.contact.proving import HERE, Open, Post, fill, signed_in
from tests.journeys.place import Place
from tests.site import Clock


def gate_says(site: Place, phone: str) -> Because:
    """What the gate says of the only customer who holds this number."""
    retention = next(each for each in site.campaigns() if each.kind is CampaignKind.RETENTION)
    with site.consent.database.read() as connection:
        (row,) = [each for each in connection.execute(select(tables.customer)) if each.phone == phone]
        hashes = site.consent.seals.contact_hashes(site.restaurant.id, {Channel.SMS: phone})[Channel.SMS]
        facts = recipients.read(
            connection, site.restaurant.id, row.id, Channel.SMS, hashes, retention.id, None, datetime.now(UTC)
        )
    assert facts is not None
    ordered = replace(facts.recipient, orders=3, last_order_at=datetime.now(UTC) - timedelta(days=60))
    return may_send(ordered, retention, terms_of(facts.restaurant, True), datetime.now(UTC)).because


@pytest.mark.requirement("CV-08", "SM-09")
def test_the_gate_opens_for_the_proven_number_and_for_no_other(
    open_site: Open, post: Post, guest: Callable[[Customer], None], clock: Clock
) -> None:
    site = open_site(CONSENT_HOST_VERIFIES=())
    ines = signed_in(site, "7")
    ines.press(ines.open("/"), "yes")
    assert gate_says(site, "+33612345678") is Because.NOT_BOUND
    sent = ines.press(ines.open(HERE), "send")
    ines.press(fill(ines, sent, "check", code=post.code), "yes")
    clock.shift(timedelta(hours=1))
    assert gate_says(site, "+33612345678") is Because.ALLOWED
    guest(Customer("7", name="Ines", phone="+33699000001", orders=3))
    ines.press(ines.open("/consent/preferences"), "save", ["sms"])
    assert gate_says(site, "+33699000001") in (Because.NOT_BOUND, Because.CONTACT_CHANGED)
