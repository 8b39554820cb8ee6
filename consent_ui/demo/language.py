"""Which language a page of the demo speaks: `?lang=` when given, else the browser's, else the restaurant's own.

An explicit choice lives in the address alone and is carried on by every link: switching language stores nothing
and records nothing (LN-07).
"""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, urlencode

from flask import Flask, has_request_context, request, url_for

from consent_ui.demo.sample import LANGUAGES
from consent_ui.languages import best_language
from consent_ui.pages import Switch
from consent_ui.texts import texts


def chosen_language() -> str | None:
    """The language that this page's address asks for."""
    wanted = request.args.get("lang")
    return wanted if wanted in LANGUAGES else None


def page_language() -> str:
    """The language of this page."""
    return chosen_language() or best_language(request.headers.get("Accept-Language", ""), LANGUAGES)


def switches() -> tuple[Switch, ...]:
    """Links to this very page in each language, each named in its own; to the home page where this page has no
    address that could be followed: one that is not there, or the answer to a form."""
    known = request.url_rule is not None and request.method in ("GET", "HEAD")
    here = request.script_root + request.path if known else url_for("demo.home")
    asked = [(key, value) for key, value in request.args.items(multi=True) if key != "lang"]
    now = page_language()
    return tuple(
        Switch(code, texts(code)("language.name"), f"{quote(here)}?{urlencode([*asked, ('lang', code)])}", code == now)
        for code in LANGUAGES
    )


def carry_language(app: Flask) -> None:
    """Let every link to a page keep the language that was chosen by hand."""

    @app.url_defaults
    def keep(endpoint: str, values: dict[str, Any]) -> None:
        if not has_request_context() or endpoint.endswith("static") or "lang" in values:
            return
        chosen = chosen_language()
        if chosen is not None:
            values["lang"] = chosen
