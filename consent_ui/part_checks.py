"""What the markup of a designer's part may consist of, as a browser reads it. Pure: markup in, findings out.

The rendering is read by an HTML5 parser, not by a likeness of one: what a browser moves, drops or takes for a comment
is seen the same way here. Everything is refused that is not on the lists below or, attribute for attribute, in the
shipped rendering of the same example. Sources: HTML Living Standard 13.2 (parsing) and 4.10 (forms), the htmx
reference (attributes that send), CSP Level 3; REQUIREMENTS rows SY-01, SY-14, SY-17, IN-01, CV-03, CV-16.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element

import html5lib  # type: ignore[import-untyped]
from html5lib.constants import E as SENTENCES  # type: ignore[import-untyped]

from consent_ui.markup_checks import plain
from consent_ui.unsafe_markup import SENDING, cleaned

ELEMENTS = frozenset({
    "section", "article", "aside", "header", "footer", "nav", "div", "p", "span", "a", "h1", "h2", "h3", "h4", "h5",
    "h6", "ul", "ol", "li", "dl", "dt", "dd", "table", "caption", "colgroup", "col", "thead", "tbody", "tfoot",
    "tr", "th", "td", "blockquote", "q", "cite", "em", "strong", "b", "i", "u", "small", "sub", "sup", "code",
    "samp", "kbd", "var", "time", "abbr", "dfn", "br", "hr", "wbr", "mark", "figure", "figcaption", "address",
    "bdi", "bdo", "pre", "img", "form", "fieldset", "legend", "label", "input", "button", "details", "summary",
})  # fmt: skip
SHAPES = frozenset({
    "svg", "g", "path", "circle", "ellipse", "rect", "line", "polyline", "polygon",
})  # fmt: skip
ATTRIBUTES = frozenset({
    "class", "id", "lang", "dir", "role", "title", "alt", "width", "height", "datetime", "tabindex", "href", "src",
})  # fmt: skip
OF_ONE = {
    "a": {"rel", "target", "hreflang"},
    "img": {"loading", "decoding"},
    "input": {"type", "name", "value", "checked", "autocomplete"},
    "button": {"type", "name", "value"},
    "label": {"for"},
    "td": {"colspan", "rowspan", "headers"},
    "th": {"colspan", "rowspan", "headers", "scope", "abbr"},
    "col": {"span"},
    "colgroup": {"span"},
    "ol": {"start", "reversed", "type"},
    "li": {"value"},
}
OF_SHAPES = frozenset({
    "viewBox", "d", "fill", "stroke", "stroke-width", "stroke-linecap", "stroke-linejoin", "stroke-dasharray",
    "stroke-opacity", "fill-opacity", "opacity", "fill-rule", "clip-rule", "transform", "x", "y", "cx", "cy", "r",
    "rx", "ry", "x1", "y1", "x2", "y2", "points", "preserveAspectRatio", "focusable", "class", "id", "role", "lang",
    "width", "height", "version", "xmlns",
})  # fmt: skip
SVG = "{http://www.w3.org/2000/svg}"
NAMESPACES = "{http://www.w3.org/2000/xmlns/}"
LINKS = ("https", "http", "mailto", "tel", "sms")
HARMLESS = frozenset({"expected-named-entity", "named-entity-without-semicolon", "eof-in-numeric-entity"})
"""Errors of the parser that change nothing: a bare & in an address."""
OTHERWISE = "a browser reads this otherwise than it is written"
NO_ELEMENT = re.compile(r"<[!?]|</(?![a-zA-Z])")
CONTROLS = frozenset({"form", "input", "button"})
Fact = tuple[str, str, str]


def forbidden(shipped: str, made: str, must_say: Sequence[str]) -> Iterator[str]:
    """What an override's rendering consists of that a part may not, given the shipped rendering of the same example
    and the words that are recorded as seen."""
    if NO_ELEMENT.search(made):
        yield "a comment, CDATA or a declaration in what is shown: write {# … #} instead"
    root, errors = _parsed(made)
    root_of_ours, errors_of_ours = _parsed(shipped)
    yield from (each for each in errors if each not in errors_of_ours)
    ours = list(root_of_ours.iter())
    same = {fact for each in ours for fact in _facts(each)}
    whole = {(each.tag, frozenset(_facts(each))) for each in ours}
    for element in root.iter():
        if element is root or not isinstance(element.tag, str):
            continue
        if not _known(element.tag) and (element.tag, frozenset(_facts(element))) not in whole:
            yield f"<{_short(element.tag)}> is no element of a part"
            continue
        for fact in _facts(element):
            yield from _judge(fact, fact in same)
    yield from _hidden(root, root_of_ours, must_say)


def _parsed(markup: str) -> tuple[Element, list[str]]:
    parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False)
    root: Element = parser.parseFragment(markup, container="div")
    faults = [
        f"{OTHERWISE} (line {place[0]}): {SENTENCES[code] % values}"
        for place, code, values in parser.errors
        if code not in HARMLESS
    ]
    return root, faults


def _facts(element: Element) -> Iterator[Fact]:
    """An element's attributes, each with the element's name; html5lib writes a colon in a name as U0003A."""
    for name, value in element.attrib.items():
        if isinstance(element.tag, str):
            yield element.tag, str(name).replace("U0003A", ":"), value


def _known(tag: str) -> bool:
    return tag in ELEMENTS or (tag.startswith(SVG) and tag.removeprefix(SVG) in SHAPES)


def _short(name: str) -> str:
    return name.rpartition("}")[2]


def _judge(fact: Fact, is_ours: bool) -> Iterator[str]:
    tag, name, value = fact
    shown = f'{_short(name)}="{value[:60]}" on <{_short(tag)}>'
    bare = name.removeprefix("data-")
    if bare.startswith(SENDING):
        yield f"{shown}: a part sends what a person presses, and nothing else"
    elif is_ours:
        return
    elif bare.startswith("hx-"):
        yield f"{shown} is not in the shipped part: only its own forms and links send something"
    elif name == "href" and tag == "a":
        if not _scheme(value) or _scheme(value) in LINKS:
            return
        yield f"{shown}: a link leads to a page, a mail address or a telephone"
    elif name == "src" and tag == "img":
        if not _is_own(value):
            yield f"{shown}: a picture comes from this site"
    elif tag.startswith(SVG):
        if (name not in OF_SHAPES and not name.startswith(("aria-", NAMESPACES))) or "(" in _unfolded(tag, name, value):
            yield f"{shown}: nothing of a part has it"
    elif name in ("href", "src") or (
        name not in ATTRIBUTES and not name.startswith("aria-") and name not in OF_ONE.get(tag, ())
    ):
        yield f"{shown}: the shipped part has it not, and a part needs no other"


def _unfolded(tag: str, name: str, value: str) -> str:
    """A value that may name a picture elsewhere with url(…); those that are numbers by their nature count as none."""
    return "" if name in ("transform", "class", "id") or name.startswith("aria-") else value + "(" * value.count("\\")


def _scheme(address: str) -> str:
    """What stands before the colon that makes an address one of its own; empty for one of this site."""
    first = re.split(r"[/?#]", cleaned(address), maxsplit=1)[0]
    return first.partition(":")[0] if ":" in first else ""


def _is_own(address: str) -> bool:
    return not _scheme(address) and not cleaned(address).startswith("//")


def _hidden(root: Element, shipped: Element, must_say: Sequence[str]) -> Iterator[str]:
    """Answers and words that stand where not everybody finds them."""
    around = {child: parent for parent in root.iter() for child in parent}
    in_ours = plain(" ".join(" ".join(each.itertext()) for each in shipped.iter() if _conceals(each)))
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        if element.tag == "form" and any(each.tag == "form" for each in _above(element, around)):
            yield "a form stands inside another"
        if not _conceals(element):
            continue
        if any(each.tag in CONTROLS for each in element.iter()):
            yield f"a form or button stands inside <{_short(element.tag)}> that hides it from some or all"
        said = plain("".join(element.itertext()))
        for words in map(plain, must_say):
            if words and words in said and words not in in_ours:
                yield f"these words stand inside <{_short(element.tag)}> that hides them from some or all: “{words}”"


def _conceals(element: Element) -> bool:
    if element.tag in ("button", "input") and "hidden" in element.attrib:
        return False  # the controls are compared with the shipped ones by name
    return (
        element.tag in ("template", "title", "details", "noscript", "iframe")
        or any(name in element.attrib for name in ("hidden", "inert", "disabled"))
        or element.get("aria-hidden", "").strip().lower() == "true"
    )


def _above(element: Element, around: dict[Element, Element]) -> Iterator[Element]:
    while element in around:
        element = around[element]
        yield element
