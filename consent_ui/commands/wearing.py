"""Puts a measured theme on a restaurant, and a designer's folder on an application."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click
from jinja2 import BaseLoader, ChoiceLoader, FileSystemLoader

from consent_ui import own_languages, publishing
from consent_ui.commands.reaching import reaching_database
from consent_ui.looks import unworn
from consent_ui.rules.notices import Restaurant
from consent_ui.state import Consent
from consent_ui.store.themes import Worn
from consent_ui.themes import Theme, shipped_themes, themes

design_folder = click.option(
    "--design",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A designer's folder with consent/ (templates) and themes/, as the demo takes it.",
)


def open_design(consent: Consent, folder: Path | None) -> None:
    """Let this application use a designer's templates and themes, as `consent-ui demo --design` does.

    A language that is not finished is left out, and a line on the standard error says so.
    """
    if folder is None:
        return
    own: list[BaseLoader] = [FileSystemLoader(folder)]
    consent.app.jinja_loader = ChoiceLoader([*own, *([consent.app.jinja_loader] if consent.app.jinja_loader else [])])
    consent.settings = replace(consent.settings, themes=str((folder / "themes").absolute()))
    vars(consent).pop("designs", None)  # what was read before knew nothing of this folder
    vars(consent).pop("looks", None)
    bring_languages(folder)


def bring_languages(folder: Path | None) -> None:
    """Speak the languages of a designer's folder, if there is one; a line on the standard error for each left out."""
    for line in own_languages.bring_finished(folder / "translations") if folder else ():
        click.echo(line, err=True)


def own_themes(consent: Consent) -> list[str]:
    """The names of the themes that are not ours."""
    return sorted(name for name, theme in themes(consent.settings).items() if theme.folder.parent != shipped_themes())


def installed(consent: Consent, name: str) -> Theme:
    """The theme of this name as its files are now. Raises click.ClickException when the site has none that works."""
    found = themes(consent.settings)
    theme = found.get(name)
    if theme is None:
        own = consent.settings.themes or "no folder: set CONSENT_THEMES"
        raise click.ClickException(f"there is no theme {name}; there are {', '.join(sorted(found))} (own ones: {own})")
    if theme.faults:
        raise click.ClickException(f"{name} cannot be worn: {'; '.join(theme.faults)}")
    return theme


def restaurant_of(consent: Consent, slug: str | None) -> Restaurant:
    """The restaurant of this slug, or the only one there is. Raises click.ClickException."""
    with reaching_database():
        programme = consent.programme(slug)
    if programme is None:
        raise click.ClickException("there is no such restaurant, or several: name one with --restaurant")
    return programme.restaurant


def said(consent: Consent, slug: str) -> tuple[str, bool]:
    """What this restaurant wears in a sentence, and whether visitors see it."""
    programme = consent.programme(slug)
    worn = programme.worn if programme else None
    if worn is None:
        return f"{slug}: wears no theme", True
    why = unworn(worn, themes(consent.settings).get(worn.theme))
    if why:
        return f"{slug}: {worn.theme} is not worn, visitors see the shipped look: {why}", False
    forced = "" if not worn.forced else ", never measured" if worn.findings is None else f", findings: {worn.findings}"
    return f"{slug}: wears {worn.theme}" + (f" by force{forced}" if forced else ", as it was measured"), True


def put_on(consent: Consent, slug: str | None, theme: Theme | None, findings: int | None) -> str:
    """Let this restaurant, or the only one there is, wear a theme from now on, and return its slug.

    `findings` is how many its measurement had; None: it could not be measured. None for a theme takes one off. What is
    stored names the very files that were measured. Raises click.ClickException.
    """
    worn = Worn(theme.name, theme.digest, findings) if theme else None
    restaurant = restaurant_of(consent, slug)
    with reaching_database():
        publishing.wear_theme(consent.database, restaurant.id, worn)
    return restaurant.slug
