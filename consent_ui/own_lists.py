"""Reads the lists of words of a language that a site brings itself, and says all that is to mend in them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import MISSING, fields
from pathlib import Path
from typing import Any

from consent_ui.rules import wording
from consent_ui.rules.wording import SLOTS, TOPICS, Asked, Lexicon

MODEL = "en"
"""The language whose keys and placeholders every other one must have."""
TABLES = {"topics": TOPICS, "instead": TOPICS, "slots": SLOTS, "channels": ("sms", "email"), "by": ("sms", "email")}
"""Tables of the lists, with the names they must have."""


def read_lists(path: Path, language: str) -> tuple[Lexicon | None, list[str]]:
    """The lists in a file, None when something is to mend in them, and what that is."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None, [f"{path}: is missing; it holds the lists of words that {language} is judged by"]
    except (OSError, ValueError) as error:
        return None, [f"{path}: cannot be read as TOML: {error}"]
    wrong = list(_shape(content))
    if not wrong:
        lists = Lexicon(**{key: _frozen(value) for key, value in content.items()})
        wrong = [] if is_english(language) else list(wording.english_lists(lists, wording.LEXICONS[MODEL]))
        wrong += _own_words(lists, language)
        if not wrong:
            return lists, []
    return None, [f"{path}: {each}" for each in wrong]


def is_english(language: str) -> bool:
    """Whether a language is the model's own as another country writes it, such as en_GB."""
    return language.partition("_")[0] == MODEL


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
