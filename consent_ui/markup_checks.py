"""What a designer's part must still have. Pure: markup in, findings out.

`missing` compares what an override makes of an example with what the shipped partial makes of it. Sources: GDPR Art.
7(3) and 13 and REQUIREMENTS rows SY-01, SY-14, IN-01, IN-02, CV-03, CV-16 (what a question must keep).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser

Attributes = dict[str, str]


@dataclass(slots=True)
class Control:
    """A button or a field that sends something."""

    tag: str
    attributes: Attributes
    label: str = ""

    def facts(self) -> tuple[object, ...]:
        """What makes two controls the same act: all of a button, and of a field what is sent and whether it is on."""
        if self.tag == "button":
            return ("button", *sorted(self.attributes.items()), " ".join(self.label.split()))
        kept = ("type", "name", "value", "checked")
        return (self.tag, *((name, self.attributes[name]) for name in kept if name in self.attributes))

    def __str__(self) -> str:
        named = " ".join(f'{k}="{v}"' for k, v in self.attributes.items() if k in ("type", "name", "value", "checked"))
        return f"<{self.tag} {named}>" if named else f"<{self.tag}>"


@dataclass(slots=True)
class Form:
    """A form and what it sends. Controls outside every form stand in one without attributes, on line 0."""

    attributes: Attributes
    line: int = 0
    controls: list[Control] = field(default_factory=list)


@dataclass(slots=True)
class Markup:
    """What the checks want to know of a piece of markup."""

    tags: list[tuple[int, str, Attributes]] = field(default_factory=list)
    forms: list[Form] = field(default_factory=list)
    text: str = ""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.read = Markup()
        self.loose = Form({})
        self.form: Form | None = None
        self.button: Control | None = None
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.read.tags.append((self.getpos()[0], tag, values))
        if tag == "form":
            self.form = Form(values, self.getpos()[0])
            self.read.forms.append(self.form)
        if tag in ("button", "input", "select", "textarea"):
            control = Control(tag, values)
            (self.form or self.loose).controls.append(control)
            self.button = control if tag == "button" else self.button

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.form = None
        if tag == "button":
            self.button = None

    def handle_data(self, data: str) -> None:
        self.words.append(data)
        if self.button is not None:
            self.button.label += data


def read(markup: str) -> Markup:
    """Reads a piece of markup."""
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    if reader.loose.controls:
        reader.read.forms.append(reader.loose)
    reader.read.text = plain("".join(reader.words))
    return reader.read


def plain(words: str) -> str:
    """Words with every run of spaces, no-break ones too, as one space."""
    return " ".join(words.split())


def missing(shipped: str, made: str, answers: str, must_say: Sequence[str]) -> Iterator[str]:
    """What an override's rendering lacks, has too much of, or has otherwise than the shipped rendering of the same
    example. `answers` is what the macro makes, empty where nothing is asked; `must_say` are the words that are
    recorded as seen."""
    theirs, ours = read(made), read(shipped)
    if answers and made.count(answers) != 1:
        yield "both answers stand here once, as {{ consent.answers(banner.words) }} makes them"
    for form in theirs.forms:
        if not form.line:
            yield f"{form.controls[0]} stands in no form, so nothing sends it; put it into the part's, or leave it out"
            continue
        where = f"the form with {form.controls[0]}" if form.controls else "a form"
        if not form.attributes.get("action") or form.attributes.get("method", "").lower() not in ("get", "post"):
            yield f"{where} has no action and method, so it does nothing without JavaScript"
    yield from _controls(ours, theirs)
    for name, what in (("href", "the link to"), ("src", "what loads")):
        there = {attributes.get(name) for _, _, attributes in theirs.tags}
        for address in dict.fromkeys(a[name] for _, _, a in ours.tags if a.get(name)):
            if address not in there:
                yield f"{what} “{address}” is missing"
    yield from _anchors(ours, theirs)
    for words in must_say:
        if plain(words) in ours.text and plain(words) not in theirs.text:
            yield f"these words are recorded as seen, but are not here: “{plain(words)}”"


def _controls(ours: Markup, theirs: Markup) -> Iterator[str]:
    def counted(markup: Markup) -> Counter[tuple[object, ...]]:
        return Counter(
            (f.attributes.get("action", ""), f.attributes.get("method", "").lower(), *c.facts())
            for f in markup.forms
            for c in f.controls
        )

    names = {
        (f.attributes.get("action", ""), f.attributes.get("method", "").lower(), *c.facts()): str(c)
        for f in (*ours.forms, *theirs.forms)
        for c in f.controls
    }
    there, wanted = counted(theirs), counted(ours)
    for each in wanted - there:
        hint = " (the hidden field that says what is answered)" if 'name="notice"' in names[each] else ""
        yield f"{names[each]} is missing from its form, or differs{hint}"
    for each in there - wanted:
        yield f"{names[each]} is not one of ours, or differs: a part sends what the shipped one sends"


def _anchors(ours: Markup, theirs: Markup) -> Iterator[str]:
    """What htmx, the script and assistive technology find a part by."""
    targets = {attributes.get("hx-target", "")[1:] for _, _, attributes in ours.tags}
    ids = {attributes.get("id") for _, _, attributes in theirs.tags}
    first = next((a["id"] for _, _, a in ours.tags if a.get("id")), "")
    for wanted in sorted((targets | {first, "consent-status"}) & {a.get("id", "") for _, _, a in ours.tags} - {""}):
        if wanted not in ids:
            yield f'the element with id="{wanted}" is missing'
    roles = Counter(a["role"] for _, _, a in theirs.tags if a.get("role"))
    for role in ("alert", "status"):
        if not roles[role] and any(a.get("role") == role for _, _, a in ours.tags):
            yield f'the element with role="{role}" is missing; nobody would be told what happened'
    for attribute in ("data-announce", "data-failed"):
        if any(attribute in a for _, _, a in ours.tags) and not any(attribute in a for _, _, a in theirs.tags):
            yield f"the element with {attribute} is missing; what happened would not be read out"
