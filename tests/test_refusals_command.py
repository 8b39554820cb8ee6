"""`consent-ui refusals`: after a deployment and day by day, are refusals still stored?"""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from click.testing import CliRunner, Result

from consent_ui import cli, publishing
from consent_ui.rules import refusals
from consent_ui.rules.consent import Channel
from consent_ui.store.database import Database
from tests.samples import NOW, record_visitor, sample_answer, sample_notice, sample_restaurant

MOMO = sample_restaurant()


@pytest.fixture
def database(database: Database, monkeypatch: pytest.MonkeyPatch) -> Database:
    """A database with one restaurant, which the command uses."""
    publishing.publish_restaurant(database, MOMO, NOW)
    monkeypatch.setenv("FLASK_CONSENT_DATABASE_URI", database.engine.url.render_as_string(hide_password=False))
    monkeypatch.setenv("FLASK_SECRET_KEY", "a key for tests")
    return database


def run() -> Result:
    return CliRunner().invoke(cli.command(), ["refusals"])


def answer(database: Database, wanted: bool, second: int) -> None:
    given = sample_answer(sample_notice(MOMO), wishes={Channel.SMS: wanted})
    # Identifiers sort by their millisecond, and two answers may be written in one.
    with time_machine.travel(NOW + timedelta(seconds=second)):
        database.write(lambda connection: record_visitor(connection, given, {}))


@pytest.mark.requirement("SY-20")
def test_answers_without_a_refusal_end_with_one_and_a_sentence(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(refusals, "STREAK", 3)
    answer(database, False, 0)
    for second in (1, 2):
        answer(database, True, second)
    quiet = run()
    assert (quiet.exit_code, quiet.output) == (0, f"{MOMO.slug}: 1 of the last 3 answers refused\n")
    answer(database, True, 3)
    loud = run()
    assert loud.exit_code == 1
    assert f"{MOMO.slug}: none of the last 3 answers refused" in loud.output
    assert "consent-ui fairness --runs 1" in loud.output


@pytest.mark.requirement("SY-20")
def test_a_restaurant_nobody_answered_yet_alarms_nobody(database: Database) -> None:
    done = run()
    assert (done.exit_code, done.output) == (0, f"{MOMO.slug}: none of the last 0 answers refused\n")
