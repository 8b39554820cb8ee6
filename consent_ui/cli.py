"""The `consent-ui` command; the same commands are `flask consent …` on a host."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click
from flask import Flask
from flask.cli import ScriptInfo, with_appcontext
from sqlalchemy.exc import SQLAlchemyError

from consent_ui import migrations, publishing, restaurant_file
from consent_ui.commands.explain import explain_command
from consent_ui.commands.fairness import fairness
from consent_ui.commands.grants import grants_command
from consent_ui.commands.language import language
from consent_ui.commands.reaching import reaching_database
from consent_ui.commands.recount import recount
from consent_ui.commands.refusals import refusals
from consent_ui.commands.retention import retention
from consent_ui.commands.staff import staff
from consent_ui.commands.templates import templates
from consent_ui.commands.theme import theme
from consent_ui.commands.tidy import tidy
from consent_ui.commands.wording import wording
from consent_ui.rules.wording import NoLists
from consent_ui.settings import BadSetting
from consent_ui.state import state
from consent_ui.store.database import Database
from consent_ui.texts import MissingText


@click.group("consent")
def consent() -> None:
    """Marketing consent: ask, record, prove."""


def _database() -> Database:
    return state().database


@consent.command("migrate")
@with_appcontext
def migrate() -> None:
    """Create or upgrade the consent tables."""
    try:
        database = _database()
        migrations.upgrade(database)
    except (SQLAlchemyError, OSError, ValueError, ImportError) as error:
        why = str(getattr(error, "orig", None) or error)
        raise click.ClickException(f"the database could not be opened or changed: {why}") from error
    click.echo(f"up to date: {database.engine.url.render_as_string(hide_password=True)}")


@consent.command("publish")
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@with_appcontext
def publish(files: tuple[Path, ...]) -> None:
    """Publish restaurants and campaigns from TOML FILES; without files, all notices again (new translations).

    A campaign offers `percent`, `amount`, `item` (per language) or `delivery = true` to new customers; `buy` and
    `free`, or `orders` with `meal = true` or `percent`, to loyal ones; `percent` or `amount` after `lapse_days`, usable
    for `voucher_days`, to those who left. `wording = { en = "…{offer}…" }` replaces the sentence about it; its only
    placeholders are those of the campaign's own figures. Words that `wording` finds fault with are refused, and then
    nothing is stored.

    A campaign that is taken out of its file is switched off when the file is published again; its vouchers stay valid.
    """
    try:
        with reaching_database():
            _publish(files, datetime.now(UTC))
    except (publishing.BadWording, NoLists, MissingText) as error:
        raise click.ClickException(str(error.args[0])) from error


def _publish(files: tuple[Path, ...], now: datetime) -> None:
    if not files:
        published = publishing.publish_translations(_database(), now)
        for slug, count in published.items():
            click.echo(f"{slug}: {count} new notices")
        if not published:
            click.echo("no restaurant is published yet: name its file")
    for file in files:
        try:
            restaurant, campaigns, gone = restaurant_file.publish(_database(), file, now)
        except (restaurant_file.BadFile, publishing.BadWording) as error:
            raise click.ClickException(f"{file}: {error}") from error
        click.echo(f"{restaurant.slug}: published with {len(campaigns)} campaigns")
        for campaign in gone:
            click.echo(f"{restaurant.slug}: switched off {campaign.name}, which the file no longer has")


@consent.command("demo")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="0 picks a free port.")
@click.option(
    "--db", default="demo.db", show_default=True, type=click.Path(dir_okay=False, path_type=Path), help="SQLite file."
)
@click.option("--channels", help="sms, email, or both with a comma; a new restaurant starts with sms.")
@click.option(
    "--design",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A designer's folder with consent/ (templates) and themes/; opens the gallery too.",
)
def demo(port: int, db: Path, channels: str | None, design: Path | None) -> None:
    """Serve Chez Momo, a small restaurant to try everything on, at 127.0.0.1."""
    from consent_ui.demo import serve

    serve(port, db, tuple(channels.split(",")) if channels is not None else None, design=design)


COMMANDS = (
    explain_command,
    fairness,
    grants_command,
    language,
    recount,
    refusals,
    retention,
    staff,
    templates,
    theme,
    tidy,
    wording,
)

for command_of_its_own in COMMANDS:
    consent.add_command(command_of_its_own)


class NotSetUp(click.ClickException):
    """The settings cannot be used, so nothing was tried."""

    exit_code = 2


def _stand_alone() -> Flask:
    from consent_ui.app import create_app

    try:
        return create_app()
    except BadSetting as error:
        raise NotSetUp(str(error)) from error


def command() -> click.Group:
    """The `consent-ui` command: the same commands, on an application of its own."""
    settings = {"obj": ScriptInfo(create_app=_stand_alone)}
    return click.Group("consent-ui", dict(consent.commands), help=consent.help, context_settings=settings)


def main() -> None:
    """Entry point of the `consent-ui` command."""
    command()()
