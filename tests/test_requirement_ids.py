"""The list of requirements, and the marker that cites it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

from tests.requirement_ids import overview, titles

ROOT = Path(__file__).resolve().parent.parent


def run(folder: Path, test: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run pytest on one file in a folder of its own."""
    (folder / "conftest.py").write_text("pytest_plugins = ['tests.requirement_ids']\n")
    (folder / "test_it.py").write_text(f"import pytest\n{test}\n")
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "--strict-markers", *arguments, "."],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_every_id_is_well_formed_and_has_a_title_of_its_own() -> None:
    known = titles()
    assert len(known) > 150
    assert all(re.fullmatch(r"[A-Z]{2}-\d{2}", name) for name in known)
    assert len(set(known.values())) == len(known)
    assert all(0 < len(title) <= 80 for title in known.values())


def test_a_known_id_is_counted_once_per_test(tmp_path: Path) -> None:
    test = (
        "pytestmark = pytest.mark.requirement('SY-02')\n"
        "@pytest.mark.requirement('SY-02', 'AX-01')\n"
        "def test_a(): assert 0\n"
        "def test_b(): assert 0"
    )
    done = run(tmp_path, test, "--requirements")
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"SY-02  {titles()['SY-02']} (2)" in done.stdout
    assert f"AX-01  {titles()['AX-01']} (1)" in done.stdout
    assert f"2 of {len(titles())} requirements have a test." in done.stdout


def test_an_unknown_id_stops_the_run(tmp_path: Path) -> None:
    done = run(tmp_path, "@pytest.mark.requirement('SY-99')\ndef test_a(): pass")
    assert done.returncode != 0
    assert "SY-99" in done.stdout + done.stderr
    assert "1 passed" not in done.stdout


def test_a_marker_without_an_id_stops_the_run(tmp_path: Path) -> None:
    done = run(tmp_path, "@pytest.mark.requirement()\ndef test_a(): pass")
    assert done.returncode != 0
    assert "no id" in done.stdout + done.stderr


def test_the_overview_parts_rows_with_and_without_a_test() -> None:
    lines = overview({"AA-01": "one", "AA-02": "two"}, Counter({"AA-02": 3}))
    assert lines == [
        "Requirements with a test (and how many):",
        "  AA-02  two (3)",
        "Requirements without a test:",
        "  AA-01  one",
        "1 of 2 requirements have a test.",
    ]
