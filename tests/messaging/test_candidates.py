"""Many people weighed at once get the answer that each would get alone."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest
from sqlalchemy import insert

from consent_ui.messaging.terms import terms_of
from consent_ui.rules.consent import Channel
from consent_ui.rules.sending import WAITS, Because, may_send
from consent_ui.store import recipients
from consent_ui.store.people import Customer, save_customer
from consent_ui.store.sending_tables import pause, suppression
from tests.messaging.conftest import HOME, NOW, SEALS, Sender
from tests.messaging.retaining import Retaining

NUMBERS = (
    "+3361234560{}",
    "+5906901234{:02}",
    "+2626921234{:02}",
    "+999123456{:02}",
    "+1202555012{}",
    "+999 123456{:02}",
)
SHORTENED = {Because.REFUSED, Because.WITHDRAWN, Because.UNKNOWN}
"""What a no is called without asking whether its number is suppressed too."""


@pytest.mark.requirement("CV-01", "CV-20", "SM-08", "SM-09", "SM-11")
@pytest.mark.parametrize("seed", range(3))
def test_a_page_is_weighed_as_the_gate_weighs_each(sender: Sender, seed: int) -> None:
    chance = random.Random(seed)
    everybody: list[Customer] = []
    for number in range(80):
        phone = chance.choice(NUMBERS).format(number % 60) if chance.random() < 0.95 else None
        days = chance.choice([10, 44.9999, 45, 45.0001, 60, 400, 800])
        each = sender.customer(f"c{number}", phone, orders=chance.choice([0, 1, 5]))
        each = Customer(each.reference, "", phone, None, each.orders, NOW - timedelta(days=days))
        everybody.append(each)
        sender.database.write(lambda c, each=each: save_customer(c, HOME.id, each))
        for _ in range(chance.choice([0, 1, 1, 1, 2])):
            ago = timedelta(days=chance.choice([1, 100, 729.9999, 730, 731, 800, -1]))
            sender.decides(each, chance.random() < 0.8, NOW - ago, bound=chance.random() < 0.9)
        if chance.random() < 0.1:
            moved = Customer(each.reference, "", f"+3369999{number:04}", None, each.orders, each.last_order_at)
            sender.database.write(lambda c, moved=moved: save_customer(c, HOME.id, moved))
    contacts = {
        SEALS.contact_hashes(HOME.id, {Channel.SMS: each.phone})[Channel.SMS][0] for each in everybody if each.phone
    }
    listed = {table: chance.sample(sorted(contacts), 6) for table in (suppression, pause)}
    row = {"restaurant_id": HOME.id, "channel": "sms", "since": NOW}
    with sender.database.engine.begin() as connection:
        connection.execute(insert(suppression), [row | {"contact": c, "source": "sms"} for c in listed[suppression]])
        connection.execute(insert(pause), [row | {"contact": c, "why": "reply"} for c in listed[pause]])
    retaining = Retaining(sender)
    retaining.go()
    retaining.later(hours=chance.choice([1, 7, 24]))

    weighing = retaining.run().weighing
    seen: set[Because] = set()
    for page in weighing.everybody():
        for one in page:
            alone = _alone(sender, one.candidate, retaining)
            seen.add(one.because)
            if one.because in SHORTENED and alone in (Because.SUPPRESSED, Because.DOUBT):
                continue
            if Because.LEFT_ELSEWHERE in (one.because, alone) and one.because not in (Because.ALLOWED, *WAITS):
                continue  # that another account left is only asked about who would be written to
            assert one.because is alone, one
    assert len(seen) > 8


def _alone(sender: Sender, candidate: object, retaining: Retaining) -> Because:
    found = candidate
    hashes = SEALS.contact_hashes(HOME.id, {Channel.SMS: found.contact})[Channel.SMS]  # type: ignore[attr-defined]
    with sender.database.once() as connection:
        facts = recipients.read(
            connection,
            HOME.id,
            found.person,
            Channel.SMS,
            hashes,
            sender.campaign.id,
            None,
            retaining.clock(),  # type: ignore[attr-defined]
        )
    assert facts is not None and facts.campaign is not None
    return may_send(facts.recipient, facts.campaign, terms_of(HOME, True), retaining.clock()).because
