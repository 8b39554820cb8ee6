"""`consent-ui templates`: which templates there are, which file is in force for each, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click
from flask.cli import with_appcontext

from consent_ui import contract
from consent_ui.commands import wearing
from consent_ui.commands.wearing import design_folder
from consent_ui.state import Consent, state
from consent_ui.themes import PLAIN, Look


@click.command("templates")
@click.option("--theme", "name", help="One theme; without it the site's own templates and then every theme.")
@click.option("--long", "-l", "is_long", is_flag=True, help="With every variable and block, and what it is.")
@design_folder
@with_appcontext
def templates(name: str | None, is_long: bool, design: Path | None) -> None:
    """List the templates, their variables and the files in force; exit 1 when something is wrong with one."""
    consent = state()
    wearing.open_design(consent, design)
    installed = consent.installed()
    if name is not None and name not in installed:
        raise click.ClickException(f"there is no theme {name}; there is {', '.join(sorted(installed)) or 'none'}")
    wrong = 0
    for line in _site(consent, is_long) if name is None else ():
        wrong += _say(line)
    for theme in [name] if name else sorted(installed):
        click.echo(f"\ntheme {theme}: {installed[theme].folder}")
        for line in _theme(consent, theme, is_long and name is not None):
            wrong += _say(line)
    if wrong:
        click.echo(f"\n{wrong} to mend; until then visitors see the shipped templates in their place", err=True)
        raise SystemExit(1)


def _say(line: tuple[str, bool]) -> int:
    click.secho(line[0], fg="red" if line[1] else None)
    return int(line[1])


def _site(consent: Consent, is_long: bool) -> Iterator[tuple[str, bool]]:
    for template in contract.templates().values():
        yield from _template(consent, template, PLAIN, is_long)


def _theme(consent: Consent, name: str, is_long: bool) -> Iterator[tuple[str, bool]]:
    theme = consent.installed()[name]
    yield from ((f"    {fault}", True) for fault in theme.faults)
    look = Look(theme)
    for template in contract.templates().values():
        path = consent.designs.file_in_force(template.file, look)
        if is_long or (path and path.startswith(str(theme.folder))):
            yield from _template(consent, template, look, is_long)


def _template(consent: Consent, template: contract.Template, look: Look, is_long: bool) -> Iterator[tuple[str, bool]]:
    path = consent.designs.file_in_force(template.file, look)
    variables = ", ".join(template.variables)
    yield f"{template.file:<20} {variables:<20} {path or 'shipped'}", False
    is_partial = template.file.startswith("_")
    check = consent.designs.fault if is_partial else consent.designs.page_fault
    fault = check(template.file, look)
    if fault is not None and (path or fault.template == template.file):
        yield from ((f"    {complaint}", True) for complaint in fault.complaints)
    if is_long:
        yield from ((f"    {each.name:<36} {each.help}", False) for each in template.available)
