"""Looks at the words of a page: nothing a template or a catalogue should have replaced is left in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from tests.page_tree import SILENT, Page

SPOKEN_ATTRIBUTES = ("alt", "title", "aria-label", "aria-description", "placeholder", "label")
LEFT_OVER = ("{{", "}}", "{%", "%}", "{#", "|", "%(")
# A format field such as {name}; prose has no use for braces.
FIELD = re.compile(r"\{[a-z_][a-z0-9_.!:]*\}|\{\}")
# Two or more words joined as in a catalogue key. Single letters ("e.g.") are prose.
KEY = re.compile(r"[a-z][a-z0-9]+(?:[._][a-z][a-z0-9]+)+")
# Addresses are words with dots too. None of these may end a catalogue key.
DOMAINS = {"com", "org", "net", "eu", "fr", "uk", "ie", "be", "example", "test", "invalid", "localhost"}
# Elements that quote what a machine reads or writes.
QUOTING = {"code", "pre", "kbd", "samp", "textarea"}  # a textarea holds what somebody typed
TRIMMED = "\"'“”‘’«»()[],;:!?.…\u00a0\u202f"


def check(page: Page) -> Iterator[str]:
    """Yield a finding for each left-over of a template and each key without its translation."""
    for element, words in spoken(page):
        for mark in LEFT_OVER:
            if mark in words:
                yield f"{page.show(element)}: {mark!r} is left in {words.strip()[:80]!r}"
        field = FIELD.search(words)
        if field:
            yield f"{page.show(element)}: the field {field.group()} is not filled"
        for word in words.split():
            if is_key(word.strip(TRIMMED)):
                yield f"{page.show(element)}: {word.strip(TRIMMED)!r} looks like a key without translation"


def is_key(word: str) -> bool:
    """Tell whether a word looks like a catalogue key and not like a domain's name."""
    return bool(KEY.fullmatch(word)) and word.rsplit(".", 1)[-1] not in DOMAINS


def spoken(page: Page) -> Iterator[tuple[Element, str]]:
    """Yield every piece of text that is seen or read aloud, with the element it belongs to."""
    # The text at the top of a fragment belongs to its root, which is no element of the page.
    for element in dict.fromkeys((page.root, *page.elements)):
        around = {element.tag, *(each.tag for each in page.ancestors(element))}
        if around & (SILENT | QUOTING):
            continue
        if element.text:
            yield element, element.text
        for child in element:
            if child.tail:
                yield element, child.tail
        for name in SPOKEN_ATTRIBUTES:
            if element.get(name):
                yield element, element.get(name, "")
        if element.tag == "input" and element.get("type") in {"submit", "button", "reset"}:
            yield element, element.get("value", "")
        if element.tag == "meta" and element.get("name") == "description":
            yield element, element.get("content", "")
