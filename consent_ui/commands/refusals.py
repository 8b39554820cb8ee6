"""`consent-ui refusals`: an alarm for when the question is answered and nobody says no any more."""

from __future__ import annotations

import sys

import click
from flask.cli import with_appcontext

from consent_ui.commands.reaching import reaching_database
from consent_ui.rules import refusals as rules
from consent_ui.state import state
from consent_ui.store import answers, offers


@click.command("refusals")
@with_appcontext
def refusals() -> None:
    """Tell of each restaurant how many of its latest answers refused. Exit 1: somewhere too many in a row did not.

    For a daily job. After each deployment run `consent-ui fairness --runs 1`, which gives a no and looks it up.
    """
    database = state().database
    with reaching_database(), database.read() as connection:
        found = {
            each.slug: answers.latest(connection, each.id, rules.STREAK) for each in offers.restaurants(connection)
        }
    for slug, latest in found.items():
        click.echo(f"{slug}: {sum(latest) or 'none'} of the last {len(latest)} answers refused")
    if any(map(rules.is_alarming, found.values())):
        click.echo("Does a no still reach the ledger? Give one: consent-ui fairness --runs 1", err=True)
        sys.exit(1)
