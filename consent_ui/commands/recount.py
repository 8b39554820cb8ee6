"""`consent-ui recount`: makes the kept sums of the dashboard anew, and says whether they were what the ledger says."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from functools import partial

import click
from flask.cli import with_appcontext

from consent_ui.commands.reaching import reaching_database
from consent_ui.rules.notices import Restaurant
from consent_ui.state import Consent, state
from consent_ui.store import contact_changes, counting, offers


@click.command("recount")
@with_appcontext
def recount() -> None:
    """Count the ledger again from its first decision, for the dashboard's sums. Ends with 1 when a sum was wrong, which
    is as it should be only after the restaurant's time zone has changed: days begin in it."""
    consent = state()
    database = consent.database
    wrong = False
    with reaching_database():
        with database.read() as connection:
            found = offers.restaurants(connection)
        for restaurant in found:
            differs = _recount(consent, restaurant, datetime.now(UTC))
            wrong = wrong or differs
            said = "the sums were wrong, and are right now" if differs else "the sums are right"
            click.echo(f"{restaurant.slug}: {said}")
    sys.exit(1 if wrong else 0)


def _recount(consent: Consent, restaurant: Restaurant, now: datetime) -> bool:
    before = _sums(consent, restaurant, now)
    consent.database.write(lambda connection: counting.recount(connection, restaurant.id))
    return _sums(consent, restaurant, now) != before


def _sums(consent: Consent, restaurant: Restaurant, now: datetime) -> list[object]:
    database = consent.database
    while database.write(lambda connection: counting.catch_up(connection, restaurant.id, restaurant.time_zone, now)):
        pass
    contact_changes.settle_all(database, restaurant.id, partial(consent.seals.is_of, restaurant.id))
    with database.read() as connection:
        return counting.kept(connection, restaurant.id)
