"""A language of a site's own, as tests start and fill it in."""

from __future__ import annotations

import re
from pathlib import Path

from click.testing import CliRunner, Result

from consent_ui import cli, texts
from consent_ui.rules import wording


def forget() -> None:
    """Speak our own languages only."""
    texts.forget_brought()
    for language in set(wording.LEXICONS) - {"en", "fr"}:
        wording.bring(language, None)


def start(folder: Path, language: str = "nl") -> Result:
    return CliRunner().invoke(cli.command(), ["language", language, "--into", str(folder)])


def translated(text: str) -> str:
    """A text, or a pattern of a list, that is not the English one, for the test's sake."""
    return f"{text} alsjeblieft" if " " in text else text


def filled(folder: Path, language: str = "nl") -> Path:
    """A language that is started, and whose texts and lists are ours in English with a word of its own."""
    texts_filled(folder, language)
    path = folder / f"{language}.toml"
    source = path.read_text(encoding="utf-8")
    head, middle, rest = re.split(r"(?=^\[topics\])|(?=^\[spared\])", source, flags=re.MULTILINE)
    rest, acts, after = re.split(r"(?=^\[acts\])|(?=^\[channels\])", rest, flags=re.MULTILINE)
    own = [re.sub(r"('''|')(?=,?\]?$)", r"|alsjeblieft\1", each, flags=re.MULTILINE) for each in (head, middle, acts)]
    own[0] = re.sub(r"(?m)^((?:script|joined|timed|alcohol_law) = .*)\|alsjeblieft", r"\1", own[0])
    path.write_text(own[0] + own[1] + rest + own[2] + after, encoding="utf-8")
    return folder


def texts_filled(folder: Path, language: str = "nl") -> Path:
    """A language that is started, and whose lists are still English."""
    assert start(folder, language).exit_code == 0
    path = folder / language / "site.po"
    source = path.read_text(encoding="utf-8")
    path.write_text(
        re.sub(r'#\. (.*)\n(msgid ".*")\nmsgstr ""', lambda each: f'{each[2]}\nmsgstr "{translated(each[1])}"', source),
        encoding="utf-8",
    )
    return folder
