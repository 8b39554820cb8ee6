"""`consent-ui language`: starts a language of a site's own, as files to fill in, and says what is still to mend."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import click

from consent_ui import own_languages, own_lists
from consent_ui.rules.wording import LEXICONS, Lexicon

HEAD = """# The lists of words that texts in {language} are judged by. All is still English: write yours.
# Patterns are regular expressions in small letters; accents do not matter.
"""


@click.command("language")
@click.argument("language")
@click.option(
    "--into", "folder", required=True, type=click.Path(file_okay=False, path_type=Path), help="CONSENT_TRANSLATIONS."
)
def language(language: str, folder: Path) -> None:
    """Start LANGUAGE, such as de, in a folder; where it is started already, say what is to mend (exit 1)."""
    catalogue, lists = folder / language / "site.po", folder / f"{language}.toml"
    made = [
        _write(path, content)
        for path, content in ((catalogue, _catalogue(language)), (lists, _lists(language)))
        if not path.exists()
    ]
    for path in made:
        click.echo(f"written: {path}")
    if made:
        click.echo("Write every msgstr and every list in your language, then run this again.")
        return
    try:
        wrong = own_languages.examine(folder)[language].complaints
        if wrong:
            raise own_languages.BadLanguage(wrong)
    except own_languages.BadLanguage as error:
        raise click.ClickException(str(error)) from error
    click.echo("nothing to mend")


def _write(path: Path, content: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
    return path


def _catalogue(language: str) -> str:
    parts = [
        f'msgid ""\nmsgstr ""\n"Language: {language}\\n"\n"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n'
    ]
    for key, text in own_languages.needed_keys().items():
        comment = "#. " + text.replace("\n", "\\n")  # as it is written in a .po, on one line
        parts.append(f'{comment}\nmsgid "{key}"\nmsgstr ""\n')
    return "\n".join(parts)


def _lists(language: str) -> str:
    model = LEXICONS[own_lists.MODEL]
    values = {field.name: getattr(model, field.name) for field in fields(Lexicon)}
    lines = [f"{name} = {_value(each)}" for name, each in values.items() if not isinstance(each, dict)]
    for name, table in values.items():
        if isinstance(table, dict):
            lines += [f"\n[{name}]", *(f"{json.dumps(key)} = {_value(each)}" for key, each in table.items())]
    return HEAD.format(language=language) + "\n".join(lines) + "\n"


def _value(value: Any) -> str:
    if isinstance(value, str):
        return _text(value)
    return "[\n" + "".join(_rows(value)) + "]" if len(value) > 1 else f"[{', '.join(map(_text, value))}]"


def _rows(values: tuple[str, ...]) -> Iterator[str]:
    for each in values:
        yield f"    {_text(each)},\n"


def _text(text: str) -> str:
    """TOML takes a text between ''' as it stands, so that patterns need no second backslash."""
    return f"'{text}'" if "'" not in text else f"'''{text}'''"
