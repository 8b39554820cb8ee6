"""The documents to measure: each state of the question, in each language, in what a theme makes of it.

They are rendered from the named examples by Jinja alone: no application and no database is needed, and a theme that
the site would refuse to load can be measured too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from flask import Flask, Response, abort, send_from_directory
from flask.typing import ResponseReturnValue
from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PrefixLoader, StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from consent_ui import assets, contact_pages, pages
from consent_ui.examples import EXAMPLES
from consent_ui.examples.measured import MEASURED
from consent_ui.fairness.chromium import NotMeasured
from consent_ui.fairness.matrix import STATES
from consent_ui.fairness.serving import serve
from consent_ui.rules.measured import Where
from consent_ui.security import policy_headers
from consent_ui.texts import languages, texts

Asking = pages.Banner | contact_pages.Contact
STYLESHEET = "theme.css"
PAGE = """<!doctype html><html lang="{{ language }}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
<title>{{ state }}</title>{% for each in styles %}<link rel="stylesheet" href="{{ each }}">{% endfor %}</head>
<body>{% include "consent/_" ~ part ~ ".html" %}<main><h1>{{ state }}</h1><p>{{ language }}</p></main></body></html>"""


@dataclass(frozen=True, slots=True)
class Dress:
    """A theme to measure: its name, and the folders of its files, the first winning. Without any, the shipped look."""

    name: str = ""
    folders: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """One document, and how its two answers are found."""

    where: Where
    address: str
    accept: tuple[str, ...] = ()
    """Selectors, the first that fits winning. Without any, the answers are sought by role and name."""
    decline: tuple[str, ...] = ()
    offer: tuple[str, ...] = ()
    """The words of the offer; where they are not known, it is told by what such words contain."""
    plain: tuple[str, ...] = ()
    """The words of the purpose and the withdrawal; where they are not known, every other line."""

    @property
    def is_ours(self) -> bool:
        """Whether the words are known, because we rendered them."""
        return bool(self.plain)


@contextmanager
def sheets(
    dresses: Sequence[Dress], states: Sequence[str] = STATES, spoken: Sequence[str] | None = None
) -> Iterator[list[Sheet]]:
    """Serve every state of the question in these languages and themes, and yield the documents.

    Raises NotMeasured when a theme's template cannot be rendered.
    """
    served: dict[str, str] = {}
    found = []
    for dress in dresses:
        environment = _environment(dress)
        for state in states:
            for language in spoken or languages():
                path = f"/{len(served)}"
                part, example = MEASURED[state]
                value = cast(Asking, EXAMPLES[part][example](texts(language)))
                try:
                    served[path] = environment.from_string(PAGE).render(
                        {part: value}, part=part, state=state, language=language, styles=_styles(dress)
                    )
                except TemplateError as error:
                    raise NotMeasured(f"theme {dress.name or 'shipped'}, {state}: {error}") from error
                found.append(_sheet(Where(state, language, dress.name), path, part, value))
    with serve(_application(served, dresses)) as base:
        yield [
            Sheet(each.where, base + each.address, each.accept, each.decline, each.offer, each.plain) for each in found
        ]


def _sheet(where: Where, path: str, part: str, value: Asking) -> Sheet:
    words = value.words
    accept, decline = (
        (f"#consent-{part} :is(button, [type=submit])[value={answer}]", _by_words(part, words[slot]))
        for answer, slot in (("yes", "accept"), ("no", "decline"))
    )
    offer = tuple(words[slot] for slot in ("benefit", "conditions") if words.get(slot))
    plain = tuple(words[slot] for slot in ("purpose", "withdrawal", "no_effect") if words.get(slot))
    return Sheet(where, path, accept, decline, offer, plain)


def _by_words(part: str, label: str) -> str:
    escaped = label.replace("\\", "\\\\").replace('"', '\\"')
    return f'#consent-{part} :is(a, button, [role=button]):has-text("{escaped}")'


def _environment(dress: Dress) -> Environment:
    shipped = assets.folder("templates") / "consent"
    loaders = [PrefixLoader({"consent": FileSystemLoader(folder)}) for folder in (*dress.folders, shipped)]
    # The shipped partial by a name no theme takes, for themes that extend it.
    loaders.append(PrefixLoader({"shipped": FileSystemLoader(shipped)}))
    # A theme that nobody has looked at yet is measured too: it reaches values, and nothing else.
    return ImmutableSandboxedEnvironment(loader=ChoiceLoader(loaders), autoescape=True, undefined=StrictUndefined)


def _styles(dress: Dress) -> list[str]:
    own = [
        f"/themes/{dress.name}/{number}/{STYLESHEET}"
        for number, folder in reversed(list(enumerate(dress.folders)))
        if (folder / STYLESHEET).is_file()
    ]
    return [f"/{assets.STYLESHEET}", *own]


def _application(served: dict[str, str], dresses: Sequence[Dress]) -> Flask:
    """A site of these documents and their styles, under the policy that holds on every page of ours."""
    app = Flask(__name__, static_folder=None, template_folder=None)
    by_name = {dress.name: dress for dress in dresses}

    @app.get("/<int:number>")
    def document(number: int) -> ResponseReturnValue:
        return served[f"/{number}"] if f"/{number}" in served else abort(404)

    @app.get("/favicon.ico")
    def icon() -> ResponseReturnValue:
        return "", 204  # every browser asks for one, and no theme has any

    @app.get("/<path:name>")
    def stylesheet(name: str) -> ResponseReturnValue:
        return send_from_directory(assets.folder("static"), name)

    @app.get("/themes/<theme>/<int:number>/<path:name>")
    def own(theme: str, number: int, name: str) -> ResponseReturnValue:
        folders = by_name[theme].folders if theme in by_name else ()
        return send_from_directory(folders[number].resolve(), name) if number < len(folders) else abort(404)

    @app.after_request
    def guard(response: Response) -> Response:
        response.headers.extend(policy_headers())
        return response

    return app
