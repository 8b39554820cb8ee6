"""Languages that a site brings itself: a folder of catalogues and a file of word lists each (CONSENT_TRANSLATIONS).

    translations/de/site.po    every text, key by key
    translations/de.toml       the lists of words, without which nothing would judge the texts (LN-09)

All that is wrong is told at once, and nothing of a folder is used until all of it is right. A folder of a language that
we speak ourselves may hold single texts, to word them otherwise; it needs no lists.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import MISSING, fields
from pathlib import Path
from string import Formatter
from typing import Any

from babel import Locale, UnknownLocaleError

from consent_ui import texts as ours
from consent_ui.rules import wording
from consent_ui.rules.wording import SLOTS, TOPICS, Asked, Lexicon

MODEL = "en"
"""The language whose keys and placeholders every other one must have."""
NOT_FOR_GUESTS = ("demo.", "gallery.", "broken.", "staff", "reason.", "asking.")
"""Texts that only designers and staff read: where a language has none, they stay in English."""
TABLES = {"topics": TOPICS, "instead": TOPICS, "slots": SLOTS, "channels": ("sms", "email"), "by": ("sms", "email")}
"""Tables of the lists, with the names they must have."""


class BadLanguage(ValueError):
    """A language that cannot be used. `complaints` names every file and what to mend in it."""

    def __init__(self, complaints: list[str]) -> None:
        self.complaints = tuple(complaints)
        super().__init__("".join(f"\n  {each}" for each in complaints))


def bring_all(folder: Path) -> list[str]:
    """Speak every language of this folder from now on; returns which. Raises BadLanguage, and then speaks none."""
    if not folder.is_dir():
        raise BadLanguage([f"{folder} is no folder"])
    found = sorted({path.name for path in folder.iterdir() if path.is_dir() and not path.name.startswith(".")}
                   | {path.stem for path in folder.glob("*.toml")})  # fmt: skip
    complaints: list[str] = []
    brought: list[tuple[str, dict[str, str], Lexicon | None]] = []
    for language in found:
        is_ours = (ours.FOLDER / language / "site.po").is_file()
        catalogue, wrong = _catalogue(folder, language, is_ours)
        complaints += wrong
        lists = None
        if not is_ours:
            lists, wrong = _lists(folder / f"{language}.toml", language)
            complaints += wrong
        brought.append((language, catalogue, lists))
    if complaints:
        raise BadLanguage(complaints)
    for language, catalogue, lists in brought:
        ours.bring(language, catalogue)
        if lists is not None:
            wording.bring(language, lists)
    return found


def needed_keys() -> dict[str, str]:
    """What a language must translate, with our own English text."""
    model = ours.read_catalogue(ours.FOLDER / MODEL)
    return {key: text for key, text in model.items() if not key.startswith(NOT_FOR_GUESTS)}


def _catalogue(folder: Path, language: str, is_ours: bool) -> tuple[dict[str, str], list[str]]:
    where = folder / language
    if not where.is_dir():
        return {}, [f"{where}: there is no such folder for the texts of {language}.toml"]
    try:
        if language != str(Locale.parse(language)):
            raise ValueError
    except (UnknownLocaleError, ValueError):
        return {}, [f"{where}: {language!r} is no language; write it as de, pt or nl"]
    try:
        theirs = ours.read_catalogue(where)
    except Exception as error:
        return {}, [f"{where}: cannot be read as .po: {error}"]
    model, needed = ours.read_catalogue(ours.FOLDER / MODEL), needed_keys()
    wrong = [f"{where}: {key} is no key of ours" for key in theirs.keys() - model.keys()]
    wrong += [
        f"{where}: {key} {why}" for key, text in theirs.items() if key in model for why in _other(model[key], text)
    ]
    missing = [] if is_ours else [key for key in needed if key not in theirs]
    wrong += [f"{where}: {key} is missing; in English it is “{needed[key]}”" for key in missing]
    return (theirs if is_ours else model | theirs), wrong


def _other(model: str, text: str) -> Iterator[str]:
    try:
        wanted, there = (
            {name for _, name, _, _ in Formatter().parse(each) if name is not None} for each in (model, text)
        )
    except ValueError as error:
        yield f"has braces that do not match: {error}"
        return
    if there - wanted:
        yield f"has {_braced(there - wanted)}, but only {_braced(wanted) or 'no braces'} can be filled in"
    if wanted - there:
        yield f"lacks {_braced(wanted - there)}"


def _braced(names: set[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in sorted(names))


def _lists(path: Path, language: str) -> tuple[Lexicon | None, list[str]]:
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None, [f"{path}: is missing; it holds the lists of words that {language} is judged by"]
    except (OSError, ValueError) as error:
        return None, [f"{path}: cannot be read as TOML: {error}"]
    wrong = list(_shape(content))
    if not wrong:
        lists = Lexicon(**{key: _frozen(value) for key, value in content.items()})
        wrong = list(_own_words(lists, language))
        if not wrong:
            return lists, []
    return None, [f"{path}: {each}" for each in wrong]


def _frozen(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(value)
    return {key: _frozen(each) for key, each in value.items()} if isinstance(value, dict) else value


def _shape(content: dict[str, Any]) -> Iterator[str]:
    """What is missing, of another kind than in our own lists, or no pattern."""
    model = wording.LEXICONS[MODEL]
    known = {field.name: field for field in fields(Lexicon)}
    yield from (f"{name} is no list of ours" for name in content.keys() - known.keys())
    for name, field in known.items():
        if name not in content:
            if field.default is MISSING:
                yield f"{name} is missing"
            continue
        yield from _kind(name, content[name], getattr(model, name))


def _kind(name: str, value: Any, model: Any) -> Iterator[str]:
    if isinstance(model, dict):
        if not isinstance(value, dict):
            yield f"{name} must be a table, [{name}]"
            return
        for key in TABLES.get(name, ()):
            if not value.get(key):
                yield f"{name}.{key} is missing or empty"
        for key, each in value.items():
            yield from _kind(f"{name}.{key}", each, model[key] if key in model else next(iter(model.values())))
    elif isinstance(model, tuple) and not (isinstance(value, list) and all(isinstance(each, str) for each in value)):
        yield f"{name} must be a list of texts"
    elif isinstance(model, str) and not (isinstance(value, str) and value):
        yield f"{name} must be a text"
    elif not name.startswith(("slots", "instead", "by", "joined", "timed", "alcohol_law", "script")):
        for each in value if isinstance(value, list) else [value]:
            try:
                wording.pattern(each)
            except re.error as error:
                yield f"{name}: “{each}” is no pattern: {error}"


def _own_words(lists: Lexicon, language: str) -> Iterator[str]:
    """The wordings that would pass must pass: they are what everybody is told to write."""
    before = wording.LEXICONS.get(language)
    wording.bring(language, lists)
    try:
        texts = [(f"slots.{slot}", slot, text) for slot, text in lists.slots.items()]
        texts += [(f"instead.{topic}", TOPICS[topic].slots[0] if topic in ("later", "other act") else "text", text)
                  for topic, text in lists.instead.items() if topic in TOPICS]  # fmt: skip
        for place, slot, text in texts:
            said = text.replace("{by}", lists.by["sms"])
            for finding in wording.lint_text(said, language, slot, Asked(channels=("sms",))):
                yield f"{place} does not pass itself: {finding.requirement} “{finding.found}”. {finding.why}"
    finally:
        wording.bring(language, before)
