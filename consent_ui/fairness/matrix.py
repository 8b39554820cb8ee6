"""In which circumstances the two answers are measured."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from consent_ui.examples.measured import MEASURED

if TYPE_CHECKING:  # so that a command can tell what it would measure where no browser is
    from playwright.sync_api import CDPSession, Page

DEADLINE = 120
"""Seconds for one document in every circumstance, or for one answer on a running site: many times what either needs."""
RUNS = 50
"""How often each answer is given, so that 95 of 100 means something."""
WORKERS = 3
"""Browsers at once. Each waits for its next picture half of the time, so two cores can serve three."""
STATES = tuple(MEASURED)
"""The states of the question, and of the same question once somebody has proved a number or address."""
HEIGHTS = {320: 568, 375: 667, 768: 1024, 1280: 800}
"""Width of the window, then its height: of small and common telephones, a tablet and a laptop, in CSS pixels."""
SCHEMES = ("light", "dark", "forced")
TEXTS = (100, 200)
"""Text sizes in per cent."""
INTERACTIONS = {
    "hover": ("hover",),
    "focus-visible": ("focus", "focus-visible", "focus-within"),
    "active": ("hover", "active"),
}
"""What the controls are put in, and the pseudo-classes that make it. Disabled is an attribute, and set as one."""
USUAL_TEXT = 16
"""The browser's own text size in CSS pixels."""


@dataclass(frozen=True, slots=True)
class Matrix:
    """The circumstances of one run, smaller than everything where a person narrows it."""

    widths: tuple[int, ...] = tuple(HEIGHTS)
    schemes: tuple[str, ...] = SCHEMES
    texts: tuple[int, ...] = TEXTS
    interactions: tuple[str, ...] = ("default", *INTERACTIONS, "disabled")

    def cells(self) -> Iterator[tuple[int, str, int]]:
        """Width, colour scheme and text size; what takes the browser longest changes least."""
        for width in self.widths:
            for text in self.texts:
                for scheme in self.schemes:
                    yield width, scheme, text

    def __len__(self) -> int:
        return len(self.widths) * len(self.schemes) * len(self.texts)


def emulate(page: Page, session: CDPSession, width: int, scheme: str, text: int) -> None:
    """Put the page into one circumstance without loading it again."""
    size = {"width": width, "height": HEIGHTS.get(width, 800)}
    if page.viewport_size != size:
        page.set_viewport_size(size)  # type: ignore[arg-type]
    session.send("Page.setFontSizes", {"fontSizes": {"standard": USUAL_TEXT * text // 100}})
    if scheme == "forced":
        page.emulate_media(color_scheme="light", forced_colors="active")
    else:
        page.emulate_media(color_scheme=scheme, forced_colors="none")  # type: ignore[arg-type]
