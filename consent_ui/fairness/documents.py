"""Measures what both answers are in one open document: element, names, the Tab key's order, and what is ticked when."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

from consent_ui.fairness.controls import OneSided, Pair, find
from consent_ui.fairness.sheets import Sheet
from consent_ui.rules.measured import Control, Structure

STOPS = 120
"""How many stops of the Tab key are walked before a control counts as out of its reach."""


def structure(pair: Pair, sheet: Sheet, ticked: tuple[tuple[str, str], ...] = ()) -> Structure:
    """The document as it is now; `ticked` is what other moments found switched on."""
    found = pair.run("structure")
    roles = _roles(pair)
    stops = _stops(pair)
    one, two = (
        Control(
            **{**found[which], "classes": tuple(found[which]["classes"]), "icons": tuple(found[which]["icons"])},
            role=roles[index][0],
            name=roles[index][1],
            stop=stops[index],
        )
        for index, which in enumerate(("accept", "decline"))
    )
    return Structure(
        sheet.where, one, two, found["same_parent"], found["adjacent"], found["default"], tuple(found["fields"]), ticked
    )


def ticks(page: Page, pair: Pair, sheet: Sheet) -> tuple[tuple[str, str], ...]:
    """What is switched on without an act: on load, after a reload, and after Back, where a browser may bring back what
    was ticked before. The document is loaded afresh each time: every handle of it is stale afterwards."""
    found: list[tuple[str, str]] = []
    if not pair.run("toggles"):
        return ()
    found += [("on load", name) for name in pair.run("ticked")]
    pair.run("tick")
    page.reload(wait_until="load")
    found += [("after reload", name) for name in _ticked(page, pair, sheet)]
    again = find(page, pair.session, sheet)
    if isinstance(again, Pair):
        again.run("tick")
    page.goto("about:blank")
    page.go_back(wait_until="load")
    found += [("after Back", name) for name in _ticked(page, pair, sheet)]
    return tuple(dict.fromkeys(found))


def _ticked(page: Page, pair: Pair, sheet: Sheet) -> list[str]:
    again = find(page, pair.session, sheet)
    return [] if isinstance(again, OneSided) else list(again.run("ticked"))


def _roles(pair: Pair) -> list[tuple[str, str]]:
    """Role and name of both, as the browser tells assistive technology."""
    pair.run("mark")
    found = []
    for index in (0, 1):
        remote = pair.session.send("Runtime.evaluate", {"expression": f"consentMarked[{index}]"})
        tree = pair.session.send(
            "Accessibility.getPartialAXTree", {"objectId": remote["result"]["objectId"], "fetchRelatives": False}
        )
        node: dict[str, Any] = tree["nodes"][0] if tree["nodes"] else {}
        found.append((str(node.get("role", {}).get("value", "")), str(node.get("name", {}).get("value", ""))))
    return found


def _stops(pair: Pair) -> tuple[int | None, int | None]:
    """Where the Tab key reaches both: counted from each other where they are neighbours, else from the top."""
    if _leads(pair, 0, "Tab") and _leads(pair, 1, "Shift+Tab"):
        return 0, 1
    if _leads(pair, 1, "Tab") and _leads(pair, 0, "Shift+Tab"):
        return 1, 0
    pair.page.evaluate("() => { document.activeElement?.blur(); getSelection().removeAllRanges(); }")
    pair.page.mouse.click(0, 0)
    met: dict[int, int] = {}
    for stop in range(STOPS):
        pair.page.keyboard.press("Tab")
        which = pair.run("focused")
        if which >= 0:
            met.setdefault(which, stop)
        if len(met) == 2:
            break
    return met.get(0), met.get(1)


def _leads(pair: Pair, start: int, key: str) -> bool:
    """Whether this key leads from one answer to the other."""
    pair.run("focus", which=start)
    if pair.run("focused") != start:
        return False
    pair.page.keyboard.press(key)
    return bool(pair.run("focused") == 1 - start)
