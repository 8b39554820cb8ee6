"""What was measured of the two answers: values only, filled in by whoever drives the browser.

Lengths are CSS pixels, times seconds, colours as in `rules.colours`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from consent_ui.rules.colours import Colour


@dataclass(frozen=True, slots=True)
class Where:
    """One circumstance: what was on screen, and how it was looked at."""

    state: str
    language: str = ""
    theme: str = ""
    width: int = 0
    scheme: str = ""
    """light, dark or forced (forced colours)."""
    text: int = 100
    """Text size in per cent."""
    interaction: str = "default"
    """default, hover, focus-visible, active or disabled."""

    def __str__(self) -> str:
        parts = (
            self.theme and f"theme {self.theme}",
            self.state,
            self.language,
            self.width and f"{self.width} px",
            self.scheme,
            self.width and f"text {self.text} %",
            self.interaction != "default" and self.interaction,
        )
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Box:
    """Where a control stands in the window."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Painted:
    """What a screenshot shows of a control while both carry the same label."""

    dominant: Colour
    """The commonest colour inside."""
    around: Colour
    """The commonest colour of the ring just outside."""
    luminance: float
    """Mean luma (Rec. ITU-R BT.709, of the encoded channels: dark looks are held as strictly as light ones), 0 to 1."""


@dataclass(frozen=True, slots=True)
class Look:
    """One control as it looks in one circumstance."""

    box: Box
    text: Colour
    ground: Colour
    edge: Colour
    panel: Colour
    styles: Mapping[str, str]
    """Computed styles by name, `::before` and `::after` in front of theirs. Those equal on both may be left out."""
    painted: Painted | None = None
    points: tuple[bool, ...] = ()
    """At five points inside: whether a click there meets the control. Empty where it was not looked at."""
    on_screen: bool = True
    """Wholly inside the window before anything is scrolled."""
    in_reach: bool = True
    """Wholly inside the window once the window is scrolled so that both are."""
    usable: bool = True
    """Could be pressed as soon as it was there."""
    attention: float | None = None
    """How much stands out inside it on a map of what draws the eye; None where no map was made."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of words in the panel, outside headings and controls."""

    words: str
    is_offer: bool
    size: float
    weight: float
    contrast: float


@dataclass(frozen=True, slots=True)
class Other:
    """Another control of the panel: a link or a button beside the two answers."""

    name: str
    area: float
    contrast: float
    """Contrast of its own ground with the panel: 1 when it has no ground of its own."""


@dataclass(frozen=True, slots=True)
class Sight:
    """Both answers in one circumstance."""

    where: Where
    accept: Look
    decline: Look
    lines: tuple[Line, ...] = ()
    others: tuple[Other, ...] = ()
    first: str = ""
    """Which answer comes first in the document: accept, decline, or empty where that is not known."""
    right_to_left: bool = False
    """Whether lines around them run from right to left."""
    added: tuple[tuple[str, str], ...] = ()
    """Element, and words that only a style sheet puts there."""
    unseen: tuple[str, ...] = ()
    """Texts of the notice that are not on the page."""


@dataclass(frozen=True, slots=True)
class Control:
    """What one answer is, whatever it looks like."""

    tag: str
    classes: tuple[str, ...] = ()
    depth: int = 0
    label: str = ""
    """The words that are seen."""
    name: str = ""
    """The name assistive technology says."""
    role: str = ""
    tabindex: int = 0
    autofocus: bool = False
    stop: int | None = 0
    """Its place in the order of the Tab key; None when the key never reaches it."""
    icons: tuple[str, ...] = ()
    """Pictures inside: tag names, and emoji of the label."""


@dataclass(frozen=True, slots=True)
class Structure:
    """Both answers in the document of one state."""

    where: Where
    accept: Control
    decline: Control
    same_parent: bool = True
    adjacent: bool = True
    default: str = ""
    """What Enter in a field of their form presses: accept, decline, or empty for neither."""
    fields: tuple[str, ...] = ()
    """Fields of that form in which Enter sends it."""
    ticked: tuple[tuple[str, str], ...] = ()
    """When (on load, after reload, after Back), and what was found switched on."""


@dataclass(frozen=True, slots=True)
class Missing:
    """A circumstance in which an answer is not there, or cannot be seen."""

    where: Where
    accept: bool
    decline: bool


@dataclass(frozen=True, slots=True)
class Run:
    """One answer given on a running site."""

    steps: int
    """Activations until it was stored."""
    pages: int
    """Pages loaded on the way."""
    requests: int
    seconds: float
    """From the activation until the confirmation was there."""
    stored: str
    """What the ledger holds afterwards: given, refused, or empty."""


@dataclass(frozen=True, slots=True)
class Answers:
    """Many runs of both answers, and what every other control of the panel stored."""

    where: Where
    accept: tuple[Run, ...]
    decline: tuple[Run, ...]
    grants: tuple[str, ...] = ()
    """Names of other controls, or ways to leave, that stored a yes."""
    ticked: tuple[tuple[str, str], ...] = ()
    """As of a Structure."""


Measured = Sight | Structure | Missing | Answers
