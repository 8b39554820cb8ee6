"""Ties tests to the requirements they hold; a pytest plugin.

`@pytest.mark.requirement("SY-02", "SY-03")` on a test, a class or as a module's `pytestmark` cites rows of
requirements.csv; an unknown id stops the run. `python -m tests --requirements` lists every row with the
number of tests that cite it, and runs nothing.

PYTEST_DONT_REWRITE: it has no assert of its own, so a conftest may import it before pytest loads it.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

LIST = Path(__file__).with_name("requirements.csv")
CITED = pytest.StashKey[Counter[str]]()


def titles() -> dict[str, str]:
    """Return every known id with its short title, in the order of the list."""
    with LIST.open(encoding="utf-8", newline="") as file:
        return {row["id"]: row["title"] for row in csv.DictReader(file)}


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that lists requirements."""
    parser.addoption(
        "--requirements",
        action="store_true",
        help="list the requirements with and without a test, and run nothing",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Register the marker."""
    config.addinivalue_line("markers", "requirement(*ids): rows of requirements.csv that this test holds")
    if config.getoption("--requirements"):
        config.option.collectonly = True
        # The tree of all tests would bury the list.
        config.option.verbose = -2


# Before -k and -m take tests away: a wrong id is an error whichever tests are asked for.
@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Count who cites what; raises UsageError for an id that is not in the list."""
    known = titles()
    cited: Counter[str] = Counter()
    for item in items:
        cited.update({each for mark in item.iter_markers("requirement") for each in ids(item, mark, known)})
    config.stash[CITED] = cited


def ids(item: pytest.Item, mark: pytest.Mark, known: Mapping[str, str]) -> Iterable[str]:
    """Return the ids of one marker; raises UsageError when it has none or an unknown one."""
    unknown = [each for each in mark.args if each not in known]
    if unknown or not mark.args or mark.kwargs:
        raise pytest.UsageError(f"{item.nodeid}: {mark.args or 'no id'} is not in {LIST.name}")
    return mark.args


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print the list when asked for."""
    if config.getoption("--requirements"):
        for line in overview(titles(), config.stash.get(CITED, Counter())):
            terminalreporter.write_line(line)


def overview(known: Mapping[str, str], cited: Counter[str]) -> list[str]:
    """Return the list as lines: rows with a test, rows without, and how many of each."""
    held = [f"  {name}  {known[name]} ({cited[name]})" for name in known if cited[name]]
    open_ = [f"  {name}  {known[name]}" for name in known if not cited[name]]
    return [
        "Requirements with a test (and how many):",
        *held,
        "Requirements without a test:",
        *open_,
        f"{len(held)} of {len(known)} requirements have a test.",
    ]
