"""Says what is wrong with a template: the file, the line, and what it could have used."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from jinja2 import TemplateNotFound, TemplateSyntaxError, UndefinedError

from consent_ui import contract
from consent_ui.loading import Refused
from consent_ui.page_checks import AROUND
from consent_ui.part_checks import ELEMENTS, OTHERWISE
from consent_ui.template_checks import Finding
from consent_ui.texts import MissingText, Texts, languages, texts

SPOKEN = (UndefinedError, MissingText)
"""Errors that name what was looked for. That is what the template wrote, or a value it looked up by."""
MISSING = re.compile(r"(\w+): (.*) \('?([^']*)'?\)", re.DOTALL)
QUOTED = re.compile(r"'([^']*)'|^\w+: (\S+) \(")


@dataclass(frozen=True, slots=True)
class Fault:
    """A template that cannot be shown."""

    template: str
    file: str
    line: int
    complaints: tuple[str, ...]
    is_private: bool = False
    """Whether it shows only in what a visitor gets, so that a complaint may quote what is theirs."""

    def __str__(self) -> str:
        if not self.is_private:
            return f"{self.file}: {'; '.join(self.complaints)}"
        said = "; ".join(dict.fromkeys(map(without_values, self.complaints)))
        return f"{self.file}: good with the examples, not with what a visitor gets: {said}"

    @property
    def available(self) -> tuple[contract.Usable, ...]:
        """What the template can use."""
        known = contract.templates().get(self.template)
        return known.available if known else ()

    def panel(self, text: Texts) -> contract.Broken:
        """What stands in its place while debugging."""
        return contract.Broken(text, self.template, self.file, self.line, self.complaints, self.available)


@dataclass(frozen=True, slots=True)
class Judged:
    """What is known of a partial in a look: which files of a designer's take part, and what is wrong with them."""

    stamp: object
    replaced: tuple[str, ...]
    fault: Fault | None


def found(template: str, file: str, complaints: Sequence[str], *, is_private: bool = False) -> Fault:
    """A fault with what an override makes of the examples, or of what one visitor gets."""
    return Fault(template, file, 0, tuple(dict.fromkeys(complaints)), is_private)


def without_values(complaint: str) -> str:
    """A complaint without anything that a template made of a value, so that it may stand in a log (PR-13)."""
    if complaint.startswith(OTHERWISE):
        return complaint.partition(":")[0]
    bare = re.sub(r"""[^\s<]*["'“].*["'”]""", "…", complaint, flags=re.DOTALL)
    bare = re.sub(r"<([a-z0-9]*)([^<>]*)>?", _known, bare)
    return re.sub(r"\S+= on ", "… on ", bare)


def _known(tag: re.Match[str]) -> str:
    return "<…>" if tag[1] not in ELEMENTS | AROUND else f"<{tag[1]}{' …' if tag[2] else ''}>"


def caught(template: str, file: str, error: Exception) -> Fault:
    """The fault behind an error that a template raised."""
    if isinstance(error, Refused):
        first: Finding = error.findings[0]
        return Fault(template, error.file, first.line, tuple(map(str, error.findings)))
    if isinstance(error, TemplateSyntaxError):
        return Fault(template, error.filename or file, error.lineno, (f"line {error.lineno}: {error.message}",))
    where, line = _place(error, file)
    said = str(error) if _says_no_value(error, where) else "failed while it was rendered"
    if isinstance(error, MissingText):
        said = _no_text(str(error), _says_no_value(error, where))
    if isinstance(error, RecursionError):
        said = "what stands here includes, extends or calls itself, without end"
    if isinstance(error, TemplateNotFound):
        said = error.message or f"there is no template {error.name}"
    return Fault(template, where, line, (f"{f'line {line}: ' if line else ''}{type(error).__name__}: {said}",))


def _no_text(said: str, is_quotable: bool) -> str:
    """What to write instead of a text that is not there."""
    parts = MISSING.fullmatch(said)
    if parts is None:
        return said if is_quotable else "there is no such text"
    language, key, lacking = parts.groups()
    there = texts(language).keys() if language in languages() else frozenset()
    if key in there:
        return f"the text '{key}' needs a value: text('{key}', {lacking}=…)"
    if not is_quotable:
        return "there is no text with the key that is put together here; texts are listed in translations/"
    near = get_close_matches(key, there, 3, 0.5) or sorted(there)[:3]
    return f"there is no text '{key}'; there is {', '.join(near)} and whatever else translations/{language}/ lists"


def _says_no_value(error: Exception, file: str) -> bool:
    """Whether an error's own words stand in the template, so that nothing of anybody's enters a log with them
    (PR-13)."""
    if not isinstance(error, SPOKEN):
        return False
    try:
        source = Path(file).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return False
    words = ("".join(found) for found in QUOTED.findall(str(error)))
    return all(word in source or word.endswith(" object") for word in words)


def _place(error: Exception, file: str) -> tuple[str, int]:
    """The innermost line of a template that the error passed through; Jinja rewrites tracebacks to name them."""
    place, step = (file, 0), error.__traceback__
    while step is not None:
        name = step.tb_frame.f_code.co_filename
        if name.endswith(".html") or name == file:
            place = (name, step.tb_lineno)
        step = step.tb_next
    return place
