"""Puts a measured theme on a restaurant."""

from __future__ import annotations

import click

from consent_ui.store.database import Database


def put_on(database: Database, slug: str | None, name: str, findings: int | None) -> str:
    """Let this restaurant, or the only one there is, wear the theme of this name from now on, and return its slug.

    `findings` is how many its measurement had; None: it could not be measured. An empty name takes a theme off.
    """
    raise click.ClickException("this version keeps no theme of a restaurant")
