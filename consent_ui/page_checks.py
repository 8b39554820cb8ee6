"""What the page around a part may not do to it: hide it, stand it in a form of its own, or answer beside it. Pure.

A layout is a host's own and may hold anything else. It is judged by the page it made, as a browser reads it, with a
mark in the place of the part. Sources: HTML Living Standard 13.2 (parsing) and 4.10 (forms), the htmx reference
(attributes that send); REQUIREMENTS rows SY-01, IN-01, CV-02, AX-13.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from html import unescape
from xml.etree.ElementTree import Element

import html5lib  # type: ignore[import-untyped]

from consent_ui.unsafe_markup import SENDING

AROUND = frozenset({
    "html", "body", "main", "div", "section", "article", "aside", "header", "footer", "nav", "ul", "ol", "li", "dl",
    "dt", "dd", "table", "thead", "tbody", "tfoot", "tr", "td", "th", "figure", "blockquote", "fieldset", "center",
    "span", "search", "hgroup",
})  # fmt: skip
"""What a part may stand in; and elements of a host's own, which have a hyphen in their name."""
HIDING = ("hidden", "inert", "disabled", "popover")
MARK = "consent-part-mark"
STANDS_IN = f'<section id="{MARK}"><form action="/"></form></section>'
"""With a form, because browsers drop one that begins while another is open, wherever that one stands."""
CONTENT = "the page does not show {{ page.content }}; a layout needs {% block content %}{% endblock %}"
STATUS = (
    'the page lacks <div id="consent-status" class="consent-status" role="status"></div>, where screen readers '
    "hear what happened"
)
_BETWEEN_TAGS = re.compile(r">[^<>\"'=&]*<")
_TOKEN = re.compile(
    r"""<input\b(?=[^>]*\bname\s*=\s*["']?notice\b)[^>]*\bvalue\s*=\s*["']?([^"'\s>]+)""", re.IGNORECASE
)
_ACTION = re.compile(r"""\baction\s*=\s*["']?([^"'\s>]+)""", re.IGNORECASE)
_OF_THE_VISIT = re.compile(r'\b((?:value|content|nonce)=)"[\w.+/:=-]*"')


def around(page: str, content: str) -> str:
    """The page with a mark in the place of the part, without what differs from visit to visit and means nothing to
    `wrong`: pages of one shape are judged once."""
    return _OF_THE_VISIT.sub(r'\1""', _BETWEEN_TAGS.sub("><", page.replace(content.strip(), STANDS_IN)))


def wanting(page: str, content: str) -> Iterator[str]:
    """What a page lacks, or says again outside the part."""
    try:
        page.encode()
    except UnicodeEncodeError:
        yield "the page holds half a character, which cannot be sent"
    if content.strip() not in page:
        yield CONTENT
    if 'id="consent-status"' not in page:
        yield STATUS
    rest = page.replace(content.strip(), "")
    if any(token in rest for token in _TOKEN.findall(content)):
        yield "the token of the form stands outside the part: only the part's own form sends it"


def addresses(content: str) -> tuple[str, ...]:
    """Where the forms of a part send."""
    return tuple(sorted(set(map(unescape, _ACTION.findall(content)))))


def wrong(shape: str, ours: Collection[str]) -> Iterator[str]:
    """What a page does to the part, given what `around` makes of it and where the part's forms send."""
    root: Element = html5lib.parse(shape, treebuilder="etree", namespaceHTMLElements=False)
    parents = {child: parent for parent in root.iter() for child in parent}
    marks = [each for each in root.iter() if each.get("id") == MARK]
    if len(marks) != 1:
        yield "the part stands in the page once, where a browser shows it: not in a comment, a script or a text field"
    for mark in marks:
        if mark.find("form") is None:
            yield "a form is still open where the part stands: browsers then drop the part's own"
        element = mark
        while element in parents:
            element = parents[element]
            yield from _around(element)
    for element in root.iter():
        if isinstance(element.tag, str):
            yield from _beside(element, ours)


def _around(element: Element) -> Iterator[str]:
    tag = str(element.tag).rpartition("}")[2]
    if tag not in AROUND and "-" not in tag:
        yield f"the part stands inside <{tag}>: there not everybody sees it, or its forms do not work"
    for name, value in element.attrib.items():
        bare = str(name).lower().removeprefix("data-")
        if bare in HIDING and name == bare:
            yield f"the part stands inside <{tag} {bare}>: that hides it from some or all"
        if bare == "aria-hidden" and value.strip().lower() == "true":
            yield f"the part stands inside <{tag} aria-hidden>: that hides it from screen readers"
        if bare.startswith(SENDING):
            yield f"the part stands inside <{tag} {bare.partition(':')[0]}>: a part sends what a person presses"


def _beside(element: Element, ours: Collection[str]) -> Iterator[str]:
    if element.get("name") == "answer" and element.tag in ("button", "input", "select", "textarea"):
        yield "a control called answer stands outside the part: both answers stand inside, and nowhere else"
    if element.tag == "meta" and element.get("http-equiv", "").strip().lower() == "refresh":
        yield "a <meta> that leads elsewhere: nobody asked to leave the page"
    if element.tag == "base":
        yield "a <base> element: it would lead every address of the page elsewhere"
    for name, value in element.attrib.items():
        bare = str(name).lower().removeprefix("data-").replace("U0003A", ":")
        sends = bare in ("action", "formaction") or bare.startswith(("hx-post", "hx-put", "hx-patch", "hx-delete"))
        if sends and value.strip() in ours:
            yield f"<{element.tag} {bare.partition(':')[0]}> sends to where the part does: only the part's forms may"
