"""Who looks into the gallery, in which language, and at which look."""

from __future__ import annotations

from dataclasses import dataclass

from flask import abort, request, url_for

from consent_ui import gallery
from consent_ui.gallery_pages import Link
from consent_ui.situation import UnknownRestaurant, this_situation
from consent_ui.state import Consent, state
from consent_ui.store.database import NotRead
from consent_ui.store.themes import Worn
from consent_ui.texts import Texts, languages, texts
from consent_ui.themes import PLAIN, RESERVED, SHIPPED, Look
from consent_ui.views.problems import best_texts


@dataclass(frozen=True)
class Visit:
    """One look into the gallery: in which language, at which look, and what the restaurant wears."""

    consent: Consent
    text: Texts
    look: Look
    worn: Worn | None
    chosen: dict[str, str]
    """What the address asks for."""

    def url(self, endpoint: str, **values: str | None) -> str:
        """A page of the gallery in this language and look; a value of None leaves a choice out."""
        kept = {**self.chosen, "lang": self.text.language, **values}
        return url_for(f"consent.{endpoint}", **{k: v for k, v in kept.items() if v is not None})  # type: ignore[arg-type]


def visit() -> Visit:
    """Who looks, and at what. 404 for visitors, and for a theme or language there is not."""
    consent = state()
    if not consent.app.debug and not consent.hooks.staff():
        abort(404)
    try:
        here = this_situation()
        worn, look = here.programme.worn, here.look
    except (UnknownRestaurant, NotRead):
        worn, look = None, PLAIN
    name, language = request.args.get("theme"), request.args.get("lang")
    name = "" if name == RESERVED else name  # as the commands call it
    if name is not None:
        theme = consent.installed().get(name)
        if name and theme is None:
            abort(404)
        look = Look(theme) if theme else SHIPPED
    if language is not None and language not in languages():
        abort(404)
    chosen = {} if name is None else {"theme": name}
    return Visit(consent, texts(language) if language else best_texts(), look, worn, chosen)


def alone_url(here: Visit, partial: str, name: str, **values: str | None) -> str:
    """The page that shows one state alone."""
    return here.url("gallery_alone", partial=partial, state=gallery.slug(name), **values)


def look_name(here: Visit, look: Look) -> str:
    """A look in a word."""
    if look.theme:
        return look.theme.name
    return here.text("gallery.source.shipped" if look == SHIPPED else "gallery.source.site")


def looks_to_choose(here: Visit) -> list[Link]:
    """The looks to choose from: what is in force, the shipped one, every theme."""
    chosen = here.chosen.get("theme")
    worn = here.worn.theme if here.worn else here.text("gallery.no_theme")
    found = [Link(here.text("gallery.in_force", name=worn), here.url("gallery", theme=None), chosen is None)]
    found.append(Link(here.text("gallery.source.shipped"), here.url("gallery", theme=""), chosen == ""))
    return found + [Link(n, here.url("gallery", theme=n), chosen == n) for n in sorted(here.consent.installed())]
