"""`consent-ui retention`: what the operator reads, and what stops a run before it begins."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from click.testing import Result
from flask.testing import FlaskCliRunner

from consent_ui import publishing
from consent_ui.commands import retention
from consent_ui.rules.consent import Channel
from consent_ui.rules.limits import Limits
from consent_ui.store import limits
from tests.host.site import create_host
from tests.journeys.place import CONFIG
from tests.messaging import crowd
from tests.messaging.conftest import HOME, NOW, SEALS, Sender

Command = Callable[..., Result]


@pytest.fixture
def command(sender: Sender, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Runs a retention command on the sender's database, at its time."""
    url = sender.database.engine.url.render_as_string(hide_password=False)
    app = create_host({**CONFIG, "SECRET_KEY": "a key for tests", "CONSENT_DATABASE_URI": url,
                       "CONSENT_SMS_PER_SECOND": 1000})  # fmt: skip
    app.instance_path = str(tmp_path / "instance")
    assert app.extensions["consent_ui"].seals.hashes_of(HOME.id, "x") == SEALS.hashes_of(HOME.id, "x")

    def run(*words: str, at: datetime = NOW, **more: Any) -> Result:
        with time_machine.travel(at, tick=True):
            return FlaskCliRunner(app).invoke(args=["consent", "retention", *words], **more)

    run.app = app  # type: ignore[attr-defined]
    return run


def test_a_preview_lists_people_masked_with_reasons_segments_and_cost(sender: Sender, command: Command) -> None:
    crowd.fill(sender.database, ["yes", "no", "left", "silent"])
    result = command("preview", "--price", "0.05")
    assert result.exit_code == 0, result.output
    lines = sorted(result.stdout.splitlines()[:4])
    assert lines[0].startswith("c0\t+33•••00\tis written to\t")
    assert lines[1:4] == ["c1\t+33•••01\tsaid no", "c2\t+33•••02\twithdrew", "c3\t+33•••03\tnever answered"]
    assert "0.05 in all" in result.stdout or "0.10 in all" in result.stdout
    assert "segments" in result.stdout and crowd.phone(0) not in result.output


def test_a_preview_speaks_the_operators_language(sender: Sender, command: Command) -> None:
    crowd.fill(sender.database, ["yes", "no"])
    said = command("preview", "--language", "fr").stdout
    assert "reçoit le message" in said and "raison" in said
    assert command("preview", "--language", "xx").exit_code == 2


def test_a_preview_speaks_json_line_by_line(sender: Sender, command: Command) -> None:
    crowd.fill(sender.database, ["yes", "no"])
    *people, total = map(json.loads, command("preview", "--json", "--price", "1").stdout.splitlines())
    first, second = sorted(people, key=lambda each: each["reference"])
    assert (first["reference"], first["because"], first["number"]) == ("c0", "allowed", "+33•••00")
    assert first["segments"] >= 1 and "segments" not in second
    assert total["counts"] == {"allowed": 1, "refused": 1} and total["cost"] == total["segments"]


def test_a_run_prints_on_the_console_by_default_and_status_says_so_in_words(sender: Sender, command: Command) -> None:
    crowd.fill(sender.database, ["yes", "no"])
    assert command("status").stdout == "no run yet\n"
    result = command("run")
    assert result.exit_code == 0, result.output
    assert "to …00: Café Nord" in result.stdout and "done, through console" in result.stdout
    assert "was written to: 1" in command("status").stdout
    assert command("run").stdout.count("to …") == 0


@pytest.mark.requirement("SM-15")
def test_somebody_at_a_terminal_is_asked_before_printed_messages_count_as_sent(
    sender: Sender, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    crowd.fill(sender.database, ["yes"])
    monkeypatch.setattr(retention, "_is_watched", lambda: True)
    refused = command("run", input="n\n")
    assert refused.exit_code == 1 and "to …" not in refused.stdout
    assert command("run", input="y\n").stdout.count("to …") == 1


@pytest.mark.requirement("RT-13")
def test_after_a_copy_was_restored_nothing_leaves_until_it_is_reconciled(
    sender: Sender, command: Command, tmp_path: Path
) -> None:
    if sender.database.engine.dialect.name != "sqlite":
        pytest.skip("a copy of a file is restored by copying it back")
    crowd.fill(sender.database, ["yes"])
    file, copy = Path(str(sender.database.engine.url.database)), tmp_path / "copy.db"
    sender.database.engine.dispose()
    shutil.copy(file, copy)
    assert command("run").exit_code == 0
    command.app.extensions["consent_ui"].close()  # type: ignore[attr-defined]
    for each in file.parent.glob(f"{file.name}-*"):
        each.unlink()
    shutil.copy(copy, file)
    for _ in range(2):  # a run that was refused does not make the records good
        result = command("run", at=NOW + timedelta(minutes=5))
        assert result.exit_code == 2 and "retention reconcile" in result.output
        assert "to …" not in result.output
    assert "restored" in command("preview").stdout
    assert command("reconcile", input="y\n").exit_code == 0
    assert command("run").exit_code == 0


@pytest.mark.requirement("RT-13", "WD-07")
@pytest.mark.parametrize("served", [True, False], ids=["by the site", "by a message"])
def test_a_copy_that_is_older_than_what_happened_since_the_last_run_is_found_out(
    sender: Sender, command: Command, tmp_path: Path, served: bool
) -> None:
    """The copy has all that the last run saw. What it has not is a withdrawal of an hour later, or a message that a run
    sent which was killed."""
    if sender.database.engine.dialect.name != "sqlite":
        pytest.skip("a copy of a file is restored by copying it back")
    crowd.fill(sender.database, ["yes", "yes"])
    file, copy = Path(str(sender.database.engine.url.database)), tmp_path / "copy.db"
    assert command("run").exit_code == 0
    new = sender.customer("new", "+33611111111")
    sender.decides(new, True)
    sender.database.engine.dispose()
    shutil.copy(file, copy)
    site = command.app.extensions["consent_ui"]  # type: ignore[attr-defined]
    site.app.testing = False  # while testing nothing is written beside the database
    other = replace(sender, database=site.database)
    person = other.decides(new, not served, NOW - timedelta(hours=1))
    if not served:
        assert other.queue(new, person) is not None
    for each in (site.database, sender.database):
        each.engine.dispose()
    for each in file.parent.glob(f"{file.name}-*"):
        each.unlink()
    shutil.copy(copy, file)
    result = command("run", at=NOW + timedelta(minutes=5))
    assert result.exit_code == 2 and "retention reconcile" in result.output
    assert "to …" not in result.output
    assert command("reconcile", input="y\n").exit_code == 0
    assert command("run", at=NOW + timedelta(minutes=6)).exit_code == 0


@pytest.mark.parametrize("words", ["preview", "run"])
def test_what_is_missing_is_said_plainly(sender: Sender, command: Command, words: str) -> None:
    result = command(words, "--campaign", "Nope")
    assert result.exit_code == 2 and "there is no retention campaign named 'Nope'" in result.output
    result = command(words, "--restaurant", "nowhere")
    assert result.exit_code == 2 and "there is no such restaurant" in result.output
    off = replace(sender.campaign, on=False)
    publishing.publish_campaign(sender.database, HOME.id, off, datetime.now(UTC))
    result = command(words)
    assert result.exit_code == 2 and "no retention campaign runs now" in result.output


def test_a_restaurant_without_a_way_to_stop_writes_to_nobody(sender: Sender, command: Command) -> None:
    publishing.publish_restaurant(sender.database, replace(HOME, sms_answers=False), NOW)
    result = command("run")
    assert result.exit_code == 2 and "no way to stop" in result.output and "sms_stop" in result.output


def test_a_restaurant_that_does_not_write_by_sms_is_told_so(sender: Sender, command: Command) -> None:
    publishing.publish_restaurant(sender.database, replace(HOME, channels=(Channel.EMAIL,)), NOW)
    result = command("run")
    assert result.exit_code == 2 and "does not write by SMS" in result.output


@pytest.mark.requirement("SM-06", "SM-08")
def test_a_preview_and_a_run_keep_to_the_restaurants_own_limits(sender: Sender, command: Command) -> None:
    crowd.fill(sender.database, ["yes"])
    sender.database.write(lambda c: limits.keep(c, HOME.id, Limits(opens="16:00"), NOW))
    assert "waits for the hours" in command("preview").stdout
    assert command("run").stdout.count("to …") == 0
    sender.database.write(lambda c: limits.keep(c, HOME.id, Limits(), NOW))
    assert "is written to" in command("preview").stdout
