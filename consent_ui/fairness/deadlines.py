"""Ends what takes too long. A page caught in a loop answers nothing, not even a request to close, so its browser is
ended from outside."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from playwright.sync_api import Browser

from consent_ui.fairness.chromium import NotMeasured


@contextmanager
def deadline(browser: Browser, seconds: float, what: str) -> Iterator[None]:
    """Let what stands inside take so many seconds. Then the browser, which this program started, is ended.

    Raises NotMeasured, which names `what`.
    """
    late = threading.Event()
    process = _process(browser)

    def end() -> None:
        late.set()
        with suppress(OSError):  # it may have gone by itself
            os.kill(process, getattr(signal, "SIGKILL", signal.SIGTERM))

    timer = threading.Timer(seconds, end)
    timer.daemon = True
    timer.start()
    try:
        yield
    except Exception as error:
        if late.is_set():
            raise _late(seconds, what) from error
        raise
    finally:
        timer.cancel()
    if late.is_set():
        raise _late(seconds, what)


def _late(seconds: float, what: str) -> NotMeasured:
    return NotMeasured(
        f"{what}: not measured within {seconds:g} s. A script may be caught in a loop, or the server or a font never "
        "comes; a slow machine needs a later --deadline"
    )


def _process(browser: Browser) -> int:
    """The browser's own number among the processes of this machine."""
    session = browser.new_browser_cdp_session()
    try:
        found = session.send("SystemInfo.getProcessInfo")["processInfo"]
    finally:
        session.detach()
    return int(next(each["id"] for each in found if each["type"] == "browser"))
