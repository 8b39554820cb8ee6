"""Renders templates in the look that is in force, and falls back to the shipped one when a designer's does not work.

A visitor never gets a blank or an error because of a template: the fault is named in the page while debugging, in the
log otherwise, once per version of the files.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from flask import Flask, render_template
from jinja2 import Environment
from markupsafe import Markup
from werkzeug.exceptions import HTTPException

from consent_ui import contract, faults, page_sources, pages
from consent_ui.examples import EXAMPLES, judging
from consent_ui.faults import Fault, Judged
from consent_ui.loading import Loader, Refused, pages_environment, partials_environment
from consent_ui.texts import languages, texts
from consent_ui.themes import SHIPPED, Look
from consent_ui.verdicts import Verdicts, first_of_each

log = logging.getLogger(__name__)

INCLUDED = {"preferences": ("device",), "account": ("device",)}
"""Which other partials a shipped partial includes."""


class Designs:
    """The templates of one application, per look. Keeps compiled templates and judgements, no data of anybody's."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self._environments: dict[tuple[str, bool], Environment] = {}
        self._judged: dict[tuple[str, str], Judged] = {}
        self._verdicts = Verdicts()
        self._in_force: dict[tuple[str, str], str | None] = {}
        self._told: set[tuple[str, str, int]] = set()

    def partial(self, name: str, value: Any, look: Look, *, explain: bool = False) -> Markup:
        """One partial with its one variable. `explain` shows what is wrong with it in its place, as debugging does."""
        file = f"_{name}.html"
        judged = self._judgement(file, look)
        fault = judged.fault
        if fault is None:
            try:
                made = self.made(file, {name: value}, look)
                if not judged.replaced:
                    return made
                complaints = self._compare(name, value, made)
                if not complaints:
                    return made
                fault = faults.found(file, judged.replaced[0], complaints, is_private=True)
                self._tell(fault)
            except Exception as error:
                path = self.file_in_force(file, look)
                if path is None:
                    raise
                fault = faults.caught(file, path, error)
                self._tell(fault)
        if explain or self.app.debug:
            return self.panel(fault, value)
        return self.made(file, {name: value}, SHIPPED)

    def page(self, name: str, value: Any, frame: pages.Page, look: Look, *, explain: bool = False) -> str:
        """A page around a rendered partial: with the host's own context, for a layout of the site's own."""
        file, values = f"{name}.html", {name: value}
        if not self._is_ours(file, look):
            try:
                template = self._environment(look, True).get_template(f"consent/{file}")
                html = render_template(template, **values, page=frame)
                wrong = self._verdicts.page(html, frame.content)
                if not wrong:
                    return html
                fault = faults.found(file, self._blamed(file, look), wrong, is_private=True)
            except HTTPException:
                raise
            except Exception as error:
                fault = faults.caught(file, self._blamed(file, look), error)
            self._tell(fault)
            if explain or self.app.debug:
                frame = replace(frame, content=self.panel(fault, frame))
        return str(self.made(file, {**values, "page": frame}, SHIPPED))

    def panel(self, fault: Fault, value: Any) -> Markup:
        """The fault in words, in the language of what it stands for."""
        text = getattr(value, "text", None) or texts("en")
        return self.made("_broken.html", {"broken": fault.panel(text)}, SHIPPED)

    def document(self, template: str, **values: Any) -> str:
        """A document of our own that nobody replaces."""
        return self._environment(SHIPPED, False).get_template(template).render(values)

    def fault(self, file: str, look: Look) -> Fault | None:
        """What is wrong with a partial in this look, as the examples show it."""
        return self._judgement(file, look).fault

    def _judgement(self, file: str, look: Look) -> Judged:
        """Worked out once per version of the files."""
        key, stamp = (file, look.key), self._stamp(look)
        known = self._judged.get(key)
        if known is None or known.stamp != stamp:
            replaced = self._replaced(file, look)
            known = self._judged[key] = Judged(stamp, replaced, self._examine(file, look, replaced))
            if known.fault is not None:
                self._tell(known.fault)
        return known

    def page_fault(self, file: str, look: Look) -> Fault | None:
        """What is wrong with a page or layout as far as its source shows it, without rendering it for anybody."""
        if self._is_ours(file, look):
            return None
        try:
            environment = self._environment(look, True)
            environment.get_template(f"consent/{file}")
            path = self.file_in_force(file, look)
            wrong = tuple(page_sources.wanting(environment, file)) if path else ()
        except Exception as error:
            return faults.caught(file, self._blamed(file, look), error)
        return faults.found(file, path or file, wrong) if wrong else None

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

    def made(self, file: str, values: dict[str, Any], look: Look) -> Markup:
        """What a template makes of a value in a look, unjudged. Raises what the template raises."""
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

    def _replaced(self, file: str, look: Look) -> tuple[str, ...]:
        """The files of a designer's that take part in a partial."""
        concerned = [file, *(f"_{each}.html" for each in INCLUDED.get(_name(file), ()))]
        return tuple(path for each in concerned if (path := self.file_in_force(each, look)))

    def _examine(self, file: str, look: Look, replaced: tuple[str, ...]) -> Fault | None:
        if not replaced:
            return None
        name, complaints = _name(file), list[str]()
        try:
            for state, build in EXAMPLES[name].items():
                for language in languages():
                    value = build(texts(language))
                    made = self.made(file, {name: value}, look)
                    complaints += [f"{each} (“{state}”, {language})" for each in self._compare(name, value, made)]
            if name == "banner":
                complaints += judging.complaints(lambda value: self.made(file, {name: value}, look))
        except Exception as error:
            return faults.caught(file, replaced[0], error)
        return faults.found(file, replaced[0], list(first_of_each(complaints))) if complaints else None

    def _compare(self, name: str, value: Any, made: str) -> tuple[str, ...]:
        def answers() -> str:
            if name != "banner":
                return ""
            macros = self._environment(SHIPPED, False).get_template("shipped/macros.html").module
            return str(macros.answers(value.words))  # type: ignore[attr-defined]

        return self._verdicts.part(name, value, made, self.made(f"_{name}.html", {name: value}, SHIPPED), answers)

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


def _name(file: str) -> str:
    return file[1:].removesuffix(".html")
