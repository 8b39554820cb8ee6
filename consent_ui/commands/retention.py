"""`consent-ui retention`: win back customers who have not ordered for long and said yes to SMS, or to e-mail."""

from __future__ import annotations

import gc
import sys
import time
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import click
from flask.cli import with_appcontext

from consent_ui.commands.audience import Audience, NotReady, audience_of, gateway_of, programme_of
from consent_ui.commands.listing import List, named
from consent_ui.commands.tables import table
from consent_ui.messaging.receiving import refused
from consent_ui.messaging.running import Run
from consent_ui.rules.consent import Channel
from consent_ui.state import Consent, state
from consent_ui.store import runs
from consent_ui.store.database import NotRead, NotSaved
from consent_ui.texts import Texts, languages, texts

STOPPED, HALTED = 130, 1
"""Exit codes of a run that did not come to its end."""
LATEST = 20
"""Runs that `status` tells of."""


@click.group("retention")
def retention() -> None:
    """Messages to customers who have not ordered for long."""


def _consent() -> Consent:
    consent = state()
    return consent


def _language(_: click.Context, __: click.Parameter, value: str) -> Texts:
    if value not in languages():
        raise click.BadParameter(f"there are {', '.join(languages())}")
    return texts(value)


_RESTAURANT = click.option("--restaurant", "slug", help="Which restaurant; without it the only one there is.")
_CAMPAIGN = click.option(
    "--campaign", "name", help="Which retention campaign, by name; without it the first that runs."
)
_BY = click.option(
    "--by", "channel", type=click.Choice([str(each) for each in Channel]), default=str(Channel.SMS), show_default=True,
    callback=lambda _, __, value: Channel(value), help="Through which channel; nobody gets one offer through both.",
)  # fmt: skip
_SPOKEN = click.option(
    "--language", "say", default="en", show_default=True, callback=_language, help="The language of what is printed."
)


def _bar(length: int, label: str) -> Any:
    return click.progressbar(length=length, label=label, file=sys.stderr)


@retention.command("preview")
@_RESTAURANT
@_CAMPAIGN
@_BY
@click.option("--price", type=click.FloatRange(min=0), help="What one segment costs, to reckon the cost of the run.")
@click.option("--people/--no-people", default=True, show_default=True, help="List everybody, or only count.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line: each person, then the sum.")
@_SPOKEN
@with_appcontext
def preview(
    slug: str | None,
    name: str | None,
    channel: Channel,
    price: float | None,
    people: bool,
    as_json: bool,
    say: Texts,
) -> None:
    """Who would be written to now, who not, and why. Sends nothing, stores nothing."""
    audience = audience_of(_consent(), slug, name, datetime.now(UTC), channel)
    listed = List(audience, say, price, click.echo)
    one = (listed.json_line if as_json else listed.line) if people else None
    gc.freeze()  # the program itself stays: to look through it for garbage every few pages takes a fifth of the time
    try:
        with _bar(audience.everybody(), audience.campaign.name) as bar:
            for page in audience.weighing.everybody():
                for each in page:
                    listed.count(each, one)
                bar.update(len(page))
    except NotRead as error:
        raise click.ClickException("the database could not be read to the end") from error
    (listed.json_sum if as_json else listed.sum)()


@retention.command("run")
@_RESTAURANT
@_CAMPAIGN
@_BY
@_SPOKEN
@with_appcontext
def run(slug: str | None, name: str | None, channel: Channel, say: Texts) -> None:
    """Send the messages. Safe to run again, and beside another run: nobody is written to twice.

    Exit 1: an error halted it; 2: nothing was tried; 130: it was interrupted. Through the gateway `console` messages
    are printed, and count as sent.
    """
    consent = _consent()
    audience = audience_of(consent, slug, name, datetime.now(UTC), channel)
    if not audience.weighing.trusted:
        raise NotReady(
            "the records are older than they were when this machine looked last, as after restoring a copy: take "
            "everybody out who left since, then say so with `consent-ui retention reconcile`"
        )
    gateway = gateway_of(consent, sys.stdout, audience.weighing.restaurant, channel)
    if gateway.name == "console" and _is_watched():
        # Whoever has forgotten to name a gateway must not use up everybody's one message.
        click.confirm("No gateway is set: messages are printed, and count as sent. Go on?", abort=True)
    started = Run(
        audience.gate(gateway),
        audience.weighing,
        clock=lambda: datetime.now(UTC),
        wait=time.sleep,
        apart=timedelta(seconds=1 / consent.settings.sms_per_second),
        gone=lambda queued, code: refused(consent.database, consent.seals, queued, code, datetime.now(UTC)),
    )
    state = _go(started, audience)
    with consent.database.read() as connection:
        # What cannot be trusted is not what the next run is to be held against.
        if audience.weighing.trusted and started.gate.trusted(connection):
            consent.witness.see(connection, audience.weighing.restaurant.id)
    click.echo(named(started.counts, say))
    click.echo(say("retention.ended", state=say(f"retention.{state}"), gateway=gateway.name))
    if state != "done":
        sys.exit(STOPPED if state == "stopped" else HALTED)


def _is_watched() -> bool:
    return sys.stdin.isatty()


def _go(started: Run, audience: Audience) -> str:
    with _bar(audience.size(), audience.campaign.name) as bar:
        started.on_person = lambda _: bar.update(1)
        try:
            return started.go()
        except (NotRead, NotSaved) as error:
            raise click.ClickException("the database could not be used: nothing more was sent") from error


@retention.command("status")
@_RESTAURANT
@_SPOKEN
@with_appcontext
def status(slug: str | None, say: Texts) -> None:
    """How the latest runs went."""
    consent = _consent()
    programme = programme_of(consent, slug)
    with consent.database.read() as connection:
        latest, _ = runs.page(connection, programme.restaurant.id, None, LATEST)
    if not latest:
        click.echo(say("retention.no_run"))
        return
    home = programme.restaurant
    rows = [
        [
            say.moment(each.started_at, home.time_zone),
            each.campaign.name if each.campaign else str(each.campaign_id),
            say(f"retention.{each.state}"),
            _people(each.counts, say),
        ]
        for each in latest
    ]
    heads = [say(f"retention.{each}") for each in ("started", "campaign", "state", "people")]
    click.echo(table(heads, rows))


def _people(counts: Mapping[str, int], say: Texts) -> str:
    most = Counter(counts).most_common()
    return "\n".join(f"{say(f'sending.{reason}')}: {number}" for reason, number in most) or "0"


@retention.command("reconcile")
@_RESTAURANT
@click.confirmation_option(prompt="Have all who left since the copy was made been taken out again?")
@with_appcontext
def reconcile(slug: str | None) -> None:
    """After restoring a copy of the database: say that everybody who left meanwhile is out again. Until then nobody is
    written to."""
    consent = _consent()
    programme = programme_of(consent, slug)
    with consent.database.read() as connection:
        consent.witness.see(connection, programme.restaurant.id)
    click.echo(f"{programme.restaurant.slug}: the records count again")
