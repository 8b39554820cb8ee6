"""Finds templates: the theme's before the site's own, these before the shipped ones; and refuses what may not be shown.

`shipped/_banner.html` always names our own file, so that an override can extend what it replaces.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from flask import Flask
from jinja2 import BaseLoader, Environment, StrictUndefined, TemplateError, TemplateNotFound
from jinja2.sandbox import ImmutableSandboxedEnvironment

from consent_ui import assets, contract
from consent_ui.sandbox import of_its_own, sandboxed
from consent_ui.template_checks import Finding, Given, check_source, extended, extends_at
from consent_ui.themes import Look

SHIPPED = "shipped"
CONSENT = "consent"
GALLERY = "gallery"

Source = tuple[str, str | None, Callable[[], bool] | None]


class Refused(TemplateError):
    """A designer's template with findings: it is not shown to anybody."""

    def __init__(self, file: str, findings: list[Finding]) -> None:
        super().__init__(f"{file}: {'; '.join(map(str, findings))}")
        self.file = file
        self.findings = findings


class Loader(BaseLoader):
    """The templates of one look. A partial sees only ours and those that replace or join ours; a page sees the
    host's other templates too, because its layout may extend the host's."""

    def __init__(self, app: Flask, look: Look, for_pages: bool = False) -> None:
        self.app = app
        self.look = look
        self.for_pages = for_pages

    def get_source(self, environment: Environment, template: str) -> Source:
        """The source of a template, its file, and whether it is still the same. Raises TemplateNotFound and Refused."""
        source, path, uptodate, is_theirs = self._found(template)
        if is_theirs:
            file = template.partition("/")[2]
            findings = check_source(environment, source, self._given(environment, file, source, path or template))
            if findings:
                raise Refused(path or template, findings)
        return source, path, uptodate

    def _found(self, template: str) -> tuple[str, str | None, Callable[[], bool] | None, bool]:
        """The same unchecked, and whether it is a designer's and so to be checked."""
        area, _, file = template.partition("/")
        if area in (SHIPPED, GALLERY, CONSENT) and not _is_plain(file):
            raise TemplateNotFound(template)
        ours = shipped_path(area, file)
        if area in (SHIPPED, GALLERY) and (ours.is_file() or not self.for_pages):
            return *_read(ours, template), False
        if area != CONSENT:
            return *self._hosts(template), False
        source, path, same = self.override(file) or _read(shipped_path(SHIPPED, file), template)
        is_theirs = path != str(shipped_path(SHIPPED, file))

        def uptodate() -> bool:
            """Whether it is still this file that is in force, as it was: another may have come, or gone."""
            try:
                now = self.override(file)
            except Refused:
                return False
            return (now[1] if now else None) == (path if is_theirs else None) and (same is None or same())

        return source, path, uptodate, is_theirs

    def override(self, file: str) -> Source | None:
        """What replaces a shipped template in this look, or joins them; None: the shipped one is in force.

        Raises Refused for a file that cannot be read as text.
        """
        if self.look.shipped or file in contract.FIXED:
            return None
        theme = self.look.theme
        if theme is not None and file in theme.contents:
            return _decoded(theme.contents[file], str(theme.folder / file)), str(theme.folder / file), lambda: True
        loader = self.app.jinja_env.loader
        try:
            found = loader.get_source(self.app.jinja_env, f"{CONSENT}/{file}") if loader else None
        except TemplateNotFound:
            return None
        except UnicodeDecodeError as error:
            raise Refused(f"{CONSENT}/{file}", [Finding(0, "the file is not UTF-8 text")]) from error
        except OSError as error:
            raise Refused(f"{CONSENT}/{file}", [Finding(0, f"it cannot be read: {error.strerror}")]) from error
        if found and found[1] and not _stays_in(_folder_of(Path(found[1]), file), Path(found[1])):
            raise Refused(found[1], [Finding(0, "this link leads out of its folder")])
        ours = assets.folder("templates") / CONSENT
        return found if found and not (found[1] and Path(found[1]).is_relative_to(ours)) else None

    def _hosts(self, template: str) -> Source:
        loader = self.app.jinja_env.loader
        if not self.for_pages or loader is None or self.look.shipped:
            raise TemplateNotFound(template, f"{template}: a part can use consent/… and shipped/… only")
        return loader.get_source(self.app.jinja_env, template)

    def _given(self, environment: Environment, file: str, source: str, path: str) -> Given:
        known = contract.templates().get(file)
        names = known.variables if known else tuple(contract.PARTIALS)
        return Given(names, self._blocks(environment, f"{CONSENT}/{file}", source, path), not self.for_pages)

    def _blocks(self, environment: Environment, template: str, source: str, path: str) -> list[str] | None:
        """The blocks of everything a template extends; None where that is only known while it runs. Raises Refused
        for one that ends up extending itself."""
        parent = extended(environment, source)
        if parent is None:
            return None
        line, chain, blocks = extends_at(environment, source), [template], list[str]()
        while parent is not None:
            chain.append(parent)
            if parent in chain[:-1]:
                instead = template.replace(CONSENT, SHIPPED, 1)
                what = f"this extends itself ({' → '.join(chain)}); what it replaces is called {instead}"
                raise Refused(path, [Finding(line, what)])
            try:
                source = self._found(parent)[0]
            except TemplateNotFound:
                return None  # compiling says which one is missing
            blocks += contract.blocks_of(source) + contract.asked_blocks_of(source)
            parent = extended(environment, source)
        return list(dict.fromkeys(blocks))


def shipped_path(area: str, file: str) -> Path:
    """Where a template of ours is."""
    return assets.folder("templates") / (GALLERY if area == GALLERY else CONSENT) / file


def _is_plain(file: str) -> bool:
    """Whether a name goes down from its folder, part by part, on every system."""
    return all(part not in ("", ".", "..") and not set(part) & set("\\:\0") for part in file.split("/"))


def _folder_of(path: Path, file: str) -> Path:
    """The folder a name counts from, given the file that was found for it."""
    parts = tuple(file.split("/"))
    return path.parents[len(parts) - 1] if path.parts[-len(parts) :] == parts else path.parent


def _stays_in(folder: Path, path: Path) -> bool:
    return path.resolve().is_relative_to(folder.resolve())


def _decoded(content: bytes, path: str) -> str:
    try:
        return content.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise Refused(path, [Finding(0, "the file is not UTF-8 text")]) from error


def _read(path: Path, template: str) -> Source:
    try:
        source, stamp = _decoded(path.read_bytes(), str(path)), path.stat().st_mtime_ns
    except OSError:
        raise TemplateNotFound(template) from None

    def is_same() -> bool:
        try:
            return path.stat().st_mtime_ns == stamp
        except OSError:
            return False

    return source, str(path), is_same


def partials_environment(app: Flask, look: Look) -> Environment:
    """Partials know nothing of the request: one rendering serves every visitor, so what one of them has in a session
    must have no way in. An unknown name is an error, never an empty place."""
    environment = ImmutableSandboxedEnvironment(
        loader=Loader(app, look),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=app.jinja_env.auto_reload,
        bytecode_cache=of_its_own(app.jinja_env.bytecode_cache) if look.theme is None else None,
    )
    environment.globals.clear()
    del environment.filters["safe"]
    return environment


def pages_environment(app: Flask, look: Look) -> Environment:
    """Pages are rendered per request, with all the host gives its own templates."""
    return sandboxed(app.jinja_env.overlay(loader=Loader(app, look, for_pages=True)))
