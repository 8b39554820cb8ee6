"""`consent-ui fairness`: are yes and no equal, in every state, language, width, colour scheme, text size and theme?"""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from consent_ui.commands.measuring import CouldNotMeasure, Result, measure_documents, measure_live, measuring
from consent_ui.fairness.matrix import DEADLINE, HEIGHTS, RUNS, STATES, Matrix
from consent_ui.rules.measured import Where
from consent_ui.texts import languages
from consent_ui.themes import RESERVED as SHIPPED
from consent_ui.themes import themes_in

if TYPE_CHECKING:
    from consent_ui.fairness.sheets import Dress

WIDTHS = tuple(map(str, HEIGHTS))
FILE = click.Path(dir_okay=False, writable=True, path_type=Path)
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command("fairness")
@click.argument("url", required=False)
@click.option("--accept", help="CSS selector of the control that says yes, for a URL.")
@click.option("--decline", help="CSS selector of the control that says no, for a URL.")
@click.option("--theme", "themes", multiple=True, help=f"Only this theme; {SHIPPED} is the look without one.")
@click.option("--themes", "folder", type=FOLDER, envvar="FLASK_CONSENT_THEMES", help="A folder of themes of your own.")
@click.option("--language", "spoken", multiple=True, type=click.Choice(languages()), help="Only this language.")
@click.option("--width", "widths", multiple=True, type=click.Choice(WIDTHS), help="Only this width of the window.")
@click.option("--state", "states", multiple=True, type=click.Choice(STATES), help="Only this state of the question.")
@click.option(
    "--runs", default=RUNS, show_default=True, type=click.IntRange(0), help="How often to answer, for the times."
)
@click.option(
    "--deadline",
    default=DEADLINE,
    show_default=True,
    type=click.IntRange(1),
    help="Seconds that one document, or one answer, may take before it counts as not to be measured.",
)
@click.option("--json", "as_json", is_flag=True, help="Findings as JSON on the standard output.")
@click.option("--html", type=FILE, help="Write a report with pictures to this file.")
def fairness(
    url: str | None,
    accept: str | None,
    decline: str | None,
    themes: tuple[str, ...],
    folder: Path | None,
    spoken: tuple[str, ...],
    widths: tuple[str, ...],
    states: tuple[str, ...],
    runs: int,
    deadline: int,
    as_json: bool,
    html: Path | None,
) -> None:
    """Measure in Chromium whether yes and no are equal, on every installed theme or on the page at URL.

    Every state of the question, language, width, colour scheme and text size: boxes, styles, contrast, painted pixels,
    order, keyboard, words that a style sheet adds, and time. It says what to change; --html shows every pair side by
    side. CONSENT_CHROMIUM may name the browser.

    Exit code 0: fair. 1: findings. 2: could not measure; a page that never comes to rest is ended at its --deadline
    and named.
    """
    begun = time.monotonic()
    if (accept is None) != (decline is None):
        raise click.UsageError("name both controls, with --accept and --decline, or neither")
    if accept and not url:
        raise click.UsageError("--accept and --decline are for the page at a URL")
    with measuring():
        matrix = Matrix(tuple(map(int, widths))) if widths else Matrix()
        if url:
            result = measure_page(url, accept, decline, matrix, deadline, html is not None)
        else:
            looks = dresses(themes, folder)
            result = measure_themes(
                looks, states or STATES, spoken or languages(), matrix, runs, deadline, html is not None
            )
        _tell(result, as_json, html, time.monotonic() - begun)
        if not url:
            click.echo(unjudged(themes), err=True)
    raise SystemExit(1 if result.findings else 0)


def measure_page(
    url: str, accept: str | None, decline: str | None, matrix: Matrix, deadline: float, pictures: bool
) -> Result:
    """The banner of any page, within so many seconds. Raises NotMeasured."""
    from consent_ui.fairness.sheets import Sheet

    sheet = Sheet(Where(url), url, (accept,) if accept else (), (decline,) if decline else ())
    return measure_documents([sheet], matrix, deadline, pictures=pictures)


def measure_themes(
    looks: list[Dress],
    states: tuple[str, ...],
    spoken: tuple[str, ...],
    matrix: Matrix,
    runs: int,
    deadline: float = DEADLINE,
    pictures: bool = False,
) -> Result:
    """Every state of the question in these looks; with runs, also what an answer costs. `deadline` is in seconds, for
    each document and each answer; `pictures` for a report. Raises NotMeasured."""
    from consent_ui.fairness.sheets import sheets

    live = measure_live(looks, spoken, runs, deadline) if runs else ()
    with sheets(looks, states, spoken) as documents:
        return measure_documents(documents, matrix, deadline, live, pictures)


def dresses(names: tuple[str, ...], folder: Path | None) -> list[Dress]:
    """The themes of these names, or all of them. Raises CouldNotMeasure for one that is not installed."""
    from consent_ui.fairness.sheets import Dress

    installed = themes_in(folder)
    found = {SHIPPED: Dress(), **{name: Dress(name, (theme.folder,)) for name, theme in installed.items()}}
    unknown = [name for name in names if name not in found]
    if unknown:
        raise CouldNotMeasure(f"there is no theme {unknown[0]}; there are {', '.join(found)}")
    return [found[name] for name in names or found]


def unjudged(names: tuple[str, ...]) -> str:
    """What a measurement of these themes, or of all, says nothing about, and which command does."""
    chosen = names[0] if len(names) == 1 and names[0] != SHIPPED else "NAME"
    return f"not judged: what themes say; `consent-ui wording --theme {chosen}` does, with --design for your own"


def _tell(result: Result, as_json: bool, html: Path | None, seconds: float) -> None:
    from consent_ui.fairness import report, telling

    taken = sorted({each.taken for each in result.measurements})
    if html:
        try:
            report.write(html, result.measurements, result.live, result.findings, result.advice, datetime.now(UTC))
        except OSError as error:
            raise CouldNotMeasure(f"the report could not be written: {error}") from error
    if as_json:
        click.echo(
            json.dumps(
                telling.as_json(result.findings, result.circumstances, taken, result.advice),
                ensure_ascii=False,
                indent=2,
            )
        )
        return
    for accept, decline in taken if len(result.measurements) == 1 else ():
        click.echo(f"accept: {accept or 'missing'}\ndecline: {decline or 'missing'}\n")
    if result.findings:
        for line in telling.tables(result.findings, result.places):
            click.echo(line)
    if result.advice:
        click.echo("Advice, which counts for nothing:\n")
        for line in telling.advice(result.advice, result.places):
            click.echo(line)
    number = result.distinct
    verdict = f"{number} finding{'s' if number > 1 else ''}: not fair" if number else "no findings: fair"
    click.echo(f"{verdict}. Measured {result.circumstances} times in {seconds:.0f} s.")
    if html:
        click.echo(f"Report with pictures: {html}")
