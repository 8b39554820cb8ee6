"""`consent-ui tidy`: drop what nobody needs any more. The ledger is never touched: a yes that waited for too long for
its contact lapses by itself, whenever it is read."""

from __future__ import annotations

import logging
from datetime import UTC, datetime

import click
from flask.cli import with_appcontext

from consent_ui.commands.reaching import reaching_database
from consent_ui.rules.codes import LINK_LIFETIME
from consent_ui.state import state
from consent_ui.store import codes

log = logging.getLogger(__name__)


@click.command("tidy")
@click.option("--dry-run", is_flag=True, help="Count only; drop nothing.")
@with_appcontext
def tidy(dry_run: bool) -> None:
    """Drop codes that count no more. Safe to run as often as you like, best once a day."""
    consent = state()
    before = datetime.now(UTC) - LINK_LIFETIME
    with reaching_database():
        if dry_run:
            with consent.database.read() as connection:
                number = codes.count_before(connection, before)
        else:
            number = consent.database.write(lambda connection: codes.drop_before(connection, before))
    if not dry_run:
        log.info("codes dropped: %d", number)
    click.echo(f"{number} codes {'would be ' if dry_run else ''}dropped")
