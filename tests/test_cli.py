"""The commands: `consent-ui …` and `flask consent …` are the same, and say clearly what went wrong."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from flask import Flask
from flask.cli import FlaskGroup
from flask.testing import FlaskCliRunner
from sqlalchemy import create_engine, inspect, text

from consent_ui import cli
from tests.host.site import create_host
from tests.journeys.place import CONFIG

FILE = Path(__file__).parent / "host" / "restaurant.toml"
Run = Callable[..., Result]


@pytest.fixture(params=["flask consent", "consent-ui"])
def run(request: pytest.FixtureRequest, empty_database_url: str, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command on an empty database, in the one way and in the other."""
    if request.param == "flask consent":
        app = create_host({**CONFIG, "CONSENT_DATABASE_URI": empty_database_url})
        return lambda *words: FlaskCliRunner(app).invoke(args=["consent", *words])
    monkeypatch.setenv("FLASK_CONSENT_DATABASE_URI", empty_database_url)
    monkeypatch.setenv("FLASK_SECRET_KEY", "a key for tests")
    return lambda *words: CliRunner().invoke(cli.command(), list(words))


def tables_of(url: str) -> list[str]:
    """The tables of a database."""
    engine = create_engine(url)
    names = inspect(engine).get_table_names()
    engine.dispose()
    return names


def count(url: str, table: str) -> int:
    """Rows of a table."""
    engine = create_engine(url)
    with engine.connect() as connection:
        rows: int = connection.execute(text(f"SELECT count(*) FROM consent_{table}")).scalar_one()
    engine.dispose()
    return rows


def test_migrate_creates_the_tables_and_does_no_harm_again(run: Run, empty_database_url: str) -> None:
    for _ in range(2):
        result = run("migrate")
        assert result.exit_code == 0 and result.output.startswith("up to date: ") and "secret" not in result.output
    assert {"consent_decision", "consent_notice", "consent_version"} <= set(tables_of(empty_database_url))


def test_publish_reads_a_file_and_reading_it_again_adds_nothing(run: Run, empty_database_url: str) -> None:
    run("migrate")
    result = run("publish", str(FILE))
    assert (result.exit_code, result.output) == (0, "petit-hote: published with 1 campaigns\n")
    rows = [count(empty_database_url, table) for table in ("restaurant", "campaign", "notice")]
    assert rows == [1, 1, 4]
    assert run("publish", str(FILE)).exit_code == 0
    assert [count(empty_database_url, table) for table in ("restaurant", "campaign", "notice")] == rows


def test_a_changed_file_makes_a_new_version(run: Run, empty_database_url: str, tmp_path: Path) -> None:
    run("migrate")
    run("publish", str(FILE))
    changed = tmp_path / "changed.toml"
    changed.write_text(FILE.read_text(encoding="utf-8").replace("percent = 10", "percent = 15"), encoding="utf-8")
    assert run("publish", str(changed)).exit_code == 0
    assert [count(empty_database_url, table) for table in ("campaign", "notice")] == [2, 6]


def test_it_is_said_which_campaign_the_file_no_longer_has(run: Run, tmp_path: Path) -> None:
    run("migrate")
    run("publish", str(FILE))
    shorter = tmp_path / "shorter.toml"
    shorter.write_text(FILE.read_text(encoding="utf-8").partition("[campaign.welcome]")[0], encoding="utf-8")
    result = run("publish", str(shorter))
    assert result.exit_code == 0
    assert result.output == (
        "petit-hote: published with 0 campaigns\npetit-hote: switched off welcome, which the file no longer has\n"
    )


def test_publish_without_files_composes_all_notices_again(run: Run) -> None:
    run("migrate")
    run("publish", str(FILE))
    result = run("publish")
    assert (result.exit_code, result.output) == (0, "petit-hote: 0 new notices\n")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("[restaurant]", "[restaurant", "line"),
        ("[restaurant]", "[place]", "restaurant"),
        ('slug = "petit-hote"', "", "slug"),
        ('languages = ["en", "fr"]', 'languages = ["en", "tlh"]', "languages"),
        ('channels = ["sms"]', 'channels = ["fax"]', "fax"),
        ("percent = 10", "percent = 101", "percent"),
        ("percent = 10", "", "buy"),
        ("percent = 10", "percnt = 10", "percnt"),
        ('kind = "signup"', 'kind = "bingo"', "bingo"),
        ('voucher = "HELLO10"', "", "voucher"),
        ("percent = 10", "percent = 10\nends = 2026-12-31T00:00:00", "time zone"),
    ],
)
def test_a_bad_file_is_said_clearly_and_publishes_nothing(
    run: Run, empty_database_url: str, tmp_path: Path, old: str, new: str, said: str
) -> None:
    run("migrate")
    bad = tmp_path / "bad.toml"
    source = FILE.read_text(encoding="utf-8")
    assert old in source
    bad.write_text(source.replace(old, new), encoding="utf-8")
    result = run("publish", str(bad))
    assert result.exit_code == 1
    assert result.output.startswith(f"Error: {bad}: ") and said in result.output
    assert "Traceback" not in result.output and count(empty_database_url, "restaurant") == 0


@pytest.mark.requirement("IC-13", "IC-01", "IC-09")
@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('name = "Le Petit Hôte"', 'name = "Petit Hôte -50%"', ("IC-01", "heading", "50%")),
        (
            "processors = []",
            'processors = ["Facteur SARL, last chance"]',
            ("IC-09", "information.recipients", "last chance"),
        ),
    ],
)
def test_words_that_may_not_be_shown_are_said_with_reasons_and_nothing_of_the_file_is_stored(
    run: Run, empty_database_url: str, tmp_path: Path, old: str, new: str, said: tuple[str, ...]
) -> None:
    run("migrate")
    bad = tmp_path / "bad.toml"
    source = FILE.read_text(encoding="utf-8")
    source = source if old in source else source.replace("[restaurant]", f"[restaurant]\n{old}")
    bad.write_text(source.replace(old, new), encoding="utf-8")
    result = run("publish", str(bad))
    assert result.exit_code == 1 and "Traceback" not in result.output
    assert result.output.startswith(f"Error: {bad}: ") and "This would pass" in result.output
    for each in said:
        assert each in result.output
    assert [count(empty_database_url, table) for table in ("restaurant", "campaign", "notice")] == [0, 0, 0]


def test_a_file_that_is_not_text_is_said_clearly(run: Run, tmp_path: Path) -> None:
    run("migrate")
    bad = tmp_path / "bad.toml"
    bad.write_bytes(b"\xff\xfe\x00")
    result = run("publish", str(bad))
    assert result.exit_code == 1 and result.output.startswith(f"Error: {bad}: ")


def test_a_file_that_is_not_there_is_said_clearly(run: Run) -> None:
    result = run("publish", "nowhere.toml")
    assert result.exit_code == 2 and "nowhere.toml" in result.output


def test_publishing_before_migrating_says_what_to_do(run: Run) -> None:
    result = run("publish", str(FILE))
    assert result.exit_code == 1 and "migrate" in result.output and "Traceback" not in result.output


def test_both_commands_have_the_same_parts() -> None:
    app = create_host({**CONFIG})
    flask_side = app.cli.commands["consent"]
    assert isinstance(flask_side, click.Group)
    names = {
        "demo", "explain", "fairness", "grants", "language", "migrate", "publish", "recount", "refusals", "retention",
        "staff", "templates", "theme", "tidy", "wording",
    }  # fmt: skip
    assert set(flask_side.commands) == set(cli.command().commands) == names


def test_the_flask_command_finds_ours_on_the_host_alone(empty_database_url: str) -> None:
    """Without an entry point: an application that does not mount us has no such command."""
    for mounted in (True, False):
        app = create_host({**CONFIG, "CONSENT_DATABASE_URI": empty_database_url}) if mounted else Flask("bare")
        result = CliRunner().invoke(FlaskGroup(create_app=lambda app=app: app), ["consent", "migrate"])
        assert ("up to date" in result.output) is mounted, result.output
