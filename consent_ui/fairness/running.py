"""Measures many documents, one page load each, in several browsers at once."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from playwright.sync_api import Browser, CDPSession, Error, Page
from playwright.sync_api import TimeoutError as TookTooLong

from consent_ui.fairness.chromium import NotMeasured, open_browser
from consent_ui.fairness.controls import OneSided, Pair, find
from consent_ui.fairness.deadlines import deadline
from consent_ui.fairness.documents import structure, ticks
from consent_ui.fairness.looks import looks
from consent_ui.fairness.matrix import DEADLINE, WORKERS, Matrix, emulate
from consent_ui.fairness.pictures import Photograph
from consent_ui.fairness.sheets import Sheet
from consent_ui.rules.measured import Measured, Missing, Where

PATIENCE = 20_000
"""Milliseconds a page may take to load."""
REFUSED = """() => performance.getEntriesByType("resource")
    .filter(each => each.name.startsWith("http") && !(each.responseStatus >= 200 && each.responseStatus < 400))
    .map(each => each.name)"""
"""What a page asked for and did not get."""
LETTERS = """() => Promise.race([
    document.fonts.ready.then(() => true), new Promise(done => setTimeout(() => done(false), 10000))])"""
"""Whether the page's fonts have come. Some never do."""
LATE = 5.0
"""Seconds that a banner may take to appear on a site of somebody else."""


@dataclass(frozen=True, slots=True)
class Measurement:
    """One document measured: every value, and the pictures by circumstance."""

    sheet: Sheet
    measured: tuple[Measured, ...]
    pictures: dict[Where, Photograph]
    taken: tuple[str, str] = ("", "")
    """The words of the two controls that were taken for the answers."""


def measure(
    browser: Browser, sheet: Sheet, matrix: Matrix, seconds: float = DEADLINE, pictures: bool = True
) -> Measurement:
    """Load one document and measure it in every circumstance of the matrix, within so many seconds.

    Without `pictures` those that only a person would look at are not taken.

    Raises NotMeasured when it does not load, takes longer (then the browser has been ended), or holds neither answer.
    """
    name = sheet.address if not sheet.is_ours else str(sheet.where)
    try:
        with deadline(browser, seconds, name):
            context = browser.new_context(reduced_motion="no-preference", locale=sheet.where.language or "en")
            try:
                return _measure(context.new_page(), sheet, matrix, pictures)
            finally:
                context.close()
    except TookTooLong as error:
        raise NotMeasured(f"{name}: did not load within {PATIENCE // 1000} s") from error
    except Error as error:
        raise NotMeasured(f"{name}: {error.message.strip().splitlines()[0]}") from error


def _measure(page: Page, sheet: Sheet, matrix: Matrix, with_pictures: bool) -> Measurement:
    session = page.context.new_cdp_session(page)
    emulate(page, session, *next(iter(matrix.cells())))
    page.goto(sheet.address, wait_until="domcontentloaded", timeout=PATIENCE)
    pair = _both(page, session, sheet)
    if isinstance(pair, OneSided):
        return Measurement(sheet, (Missing(sheet.where, pair.accept, pair.decline),), {})
    early = pair.run("early")
    page.wait_for_load_state("load", timeout=PATIENCE)
    # Before the styles have come nothing can be hidden by them: what counts is both moments.
    first, second = (a and b for a, b in zip(early, pair.run("early"), strict=True))
    if not page.evaluate(LETTERS):
        raise NotMeasured(f"{sheet.address}: its fonts do not come, so this is not what visitors see")
    if sheet.is_ours and (refused := page.evaluate(REFUSED)):
        raise NotMeasured(f"{sheet.where}: {refused[0]} could not be loaded, so this is not what visitors see")
    measured: list[Measured] = []
    emulate(page, session, *max(matrix.cells()))
    document = structure(pair, sheet) if pair.run("visible") else None
    page.evaluate("() => document.activeElement?.blur()")
    pictures: dict[Where, Photograph] = {}
    for seen in looks(pair, sheet, matrix, (first, second), with_pictures):
        measured.append(seen.measured)
        if seen.picture:
            pictures[seen.measured.where] = seen.picture
    taken = pair.labels()
    if document is not None:
        measured.append(replace(document, ticked=ticks(page, pair, sheet)))
    return Measurement(sheet, tuple(measured), pictures, taken)


def _both(page: Page, session: CDPSession, sheet: Sheet) -> Pair | OneSided:
    """The answers of this document; on somebody else's site a script may bring them late."""
    given_up = time.monotonic() + (0 if sheet.is_ours else LATE)
    while True:
        try:
            pair = find(page, session, sheet)
            if isinstance(pair, Pair) or time.monotonic() > given_up:
                return pair
        except NotMeasured:
            if time.monotonic() > given_up:
                raise
        page.wait_for_timeout(100)


def measure_all(
    documents: Sequence[Sheet],
    matrix: Matrix,
    seconds: float = DEADLINE,
    pictures: bool = True,
    workers: int = WORKERS,
) -> Iterator[Measurement]:
    """Every document within so many seconds, as each is done. Raises NotMeasured at the first that cannot be."""

    todo: queue.SimpleQueue[Sheet] = queue.SimpleQueue()
    done: queue.SimpleQueue[Measurement | Exception] = queue.SimpleQueue()
    for sheet in documents:
        todo.put(sheet)
    threads = [
        threading.Thread(target=_work, args=(todo, done, matrix, seconds, pictures), daemon=True)
        for _ in range(min(workers, len(documents)))
    ]
    for thread in threads:
        thread.start()
    try:
        for _ in documents:
            found = done.get()
            if isinstance(found, Exception):
                raise found
            yield found
    finally:
        while not todo.empty():
            _take(todo)
        for thread in threads:
            thread.join()


def _work(
    todo: queue.SimpleQueue[Sheet],
    done: queue.SimpleQueue[Measurement | Exception],
    matrix: Matrix,
    seconds: float,
    pictures: bool,
) -> None:
    """One browser measuring until nothing is left to do."""
    try:
        with open_browser() as browser:
            while (sheet := _take(todo)) is not None:
                done.put(measure(browser, sheet, matrix, seconds, pictures))
    except Exception as error:  # whatever stops a browser is told where the results are waited for
        done.put(error)


def _take(todo: queue.SimpleQueue[Sheet]) -> Sheet | None:
    try:
        return todo.get_nowait()
    except queue.Empty:
        return None
