"""`consent-ui retention`: win back customers who have not ordered for long and said yes to SMS."""

from __future__ import annotations

import sys
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from functools import partial

import click
from flask import current_app
from flask.cli import with_appcontext

from consent_ui.commands.audience import audience_of, gateway_of, gone, witness_of
from consent_ui.commands.tables import table
from consent_ui.messaging.running import Run
from consent_ui.rules.sending import WAITS, Because
from consent_ui.state import Consent
from consent_ui.store import outbox
from consent_ui.store.database import NotRead, NotSaved
from consent_ui.texts import texts

STOPPED, HALTED = 130, 1


@click.group("retention")
def retention() -> None:
    """Messages to customers who have not ordered for long."""


def _consent() -> Consent:
    consent: Consent = current_app.extensions["consent_ui"]
    return consent


@retention.command("preview")
@click.option("--restaurant", "slug", help="Which restaurant; without it the only one there is.")
@click.option("--campaign", "name", help="Which retention campaign, by name; without it the first that runs.")
@click.option("--price", type=float, default=None, help="What one segment costs, to reckon the cost of the run.")
@click.option("--people/--no-people", default=True, show_default=True, help="List everybody, or only count.")
@with_appcontext
def preview(slug: str | None, name: str | None, price: float | None, people: bool) -> None:
    """Who would be texted now, who not, and why. Sends nothing, stores nothing."""
    consent, now = _consent(), datetime.now(UTC)
    audience = audience_of(consent, slug, name, now)
    say = texts("en")
    counts: Counter[str] = Counter()
    segments = 0
    for page in audience.weighing.everybody():
        for each in page:
            counts[each.because.value] += 1
            would = each.because is Because.ALLOWED or each.because in WAITS
            message = audience.message(each.candidate) if would else None
            segments += message.length.segments if message else 0
            if people:
                length = f"{message.length.alphabet}, {message.length.segments}" if message else ""
                click.echo(f"{each.candidate.reference}\t{say(f'sending.{each.because.value}')}\t{length}")
    _tell(counts)
    cost = f", {segments * price:.2f} in all" if price is not None else ""
    click.echo(f"{segments} segments{cost}")


@retention.command("run")
@click.option("--restaurant", "slug", help="Which restaurant; without it the only one there is.")
@click.option("--campaign", "name", help="Which retention campaign, by name; without it the first that runs.")
@with_appcontext
def run(slug: str | None, name: str | None) -> None:
    """Send the messages. Safe to run again, and beside another run: nobody is written to twice."""
    consent, now = _consent(), datetime.now(UTC)
    audience = audience_of(consent, slug, name, now)
    gateway = gateway_of(consent, sys.stdout)
    started = Run(
        audience.gate(gateway),
        audience.weighing,
        clock=lambda: datetime.now(UTC),
        wait=time.sleep,
        apart=timedelta(seconds=1 / consent.settings.sms_per_second),
        gone=partial(gone, consent),
    )
    with click.progressbar(length=audience.size(), label=audience.campaign.name, file=sys.stderr) as bar:
        started.told = lambda _: bar.update(1)
        try:
            state = started.go()
        except (NotRead, NotSaved) as error:
            raise click.ClickException("the database could not be used: nothing more was sent") from error
    with consent.database.read() as connection:
        witness_of(consent).see(connection, audience.weighing.restaurant.id)
    _tell(started.counts)
    click.echo(f"{state}, through {gateway.name}")
    if state != "done":
        sys.exit(STOPPED if state == "stopped" else HALTED)


@retention.command("status")
@click.option("--restaurant", "slug", help="Which restaurant; without it the only one there is.")
@with_appcontext
def status(slug: str | None) -> None:
    """How the latest runs went."""
    consent = _consent()
    programme = consent.programme(slug)
    if programme is None:
        raise click.ClickException("there is no such restaurant; name one with --restaurant")
    names = {campaign.id: campaign.name for campaign in programme.campaigns}
    with consent.database.read() as connection:
        runs = outbox.latest_runs(connection, programme.restaurant.id, 20)
    if not runs:
        click.echo("no run yet")
        return
    rows = [
        [
            f"{each.started_at:%Y-%m-%d %H:%M} UTC",
            names.get(each.campaign_id, str(each.campaign_id)),
            each.state,
            ", ".join(f"{reason} {number}" for reason, number in sorted(each.counts.items())),
        ]
        for each in runs
    ]
    click.echo(table(["started", "campaign", "state", "people"], rows))


@retention.command("reconcile")
@click.option("--restaurant", "slug", help="Which restaurant; without it the only one there is.")
@click.confirmation_option(prompt="Have all who left since the copy was made been taken out again?")
@with_appcontext
def reconcile(slug: str | None) -> None:
    """After restoring a copy of the database: say that everybody who left meanwhile is out again. Until then nobody is
    written to."""
    consent = _consent()
    programme = consent.programme(slug)
    if programme is None:
        raise click.ClickException("there is no such restaurant; name one with --restaurant")
    with consent.database.read() as connection:
        witness_of(consent).see(connection, programme.restaurant.id)
    click.echo(f"{programme.restaurant.slug}: the records count again")


def _tell(counts: Counter[str]) -> None:
    say = texts("en")
    rows = [[say(f"sending.{reason}"), str(number)] for reason, number in counts.most_common()]
    click.echo(table(["why", "people"], rows) if rows else "nobody")
