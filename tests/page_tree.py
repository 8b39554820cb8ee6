"""An HTML answer as a tree that can be asked about ids, texts and ancestors."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

import html5lib  # type: ignore[import-untyped]
from html5lib.constants import E as SENTENCES  # type: ignore[import-untyped]

SILENT = {"script", "style", "template"}


@dataclass(frozen=True)
class Page:
    """One parsed answer: the tree, what was wrong with the markup, and where things are."""

    source: str
    root: Element
    errors: list[str]
    elements: list[Element]
    ids: dict[str, Element]
    parents: dict[Element, Element]

    def all(self, tag: str) -> list[Element]:
        """Return the elements of one tag in document order."""
        return [each for each in self.elements if each.tag == tag]

    def parent(self, element: Element) -> Element:
        """Return the element around this one; the root is its own parent."""
        return self.parents.get(element, element)

    def ancestors(self, element: Element) -> Iterator[Element]:
        """Yield the elements around this one, nearest first."""
        while element in self.parents:
            element = self.parents[element]
            yield element

    def text(self, element: Element) -> str:
        """Return the words inside an element, an image counting by its alternative text."""
        return " ".join(" ".join(self._words(element)).split())

    def _words(self, element: Element) -> Iterator[str]:
        if element.tag == "img":
            yield element.get("alt", "")
        elif element.tag not in SILENT:
            yield element.text or ""
            for child in element:
                if isinstance(child.tag, str):
                    yield from self._words(child)
                yield child.tail or ""

    def show(self, element: Element) -> str:
        """Return the element's opening tag, to find it by."""
        written = "".join(f' {name}="{value[:60]}"' for name, value in element.attrib.items())
        return f"<{element.tag}{written}>"


def parse(source: str, is_fragment: bool) -> Page:
    """Parse a whole document or what stands inside `body`; the standard's parse errors are kept."""
    parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False, strict=False)
    root: Element = parser.parseFragment(source) if is_fragment else parser.parse(source)
    errors = [f"line {at[0]}: {SENTENCES[code] % data}" for at, code, data in parser.errors]
    elements = [each for each in root.iter() if isinstance(each.tag, str) and each.tag != "DOCUMENT_FRAGMENT"]
    ids: dict[str, Element] = {}
    for element in elements:
        ids.setdefault(element.get("id", ""), element)
    ids.pop("", None)
    parents = {child: parent for parent in root.iter() for child in parent}
    return Page(source, root, errors, elements, ids, parents)
