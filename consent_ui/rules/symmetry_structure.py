"""Judges what both answers are in the document: element, order of the Tab key, default, ticks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from consent_ui.rules.measured import Control, Missing, Structure, Where
from consent_ui.rules.symmetry_findings import Finding
from consent_ui.rules.symmetry_names import judge_names


def judge_structure(structure: Structure) -> Iterator[Finding]:
    """Findings about one document."""
    yield from _element(structure)
    yield from _keyboard(structure)
    yield from judge_names(structure)
    yield from _icons(structure)
    yield from judge_ticks(structure.where, structure.ticked)


def judge_missing(missing: Missing) -> Finding:
    """An answer that is not there."""
    return Finding(
        "SY-14", "both answers are there", missing.where, _there(missing.accept), _there(missing.decline),
        "both, everywhere",
        "Show both answers in every language, width, theme and colour scheme.",
    )  # fmt: skip


def _element(structure: Structure) -> Iterator[Finding]:
    one, two = structure.accept, structure.decline
    for what, a, b in (
        ("element", one.tag, two.tag),
        ("class list", " ".join(one.classes), " ".join(two.classes)),
        ("depth in the document", str(one.depth), str(two.depth)),
    ):
        if a != b:
            yield Finding(
                "SY-01", what, structure.where, a or "none", b or "none", "the same",
                "Make both with the same macro, so that they differ in words and value alone.",
            )  # fmt: skip
    for what, holds in (("same parent", structure.same_parent), ("neighbours", structure.adjacent)):
        if not holds:
            yield Finding(
                "SY-01", what, structure.where, "no", "no", "yes",
                "Put both directly beside each other in one element, with nothing between.",
            )  # fmt: skip


def _keyboard(structure: Structure) -> Iterator[Finding]:
    one, two = structure.accept, structure.decline
    stops = _stop(one), _stop(two)
    if one.stop is None or two.stop is None or abs(one.stop - two.stop) != 1:
        yield Finding(
            "SY-11", "place in the order of the Tab key", structure.where, *stops, "one directly after the other",
            "Leave both in the natural order, with no tabindex and nothing between.",
        )  # fmt: skip
    if max(one.tabindex, two.tabindex) > 0 or one.tabindex != two.tabindex:
        yield Finding(
            "SY-11", "tabindex", structure.where, str(one.tabindex), str(two.tabindex), "0 on both",
            "Remove tabindex.",
        )  # fmt: skip
    if one.autofocus or two.autofocus:
        yield Finding(
            "SY-11", "focus on load", structure.where, _yes(one.autofocus), _yes(two.autofocus), "neither",
            "Remove autofocus: the person goes to an answer, no answer comes to the person.",
        )  # fmt: skip
    if structure.default == "accept" and structure.fields:
        yield Finding(
            "SY-12", "what Enter in a field presses", structure.where, "accept", ", ".join(structure.fields),
            "never accept",
            "Take the field out of this form, or let an earlier button that stores nothing be its default.",
        )  # fmt: skip


def _icons(structure: Structure) -> Iterator[Finding]:
    one, two = structure.accept.icons, structure.decline.icons
    if one != two:
        yield Finding(
            "SY-16", "icons", structure.where, " ".join(one) or "none", " ".join(two) or "none",
            "the same on both, or none",
            "Remove the icon, badge or emoji, or give both the same.",
        )  # fmt: skip


def judge_ticks(where: Where, ticked: Iterable[tuple[str, str]]) -> Iterator[Finding]:
    """What was found switched on, and when."""
    for when, what in ticked:
        yield Finding(
            "CV-03", f"switched on {when}", where, what, "", "nothing is on before the person acts",
            "Remove checked, and set autocomplete=\"off\" so that no browser brings a tick back.",
        )  # fmt: skip


def _stop(control: Control) -> str:
    return "never reached" if control.stop is None else f"stop {control.stop + 1}"


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def _there(value: bool) -> str:
    return "there" if value else "missing"
