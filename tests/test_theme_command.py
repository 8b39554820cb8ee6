"""`consent-ui theme`: an unfair theme is not put on, unless somebody insists."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from consent_ui import cli
from consent_ui.commands import theme as command
from consent_ui.commands.measuring import CouldNotMeasure
from consent_ui.commands.measuring import Result as Measured
from consent_ui.demo import create_demo
from consent_ui.fairness.sheets import Dress
from consent_ui.state import Consent
from consent_ui.store.themes import Worn
from consent_ui.themes import Theme, read_theme

MOMO = "chez-momo"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A folder of the site's own themes, with one in it."""
    (tmp_path / "themes" / "bistro").mkdir(parents=True)
    (tmp_path / "themes" / "bistro" / "theme.css").write_text(".consent { --consent-radius: 0 }")
    return tmp_path / "themes"


@pytest.fixture
def momo(tmp_path: Path, own: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], Worn | None]]:
    """What Chez Momo wears, in the database that the command uses."""
    address = f"sqlite:///{tmp_path / 'demo.db'}"
    consent: Consent = create_demo(address, {"SECRET_KEY": "a key for tests"}).extensions["consent_ui"]
    monkeypatch.setenv("FLASK_SECRET_KEY", "a key for tests")
    monkeypatch.setenv("FLASK_CONSENT_DATABASE_URI", address)
    monkeypatch.setenv("FLASK_CONSENT_THEMES", str(own))

    def worn() -> Worn | None:
        consent.forget_programmes()
        programme = consent.programme(MOMO)
        assert programme is not None
        return programme.worn

    yield worn
    consent.close()


def run(monkeypatch: pytest.MonkeyPatch, findings: int | None, *words: str) -> Result:
    """The command, on a theme that has so many findings; None: it cannot be measured."""

    def measure(_: Theme) -> int:
        if findings is None:
            raise CouldNotMeasure("no Chromium starts here")
        return findings

    monkeypatch.setattr(command, "_measure", measure)
    return CliRunner().invoke(cli.command(), ["theme", *words])


@pytest.mark.requirement("SY-17", "SY-21")
@pytest.mark.parametrize(
    ("findings", "words", "code", "worn"),
    [
        (0, ("bistro",), 0, 0),
        (0, ("bistro", "--restaurant", MOMO), 0, 0),
        (3, ("bistro",), 1, ...),
        (3, ("bistro", "--force"), 0, 3),
        (None, ("bistro",), 2, ...),
        (None, ("bistro", "--force"), 0, None),
    ],
)
def test_only_a_fair_theme_is_put_on_unless_forced(
    monkeypatch: pytest.MonkeyPatch,
    momo: Callable[[], Worn | None],
    own: Path,
    findings: int | None,
    words: tuple[str, ...],
    code: int,
    worn: object,
) -> None:
    done = run(monkeypatch, findings, *words)
    assert done.exit_code == code, done.output
    assert ("by force" in done.output) == ("--force" in words)
    kept = momo()
    if worn is ...:
        assert kept is None
    else:
        assert kept == Worn("bistro", read_theme(own / "bistro").digest, findings)


def test_a_shipped_theme_is_put_on_and_taken_off(
    monkeypatch: pytest.MonkeyPatch, momo: Callable[[], Worn | None]
) -> None:
    assert run(monkeypatch, 0, "paper").exit_code == 0
    worn = momo()
    assert worn is not None and worn.theme == "paper"
    assert run(monkeypatch, 0, "shipped").exit_code == 0
    assert momo() is None


@pytest.mark.requirement("SY-17")
def test_a_theme_that_changes_while_it_is_measured_is_not_put_on(
    monkeypatch: pytest.MonkeyPatch, momo: Callable[[], Worn | None], own: Path
) -> None:
    def measure(_: Theme) -> int:
        (own / "bistro" / "theme.css").write_text(".consent { --consent-radius: 1em }")
        return 0

    monkeypatch.setattr(command, "_measure", measure)
    done = CliRunner().invoke(cli.command(), ["theme", "bistro"])
    assert done.exit_code == 2 and "changed" in done.output
    assert momo() is None


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("nothing",), "there is no theme nothing"),
        (("bistro", "--restaurant", "elsewhere"), "no such restaurant"),
    ],
)
def test_what_is_not_there_is_said(
    monkeypatch: pytest.MonkeyPatch, momo: Callable[[], Worn | None], words: tuple[str, ...], said: str
) -> None:
    done = run(monkeypatch, 0, *words)
    assert done.exit_code == 1 and said in done.output, done.output
    assert momo() is None


@pytest.mark.requirement("CV-16")
def test_a_theme_that_would_ask_others_for_something_is_not_even_measured(
    monkeypatch: pytest.MonkeyPatch, momo: Callable[[], Worn | None], own: Path
) -> None:
    (own / "bistro" / "theme.css").write_text("@import url(https://elsewhere.example/a.css);")
    done = run(monkeypatch, 0, "bistro", "--force")
    assert done.exit_code == 1 and "@import" in done.output
    assert momo() is None


@pytest.mark.requirement("IC-09", "IC-13")
@pytest.mark.parametrize("force", [False, True])
def test_a_theme_that_words_the_question_with_pressure_is_not_put_on_unless_forced(
    monkeypatch: pytest.MonkeyPatch, momo: Callable[[], Worn | None], own: Path, force: bool
) -> None:
    (own / "bistro" / "_banner.html").write_text(
        '{% extends "shipped/_banner.html" %}'
        "{% block before %}<p>Hurry! Last chance: say yes tonight.</p>{% endblock %}"
    )
    done = run(monkeypatch, 0, "bistro", *(["--force"] if force else []))
    assert "IC-09" in done.output and "Hurry" in done.output
    worn = momo()
    if force:
        assert done.exit_code == 0 and worn is not None and worn.findings
    else:
        assert done.exit_code == 1 and worn is None


@pytest.mark.requirement("SY-17")
@pytest.mark.parametrize(
    ("after", "code", "said"),
    [
        ("nothing", 0, "wears bistro, as it was measured"),
        ("another colour", 1, "measure it again: consent-ui theme bistro"),
        ("no folder", 1, "there is no such theme"),
    ],
)
def test_without_a_name_it_says_whether_visitors_see_what_was_measured(
    monkeypatch: pytest.MonkeyPatch, momo: Callable[[], Worn | None], own: Path, after: str, code: int, said: str
) -> None:
    assert "wears no theme" in run(monkeypatch, 0).output
    assert run(monkeypatch, 0, "bistro").exit_code == 0
    if after == "another colour":
        (own / "bistro" / "theme.css").write_text(".consent { --consent-text: red }")
    if after == "no folder":
        (own / "bistro").rename(own / "Bistro of before")
    done = run(monkeypatch, 0)
    assert (done.exit_code, said in done.output) == (code, True), done.output


@pytest.mark.requirement("SY-17")
def test_what_is_measured_is_a_copy_of_what_is_put_on(
    monkeypatch: pytest.MonkeyPatch, momo: Callable[[], Worn | None], own: Path
) -> None:
    """A folder that changes while it is measured, and back, would otherwise be put on as something it never was."""
    seen = []

    def measure(looks: list[Dress], *_: object) -> Measured:
        (own / "bistro" / "theme.css").write_text("p { color: red }")
        (folder,) = looks[0].folders
        seen.append(((folder / "theme.css").read_text(), folder.is_relative_to(own)))
        (own / "bistro" / "theme.css").write_text(".consent { --consent-radius: 0 }")
        return Measured((), (), ())

    monkeypatch.setattr(command, "measure_themes", measure)
    assert CliRunner().invoke(cli.command(), ["theme", "bistro"]).exit_code == 0
    assert seen == [(".consent { --consent-radius: 0 }", False)] and momo() is not None
