"""`consent-ui theme`: an unfair theme is not put on, unless somebody insists."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from consent_ui import cli
from consent_ui.commands import theme, wearing
from consent_ui.commands.measuring import CouldNotMeasure

PutOn = list[tuple[str | None, str, int | None]]


@pytest.fixture
def put_on(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> PutOn:
    """What was put on: restaurant, theme, and how many findings it had."""
    worn: PutOn = []

    def keep(_: object, slug: str | None, name: str, findings: int | None) -> str:
        worn.append((slug, name, findings))
        return slug or "chez-momo"

    monkeypatch.setenv("FLASK_SECRET_KEY", "a key for tests")
    monkeypatch.setenv("FLASK_CONSENT_DATABASE_URI", f"sqlite:///{tmp_path / 'themes.db'}")
    monkeypatch.setattr(wearing, "put_on", keep)
    return worn


def run(monkeypatch: pytest.MonkeyPatch, findings: int | None, *words: str) -> Result:
    """The command, on a theme that has so many findings; None: it cannot be measured."""

    def measure(name: str, folder: Path | None) -> int:
        if findings is None:
            raise CouldNotMeasure("no Chromium starts here")
        return findings

    monkeypatch.setattr(theme, "_measure", measure)
    return CliRunner().invoke(cli.command(), ["theme", *words])


@pytest.mark.requirement("SY-17", "SY-21")
@pytest.mark.parametrize(
    ("findings", "words", "code", "worn"),
    [
        (0, ("paper",), 0, [(None, "paper", 0)]),
        (0, ("paper", "--restaurant", "momo"), 0, [("momo", "paper", 0)]),
        (3, ("paper",), 1, []),
        (3, ("paper", "--force"), 0, [(None, "paper", 3)]),
        (None, ("paper",), 2, []),
        (None, ("paper", "--force"), 0, [(None, "paper", None)]),
        (None, ("shipped",), 0, [(None, "", 0)]),
    ],
)
def test_only_a_fair_theme_is_put_on_unless_forced(
    monkeypatch: pytest.MonkeyPatch, put_on: PutOn, findings: int | None, words: tuple[str, ...], code: int, worn: PutOn
) -> None:
    done = run(monkeypatch, findings, *words)
    assert (done.exit_code, put_on) == (code, worn), done.output
    assert ("by force" in done.output) == ("--force" in words)
