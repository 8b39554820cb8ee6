"""A site whose designer has a themes folder and a templates folder of their own, both written by the test."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from jinja2 import ChoiceLoader, FileSystemLoader

from consent_ui import publishing
from consent_ui.store.themes import Worn
from tests.journeys.place import Place

THEMES = Path(__file__).parent.parent / "themes"


@dataclass
class Studio:
    """The designer's two folders, and the site they belong to."""

    site: Place
    themes: Path
    templates: Path

    def write(self, file: str, source: str) -> Path:
        """Save a template in the site's own templates/consent/."""
        path = self.templates / "consent" / file
        path.parent.mkdir(exist_ok=True)
        path.write_text(source, encoding="utf-8")
        return path

    def theme(self, name: str, **files: str) -> Path:
        """Make a theme of these files: `theme("x", theme_css="…", _banner_html="…")`."""
        folder = self.themes / name
        folder.mkdir(exist_ok=True)
        for key, source in files.items():
            stem, _, suffix = key.rpartition("_")
            (folder / f"{stem}.{suffix}").write_text(source, encoding="utf-8")
        return folder

    def wear(self, name: str | None, findings: int | None = 0, digest: str = "") -> None:
        """Put a theme on the restaurant."""
        consent = self.site.consent
        worn = Worn(name, digest or consent.installed()[name].digest, findings) if name else None
        publishing.wear_theme(consent.database, self.site.restaurant.id, worn)
        consent.forget_programmes()


@pytest.fixture
def kind() -> str:
    """One database is enough for how things look."""
    return "sqlite"


@pytest.fixture
def way() -> str:
    """And one way of sending forms."""
    return "htmx"


@pytest.fixture
def open_studio(open_site: Callable[..., Place], tmp_path: Path) -> Callable[..., Studio]:
    """Opens the studio, with other settings than the usual ones if given."""

    def opened(**settings: Any) -> Studio:
        themes, templates = tmp_path / "themes", tmp_path / "own"
        shutil.copytree(THEMES, themes)
        templates.mkdir()
        site = open_site(CONSENT_THEMES=str(themes), **settings)
        site.app.jinja_env.bytecode_cache = None  # two tests may write a file of the same name
        assert site.app.jinja_loader is not None
        site.app.jinja_loader = ChoiceLoader([FileSystemLoader(templates), site.app.jinja_loader])
        return Studio(site, themes, templates)

    return opened


@pytest.fixture
def studio(open_studio: Callable[..., Studio]) -> Studio:
    """The studio of a site that runs for visitors."""
    return open_studio()


@pytest.fixture
def debugging(open_studio: Callable[..., Studio]) -> Studio:
    """The studio of a site that is being worked on."""
    studio = open_studio()
    studio.site.app.debug = True
    return studio
