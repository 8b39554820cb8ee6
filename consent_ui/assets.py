"""Finds the templates and static files, and names each static file by its content.

In an installed package the two folders lie inside it, in a checkout beside it.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

HTMX = "vendor/htmx-4.0.1.min.js"
STYLESHEET = "consent.css"
OWN_STYLESHEET = "consent-pages.css"
SCRIPT = "consent.js"
ICON = "icon.svg"
"""Two equal halves, for the tab of pages that have no site around them."""


def folder(name: str) -> Path:
    """The folder `templates` or `static`."""
    inside = Path(__file__).parent / name
    return inside if inside.is_dir() else Path(__file__).parent.parent / name


@lru_cache(100)
def version(filename: str) -> str:
    """Twelve digits that change when the file does, so that browsers may keep it for ever."""
    return hashlib.sha256((folder("static") / filename).read_bytes()).hexdigest()[:12]
