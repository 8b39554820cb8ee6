"""What each page of the gallery receives; typed like the designers' contract, though nobody replaces the templates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated as T

from markupsafe import Markup

from consent_ui import contract
from consent_ui.texts import Texts


@dataclass(frozen=True, slots=True)
class Link:
    """A way to another page of the gallery."""

    name: T[str, "its words"]
    url: T[str, "where it leads"]
    current: T[bool, "whether it is this page"] = False


@dataclass(frozen=True, slots=True)
class Frame:
    """What `gallery/layout.html` needs around any page of the gallery."""

    text: T[Texts, "looks up a text by key"]
    title: T[str, "document title and heading"]
    index: T[Link, "the gallery's first page"]
    parts: T[tuple[Link, ...], "one page per partial"]
    languages: T[tuple[Link, ...], "this page in each language"]
    warning: T[str, "what everybody must know of the worn theme; empty normally"]
    stylesheets: T[tuple[str, ...], "addresses of the stylesheets"]
    script: T[str, "address of gallery.js"]
    changes: T[str, "address that answers another digest when a file was saved"]


@dataclass(frozen=True, slots=True)
class Row:
    """One partial in the index."""

    page: T[Link, "its page"]
    file: T[str, "file name of the template"]
    about: T[str, "what it is"]
    source: T[str, "where the file in force comes from"]
    states: T[tuple[Link, ...], "each state alone"]
    faults: T[int, "how many complaints there are"]
    findings: T[int, "how many fairness findings there are"]
    wordings: T[int, "how many wording findings there are"]


@dataclass(frozen=True, slots=True)
class Index:
    """The gallery's first page."""

    text: T[Texts, "looks up a text by key"]
    rows: T[tuple[Row, ...], "every partial"]
    looks: T[tuple[Link, ...], "the looks to choose from"]
    messages: T[Link, "the page of texts that leave as SMS and e-mail"]


@dataclass(frozen=True, slots=True)
class Sent:
    """One text that leaves as an SMS or an e-mail."""

    key: T[str, "its name"]
    subject: T[str, "subject of an e-mail; empty for an SMS"]
    text: T[str, "the whole text"]
    size: T[str, "what it takes as an SMS; empty for an e-mail"]


@dataclass(frozen=True, slots=True)
class Messages:
    """Every text that leaves."""

    text: T[Texts, "looks up a text by key"]
    sent: T[tuple[Sent, ...], "the texts"]


@dataclass(frozen=True, slots=True)
class Picture:
    """One state in one width, scheme and look."""

    url: T[str, "the page that shows it alone"]
    title: T[str, "what it shows"]
    caption: T[str, "what tells it from its neighbours"]
    width: T[int, "CSS pixels"]


@dataclass(frozen=True, slots=True)
class Strip:
    """Pictures beside each other."""

    label: T[str, "what they have in common"]
    scheme: T[str, "light or dark"]
    pictures: T[tuple[Picture, ...], "one per width, each beside the shipped one when another look is on"]


@dataclass(frozen=True, slots=True)
class State:
    """One named state of a partial."""

    name: T[str, "its name"]
    anchor: T[str, "id of its section"]
    alone: T[Link, "the state alone on a page"]
    strips: T[tuple[Strip, ...], "light and dark"]
    findings: T[tuple[str, ...], "fairness and wording findings of this state"]


@dataclass(frozen=True, slots=True)
class Choice:
    """One question of the form above the pictures."""

    name: T[str, "name of the field"]
    label: T[str, "its label"]
    options: T[tuple[Link, ...], "the answers; url is the value"]


@dataclass(frozen=True, slots=True)
class Source:
    """A template and the file in force for it."""

    file: T[str, "name of the template"]
    source: T[str, "where the file in force comes from"]
    path: T[str, "that file; empty for the shipped one"]


@dataclass(frozen=True, slots=True)
class Part:
    """One partial in all its states."""

    text: T[Texts, "looks up a text by key"]
    about: T[str, "what it is"]
    action: T[str, "where the form above the pictures leads"]
    choices: T[tuple[Choice, ...], "what can be chosen"]
    states: T[tuple[State, ...], "every state"]
    sources: T[tuple[Source, ...], "its own template, and those of the pages around it"]
    fault: T[Markup, "what is wrong with its template; empty normally"]
    usable: T[tuple[contract.Usable, ...], "variables and blocks"]
    report: T[str, "where the fairness report is expected; empty when there is one"]


@dataclass(frozen=True, slots=True)
class Alone:
    """One state of one partial alone, on a page like a host's."""

    text: T[Texts, "looks up a text by key"]
    title: T[str, "document title"]
    stylesheets: T[tuple[str, ...], "addresses of the stylesheets"]
    warning: T[str, "what everybody must know of the worn theme; empty normally"]
    first: T[Markup, "what {{ consent_banner() }} would put first into the body"]
    inside: T[Markup, "what stands in the page's own text"]
