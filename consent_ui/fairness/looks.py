"""Measures how both answers look in every circumstance of one open document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from consent_ui.fairness.controls import Pair
from consent_ui.fairness.matrix import INTERACTIONS, Matrix, emulate
from consent_ui.fairness.offers import lines, missing
from consent_ui.fairness.pictures import Photograph, painted, photograph
from consent_ui.fairness.sheets import Sheet
from consent_ui.rules.measured import Box, Look, Missing, Other, Painted, Sight

Rgb = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Seen:
    """One circumstance as measured, with the picture a person would want to see."""

    measured: Sight | Missing
    picture: Photograph | None = None


def looks(pair: Pair, sheet: Sheet, matrix: Matrix, early: tuple[bool, bool]) -> Iterator[Seen]:
    """Every circumstance of the matrix, one after another. `early` says which answer could be pressed at once."""
    nodes = _nodes(pair)
    for width, scheme, text in matrix.cells():
        emulate(pair.page, pair.session, width, scheme, text)
        where = replace(sheet.where, width=width, scheme=scheme, text=text)
        found = pair.run("look", whole=True, ours=sheet.is_ours)
        if "missing" in found:
            yield Seen(Missing(where, not found["missing"][0], not found["missing"][1]))
            continue
        around = lines(found["lines"], sheet.offer, sheet.plain)
        others = tuple(Other(**each) for each in found["others"])
        both, picture = _with_pictures(pair, found["looks"], early)
        unseen = missing(found["read"], (*sheet.offer, *sheet.plain))
        yield Seen(Sight(where, *both, around, others, unseen=unseen, **_order(found)), picture)
        for interaction in matrix.interactions:
            if interaction != "default":
                # The pixels of every state at one text size: larger letters change no state.
                touched = replace(sheet, where=replace(where, interaction=interaction))
                seen = _touched(pair, nodes, touched, take=text == min(matrix.texts))
                if seen is not None:
                    yield seen


def _touched(pair: Pair, nodes: list[int], sheet: Sheet, take: bool) -> Seen | None:
    interaction = sheet.where.interaction
    with _put_into(pair, nodes, interaction):
        found = pair.run("look", whole=False, ours=sheet.is_ours)
        if "missing" in found:
            return None
        if take and interaction != "disabled":
            both, picture = _painted_looks(pair, found["looks"])
            return Seen(Sight(sheet.where, *both, **_order(found)), picture)
        one, two = (read_look(each) for each in found["looks"])
        return Seen(Sight(sheet.where, one, two, **_order(found)))


def _order(found: Mapping[str, Any]) -> dict[str, Any]:
    """What else every look of tasks.js says: which answer comes first, and the words a style sheet adds."""
    added = tuple((str(where), str(words)) for where, words in found["added"])
    return {"first": found["first"], "right_to_left": found["right_to_left"], "added": added}


def _with_pictures(
    pair: Pair, found: list[dict[str, Any]], early: tuple[bool, bool]
) -> tuple[tuple[Look, Look], Photograph]:
    picture = photograph(pair, pair.run("boxes"), margin=8)
    (one, two), _ = _painted_looks(pair, found)
    return (replace(one, usable=early[0]), replace(two, usable=early[1])), picture


def _painted_looks(pair: Pair, found: list[dict[str, Any]]) -> tuple[tuple[Look, Look], Photograph]:
    """The looks, and the pixels while both carry one label: so that no word, only clothes, can make them differ."""
    boxes = pair.run("relabel")
    try:
        picture = photograph(pair, boxes)
    finally:
        pair.run("restore")
    one, two = painted(picture)
    return (read_look(found[0], one), read_look(found[1], two)), picture


def read_look(found: Mapping[str, Any], pixels: Painted | None = None) -> Look:
    """One look as tasks.js gives it, with what a picture shows of it."""
    return Look(
        box=Box(**found["box"]),
        text=_rgb(found["text"]),
        ground=_rgb(found["ground"]),
        edge=_rgb(found["edge"]),
        panel=_rgb(found["panel"]),
        styles=found["styles"],
        painted=pixels,
        points=tuple(found.get("points", ())),
        on_screen=found.get("on_screen", True),
        in_reach=found.get("in_reach", True),
    )


def _rgb(colour: list[float]) -> Rgb:
    red, green, blue = colour
    return red, green, blue


def _nodes(pair: Pair) -> list[int]:
    """The debugger's numbers of both answers, then of everything around them in the panel."""
    pair.session.send("DOM.enable")
    pair.session.send("CSS.enable")
    pair.session.send("DOM.getDocument", {"depth": 0})
    numbers = []
    for index in range(pair.run("mark")):
        remote = pair.session.send("Runtime.evaluate", {"expression": f"consentMarked[{index}]"})
        found = pair.session.send("DOM.requestNode", {"objectId": remote["result"]["objectId"]})
        numbers.append(int(found["nodeId"]))
    return numbers


@contextmanager
def _put_into(pair: Pair, nodes: list[int], interaction: str) -> Iterator[None]:
    """Both answers hovered, focused or pressed at once, and with them what lies around them; or both disabled."""
    if interaction == "disabled":
        pair.run("disable")
        try:
            yield
        finally:
            pair.run("enable")
        return
    classes = INTERACTIONS[interaction]
    around = [each for each in classes if each in ("hover", "active", "focus-within")]
    _force(pair, nodes[:2], list(classes))
    _force(pair, nodes[2:], around)
    try:
        yield
    finally:
        _force(pair, nodes, [])


def _force(pair: Pair, nodes: list[int], classes: list[str]) -> None:
    for node in nodes:
        pair.session.send("CSS.forcePseudoState", {"nodeId": node, "forcedPseudoClasses": classes})
