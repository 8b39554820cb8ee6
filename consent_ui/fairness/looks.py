"""Measures how both answers look in every circumstance of one open document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from consent_ui.fairness.attention import attention
from consent_ui.fairness.controls import Pair
from consent_ui.fairness.matrix import INTERACTIONS, Matrix, emulate
from consent_ui.fairness.offers import lines, missing
from consent_ui.fairness.pictures import Photograph, painted, photograph, window
from consent_ui.fairness.sheets import Sheet
from consent_ui.rules.measured import Box, Look, Missing, Other, Painted, Sight

USUAL = 100
"""Per cent: the text size at which attention is looked at."""
Rgb = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Seen:
    """One circumstance as measured, with the picture a person would want to see."""

    measured: Sight | Missing
    picture: Photograph | None = None


def looks(pair: Pair, sheet: Sheet, matrix: Matrix, early: tuple[bool, bool], pictures: bool = True) -> Iterator[Seen]:
    """Every circumstance of the matrix, one after another. `early` says which answer could be pressed at once.

    Without `pictures` those that only a person would look at are not taken.
    """
    nodes = _nodes(pair)
    for width, scheme, text in matrix.cells():
        emulate(pair.page, pair.session, width, scheme, text)
        where = replace(sheet.where, width=width, scheme=scheme, text=text)
        found = pair.run("look", whole=True, ours=sheet.is_ours, relabel=not pictures)
        if "missing" in found:
            yield Seen(Missing(where, not found["missing"][0], not found["missing"][1]))
            continue
        around = lines(found["lines"], sheet.offer, sheet.plain)
        others = tuple(Other(**each) for each in found["others"])
        unseen = missing(found["read"], (*sheet.offer, *sheet.plain))
        shown = photograph(pair, found["boxes"], margin=8) if pictures else None
        boxes = pair.run("relabel") if pictures else found["boxes"]
        (one, two), _ = _painted_looks(pair, found["looks"], boxes)
        if pictures and width in (min(matrix.widths), max(matrix.widths)) and text == USUAL and scheme != "forced":
            one, two = _with_attention(pair, one, two)
        one, two = replace(one, usable=early[0]), replace(two, usable=early[1])
        yield Seen(Sight(where, one, two, around, others, unseen=unseen, **_order(found)), shown)
        for interaction in matrix.interactions:
            # The pixels of every state at one text size: larger letters change no state.
            take = text == min(matrix.texts) and interaction != "disabled"
            touched = replace(sheet, where=replace(where, interaction=interaction))
            seen = _touched(pair, nodes, touched, take) if interaction != "default" else None
            if seen is not None:
                yield seen
        _force(pair, nodes, [])
    pair.run("restore")


def _touched(pair: Pair, nodes: list[int], sheet: Sheet, take: bool) -> Seen | None:
    """Both answers hovered, focused or pressed at once, and with them what lies around them; or both disabled."""
    interaction = sheet.where.interaction
    classes = INTERACTIONS.get(interaction, ())
    _force(pair, nodes[:2], list(classes))
    _force(pair, nodes[2:], [each for each in classes if each in ("hover", "active", "focus-within")])
    found = pair.run("look", whole=False, ours=sheet.is_ours, relabel=take, disabled=interaction == "disabled")
    if "missing" in found:
        return None
    if take:
        both, picture = _painted_looks(pair, found["looks"], found["boxes"])
        return Seen(Sight(sheet.where, *both, **_order(found)), picture)
    one, two = (read_look(each) for each in found["looks"])
    return Seen(Sight(sheet.where, one, two, **_order(found)))


def _order(found: Mapping[str, Any]) -> dict[str, Any]:
    """What else every look of tasks.js says: which answer comes first, and the words a style sheet adds."""
    added = tuple((str(where), str(words)) for where, words in found["added"])
    return {"first": found["first"], "right_to_left": found["right_to_left"], "added": added}


def _painted_looks(
    pair: Pair, found: list[dict[str, Any]], boxes: list[dict[str, float]]
) -> tuple[tuple[Look, Look], Photograph]:
    """The looks, and the pixels at these boxes while both carry one label: so that no word, only clothes, can make them
    differ. The next look gives both their own labels back."""
    picture = photograph(pair, boxes)
    one, two = painted(picture)
    return (read_look(found[0], one), read_look(found[1], two)), picture


def _with_attention(pair: Pair, one: Look, two: Look) -> tuple[Look, Look]:
    """Both looks with how much each draws the eye, while both carry one label."""
    whole = window(pair, pair.run("boxes"))
    if whole is None:
        return one, two
    accept, decline = attention(whole)
    return replace(one, attention=accept), replace(two, attention=decline)


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


def _force(pair: Pair, nodes: list[int], classes: list[str]) -> None:
    for node in nodes:
        pair.session.send("CSS.forcePseudoState", {"nodeId": node, "forcedPseudoClasses": classes})
