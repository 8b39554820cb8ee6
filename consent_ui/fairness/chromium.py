"""Finds a Chromium and starts it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Error, Playwright, sync_playwright

VARIABLE = "CONSENT_CHROMIUM"
"""Names the browser's program, before any other is looked for."""
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PLACES = (
    "/usr/bin/chromium",
    "/usr/lib/chromium/chromium",
    "/usr/lib64/chromium-browser/chromium-browser",
    "/snap/bin/chromium",
    "/opt/google/chrome/chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
ARGUMENTS = (
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


class NotMeasured(Exception):
    """What was asked for could not be measured; the message says why, and what would help."""


@contextmanager
def open_browser(program: str | None = None) -> Iterator[Browser]:
    """A running browser: `program`, else the one CONSENT_CHROMIUM names, else Playwright's own, else one on the PATH.

    Raises NotMeasured when none starts.
    """
    with sync_playwright() as playwright:
        browser = _start(playwright, program or os.environ.get(VARIABLE))
        try:
            yield browser
        finally:
            browser.close()


def installed() -> list[str]:
    """Every file of this machine that is named as a Chromium would be; whether one starts is another question."""
    found = [*filter(None, map(shutil.which, NAMES)), *(place for place in PLACES if os.path.isfile(place))]
    return list(dict.fromkeys(found))


def _start(playwright: Playwright, named: str | None) -> Browser:
    # The browser's own sandbox refuses to run as root, as in most containers.
    arguments = [*ARGUMENTS, *(["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else [])]
    candidates = [named] if named else [None, *installed()]
    complaints = []
    for program in candidates:
        try:
            return playwright.chromium.launch(executable_path=program, args=arguments, timeout=60_000)
        except Error as error:
            complaints.append(f"{program or 'the browser of Playwright'}: {error.message.strip().splitlines()[0]}")
    raise NotMeasured(
        "no Chromium starts here. Run `playwright install chromium`, or install Chromium, or name one in "
        f"{VARIABLE}. Tried " + "; ".join(complaints)
    )
