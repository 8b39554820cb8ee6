"""Themes: a folder with a theme.css, pictures, fonts and template overrides, chosen per restaurant.

Shipped ones live in templates/themes/<name>/, a site's own in the folder that CONSENT_THEMES names; there the site's
wins over a shipped one of the same name.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from consent_ui import assets
from consent_ui.settings import Settings
from consent_ui.stylesheets import FOREIGN, as_read

STYLESHEET = "theme.css"
MEDIA_TYPES: Mapping[str, str] = MappingProxyType({
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".woff2": "font/woff2",
})  # fmt: skip
"""What of a theme is served. Nothing else leaves the folder, templates least of all."""
TEMPLATES = ".html"
RESERVED = "shipped"
"""The name of the look without a theme, so that of none."""
NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
FILE_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]+)+")


@dataclass(frozen=True, slots=True)
class Theme:
    """One theme as its files are now."""

    name: str
    folder: Path
    digest: str
    """SHA-256 of every file's name and content: another digest is another look."""
    files: Mapping[str, Path] = field(default_factory=dict, compare=False)
    """What is served, by name."""
    faults: tuple[str, ...] = ()
    """Why this theme cannot be worn; empty normally."""


@dataclass(frozen=True, slots=True)
class Look:
    """Which templates and styles are in force: a theme over the site's own templates over the shipped ones."""

    theme: Theme | None = None
    shipped: bool = False
    """True for the shipped look alone, without a theme and without the site's own templates."""

    @property
    def key(self) -> str:
        """Tells apart renderings of the same words in different looks."""
        return f"{self.theme.name}:{self.theme.digest}" if self.theme else "shipped" if self.shipped else ""


PLAIN = Look()
SHIPPED = Look(shipped=True)


def themes(settings: Settings) -> dict[str, Theme]:
    """Every installed theme by name: the shipped ones and the site's own."""
    return themes_in(settings.themes)


def themes_in(own: str | Path | None) -> dict[str, Theme]:
    """Every theme by name: the shipped ones, and those in a folder of one's own, which win."""
    folders = [assets.folder("templates") / "themes"]
    if own:
        folders.append(Path(own).absolute())
    return {theme.name: theme for folder in folders for theme in _in(folder)}


def _in(folder: Path) -> list[Theme]:
    if not folder.is_dir():
        return []
    each = sorted(
        path for path in folder.iterdir() if path.is_dir() and NAME.fullmatch(path.name) and path.name != RESERVED
    )
    return [read_theme(path) for path in each if (path / STYLESHEET).is_file()]


def read_theme(folder: Path) -> Theme:
    """The theme in this folder. Only files directly inside it count, and no link that leads out of it."""
    home = folder.resolve()
    found = {
        path.name: path
        for path in sorted(folder.iterdir())
        if path.suffix in (*MEDIA_TYPES, TEMPLATES)
        and FILE_NAME.fullmatch(path.name)
        and path.is_file()
        and path.resolve().parent == home
    }
    total = hashlib.sha256()
    for name, path in found.items():
        total.update(f"{name}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    served = {name: path for name, path in found.items() if path.suffix in MEDIA_TYPES}
    return Theme(folder.name, folder, total.hexdigest(), MappingProxyType(served), tuple(_faults(served)))


def _faults(files: Mapping[str, Path]) -> list[str]:
    """A theme asks nobody else for anything: no foreign request before the answer (CV-16)."""
    found = []
    for name, path in files.items():
        if path.suffix != ".css":
            continue
        css = as_read(path.read_text("utf-8", "replace"))
        for match in FOREIGN.finditer(css):
            line = css.count("\n", 0, match.start()) + 1
            found.append(f"{name}, line {line}: {match[0]} — keep every picture, font and rule in the theme's folder")
    return found
