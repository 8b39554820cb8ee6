"""`consent-ui theme`: puts a theme on a restaurant, once it has been measured and found fair."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from consent_ui.commands import wearing
from consent_ui.commands.fairness import measure_themes
from consent_ui.commands.measuring import CouldNotMeasure, Result, measuring
from consent_ui.commands.wording import own, say
from consent_ui.fairness.matrix import RUNS, STATES, Matrix
from consent_ui.state import state
from consent_ui.texts import languages
from consent_ui.themes import RESERVED as SHIPPED
from consent_ui.themes import Look, Theme


@click.command("theme")
@click.argument("name", required=False)
@click.option("--restaurant", "slug", help="Which restaurant; without it the only one there is.")
@click.option("--force", is_flag=True, help="Put it on although it is not fair, or could not be measured.")
@with_appcontext
def theme(name: str | None, slug: str | None, force: bool) -> None:
    """Let a restaurant wear the theme NAME; `shipped` takes a theme off. Without a name: what it wears, and whether its
    files are still those that were measured (exit code 1 when not: visitors then see the shipped look).

    It is measured first, as `fairness` does, and its words are judged, as `wording` does. With findings (exit code 1),
    or when it could not be measured (exit code 2), it is not put on; with --force it is, and every page for staff says
    so.
    """
    consent = state()
    restaurant = wearing.restaurant_of(consent, slug)  # said before minutes of measuring
    if name is None:
        said, is_worn = wearing.said(consent, restaurant.slug)
        click.echo(said)
        sys.exit(0 if is_worn else 1)
    found: int | None = 0
    worn, worded = None, []
    if name != SHIPPED:
        worn = wearing.installed(consent, name)
        try:
            found = _measure(worn)
        except CouldNotMeasure as error:
            if not force:
                raise
            click.echo(f"not measured: {error.message}", err=True)
            found = None
        worded = list(own(current_app, languages(), Look(worn)))
        if worded:
            say(worded)
            found = None if found is None else found + len(worded)
        if wearing.installed(consent, name).digest != worn.digest:
            raise CouldNotMeasure(f"{name} changed while it was measured: try again")
    if (found or worded) and not force:
        click.echo(f"{name} is not put on. Mend what is found, or say --force.", err=True)
        sys.exit(1)
    slug = wearing.put_on(consent, slug, worn, found)
    click.echo(f"{slug}: wears {name}" + (", by force" if found != 0 else ""))


def _measure(theme: Theme) -> int:
    """How many findings the whole matrix has, told as they are found. Raises CouldNotMeasure."""
    with measuring():
        from consent_ui.fairness import telling
        from consent_ui.fairness.sheets import Dress

        # A copy of the bytes that were read: what changes in the folder meanwhile, and back, is not what is judged.
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            theme.copy_to(Path(folder) / theme.name)
            looks = [Dress(theme.name, (Path(folder) / theme.name,))]
            result: Result = measure_themes(looks, STATES, languages(), Matrix(), RUNS)
        for line in telling.tables(result.findings, result.places):
            click.echo(line)
        return result.distinct
