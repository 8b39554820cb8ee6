"""Takes the words out of a rendered question, so that a template's own sentences are judged like ours."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from consent_ui.rules.wording.reading import seen, words

_SILENT = {"script", "style", "template", "noscript"}
_WITHIN = {
    "b",
    "strong",
    "em",
    "i",
    "span",
    "small",
    "mark",
    "u",
    "abbr",
    "bdi",
    "bdo",
    "sub",
    "sup",
    "wbr",
    "code",
    "q",
}
"""Elements that stand inside a sentence; every other one ends it."""

_SPOKEN = ("aria-label", "aria-description", "alt", "title", "placeholder")


@dataclass(frozen=True, slots=True)
class BannerWords:
    """What a person sees and hears: the labels of the two answers, the paragraphs, and the texts of links and of
    other controls. A label is empty when there is no such button."""

    accept: str = ""
    decline: str = ""
    paragraphs: tuple[str, ...] = ()
    links: tuple[str, ...] = ()


def banner_words(html: str) -> BannerWords:
    """The words of a rendered question. The answers are the buttons named `answer` with the values yes and no."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.end_piece()
    return BannerWords(
        reader.answers.get("yes", ""), reader.answers.get("no", ""), tuple(reader.paragraphs), tuple(reader.links)
    )


@dataclass
class _Reader(HTMLParser):
    """Collects pieces of text; a piece belongs to an answer, to a link or button, or to the prose."""

    answers: dict[str, str] = field(default_factory=dict)
    paragraphs: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._piece: list[str] = []
        self._answer = ""
        self._control = ""
        self._silent = 0

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        if tag in _SILENT:
            self._silent += 1
        if tag not in _WITHIN:
            self.end_piece()
        if tag in ("a", "button"):
            self._control = tag
        is_answer = given.get("name") == "answer"
        if is_answer and tag == "button":
            self._answer = given.get("value", "")
        if tag == "input" and given.get("type") in ("submit", "button", "reset"):
            self._keep(given.get("value", ""), given.get("title", "") if is_answer else "", control=True)
        for name in _SPOKEN:
            if text := given.get(name):
                # What is read aloud in place of an answer's label counts as part of that label.
                if self._answer and name == "aria-label":
                    self._piece.append(f"{text} ")
                else:
                    self._keep(text, "", control=True)

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        if tag not in _WITHIN:
            self.end_piece()
        if tag == self._control:
            self._control = self._answer = ""

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._piece.append(data)

    def end_piece(self) -> None:
        """Put away what was read since the last element that ends a sentence."""
        text, self._piece = "".join(self._piece), []
        self._keep(text, self._answer, control=bool(self._control))

    def _keep(self, text: str, answer: str, control: bool) -> None:
        text = re.sub(r"[ \t\r\n\f]+", " ", text).strip()
        if not words(text) and not (answer and seen(text)):
            return
        if answer:
            self.answers[answer] = f"{self.answers.get(answer, '')} {text}".strip()
        elif control:
            self.links.append(text)
        else:
            self.paragraphs.append(text)
