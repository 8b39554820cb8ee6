"""`consent-ui wording`: judges the words of the question, in catalogues, templates and files, or one text alone."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from textwrap import shorten

import click
from flask import Flask
from flask.cli import ScriptInfo
from jinja2 import TemplateError

from consent_ui import own_languages, own_words, publishing, restaurant_file
from consent_ui.commands import wearing
from consent_ui.commands.tables import table
from consent_ui.commands.wearing import design_folder
from consent_ui.examples import judging
from consent_ui.rules.wording import SLOTS, Asked, Finding, NoLists, lint_text
from consent_ui.state import Consent
from consent_ui.texts import MissingText, Texts, languages, texts
from consent_ui.themes import PLAIN, Look

Found = tuple[str, Finding]
"""Where a text stands, and what is wrong with it."""

MOST_SHOWN = 90
"""Characters of a text that the table shows; JSON has all of them."""

HEAD = ("ID", "where", "words", "why", "a wording that would pass")


class NotChecked(click.ClickException):
    """Nothing can be said about the words."""

    exit_code = 2


@click.command("wording")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path, allow_dash=True))
@click.option("--text", help="Judge this text alone; - reads it from standard input.")
@click.option("--slot", type=click.Choice(SLOTS), default="text", show_default=True, help="Where it would stand.")
@click.option("--language", help="The language of the text; without a text, judge only this language.")
@click.option(
    "--channel", "channels", multiple=True, type=click.Choice(["sms", "email"]), help="Asked for; repeatable."
)
@click.option("--requires-consent", is_flag=True, help="The benefit is only for who says yes.")
@click.option("--country", default="", help="The restaurant's country, ISO 3166-1, such as FR.")
@click.option("--theme", help="Judge the question as this installed theme words it.")
@design_folder
@click.option(
    "--translations",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    envvar="FLASK_CONSENT_TRANSLATIONS",
    help="A folder of languages of your own.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def wording(
    files: tuple[Path, ...],
    text: str | None,
    slot: str,
    language: str | None,
    channels: tuple[str, ...],
    requires_consent: bool,
    country: str,
    theme: str | None,
    design: Path | None,
    translations: Path | None,
    as_json: bool,
) -> None:
    """Judge the words of the question. Exit 0: nothing to mend; 1: findings; 2: could not be checked.

    Without a text: every notice the catalogues can compose, and every template in force that is not ours.
    FILES are restaurant files (.toml), whose notices are composed but not stored, or plain texts; - is standard input.

    Each finding names the requirement, the words, the reason and its source, and a wording that passes. A name is
    data: a bar may be called “Le Bon Vin”.
    """
    asked = Asked(channels=channels, requires_consent=requires_consent, country=country)
    unjudged: Iterable[str] = ()
    try:
        if text is not None or files:
            if translations:
                own_languages.bring_all(translations)
            wearing.bring_languages(design)
            found = list(_given(files, text, slot, language, asked))
        else:
            app = click.get_current_context().ensure_object(ScriptInfo).load_app()
            consent: Consent = app.extensions["consent_ui"]
            if translations:
                own_languages.bring_all(translations)
            wearing.open_design(consent, design)
            look = Look(wearing.installed(consent, theme)) if theme else PLAIN
            unjudged = () if theme else wearing.own_themes(consent)
            found = list(own(app, [language] if language else list(languages()), look))
    except click.ClickException:
        raise
    except (NoLists, MissingText, OSError, ValueError) as error:
        raise NotChecked(str(error.args[0] if isinstance(error, LookupError) else error)) from error
    say(found, as_json)
    if unjudged:
        click.echo(f"not judged: what themes say ({', '.join(unjudged)}); --theme NAME does, one at a time", err=True)
    sys.exit(1 if found else 0)


def _given(files: Iterable[Path], text: str | None, slot: str, language: str | None, asked: Asked) -> Iterator[Found]:
    """Findings in what was handed over."""
    if text is not None:
        yield from _text(slot, sys.stdin.read() if text == "-" else text, slot, language, asked)
    for file in files:
        content = sys.stdin.read() if str(file) == "-" else file.read_text(encoding="utf-8")
        if file.suffix == ".toml":
            try:
                publishing.composed(*restaurant_file.read(content))
            except publishing.BadWording as error:
                yield from ((f"{file}, {where}, {each.slot}", each) for where, each in error.findings)
        else:
            yield from _text(str(file), content, slot, language, asked)


def _text(name: str, text: str, slot: str, language: str | None, asked: Asked) -> Iterator[Found]:
    if language is None:
        raise NotChecked("a text needs its language, such as --language fr")
    for finding in lint_text(text, language, slot, asked):
        line = text.count("\n", 0, finding.start) + 1
        column = finding.start - (text.rfind("\n", 0, finding.start) + 1) + 1
        yield f"{name}:{line}:{column}", finding


def own(app: Flask, tongues: Iterable[str], look: Look) -> Iterator[Found]:
    """Findings in the catalogues, then those that only the templates in force in this look bring in, each once."""
    with app.test_request_context():
        for language in tongues:
            text = texts(language)
            met: set[tuple[str, str]] = set()
            for where, finding in _judged(app.extensions["consent_ui"], text, look):
                if (finding.requirement, finding.found) not in met:
                    met.add((finding.requirement, finding.found))
                    yield where, finding


def _judged(consent: Consent, text: Texts, look: Look) -> Iterator[Found]:
    for example, finding in judging.composed(text):
        yield f"{text.language}, {example.name}, {finding.slot}", finding
    designs = consent.designs
    try:
        if designs.file_in_force("_banner.html", look):
            for example, finding in judging.rendered(text, lambda v: designs.made("_banner.html", {"banner": v}, look)):
                yield f"_banner.html, {text.language}, {example.name}, {finding.slot}", finding
        yield from own_words.in_every_state(designs, look, text)
    except TemplateError as error:
        raise NotChecked(f"a template cannot be rendered, `templates` says why: {error.message}") from error


def say(found: list[Found], as_json: bool = False) -> None:
    """Print the findings: a table, or JSON."""
    if as_json:
        click.echo(
            json.dumps([{"where": where} | each.content() for where, each in found], ensure_ascii=False, indent=2)
        )
        return
    rows = [
        (each.requirement, where, _shown(each), f"{each.why} ({each.source})", "\n".join(_instead(each)))
        for where, each in found
    ]
    click.echo(table(HEAD, rows) if rows else "nothing to mend")


def _shown(finding: Finding) -> str:
    return f"“{shorten(finding.found, MOST_SHOWN, placeholder=' …')}”"


def _instead(finding: Finding) -> list[str]:
    alone = len(finding.instead) == 1
    return [text if alone else f"{slot}: {text}" for slot, text in finding.instead.items()]
