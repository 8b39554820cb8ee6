"""The house's own rules: who may import whom, style, types, small files, SQL in one place."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "consent_ui"
LONGEST = 220
SOURCES = sorted(PACKAGE.rglob("*.py"))

SQL = re.compile(
    r"\b(SELECT\s.+\sFROM|INSERT\s+INTO|UPDATE\s+\w+\s+SET|DELETE\s+FROM|CREATE\s+(TABLE|TRIGGER|INDEX)|PRAGMA\s"
    r"|BEGIN\s+IMMEDIATE)\b",
    re.DOTALL,
)
BUILDERS = {"select", "insert", "update", "delete", "text", "func", "Table", "Column", "MetaData"}


@pytest.mark.parametrize(
    "command",
    [
        ["ruff", "check", "--no-cache", "."],
        ["ruff", "format", "--no-cache", "--check", "."],
        ["mypy", "--no-incremental"],
        ["importlinter.cli"],
    ],
    ids=["style", "format", "types", "imports"],
)
def test_a_tool_has_no_complaint(command: list[str], tmp_path: Path) -> None:
    program, *arguments = command
    if program == "importlinter.cli":
        run = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()", "--no-cache"]
    else:
        run = [sys.executable, "-m", program, *arguments]
    done = subprocess.run(
        run, cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_files_are_small_enough_to_read_at_once() -> None:
    assert len(SOURCES) > 30
    long = {str(path.relative_to(ROOT)): n for path in SOURCES if (n := lines(path)) > LONGEST}
    assert long == {}


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def elsewhere() -> list[Path]:
    """Every module but the store, and the migrations that build its tables."""
    return [path for path in SOURCES if path.relative_to(PACKAGE).parts[0] not in ("store", "migrations")]


def sql_in(source: str) -> list[str]:
    """What in this source speaks SQL: texts that read like it, and what SQLAlchemy builds it with."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and SQL.search(node.value):
            found.append(node.value)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("sqlalchemy"):
            found += [alias.name for alias in node.names if alias.name in BUILDERS]
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("consent_ui.store."):
            found += [node.module] if node.module and node.module.endswith("tables") else []
        if isinstance(node, ast.ImportFrom) and node.module == "consent_ui.store":
            found += [alias.name for alias in node.names if alias.name.endswith("tables")]
    return found


def test_sql_is_spoken_in_the_store_alone() -> None:
    spoken = {str(path.relative_to(ROOT)): sql_in(path.read_text(encoding="utf-8")) for path in elsewhere()}
    assert {name: found for name, found in spoken.items() if found} == {}
    assert sql_in((PACKAGE / "store" / "history.py").read_text(encoding="utf-8")) != []


@pytest.mark.parametrize(
    "planted",
    [
        "x = 'SELECT id FROM consent_decision'",
        "x = 'DELETE FROM consent_decision'",
        "x = f'UPDATE {y} SET a = 1'\nz = 'UPDATE decision SET a = 1'",
        "from sqlalchemy import insert",
        "from consent_ui.store.tables import decision",
        "from consent_ui.store import tables",
        "from consent_ui.store.sending_tables import message",
        "from consent_ui.store import counting_tables as counting",
    ],
)
def test_planted_sql_is_found(planted: str) -> None:
    assert sql_in(planted)


@pytest.mark.parametrize("innocent", ["x = 'Please select one from the list'", "from sqlalchemy import Connection"])
def test_ordinary_words_are_no_sql(innocent: str) -> None:
    assert sql_in(innocent) == []


def test_rules_know_no_clock_and_no_chance() -> None:
    for path in sorted((PACKAGE / "rules").rglob("*.py")):
        source = path.read_text(encoding="utf-8")
        assert not re.search(r"\.(now|utcnow|today)\(|\btime\.|\brandom\b|\buuid4\b|\burandom\b|\bopen\(", source), path


def test_every_module_says_what_it_is_for() -> None:
    for path in SOURCES:
        source = path.read_text(encoding="utf-8")
        if source.strip():
            assert ast.get_docstring(ast.parse(source)), path


def test_whoever_judges_words_comes_in_by_the_one_door() -> None:
    """`consent_ui.rules.wording` itself; what lies inside may be moved without asking anybody."""
    inside = re.compile(r"consent_ui\.rules\.wording\.\w+")
    others = [path for path in SOURCES if (PACKAGE / "rules" / "wording") not in path.parents]
    assert [path.name for path in others if inside.search(path.read_text(encoding="utf-8"))] == []
