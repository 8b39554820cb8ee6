"""How many said yes under a campaign: counted per person, per restaurant, by an index."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import text

from consent_ui import publishing
from consent_ui.publishing import Stale
from consent_ui.rules.campaigns import CampaignKind, PercentOff
from consent_ui.rules.consent import Channel
from consent_ui.rules.notices import Restaurant
from consent_ui.store import offers
from consent_ui.store.database import Database
from consent_ui.store.ledger import record_customer
from consent_ui.store.people import Customer
from consent_ui.store.promises import said_yes, said_yes_by_campaign
from tests.samples import CHANNELS, NOW, conditional, record_visitor, sample_answer, sample_notice, sample_restaurant

SMS, EMAIL = Channel.SMS, Channel.EMAIL
BOTH = {SMS: True, EMAIL: True}


@pytest.mark.requirement("IC-04", "CV-07")
def test_who_said_yes_is_counted_once_and_only_here(
    database: Database, published: Restaurant, run: Callable[..., Any]
) -> None:
    campaign = publishing.publish_campaign(database, published.id, conditional(CampaignKind.SIGNUP), NOW)
    other = publishing.publish_restaurant(database, sample_restaurant(id=uuid4(), slug="o", channels=CHANNELS), NOW)
    assert other
    notice = sample_notice(published, campaign)
    ines, omar = Customer("7"), Customer("8")
    run(record_customer, sample_answer(notice, wishes=BOTH), ines, {})
    run(record_customer, sample_answer(notice, wishes={SMS: False, EMAIL: False}), ines, {})  # left, and is promised
    run(record_customer, sample_answer(notice, wishes={SMS: True, EMAIL: False}), omar, {})
    run(record_customer, sample_answer(notice, wishes={SMS: False}), Customer("9"), {})
    run(record_visitor, sample_answer(notice, wishes=BOTH), {})
    run(record_visitor, sample_answer(sample_notice(published), wishes=BOTH), {})  # generic words
    second = publishing.publish_campaign(database, published.id, replace(campaign, offer=PercentOff(30)), NOW)
    run(record_customer, sample_answer(sample_notice(published, second), wishes=BOTH), Customer("10"), {})
    with database.read() as connection:
        assert said_yes(connection, published.id, campaign.id) == 4
        assert said_yes_by_campaign(connection, published.id) == {campaign.id: 4}
        assert said_yes(connection, published.id, uuid4()) == 0
        assert said_yes(connection, uuid4(), campaign.id) == 0
        assert said_yes_by_campaign(connection, uuid4()) == {}


def test_the_count_reads_an_index_and_never_the_ledger(database: Database, published: Restaurant) -> None:
    """On PostgreSQL a small table is read whole, whatever its indexes, unless that is made to look dear."""
    sqlite = database.engine.dialect.name == "sqlite"
    with database.engine.connect() as connection:
        if not sqlite:
            connection.execute(text("SET enable_seqscan = off"))
        seen: list[str] = []
        for count in (partial(said_yes, campaign_id=uuid4()), said_yes_by_campaign):
            plan = _plan_of(connection, count, published, sqlite)
            seen.append(plan)
            assert "ix_consent_decision_promise" in plan, plan
            assert not sqlite or "COVERING INDEX" in plan
    assert len(seen) == 2


def _plan_of(connection: Any, count: Callable[..., Any], published: Restaurant, sqlite: bool) -> str:
    told: list[str] = []

    class Explaining:
        """Asks for the plan of the very statement that is run."""

        def execute(self, statement: Any) -> Any:
            compiled = statement.compile(connection.engine, compile_kwargs={"literal_binds": True})
            words = "EXPLAIN QUERY PLAN" if sqlite else "EXPLAIN"
            told.extend(str(row) for row in connection.execute(text(f"{words} {compiled}")))
            return connection.execute(statement)

    count(Explaining(), published.id)
    return "\n".join(told)


@pytest.mark.requirement("IC-13")
def test_the_second_of_two_who_publish_from_the_same_version_is_told(database: Database, published: Restaurant) -> None:
    first = publishing.publish_campaign(database, published.id, conditional(CampaignKind.SIGNUP), NOW, opened_at=0)
    mine = replace(first, offer=PercentOff(30))
    theirs = publishing.publish_campaign(database, published.id, replace(first, name="Theirs"), NOW, opened_at=1)
    with pytest.raises(Stale) as stale:
        publishing.publish_campaign(database, published.id, mine, NOW, opened_at=1)
    assert stale.value.latest == theirs
    with pytest.raises(Stale):
        publishing.publish_campaign(database, published.id, mine, NOW, opened_at=0)
    with database.read() as connection:
        assert offers.current_campaigns(connection, published.id) == [theirs]
    assert publishing.publish_campaign(database, published.id, mine, NOW, opened_at=2).version == 3


def test_what_is_written_along_is_written_with_the_version_or_not_at_all(
    database: Database, published: Restaurant
) -> None:
    def fails(connection: Any, versioned: Any) -> None:
        raise RuntimeError(versioned.version)

    campaign = conditional(CampaignKind.SIGNUP)
    with pytest.raises(RuntimeError, match="1"):
        publishing.publish_campaign(database, published.id, campaign, NOW, also=fails)
    with database.read() as connection:
        assert offers.current_campaigns(connection, published.id) == []
