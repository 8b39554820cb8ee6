"""The designers' contract as data: which templates there are, what each receives and what each lets change.

Read from the types in pages.py and from the shipped templates themselves, so that guide, gallery, command and error
panel all say the same.
"""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from jinja2 import Environment, nodes
from markupsafe import Markup

from consent_ui import assets, contact_pages, hosted_pages, message_pages, pages
from consent_ui.texts import Texts


@dataclass(frozen=True, slots=True)
class Usable:
    """One thing a template can use."""

    name: Annotated[str, "how it is written"]
    help: Annotated[str, "what it is"]


@dataclass(frozen=True, slots=True)
class Broken:
    """Stands in for a partial whose template does not work, while debugging: what is wrong, and where."""

    text: Annotated[Texts, "looks up a text by key"]
    template: Annotated[str, "the template's name"]
    file: Annotated[str, "the file, or what is in force where no file is"]
    line: Annotated[int, "line of the first complaint; 0 when it has none"]
    complaints: Annotated[tuple[str, ...], "what is wrong, one sentence each"]
    available: Annotated[tuple[Usable, ...], "what the template can use: variables, and blocks to change"]


PARTIALS: Mapping[str, type] = {
    "banner": pages.Banner,
    "receipt": pages.Receipt,
    "preferences": pages.Preferences,
    "account": pages.Account,
    "device": pages.Device,
    "contact": contact_pages.Contact,
    "notice": pages.FullNotice,
    "problem": pages.Problem,
    "message": message_pages.SentMessage,
    "lazy": hosted_pages.Lazy,
    "asking": hosted_pages.Asking,
    "broken": Broken,
}
"""What each partial's one variable is."""

FIXED = frozenset({"macros.html", "enhance.html", "_broken.html"})
"""Templates nobody replaces: both answers are made in one place, and what explains a fault must not have one."""

ABOUT_BLOCKS = {
    "before": "first inside the part: a picture, a line of the restaurant's own",
    "heading": "the heading of the question",
    "words": "the notice's own words; every one of them must still be said",
    "links": "the way to the channels",
    "outcomes": "what was recorded, a sentence per channel",
    "voucher": "the promised code",
    "intro": "what this page is for",
    "rows": "what stands now, per channel",
    "sentences": "what a step of proving a contact says",
    "vouchers": "the codes the person holds",
    "history": "past decisions",
    "messages": "offers that were sent",
    "sections": "the parts of the full notice",
    "after": "last inside the part",
    "title": "document title",
    "head": "last in the head: icons, a stylesheet of the site's own",
    "header": "the restaurant's name and the languages",
    "content": "the page itself; a layout must have it",
    "footer": "the links at the foot",
}


PROPERTIES: Mapping[str, str] = {
    "--consent-background": "behind everything, the buttons included unless they have a ground of their own",
    "--consent-text": "letters, and those on buttons unless they have a colour of their own",
    "--consent-line": "border of the two answers; at least 3:1 against the background",
    "--consent-accent": "links and ticked boxes, never an answer",
    "--consent-button": "ground of every button, both answers alike",
    "--consent-button-text": "letters on every button, both answers alike; at least 4.5:1 on it",
    "--consent-radius": "rounded corners",
    "--consent-space": "space around and between",
    "--consent-font": "one list of fonts for everything of ours; without it the page's own",
}
"""The custom properties a designer sets; on the two answers they cannot differ."""

INTERNAL = frozenset({"--consent-hair", "--consent-soft"})
"""Properties of the stylesheets' own, worked out from the others."""


@dataclass(frozen=True, slots=True)
class Field:
    """One thing a template can use."""

    path: str
    type: str
    help: str


@dataclass(frozen=True, slots=True)
class Template:
    """One template: its file name, its variables' names, and what it lets change."""

    file: str
    variables: tuple[str, ...]
    about: str
    fields: tuple[Field, ...]
    blocks: tuple[str, ...]

    @property
    def available(self) -> tuple[Usable, ...]:
        """All of it, as a template writes it."""
        variables = tuple(Usable(each.path, each.help) for each in self.fields)
        return variables + tuple(Usable(f"{{% block {name} %}}", ABOUT_BLOCKS[name]) for name in self.blocks)


def shipped_source(file: str) -> str:
    """The source of a shipped template."""
    return (assets.folder("templates") / "consent" / file).read_text(encoding="utf-8")


@cache
def templates() -> dict[str, Template]:
    """Every template a designer may replace, by file name: partials, the pages around them, the layout."""
    found = [_partial(name) for name in PARTIALS]
    around = fields_of("page", pages.Page)
    folder = assets.folder("templates") / "consent"
    for path in sorted(folder.glob("[!_]*.html")):
        if path.name in FIXED:
            continue
        shows = PARTIALS.get(path.stem)
        what = f"The page around `_{path.name}`." if shows else "The frame around every page of ours."
        mine = fields_of(path.stem, shows) if shows else ()
        variables = (path.stem, "page") if shows else ("page",)
        found.append(Template(path.name, variables, what, around + mine, blocks_of(shipped_source(path.name))))
    return {each.file: each for each in found if each.file not in FIXED}


def _partial(name: str) -> Template:
    file = f"_{name}.html"
    return Template(file, (name,), about(name), fields_of(name, PARTIALS[name]), blocks_of(shipped_source(file)))


def about(name: str) -> str:
    """What a partial is, in a sentence."""
    return " ".join((inspect.getdoc(PARTIALS[name]) or "").replace("`", "").split())


def blocks_of(source: str) -> tuple[str, ...]:
    """The blocks a template has, in the order of the file."""
    return tuple(block.name for block in Environment(autoescape=True).parse(source).find_all(nodes.Block))


def asked_blocks_of(source: str) -> tuple[str, ...]:
    """The blocks a template shows where it has none itself: `{{ self.title() }}`."""
    parts = Environment(autoescape=True).parse(source).find_all(nodes.Getattr)
    return tuple(part.attr for part in parts if isinstance(part.node, nodes.Name) and part.node.name == "self")


def fields_of(path: str, kind: Any) -> tuple[Field, ...]:
    """Every field of a type below `path`, and of the types inside it: `banner.token`, `receipt.outcomes[].sentence`."""
    hints = get_type_hints(kind, include_extras=True)
    found: list[Field] = []
    for field in fields(kind):
        bare, help_ = get_args(hints[field.name])[:2]
        here = f"{path}.{field.name}"
        found.append(Field(here, type_name(bare), help_))
        inner, suffix = _inner(bare)
        if inner is not None:
            found += fields_of(here + suffix, inner)
    return tuple(found)


def _inner(kind: Any) -> tuple[Any, str]:
    """The type of ours inside a type, and how a path goes on into it."""
    if is_dataclass(kind):
        return kind, ""
    for each in get_args(kind):
        if is_dataclass(each):
            return each, "[]" if get_origin(kind) is tuple else ""
    return None, ""


def type_name(kind: Any) -> str:
    """A type as a designer says it."""
    if get_origin(kind) is Annotated:
        return type_name(get_args(kind)[0])
    if get_origin(kind) is tuple:
        return f"list of {type_name(get_args(kind)[0])}"
    if kind is type(None):
        return "nothing"
    names = {str: "text", bool: "true or false", int: "number", Markup: "ready markup", Texts: "texts"}
    if kind in names:
        return names[kind]
    if get_origin(kind) is not None and "Mapping" in str(kind):
        return "texts by name"
    if get_args(kind):
        return " or ".join(type_name(each) for each in get_args(kind))
    return str(kind.__name__)
