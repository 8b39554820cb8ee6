"""Themes: a folder with a theme.css, pictures, fonts and template overrides, chosen per restaurant.

Shipped ones live in templates/themes/<name>/, a site's own in the folder that CONSENT_THEMES names; there the site's
wins over a shipped one of the same name.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
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
    """One theme as its files were when they were read, once: what is measured, worn and served are these very bytes,
    whatever becomes of the folder."""

    name: str
    folder: Path
    digest: str
    """SHA-256 of every file's name and content: another digest is another look."""
    contents: Mapping[str, bytes] = field(default_factory=dict, compare=False, repr=False)
    """Every file that counts, by name: what is served, and the templates."""
    faults: tuple[str, ...] = ()
    """Why this theme cannot be worn; empty normally."""

    @property
    def files(self) -> dict[str, bytes]:
        """What is served, by name."""
        return {name: content for name, content in self.contents.items() if Path(name).suffix in MEDIA_TYPES}

    @property
    def version(self) -> str:
        """Names these files in addresses."""
        return self.digest[:12]

    def copy_to(self, folder: Path) -> None:
        """Write these very files into a new folder. Raises OSError."""
        folder.mkdir(parents=True)
        for name, content in self.contents.items():
            (folder / name).write_bytes(content)


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
    folders = [shipped_themes()]
    if own:
        folders.append(Path(own).absolute())
    return {theme.name: theme for folder in folders for theme in _in(folder)}


def shipped_themes() -> Path:
    """The folder of the themes that are ours."""
    return assets.folder("templates") / "themes"


def _in(folder: Path) -> list[Theme]:
    try:
        each = sorted(path for path in folder.iterdir() if NAME.fullmatch(path.name) and path.name != RESERVED)
    except OSError:
        return []
    found = (read_theme(path) for path in each)
    return [theme for theme in found if STYLESHEET in theme.contents or theme.faults]


def read_theme(folder: Path) -> Theme:
    """The theme in this folder. Only files directly inside it count; a link that leads out of it, and a file that
    cannot be read, are faults."""
    contents: dict[str, bytes] = {}
    faults: list[str] = []
    total = hashlib.sha256()
    for name, path in _files_of(folder, faults):
        try:
            contents[name] = path.read_bytes()
        except OSError as error:
            faults.append(f"{name} cannot be read: {error.strerror}")
            continue
        total.update(f"{name}\0{hashlib.sha256(contents[name]).hexdigest()}\n".encode())
    faults += _foreign(contents)
    return Theme(folder.name, folder, total.hexdigest(), MappingProxyType(contents), tuple(faults))


def _files_of(folder: Path, faults: list[str]) -> Iterator[tuple[str, Path]]:
    """The files that count, in the order of their names."""
    try:
        if not folder.is_dir():
            return
        home = folder.resolve()
        found = sorted(path for path in folder.iterdir() if path.suffix in (*MEDIA_TYPES, TEMPLATES))
        for path in found:
            if not FILE_NAME.fullmatch(path.name):
                continue
            if path.is_symlink() and path.resolve().parent != home:
                faults.append(f"{path.name} is a link that leads out of its folder")
            elif path.is_file():
                yield path.name, path
    except (OSError, RuntimeError) as error:  # RuntimeError: a link in a circle
        faults.append(f"{folder.name} cannot be read: {getattr(error, 'strerror', None) or error}")


def _foreign(files: Mapping[str, bytes]) -> Iterator[str]:
    """A theme asks nobody else for anything: no foreign request before the answer (CV-16)."""
    for name, content in files.items():
        if not name.endswith(".css"):
            continue
        css = as_read(content.decode("utf-8", "replace"))
        for match in FOREIGN.finditer(css):
            line = css.count("\n", 0, match.start()) + 1
            yield f"{name}, line {line}: {match[0]} — keep every picture, font and rule in the theme's folder"
