"""Renders templates in the look that is in force, and falls back to the shipped one when a designer's does not work.

A visitor never gets a blank or an error because of a template: the fault is named in the page while debugging, in the
log otherwise, once per version of the files.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from flask import Flask, render_template
from jinja2 import Environment
from markupsafe import Markup
from werkzeug.exceptions import HTTPException

from consent_ui import contract, faults, markup_checks, pages, part_checks
from consent_ui.examples import EXAMPLES
from consent_ui.faults import Fault
from consent_ui.loading import Loader, Refused, pages_environment, partials_environment
from consent_ui.texts import languages, texts
from consent_ui.themes import SHIPPED, Look
from consent_ui.unsafe_markup import unsafe

log = logging.getLogger(__name__)

INCLUDED = {"preferences": ("device",), "account": ("device",)}
"""Which other partials a shipped partial includes."""


class Designs:
    """The templates of one application, per look. Keeps compiled templates and judgements, no data of anybody's."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self._environments: dict[tuple[str, bool], Environment] = {}
        self._judged: dict[tuple[str, str], tuple[object, Fault | None]] = {}
        self._in_force: dict[tuple[str, str], str | None] = {}
        self._told: set[tuple[str, str, int]] = set()

    def partial(self, name: str, value: Any, look: Look, *, explain: bool = False) -> Markup:
        """One partial with its one variable. `explain` shows what is wrong with it in its place, as debugging does."""
        file = f"_{name}.html"
        fault = self.fault(file, look)
        if fault is None:
            try:
                return self._render(file, {name: value}, look)
            except Exception as error:
                path = self.file_in_force(file, look)
                if path is None:
                    raise
                fault = faults.caught(file, path, error)
                self._tell(fault)
        if explain or self.app.debug:
            return self.panel(fault, value)
        return self._render(file, {name: value}, SHIPPED)

    def page(self, name: str, value: Any, frame: pages.Page, look: Look, *, explain: bool = False) -> str:
        """A page around a rendered partial: with the host's own context, for a layout of the site's own."""
        file, values = f"{name}.html", {name: value}
        if not self._is_ours(file, look):
            try:
                template = self._environment(look, True).get_template(f"consent/{file}")
                html = render_template(template, **values, page=frame)
                lost = [what for what, needed in _needed(frame).items() if needed not in html]
                if not lost:
                    return html
                fault = faults.found(file, self._blamed(file, look), lost)
            except HTTPException:
                raise
            except Exception as error:
                fault = faults.caught(file, self._blamed(file, look), error)
            self._tell(fault)
            if explain or self.app.debug:
                frame = replace(frame, content=self.panel(fault, frame))
        return str(self._render(file, {**values, "page": frame}, SHIPPED))

    def panel(self, fault: Fault, value: Any) -> Markup:
        """The fault in words, in the language of what it stands for."""
        text = getattr(value, "text", None) or texts("en")
        return self._render("_broken.html", {"broken": fault.panel(text)}, SHIPPED)

    def document(self, template: str, **values: Any) -> str:
        """A document of our own that nobody replaces."""
        return self._environment(SHIPPED, False).get_template(template).render(values)

    def fault(self, file: str, look: Look) -> Fault | None:
        """What is wrong with a partial in this look; worked out once per version of the files."""
        key, stamp = (file, look.key), self._stamp(look)
        known = self._judged.get(key)
        if known is None or known[0] != stamp:
            known = self._judged[key] = (stamp, self._examine(file, look))
            if known[1] is not None:
                self._tell(known[1])
        return known[1]

    def page_fault(self, file: str, look: Look) -> Fault | None:
        """What is wrong with a page or layout as far as its source shows it, without rendering it for anybody."""
        if self._is_ours(file, look):
            return None
        try:
            self._environment(look, True).get_template(f"consent/{file}")
        except Exception as error:
            return faults.caught(file, self._blamed(file, look), error)
        return None

    def file_in_force(self, file: str, look: Look) -> str | None:
        """The file that replaces a shipped template, None where the shipped one is in force."""
        key = (file, look.key)
        if key not in self._in_force or self.app.jinja_env.auto_reload:
            try:
                found = Loader(self.app, look).override(file)
            except Refused as error:
                self._in_force[key] = error.file
            else:
                self._in_force[key] = (found[1] or file) if found else None
        return self._in_force[key]

    def _render(self, file: str, values: dict[str, Any], look: Look) -> Markup:
        area = "shipped" if look.shipped else "consent"
        template = self._environment(look, False).get_template(f"{area}/{file}")
        return Markup(template.render(values))  # noqa: S704 (the template escapes)

    def _environment(self, look: Look, for_pages: bool) -> Environment:
        key = (look.key, for_pages)
        made = self._environments.get(key)
        if made is None:
            make: Callable[[Flask, Look], Environment] = pages_environment if for_pages else partials_environment
            made = self._environments[key] = make(self.app, look)
        return made

    def _is_ours(self, file: str, look: Look) -> bool:
        return all(self.file_in_force(each, look) is None for each in (file, "layout.html"))

    def _blamed(self, file: str, look: Look) -> str:
        """The file to name where an error names none: the page's own if there is one, else the layout."""
        return self.file_in_force(file, look) or self.file_in_force("layout.html", look) or file

    def _examine(self, file: str, look: Look) -> Fault | None:
        name = file[1:].removesuffix(".html")
        concerned = [file, *(f"_{each}.html" for each in INCLUDED.get(name, ()))]
        paths = [path for each in concerned if (path := self.file_in_force(each, look))]
        if not paths:
            return None
        complaints: list[str] = []
        try:
            for state, build in EXAMPLES[name].items():
                for language in languages():
                    shown = f" (“{state}”, {language})"
                    complaints += [c + shown for c in self._compare(name, build(texts(language)), look)]
        except Exception as error:
            return faults.caught(file, paths[0], error)
        return faults.found(file, paths[0], list(_first_of_each(complaints))) if complaints else None

    def _compare(self, name: str, value: Any, look: Look) -> Iterator[str]:
        file = f"_{name}.html"
        made = self._render(file, {name: value}, look)
        answers = ""
        if name == "banner":
            macros = self._environment(SHIPPED, False).get_template("shipped/macros.html").module
            answers = str(macros.answers(value.words))  # type: ignore[attr-defined]
        yield from (what for _, what in unsafe(made, True))
        shipped, told = self._render(file, {name: value}, SHIPPED), _must_say(value)
        yield from part_checks.forbidden(shipped, made, told)
        yield from markup_checks.missing(shipped, made, answers, told)

    def _tell(self, fault: Fault) -> None:
        """Into the log, once per place; while debugging the page itself says it."""
        if self.app.debug:
            return
        key = (fault.template, fault.file, hash((fault.line, fault.complaints, _modified(fault.file))))
        if key not in self._told and len(self._told) < 1000:
            self._told.add(key)
            log.error("visitors get the shipped template instead of %s", fault)

    def _stamp(self, look: Look) -> object:
        """Changes when a file of the look may have; constant where templates are read once."""
        if not self.app.jinja_env.auto_reload:
            return None
        files = (self.file_in_force(file, look) for file in contract.templates())
        return tuple((file, _modified(file)) for file in files if file)


def _modified(file: str) -> int:
    try:
        return Path(file).stat().st_mtime_ns
    except OSError:
        return 0


def _needed(frame: pages.Page) -> dict[str, str]:
    """What a page around a part must have, by what is wrong without it (AX-13)."""
    return {
        "the page does not show {{ page.content }}; a layout needs {% block content %}{% endblock %}": str(
            frame.content.strip()
        ),
        'the page lacks <div id="consent-status" class="consent-status" role="status"></div>, where screen readers '
        "hear what happened": 'id="consent-status"',
    }


def _must_say(value: Any) -> list[str]:
    """The words that are recorded as seen, and what became of an answer."""
    words = getattr(value, "words", None) or {}
    rows = (*getattr(value, "outcomes", ()), *getattr(value, "channels", ()))
    told = [getattr(each, "sentence", "") for each in rows]
    return [*words.values(), *told, *(getattr(value, each, "") for each in ("error", "saved", "sentence"))]


def _first_of_each(complaints: list[str]) -> Iterator[str]:
    """Each complaint once, with the first state it shows in."""
    seen: set[str] = set()
    for complaint in complaints:
        what = complaint.rpartition(" (“")[0]
        if what not in seen:
            seen.add(what)
            yield complaint
