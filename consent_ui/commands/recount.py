"""`consent-ui recount`: makes the kept sums of the dashboard anew, and says whether they were what the ledger says."""

from __future__ import annotations

import sys
from datetime import UTC, datetime

import click
from flask import current_app
from flask.cli import with_appcontext

from consent_ui.rules.notices import Restaurant
from consent_ui.store import counting, offers
from consent_ui.store.database import Database, NotRead, NotSaved


@click.command("recount")
@with_appcontext
def recount() -> None:
    """Count the ledger again from its first decision, for the dashboard's sums. Ends with 1 when a sum was wrong, which
    is as it should be only after the restaurant's time zone has changed: days begin in it."""
    database: Database = current_app.extensions["consent_ui"].database
    wrong = False
    try:
        with database.read() as connection:
            found = offers.restaurants(connection)
        for restaurant in found:
            differs = _recount(database, restaurant, datetime.now(UTC))
            wrong = wrong or differs
            said = "the sums were wrong, and are right now" if differs else "the sums are right"
            click.echo(f"{restaurant.slug}: {said}")
    except (NotRead, NotSaved) as error:
        raise click.ClickException("the database could not be used; has `consent migrate` been run on it?") from error
    sys.exit(1 if wrong else 0)


def _recount(database: Database, restaurant: Restaurant, now: datetime) -> bool:
    before = _sums(database, restaurant, now)
    database.write(lambda connection: counting.recount(connection, restaurant.id))
    return _sums(database, restaurant, now) != before


def _sums(database: Database, restaurant: Restaurant, now: datetime) -> list[object]:
    while database.write(lambda connection: counting.catch_up(connection, restaurant.id, restaurant.time_zone, now)):
        pass
    with database.read() as connection:
        return counting.kept(connection, restaurant.id)
