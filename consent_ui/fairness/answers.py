"""Gives both answers again and again on a running site: steps, pages, requests, time, and what was stored."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, suppress
from dataclasses import replace

from playwright.sync_api import Browser, ElementHandle, Error, Page, Request

from consent_ui.fairness.chromium import NotMeasured
from consent_ui.fairness.controls import Pair, find
from consent_ui.fairness.deadlines import deadline
from consent_ui.fairness.documents import ticks
from consent_ui.fairness.matrix import DEADLINE, RUNS
from consent_ui.fairness.sheets import Sheet
from consent_ui.rules.measured import Answers, Run
from consent_ui.rules.symmetry_answers import judge_answers

WAYS = ("click", "Enter", "Space")
"""A mouse, and both keys that press a button."""
STEPS = 5
"""After so many activations an answer counts as never stored."""
PATIENCE = 5_000
"""Milliseconds for an answer to be confirmed."""
MOMENT, STILL = 20, 3
"""Milliseconds between two looks at what is still being asked for, and how many quiet looks are enough."""
KINDS = ("document", "xhr", "fetch")
"""Requests that an answer costs; pictures and styles come with a page either way."""

Stored = Callable[[], list[str]]
"""What was stored since it was last asked: given, refused, withdrawn."""


def answers(browser: Browser, sheet: Sheet, stored: Stored, runs: int = RUNS, seconds: float = DEADLINE) -> Answers:
    """Both answers in turn, each by somebody the site has never seen, then everything else a person may press, and
    what is ticked when.

    A difference in time is kept only when a second series of runs shows it too: other work on the machine also takes
    time. Raises NotMeasured when the question is not there, or when one step takes longer than so many seconds (then
    the browser has been ended).
    """
    with closing(Visitor(browser, sheet, stored, seconds)) as visitor:
        found = _series(visitor, runs)
        if any(each.requirement == "SY-10" for each in judge_answers(found)):
            found = _series(visitor, runs)
        grants = tuple(visitor.grants())
        return replace(found, grants=grants, ticked=visitor.ticked())


def _series(visitor: Visitor, runs: int) -> Answers:
    accept: list[Run] = []
    decline: list[Run] = []
    for number in range(runs):
        both = ((accept, "accept"), (decline, "decline"))
        # Whichever comes second finds warmer caches: each does half the time.
        for kept, which in both if number % 2 else reversed(both):
            kept.append(visitor.answer(which, WAYS[number % len(WAYS)]))
    return Answers(visitor.sheet.where, tuple(accept), tuple(decline))


class Visitor:
    """Somebody at a browser, new to the site each time the question is opened."""

    def __init__(self, browser: Browser, sheet: Sheet, stored: Stored, seconds: float = DEADLINE) -> None:
        self.sheet = sheet
        self.stored = stored
        self._browser = browser
        self._seconds = seconds
        self._context = browser.new_context(locale=sheet.where.language or "en")
        self._page = self._context.new_page()
        self._session = self._context.new_cdp_session(self._page)
        self._asked: list[Request] = []
        self._loaded: list[str] = []
        self._under_way: set[Request] = set()
        self._page.on("request", self._ask)
        self._page.on("requestfinished", lambda request: self._under_way.discard(request))
        self._page.on("requestfailed", lambda request: self._under_way.discard(request))
        self._page.on("domcontentloaded", lambda page: self._loaded.append(page.url))

    def close(self) -> None:
        """Leave."""
        with suppress(Error):  # its browser may have been ended
            self._context.close()

    def _deadline(self, what: str) -> AbstractContextManager[None]:
        return deadline(self._browser, self._seconds, f"{self.sheet.where}, {what}")

    def _ask(self, request: Request) -> None:
        self._under_way.add(request)
        if request.resource_type in KINDS and request.frame.parent_frame is None:
            self._asked.append(request)

    def open(self) -> Pair:
        """The question, asked of a stranger, once the page's scripts are at work. Raises NotMeasured."""
        self._context.clear_cookies()
        self.stored()
        try:
            self._page.goto(self.sheet.address)
            pair = self._find()
            box = pair.run("reach")[0]
            self._page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
            self._quiet()
            if not pair.run("visible"):
                pair = self._find()  # scripts have replaced it
        except Error as error:
            raise NotMeasured(f"{self.sheet.address}: {error.message.strip().splitlines()[0]}") from error
        self._asked.clear()
        self._loaded.clear()
        return pair

    def _find(self) -> Pair:
        pair = find(self._page, self._session, self.sheet)
        if not isinstance(pair, Pair):
            raise NotMeasured(f"{self.sheet.address}: one of the two answers is not there")
        return pair

    def _quiet(self) -> None:
        """Wait until the page has asked for nothing for a moment."""
        still = 0
        for _ in range(PATIENCE // MOMENT):
            self._page.wait_for_timeout(MOMENT)
            still = 0 if self._under_way else still + 1
            if still >= STILL:
                return

    def answer(self, which: str, way: str) -> Run:
        """Give one answer, pressing on where a page in between asks for it again."""
        with self._deadline(f"to {which}"):
            return self._answer(which, way)

    def _answer(self, which: str, way: str) -> Run:
        pair = self.open()
        kept: list[str] = []
        seconds, steps = 0.0, 0
        while steps < STEPS and not kept:
            steps += 1
            begun = time.perf_counter()
            _press(self._page, getattr(pair, which), way)
            seconds += time.perf_counter() - begun
            kept = self.stored()
            try:
                pair = pair if kept else self._find()
            except NotMeasured:
                break
        return Run(steps, len(self._loaded), len(self._asked), seconds, kept[0] if kept else "")

    def grants(self) -> Iterator[str]:
        """What stored a yes without being accept: every other control of the panel, and every way to leave it."""
        with self._deadline("ways to leave"):
            count = len(self.open().run("others"))
            ways = list(self._ways())
        yield from ways
        for index in range(count):
            with self._deadline("other controls"):
                pair = self.open()
                others = pair.run("others")
                if index < len(others):
                    pair.run("press", index=index)
                    self._quiet()
                    granted = "given" in self.stored()
            if granted:
                yield others[index]

    def _ways(self) -> Iterator[str]:
        for name, key in (("Escape", "Escape"), ("Page Down", "PageDown")):
            self._page.keyboard.press(key)
            if "given" in self.stored():
                yield name
        self._page.reload()
        if "given" in self.stored():
            yield "reload"

    def ticked(self) -> tuple[tuple[str, str], ...]:
        """What is switched on without an act, on load, after a reload and after Back."""
        with self._deadline("what is ticked"):
            return ticks(self._page, self.open(), self.sheet)


def _press(page: Page, control: ElementHandle, way: str) -> None:
    """Press a control, and wait until it has gone or the page has."""
    try:
        if way == "click":
            control.click(timeout=PATIENCE)
        else:
            control.press(way, timeout=PATIENCE)
        control.wait_for_element_state("hidden", timeout=PATIENCE)
    except Error:
        # The page it stood in is gone, or it stays; either way what was stored tells the rest.
        page.wait_for_load_state("load", timeout=PATIENCE)
