"""Judges what a designer's template makes: of the examples once, and of what a visitor gets each time it differs.

A template may look at the values it shows, so being fair on the examples proves nothing about a visitor. What was
judged once is remembered: the question is rendered once per notice, and other parts are mostly the same ones again.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import suppress
from hashlib import blake2b
from typing import Any

from consent_ui import markup_checks, page_checks, part_checks
from consent_ui.unsafe_markup import unsafe

KEPT = 2000
"""How many verdicts a process remembers at most."""
LARGEST = 200_000
"""Characters of a rendering that is read at all: judging a longer one would keep a visitor waiting."""
SLOT = "a-token-of-this-visit"
CONTENT = (
    '<section id="consent-part"><p>The part.</p><form method="post" action="/"><button type="submit">part</button>'
    "</form></section>"
)
"""Stands in for what a part is put around."""


class Verdicts:
    """What was judged in one process, by what was rendered; nothing of it is kept but a digest and the complaints."""

    def __init__(self) -> None:
        self._known: OrderedDict[bytes, tuple[str, ...]] = OrderedDict()

    def part(self, name: str, value: Any, made: str, shipped: str, answers: Callable[[], str]) -> tuple[str, ...]:
        """What is wrong with a rendering, given the shipped one of the same value. `answers` gives what the macro
        makes of both answers, empty where nothing is asked."""
        sentences = must_say(value)
        if name == "asking":
            if made.count(value.content) != 1:
                return ("{{ asking.content }} stands here once, as it is",)
            made, shipped = made.replace(value.content, CONTENT), shipped.replace(value.content, CONTENT)
            sentences = ["The part."]
        for each in (value, getattr(value, "device", None)):
            if token := getattr(each, "token", ""):
                made, shipped = made.replace(token, SLOT), shipped.replace(token, SLOT)
        return self._once((name, made, shipped), lambda: compare(made, shipped, answers(), sentences))

    def page(self, html: str, content: str) -> tuple[str, ...]:
        """What is wrong with the page around a part."""
        found = tuple(page_checks.wanting(html, content))
        if found:
            return found
        shape, ours = page_checks.around(html, content), page_checks.addresses(content)
        return self._once(("page", shape, *ours), lambda: page_checks.wrong(shape, ours))

    def _once(self, what: tuple[str, ...], judge: Callable[[], Iterator[str]]) -> tuple[str, ...]:
        if max(map(len, what)) > LARGEST:
            return (f"this is longer than {LARGEST} characters",)
        key = blake2b("\0\0".join(what).encode("utf-8", "surrogatepass"), digest_size=32).digest()
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = tuple(dict.fromkeys(judge()))
            if len(self._known) > KEPT:
                with suppress(KeyError):  # another thread may have let it go
                    self._known.popitem(last=False)
        return found


def compare(made: str, shipped: str, answers: str, sentences: list[str]) -> Iterator[str]:
    """Every complaint about an override's rendering, given the shipped one. Pure."""
    yield from (what for _, what in unsafe(made, True))
    yield from part_checks.forbidden(shipped, made, sentences)
    yield from markup_checks.missing(shipped, made, answers, sentences)


def must_say(value: Any) -> list[str]:
    """The words that are recorded as seen, and what became of an answer."""
    words = getattr(value, "words", None) or {}
    rows = (*getattr(value, "outcomes", ()), *getattr(value, "channels", ()))
    sentences = [getattr(each, "sentence", "") for each in rows]
    return [*words.values(), *sentences, *(getattr(value, each, "") for each in ("error", "saved", "sentence"))]


def first_of_each(complaints: list[str]) -> Iterator[str]:
    """Each complaint once, with the first state it shows in."""
    seen: set[str] = set()
    for complaint in complaints:
        what = complaint.rpartition(" (“")[0]
        if what not in seen:
            seen.add(what)
            yield complaint
