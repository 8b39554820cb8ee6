"""What the gallery shows: every partial in every named state, in each language, width and colour scheme."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from consent_ui.examples import EXAMPLES
from consent_ui.store.themes import Worn
from consent_ui.texts import Texts
from consent_ui.themes import Look, Theme

WIDTHS = (320, 375, 768, 1280)
SCHEMES = ("light", "dark")
ASKED = ("banner", "receipt", "lazy")
"""What `{{ consent_banner() }}` puts first into a host's page."""
ON_OUR_PAGES = ("preferences", "contact", "notice", "problem", "message")
"""What is shown inside our own layout; the rest stands in a host's text."""


def shown_by(partial: str) -> tuple[str, ...]:
    """The templates that make up the page of one state."""
    file = f"_{partial}.html"
    if partial in ON_OUR_PAGES:
        parts = (file, "_device.html") if partial == "preferences" else (file,)
        return (*parts, f"{partial}.html", "layout.html")
    if partial in ASKED:
        return (file, "_asking.html")
    return (file, "_device.html") if partial == "account" else (file,)


def slug(state: str) -> str:
    """A state's name as it stands in an address."""
    return state.replace(" ", "-")


def state_of(partial: str, in_address: str) -> str | None:
    """The state with this name in addresses."""
    return next((state for state in EXAMPLES.get(partial, {}) if slug(state) == in_address), None)


def source_of(text: Texts, path: str | None, look: Look) -> str:
    """Where a file in force comes from, in words."""
    if path is None:
        return text("gallery.source.shipped")
    theme = look.theme
    if theme and Path(path).is_relative_to(theme.folder):
        return text("gallery.source.theme", name=theme.name)
    return text("gallery.source.site")


def warning(text: Texts, worn: Worn | None, look: Look, installed: Mapping[str, Theme]) -> str:
    """What every page says of a worn theme that nobody can vouch for, or of the one that is looked at when it cannot
    be worn; empty when all is well (SY-17)."""
    if worn is None:
        return text("gallery.warning.gone", name=look.theme.name) if look.theme and look.theme.faults else ""
    theme = installed.get(worn.theme)
    if theme is None or theme.faults:
        return text("gallery.warning.gone", name=worn.theme)
    if theme.digest != worn.digest:  # whatever was found in the files of then, nobody sees them
        return text("gallery.warning.changed", name=worn.theme)
    if worn.findings is None:
        return text("gallery.warning.unmeasured", name=worn.theme)
    return text("gallery.warning.forced", name=worn.theme, count=worn.findings) if worn.findings else ""
