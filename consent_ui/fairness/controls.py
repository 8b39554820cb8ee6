"""Finds the two answers in a page: by selectors, or by role and name; in shadow roots and frames of the same origin."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import CDPSession, ElementHandle, Frame, Page

from consent_ui.fairness.chromium import NotMeasured
from consent_ui.fairness.sheets import Sheet

# Run by the browser's debugger, so that no Content-Security-Policy is in the way.
PARTS = ("places.js", "styles.js", "tasks.js")
SCRIPT = "\n".join(Path(__file__).with_name(part).read_text(encoding="utf-8") for part in PARTS)
CALL = f"([[one, two], task]) => {{\n{SCRIPT}\n}}"

ROLES = ("button", "link")
# Whole labels first, then the beginnings of longer ones, per language; the first that fits wins.
ACCEPTING = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"^\W*(accept|allow|agree to|consent to|enable)( all)?( cookies)?\W*$",
        r"^\W*(tout accepter|accepter( tout)?( les cookies)?|j.accepte|autoriser( tout)?|tout autoriser)\W*$",
        r"^\W*(yes|oui)\b",
        r"^\W*(i |we )?(accept|agree|allow|consent|subscribe|sign me up)\b",
        r"^\W*(j.)?(accepte|autorise|consens|m.abonne)",
        r"^\W*(ok|okay|got it|d.accord|compris|continue)\W*$",
    )
)
DECLINING = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"^\W*(decline|reject|refuse|deny|disallow)( all)?( cookies)?\W*$",
        r"^\W*(tout (refuser|rejeter)|(refuser|rejeter)( tout)?( les cookies)?|je refuse)\W*$",
        r"^\W*(no|non)\b",
        r"^\W*(i |we )?(decline|reject|refuse|deny|do not|don.t)\b",
        r"^\W*(je )?(refuse|rejette|ne )",
        r"^\W*(continue without|continuer sans|(use |only )?(necessary|essential)|(uniquement|seulement) )",
    )
)


@dataclass
class Pair:
    """Both answers in a page that is open, and the debugger's own way to them."""

    page: Page
    session: CDPSession
    accept: ElementHandle
    decline: ElementHandle
    frame: Frame

    def run(self, name: str, **task: object) -> Any:
        """One task of tasks.js."""
        return self.frame.evaluate(CALL, [[self.accept, self.decline], {"name": name, **task}])

    def labels(self) -> tuple[str, str]:
        """What each of the two says, for a person who asks which were taken."""
        one, two = (each.evaluate("e => (e.innerText || e.value || '').trim()") for each in (self.accept, self.decline))
        return str(one), str(two)


@dataclass(frozen=True, slots=True)
class OneSided:
    """Only one of the two answers is there."""

    accept: bool
    decline: bool


def find(page: Page, session: CDPSession, sheet: Sheet) -> Pair | OneSided:
    """Both answers of this document. Raises NotMeasured when neither is there."""
    accepting, declining = False, False
    for frame in _frames(page):
        accept = _first(frame, sheet.accept) if sheet.accept else _named(frame, ACCEPTING)
        decline = _first(frame, sheet.decline) if sheet.decline else _named(frame, DECLINING)
        if accept and decline:
            return Pair(page, session, accept, decline, frame)
        accepting, declining = accepting or accept is not None, declining or decline is not None
    if not accepting and not declining:
        raise NotMeasured(f"{sheet.address}: no control to accept and none to decline was found; name them by selector")
    return OneSided(accepting, declining)


def _frames(page: Page) -> Iterator[Frame]:
    """The page's frames that a script of the page itself could read."""
    own = urlsplit(page.url)[:2]
    for frame in page.frames:
        if frame is page.main_frame or urlsplit(frame.url)[:2] == own or frame.url.startswith("about:"):
            yield frame


def _first(frame: Frame, selectors: Sequence[str]) -> ElementHandle | None:
    """The first visible element of the first selector that has one; shadow roots are pierced."""
    for selector in selectors:
        found = frame.query_selector_all(selector)
        shown = next((each for each in found if each.is_visible()), None)
        if shown or found:
            return shown or found[0]
    return None


def _named(frame: Frame, patterns: Sequence[re.Pattern[str]]) -> ElementHandle | None:
    for pattern in patterns:
        for role in ROLES:
            for each in frame.get_by_role(role, name=pattern).all():  # type: ignore[arg-type]
                if each.is_visible():
                    return each.element_handle()
    return None
