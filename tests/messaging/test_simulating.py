"""The simulator counts what a preview lists, exactly while it can, and says what it left out when it cannot."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from consent_ui.messaging import simulating
from consent_ui.messaging.candidates import Weighed, Weighing
from consent_ui.messaging.simulating import Simulator
from consent_ui.rules.sending import Because
from consent_ui.store.people import save_customer
from consent_ui.store.sending_tables import message, run
from tests.messaging import crowd
from tests.messaging.conftest import HOME, NOW, Sender
from tests.messaging.retaining import Retaining

KINDS = ["yes", "yes", "yes", "no", "left", "silent", "silent"]


def simulator(sender: Sender, **changes: object) -> Simulator:
    weighing = Retaining(sender).run().weighing
    return Simulator(replace(weighing, **changes), "https://nord.example/consent/m/token")


def people(sender: Sender) -> None:
    """Seven who ordered 60 days ago, and two who said yes: one ordered yesterday, one never."""
    crowd.fill(sender.database, KINDS)
    for reference, number, days, orders in (("new", 91, 1, 2), ("never", 92, 1, 0)):
        each = sender.customer(reference, crowd.phone(number), days, orders)
        sender.decides(each, True)
        sender.database.write(lambda c, each=each: save_customer(c, HOME.id, each))


@pytest.mark.requirement("SM-09")
def test_it_counts_what_a_preview_lists(sender: Sender) -> None:
    people(sender)
    asked = simulator(sender)
    listed = Counter(each.because for page in asked.weighing.everybody() for each in page)
    found = asked.run()
    assert found.counts == listed and found.everybody and found.unweighed == 0
    assert found.counts[Because.ALLOWED] == 3
    assert found.segments == 3 * asked.message("fr").length.segments


@pytest.mark.parametrize(("most", "weighed", "left"), [(2, 2, 1), (3, 3, 0)])
def test_of_many_customers_the_database_counts_most(
    sender: Sender, monkeypatch: pytest.MonkeyPatch, most: int, weighed: int, left: int
) -> None:
    people(sender)
    monkeypatch.setattr(simulating, "MOST", most)
    found = simulator(sender).run()
    assert not found.everybody and found.unweighed == left
    assert found.counts == {
        Because.ALLOWED: weighed, Because.REFUSED: 1, Because.WITHDRAWN: 1, Because.UNKNOWN: 2,
        Because.NOT_LAPSED: 1, Because.NEVER_ORDERED: 1,
    }  # fmt: skip
    assert found.counts.total() + left == 9


class Paged(Weighing):
    """Pages of one person each."""

    def lapsed(self, before: datetime) -> Iterator[list[Weighed]]:
        for page in super().lapsed(before):
            yield from ([each] for each in page)


def test_the_limit_holds_over_all_pages(sender: Sender, monkeypatch: pytest.MonkeyPatch) -> None:
    people(sender)
    monkeypatch.setattr(simulating, "MOST", 2)
    whole = simulator(sender).weighing
    paged = Paged(**{each.name: getattr(whole, each.name) for each in fields(whole)})
    found = Simulator(paged, "").run()
    assert found.counts[Because.ALLOWED] == 2 and found.unweighed == 1


def test_days_and_moment_are_those_that_are_asked(sender: Sender) -> None:
    crowd.fill(sender.database, ["yes", "no"])
    longer = simulator(sender, campaign=replace(sender.campaign, lapse_days=61))
    assert longer.run().counts == {Because.NOT_LAPSED: 1, Because.REFUSED: 1}
    night = simulator(sender, now=NOW + timedelta(hours=12))
    assert night.run().counts == {Because.HOUR: 1, Because.REFUSED: 1}


def test_nothing_is_sent_or_written_and_no_host_is_asked_for_a_code(sender: Sender) -> None:
    people(sender)
    asked = simulator(sender, campaign=replace(sender.campaign, voucher=None, host_voucher=True))
    asked.run()
    text = asked.message("en").text
    assert simulating.CODE in text and "https://nord.example/consent/m/token" in text
    with sender.database.read() as connection:
        stored = [connection.execute(select(func.count()).select_from(each)).scalar() for each in (message, run)]
    assert stored == [0, 0]
    assert sender.gateway.sent == []
