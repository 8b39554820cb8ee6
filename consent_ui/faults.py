"""Says what is wrong with a template: the file, the line, and what it could have used."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import TemplateNotFound, TemplateSyntaxError, UndefinedError

from consent_ui import contract
from consent_ui.loading import Refused
from consent_ui.template_checks import Finding
from consent_ui.texts import MissingText, Texts

SPOKEN = (UndefinedError, MissingText)
"""Errors that name what was looked for. That is what the template wrote, or a value it looked up by."""
QUOTED = re.compile(r"'([^']*)'|^\w+: (\S+) \(")


@dataclass(frozen=True, slots=True)
class Fault:
    """A template that cannot be shown."""

    template: str
    file: str
    line: int
    complaints: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.file}: {'; '.join(self.complaints)}"

    @property
    def available(self) -> tuple[contract.Usable, ...]:
        """What the template can use."""
        known = contract.templates().get(self.template)
        return known.available if known else ()

    def panel(self, text: Texts) -> contract.Broken:
        """What stands in its place while debugging."""
        return contract.Broken(text, self.template, self.file, self.line, self.complaints, self.available)


def found(template: str, file: str, complaints: Sequence[str]) -> Fault:
    """A fault with what an override makes of the examples."""
    return Fault(template, file, 0, tuple(dict.fromkeys(complaints)))


def caught(template: str, file: str, error: Exception) -> Fault:
    """The fault behind an error that a template raised."""
    if isinstance(error, Refused):
        first: Finding = error.findings[0]
        return Fault(template, error.file, first.line, tuple(map(str, error.findings)))
    if isinstance(error, TemplateSyntaxError):
        return Fault(template, error.filename or file, error.lineno, (f"line {error.lineno}: {error.message}",))
    where, line = _place(error, file)
    said = str(error) if _says_no_value(error, where) else "failed while it was rendered"
    if isinstance(error, TemplateNotFound):
        said = error.message or f"there is no template {error.name}"
    return Fault(template, where, line, (f"{f'line {line}: ' if line else ''}{type(error).__name__}: {said}",))


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
