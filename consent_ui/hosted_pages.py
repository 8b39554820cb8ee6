"""What the templates of a host's own pages receive; a part of the contract in pages.py."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated as T

from markupsafe import Markup

from consent_ui.texts import Texts


@dataclass(frozen=True, slots=True)
class Asking:
    """What `{{ consent_banner() }}` puts into a page: question or confirmation, live region, loader of htmx."""

    content: T[Markup, "the rendered question or confirmation"]
    stylesheet: T[str, "address of consent.css; empty when the page's head has it already"]
    enhance_url: T[str, "address of the loader document"]
    theme_stylesheet: T[str, "address of theme.css; empty without a theme or when the page's head has it"] = ""


@dataclass(frozen=True, slots=True)
class Enhance:
    """The loader document inside the hidden frame."""

    script: T[str, "address of consent.js"]
    htmx: T[str, "address of htmx"]


@dataclass(frozen=True, slots=True)
class Lazy:
    """Stands in for the banner on pages that are cached: a link that the question replaces."""

    text: T[Texts, "looks up a text by key"]
    url: T[str, "the question on a page of its own; also where the banner is fetched from"]
    swaps: T[bool, "whether htmx may put the question here; not on a page whose headers could not forbid framing"]
