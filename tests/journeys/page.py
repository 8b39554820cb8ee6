"""A page as a person meets it: its regions, its words, its links, and its forms with their buttons."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from xml.etree.ElementTree import Element

from werkzeug.test import TestResponse

from tests import page_tree
from tests.quality_client import asks_for_fragment

Fields = list[tuple[str, str]]


@dataclass(frozen=True)
class Pressed:
    """What a browser would send when a button is pressed: where to, the fields, and whether htmx sends it."""

    action: str
    fields: Fields
    target: str | None


@dataclass(frozen=True)
class Page:
    """An answer on the screen. `sent` is what the press of a button answered first, before any redirect."""

    response: TestResponse
    sent: TestResponse = field(repr=False)

    @property
    def status(self) -> int:
        """Status of what the button's request itself answered."""
        return self.sent.status_code

    @cached_property
    def tree(self) -> page_tree.Page:
        """The page parsed."""
        return page_tree.parse(self.response.text, asks_for_fragment(self.response.request.headers))

    def has(self, name: str) -> bool:
        """Whether an element with this id is there."""
        return name in self.tree.ids

    def words(self, name: str = "") -> str:
        """All words, or those inside the element with this id."""
        return self.tree.text(self.tree.ids[name] if name else self.tree.root)

    def alert(self) -> str:
        """What the page says went wrong."""
        return " ".join(self.tree.text(e) for e in self.tree.elements if e.get("role") == "alert").strip()

    def classes(self, name: str) -> list[tuple[str, str]]:
        """Tag and classes of the element with this id and all it holds."""
        return [(str(e.tag), e.get("class", "")) for e in self.tree.ids[name].iter()]

    def links(self) -> dict[str, str]:
        """Where each link leads, by its words."""
        return {self.tree.text(a): a.get("href", "") for a in self.tree.all("a")}

    def buttons(self, within: str = "") -> list[str]:
        """The values of all buttons that can be pressed, in their order; `within` an element with this id."""
        around = self.tree.ids[within] if within else self.tree.root
        return [e.get("value", "") for e in around.iter("button") if e.get("disabled") is None]

    def ticked(self) -> list[str]:
        """The values of all boxes that are ticked."""
        return [box.get("value", "") for box in self._boxes(self.tree.root) if box.get("checked") is not None]

    def press(self, value: str, tick: list[str] | None = None) -> Pressed:
        """What pressing the button of this value would send, with exactly the boxes `tick` ticked, or as they are."""
        button = next(e for e in self.tree.all("button") if e.get("value") == value and e.get("disabled") is None)
        form = next(e for e in self.tree.ancestors(button) if e.tag == "form")
        assert form.get("method") == "post"
        fields = [(e.get("name", ""), e.get("value", "")) for e in form.iter("input") if e.get("type") == "hidden"]
        for box in self._boxes(form):
            if (box.get("checked") is not None) if tick is None else box.get("value") in tick:
                fields.append((box.get("name", ""), box.get("value", "")))
        fields.append((button.get("name", ""), value))
        target = form.get("hx-target") if form.get("hx-post") == form.get("action") else None
        return Pressed(form.get("action", ""), fields, target)

    def token(self, value: str) -> str:
        """The token in the form of the button of this value."""
        return dict(self.press(value).fields)["notice"]

    @staticmethod
    def _boxes(around: Element) -> list[Element]:
        return [e for e in around.iter("input") if e.get("type") == "checkbox"]
