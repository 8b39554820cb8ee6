"""Photographs both answers and reads the pixels."""

from __future__ import annotations

import base64
import io
import math
from collections import Counter
from dataclasses import dataclass
from typing import Any

from PIL import Image, ImageStat

from consent_ui.fairness.controls import Pair
from consent_ui.rules.colours import Colour
from consent_ui.rules.measured import Painted

Box = dict[str, float]

RING = 3
"""How far outside a control its surroundings are looked at, in pixels."""


@dataclass(frozen=True, slots=True)
class Photograph:
    """A picture of both answers and a little around them, as PNG, and both boxes in it (left, top, right, bottom)."""

    png: bytes
    boxes: tuple[tuple[int, int, int, int], ...]


def photograph(pair: Pair, boxes: list[Box], margin: int = RING + 1) -> Photograph:
    """Both answers as they are painted now, at these boxes of the window; what lies outside is scrolled to.

    A browser that is asked for what lies beyond its window forgets the text size, so the window is made higher for a
    moment where the two do not fit.
    """
    usual = pair.page.viewport_size or {"width": 0, "height": 0}
    if _fits(boxes, usual["height"], margin):
        return _take(pair, boxes, margin)
    boxes = pair.run("reach")
    if _fits(boxes, usual["height"], margin):
        return _take(pair, boxes, margin)
    high = max(each["y"] + each["height"] for each in boxes) - min(each["y"] for each in boxes)
    pair.page.set_viewport_size({"width": usual["width"], "height": round(high) + 4 * margin + usual["height"]})
    try:
        return _take(pair, pair.run("reach"), margin)
    finally:
        pair.page.set_viewport_size({"width": usual["width"], "height": usual["height"]})


def window(pair: Pair, boxes: list[Box]) -> Photograph | None:
    """The whole window as it is painted now, with both answers at these boxes of it; None where one lies outside."""
    size = pair.page.viewport_size or {"width": 0, "height": 0}
    edges = tuple(map(_edges, boxes))
    if not _fits(boxes, size["height"], 0) or any(each[0] < 0 or each[2] > size["width"] for each in edges):
        return None
    taken = pair.session.send("Page.captureScreenshot", {"format": "png", "optimizeForSpeed": True})
    return Photograph(base64.b64decode(taken["data"]), edges)


def _edges(box: Box) -> tuple[int, int, int, int]:
    right, bottom = box["x"] + box["width"], box["y"] + box["height"]
    return _snap(box["x"]), _snap(box["y"]), _snap(right), _snap(bottom)


def _fits(boxes: list[Box], height: int, margin: int) -> bool:
    return all(each["y"] >= 0 and each["y"] + each["height"] + margin <= height for each in boxes)


def _snap(place: float) -> int:
    """The whole pixel at which a browser paints an edge: a half goes up, where round() sends every other half down."""
    return math.floor(place + 0.5)


def _take(pair: Pair, boxes: list[Box], margin: int) -> Photograph:
    edges = [_edges(each) for each in boxes]
    left, top = (max(0, min(edge[i] for edge in edges) - margin) for i in (0, 1))
    right, bottom = (max(edge[i] for edge in edges) + margin for i in (2, 3))
    scrolled = pair.page.evaluate("() => [scrollX, scrollY]")
    clip = {"x": left + scrolled[0], "y": top + scrolled[1], "width": right - left, "height": bottom - top, "scale": 1}
    taken = pair.session.send("Page.captureScreenshot", {"format": "png", "optimizeForSpeed": True, "clip": clip})
    moved = tuple((x1 - left, y1 - top, x2 - left, y2 - top) for x1, y1, x2, y2 in edges)
    return Photograph(base64.b64decode(taken["data"]), moved)


def painted(picture: Photograph) -> tuple[Painted, ...]:
    """What the picture shows of each answer."""
    image = Image.open(io.BytesIO(picture.png)).convert("RGB")
    return tuple(_painted(image, box) for box in picture.boxes)


def _painted(image: Image.Image, box: tuple[int, int, int, int]) -> Painted:
    inner = image.crop(box)
    mean = ImageStat.Stat(inner).mean
    ring = Counter[Any]()
    left, top, right, bottom = box
    for part in (
        (left - RING, top - RING, right + RING, top),
        (left - RING, bottom, right + RING, bottom + RING),
        (left - RING, top, left, bottom),
        (right, top, right + RING, bottom),
    ):
        clipped = max(part[0], 0), max(part[1], 0), min(part[2], image.width), min(part[3], image.height)
        if clipped[0] < clipped[2] and clipped[1] < clipped[3]:
            ring.update(_colours(image.crop(clipped)))
    dominant = _commonest(_colours(inner))
    return Painted(
        dominant, _commonest(ring) if ring else dominant, (0.2126 * mean[0] + 0.7152 * mean[1] + 0.0722 * mean[2]) / 255
    )


def _colours(image: Image.Image) -> Counter[Any]:
    return Counter({colour: count for count, colour in image.getcolors(image.width * image.height) or ()})


def _commonest(colours: Counter[Any]) -> Colour:
    # Of two equally common colours the smaller, so that chance decides nothing.
    red, green, blue = min(colours, key=lambda colour: (-colours[colour], colour))
    return float(red), float(green), float(blue)
