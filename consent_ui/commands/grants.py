"""`consent-ui grants`: the SQL that lets a role of PostgreSQL serve, and nothing else."""

from __future__ import annotations

import re

import click

from consent_ui.store.grants import grants

PLAIN = re.compile(r"[a-z_][a-z0-9_$]*")
"""A name that PostgreSQL reads the same without quotes."""


@click.command("grants")
@click.argument("role")
@click.option("--owner", help="Also what the role needs that runs `migrate` and owns the tables.")
def grants_command(role: str, owner: str | None) -> None:
    """Print the SQL that gives ROLE what the application needs on PostgreSQL; run it as the owner of the tables.

    The ledger is append-only: the database itself refuses UPDATE and DELETE. Only an owner of tables may switch that
    off, so let one role migrate and another, which owns nothing, serve. Print and run it again after an update that
    brought new tables. SQLite knows no roles.

    consent-ui grants consent_app | psql "$OWNER_DATABASE"
    """
    if owner is not None:
        click.echo(f"GRANT USAGE, CREATE ON SCHEMA public TO {quoted(owner)};")
    click.echo(f"GRANT USAGE ON SCHEMA public TO {quoted(role)};")
    for statement in grants(quoted(role)):
        click.echo(statement)


def quoted(name: str) -> str:
    """The name of a role as SQL has it: no name becomes a statement."""
    return name if PLAIN.fullmatch(name) else '"' + name.replace('"', '""') + '"'
