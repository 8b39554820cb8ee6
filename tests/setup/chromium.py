"""Finds a Chromium that really starts, and fetches one where there is none."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from consent_ui.fairness import chromium as product
from tests.setup import packages
from tests.setup.packages import Say

# One variable carries the answer from `python -m tests` to every test process.
VARIABLE = "TEST_CHROMIUM"

# Containers seldom allow the browser's own sandbox; only pages of this project are ever opened.
ARGUMENTS = ("--no-sandbox", *product.ARGUMENTS)

PACKAGES = {
    "apt-get": "chromium",
    "dnf": "chromium",
    "apk": "chromium",
    "pacman": "chromium",
    "brew": "chromium",
}


class NoBrowser(Exception):
    """No Chromium starts here; the message says in one sentence what was tried."""


def find() -> Path | None:
    """Return the Chromium named by TEST_CHROMIUM, else the first one that starts, else None."""
    named = os.environ.get(VARIABLE)
    if named:
        return Path(named)
    return next((path for path in _candidates() if complaint_of(path) is None), None)


def ensure(say: Say) -> Path:
    """Return a Chromium that starts, fetching it if need be, one line per step.

    Raises NoBrowser when nothing works.
    """
    named = os.environ.get(VARIABLE)
    if named:
        complaint = complaint_of(Path(named))
        if complaint:
            raise NoBrowser(f"{VARIABLE} names {named}, which does not start: {complaint}")
    found = find()
    if found is not None:
        say(f"found {found}")
        return found
    tried = []
    for step in (_from_playwright, _with_playwright_libraries, _from_system):
        complaint = step(say)
        if complaint is None:
            found = find()
            if found is not None:
                say(f"installed {found}")
                return found
            complaint = "what was installed does not start"
        say(complaint)
        tried.append(complaint)
    raise NoBrowser(
        "No Chromium starts on this machine and none could be installed ("
        + "; ".join(tried)
        + f"). Install Chromium, or name one in {VARIABLE}."
    )


def complaint_of(path: Path) -> str | None:
    """Start the browser on an empty page in a process of its own; None when that works."""
    # A file named chromium may be a stub that only recommends a package: existence proves nothing.
    return packages.run((sys.executable, "-m", "tests.setup.chromium", str(path)), timeout=60)


def _candidates() -> Iterator[Path]:
    seen: set[Path] = set()
    for path in (*map(Path, product.installed()), *_playwright_downloads()):
        if path not in seen and path.is_file():
            seen.add(path)
            yield path


def _playwright_downloads() -> Iterator[Path]:
    home = os.environ.get("PLAYWRIGHT_BROWSERS_PATH")
    roots = (
        [Path(home)]
        if home
        else [
            Path.home() / ".cache/ms-playwright",
            Path.home() / "Library/Caches/ms-playwright",
        ]
    )
    for root in roots:
        # The newest download first: its number is the one this Playwright asked for.
        for folder in sorted(root.glob("chromium*-*"), reverse=True):
            for name in ("chrome", "chrome-headless-shell", "headless_shell", "Chromium"):
                yield from folder.glob(f"**/{name}")


def _from_playwright(say: Say) -> str | None:
    say("running playwright install chromium")
    complaint = packages.run(
        (sys.executable, "-m", "playwright", "install", "--only-shell", "chromium"),
        timeout=300,
        # An unreachable download host must not eat the time the package manager needs.
        extra={"PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT": "15000"},
    )
    return complaint and f"playwright install chromium failed: {complaint}"


def _with_playwright_libraries(say: Say) -> str | None:
    if next(_playwright_downloads(), None) is None:
        return "there is no downloaded browser to complete with system libraries"
    say("running playwright install-deps chromium")
    complaint = packages.run((sys.executable, "-m", "playwright", "install-deps", "chromium"), timeout=300)
    return complaint and f"playwright install-deps failed: {complaint}"


def _from_system(say: Say) -> str | None:
    return packages.install(PACKAGES, say)


def _start(path: str) -> None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS), timeout=40_000)
        page = browser.new_page()
        page.set_content("<p>ready</p>")
        browser.close()


if __name__ == "__main__":
    try:
        _start(sys.argv[1])
    except Exception as error:  # whatever stops the browser is the answer this process was asked for
        sys.exit("Error: " + str(error).strip().splitlines()[0])
