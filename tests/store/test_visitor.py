"""The answer of somebody not signed in: one decision per form and channel, and nothing that identifies them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy.exc import IntegrityError

from consent_ui import publishing
from consent_ui.rules.campaigns import CampaignKind
from consent_ui.rules.consent import Channel, Kind, Place
from consent_ui.rules.notices import Notice
from consent_ui.store.database import Database, NotSaved
from consent_ui.store.ledger import Recorded, Visit, record_first_visits, record_visitors
from tests.samples import NOW, record_visitor, sample_answer, sample_campaign, sample_notice, sample_restaurant
from tests.store.conftest import Rows
from tests.store.threads import at_once

SMS, EMAIL = Channel.SMS, Channel.EMAIL
Y, R, W = Kind.GIVEN, Kind.REFUSED, Kind.WITHDRAWN
Run = Callable[..., Recorded]


@pytest.mark.requirement("PR-01", "PR-06", "PR-07", "CV-05", "LN-04")
def test_each_channel_gets_a_row_that_holds_the_proof_and_nobodys_name(notice: Notice, run: Run, rows: Rows) -> None:
    answer = sample_answer(notice, wishes={SMS: True, EMAIL: False})
    assert run(record_visitor, answer, {}) == Recorded({SMS: Y, EMAIL: R}, True)
    found = {row["channel"]: row for row in rows("consent_decision")}
    assert {channel: row["kind"] for channel, row in found.items()} == {"sms": "given", "email": "refused"}
    for row in found.values():
        assert UUID(str(row["act"])) == answer.act
        assert UUID(str(row["restaurant_id"])) == notice.restaurant_id
        assert row["notice"] == notice.fingerprint()
        assert (row["language"], row["place"], row["actor"], row["build"]) == ("en", "banner", "visitor", "1.0")
        assert row["schema_version"] == 1
        assert (row["person"], row["contact"], row["campaign_id"], row["campaign_version"]) == (None,) * 4
        assert UUID(str(row["id"])).version == 7
    assert rows("consent_customer") == []


@pytest.mark.requirement("PR-01")
def test_the_campaign_and_its_version_are_recorded(run: Run, rows: Rows, published: Any, database: Database) -> None:
    campaign = publishing.publish_campaign(database, published.id, sample_campaign(CampaignKind.LOYALTY), NOW)
    run(record_visitor, sample_answer(sample_notice(published, campaign, "fr")), {})
    for row in rows("consent_decision"):
        assert (UUID(str(row["campaign_id"])), row["campaign_version"]) == (campaign.id, 1)
        assert row["language"] == "fr"


@pytest.mark.requirement("PR-08")
@pytest.mark.parametrize("wanted", [True, False])
def test_a_form_sent_again_gets_the_same_answer_and_adds_nothing(
    notice: Notice, run: Run, rows: Rows, wanted: bool
) -> None:
    answer = sample_answer(notice, wanted)
    first = run(record_visitor, answer, {})
    before = rows("consent_decision")
    # The cookie of the first answer may or may not have arrived before the second submit.
    for device in ({}, first.kinds):
        again = run(record_visitor, answer, device)
        assert again == Recorded(first.kinds, False)
    assert rows("consent_decision") == before


@pytest.mark.requirement("PR-08", "SY-20")
def test_yes_after_no_of_the_same_form_stays_no(notice: Notice, run: Run) -> None:
    answer = sample_answer(notice, wanted=False)
    run(record_visitor, answer, {})
    late = run(record_visitor, replace(answer, wishes=dict.fromkeys(answer.wishes, True)), {})
    assert late == Recorded({SMS: R, EMAIL: R}, False)


@pytest.mark.requirement("PR-08")
def test_no_after_yes_of_the_same_form_ends_the_yes(notice: Notice, run: Run, rows: Rows) -> None:
    answer = sample_answer(notice, wishes={SMS: True})
    run(record_visitor, answer, {})
    changed = run(record_visitor, replace(answer, wishes={SMS: False}), {SMS: Y})
    assert changed == Recorded({SMS: W}, True)
    for wish in (True, False):
        assert run(record_visitor, replace(answer, wishes={SMS: wish}), {SMS: W}) == Recorded({SMS: W}, False)
    assert sorted(row["kind"] for row in rows("consent_decision")) == ["given", "withdrawn"]


@pytest.mark.requirement("PR-08")
@pytest.mark.parametrize(
    ("device", "wanted", "stands", "added"),
    [
        ({}, True, Y, True),
        ({}, False, R, True),
        ({SMS: Y}, True, Y, False),  # said so on this device already
        ({SMS: Y}, False, W, True),
        ({SMS: R}, False, R, False),
        ({SMS: R}, True, Y, True),
        ({SMS: W}, False, W, False),
        ({SMS: W}, True, Y, True),
    ],
)
def test_what_a_new_form_adds_to_what_the_device_remembers(
    notice: Notice, run: Run, rows: Rows, device: dict[Channel, Kind], wanted: bool, stands: Kind, added: bool
) -> None:
    recorded = run(record_visitor, sample_answer(notice, wishes={SMS: wanted}, place=Place.PREFERENCES), device)
    assert recorded == Recorded({SMS: stands}, added)
    assert len(rows("consent_decision")) == int(added)


@pytest.mark.requirement("PR-08")
def test_one_form_from_many_threads_is_one_decision_and_one_answer(
    notice: Notice, database: Database, rows: Rows
) -> None:
    for _ in range(4):
        answer = sample_answer(notice, wishes={SMS: True})
        job = partial(database.write, lambda connection, answer=answer: record_visitor(connection, answer, {}))
        results = at_once([job] * 8)
        assert [result.kinds for result in results] == [{SMS: Y}] * 8
        assert sum(result.added for result in results) == 1
    assert len(rows("consent_decision")) == 4


@pytest.mark.requirement("PR-08", "SY-20")
def test_yes_and_no_of_one_form_at_once_end_as_no(notice: Notice, database: Database, rows: Rows) -> None:
    for _ in range(6):
        answer = sample_answer(notice)
        forms = [replace(answer, wishes={SMS: wanted}) for wanted in (True, False) * 3]
        jobs = [
            partial(database.write, lambda connection, form=form: record_visitor(connection, form, {}))
            for form in forms
        ]
        at_once(jobs)
        kinds = [row["kind"] for row in rows("consent_decision") if UUID(str(row["act"])) == answer.act]
        # A no that came after the yes finds it on no device, and refuses; whichever way, a no is on record.
        assert sorted(kinds) in (["refused"], ["given", "refused"])
        assert database.write(lambda c, f=forms[0]: record_visitor(c, f, {})) == Recorded({SMS: R}, False)


@pytest.mark.requirement("PR-02", "CV-07")
@pytest.mark.parametrize("fingerprint", ["0" * 64, "", "x"])
def test_no_decision_without_words_that_were_published(notice: Notice, run: Run, rows: Rows, fingerprint: str) -> None:
    with pytest.raises(NotSaved) as refused:
        run(record_visitor, sample_answer(notice, fingerprint=fingerprint), {})
    assert isinstance(refused.value.__cause__, IntegrityError)
    assert rows("consent_decision") == []


@pytest.mark.requirement("PR-01")
def test_times_without_a_zone_are_refused(notice: Notice, run: Run, rows: Rows) -> None:
    with pytest.raises(ValueError, match="must be aware"):
        run(record_visitor, sample_answer(notice, at=NOW.replace(tzinfo=None)), {})
    assert rows("consent_decision") == []


@pytest.mark.requirement("CV-07")
def test_a_form_of_one_restaurant_says_nothing_about_another(
    notice: Notice, run: Run, database: Database, rows: Rows
) -> None:
    other = sample_restaurant(id=uuid4(), slug="other", channels=(SMS,))
    publishing.publish_restaurant(database, other, NOW)
    mine = sample_answer(notice, wishes={SMS: False})
    run(record_visitor, mine, {})
    theirs = sample_answer(sample_notice(other), act=mine.act)
    assert run(record_visitor, theirs, {}) == Recorded({SMS: Y}, True)
    assert len(rows("consent_decision")) == 2


@pytest.mark.requirement("PR-08")
def test_the_quick_way_and_the_slow_way_record_the_same(notice: Notice, database: Database, rows: Rows) -> None:
    def visit(answer: Any) -> Visit:
        return Visit(answer, {}, database.engine.dialect.name)

    def quickly(answer: Any) -> Recorded:
        return database.write_together(record_visitors, visit(answer), record_first_visits)

    answer = sample_answer(notice)
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        assert record_first_visits(connection, [visit(answer)]) == [Recorded({SMS: Y, EMAIL: Y}, True)]
        assert record_first_visits(connection, [visit(answer)]) is None, "this form did something before"
        opposite = replace(answer, wishes={SMS: False, EMAIL: False})
        assert record_first_visits(connection, [visit(sample_answer(notice)), visit(opposite)]) is None
        twice = sample_answer(notice)
        assert record_first_visits(connection, [visit(twice), visit(twice)]) is None
    assert len(rows("consent_decision")) == 2, "all of a batch or nothing"
    assert quickly(answer) == Recorded({SMS: Y, EMAIL: Y}, False)
    assert quickly(opposite) == Recorded({SMS: R, EMAIL: R}, True), "a device without its cookie remembers no yes"
    assert quickly(sample_answer(notice)).added
