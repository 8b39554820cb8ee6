"""Puts a measured theme on a restaurant."""

from __future__ import annotations

import click

from consent_ui import publishing
from consent_ui.state import Consent
from consent_ui.store.database import NotRead, NotSaved
from consent_ui.store.themes import Worn


def put_on(consent: Consent, slug: str | None, name: str, findings: int | None) -> str:
    """Let this restaurant, or the only one there is, wear the installed theme of this name from now on, and return its
    slug.

    `findings` is how many its measurement had; None: it could not be measured. An empty name takes a theme off.
    Raises click.ClickException.
    """
    try:
        programme = consent.programme(slug)
        if programme is None:
            raise click.ClickException("there is no such restaurant, or several: name one with --restaurant")
        publishing.wear_theme(consent.database, programme.restaurant.id, _worn(consent, name, findings))
    except (NotRead, NotSaved) as error:
        raise click.ClickException("the database could not be used; has `consent migrate` been run on it?") from error
    return programme.restaurant.slug


def _worn(consent: Consent, name: str, findings: int | None) -> Worn | None:
    if not name:
        return None
    theme = consent.installed().get(name)
    if theme is None:
        raise click.ClickException(f"the site does not find the theme {name}: set CONSENT_THEMES to its folder")
    if theme.faults:
        raise click.ClickException(f"{name} cannot be worn: {'; '.join(theme.faults)}")
    return Worn(name, theme.digest, findings)
