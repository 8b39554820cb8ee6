"""Judges one sight of both answers: boxes, styles, contrast, pixels, place, and the words around them."""

from __future__ import annotations

from collections.abc import Iterator

from consent_ui.rules.colours import contrast, difference, hexadecimal
from consent_ui.rules.measured import Box, Look, Sight
from consent_ui.rules.symmetry_findings import Finding
from consent_ui.rules.symmetry_styles import differing
from consent_ui.rules.symmetry_words import EQUAL_CONTRAST, SLACK, TEXT_CONTRAST, judge_lines, judge_words

# Thresholds as the requirements give them.
BOX = 1.0
"""SY-02 and SY-07, CSS pixels."""
EDGE_CONTRAST = 3.0
"""SY-06, a contrast ratio."""
DOMINANT, LUMINANCE = 1.0, 0.02
"""SY-05: CIEDE2000, and the share of full luminance."""

USUAL_TEXT = 100
"""SY-08: per cent."""


def judge_look(sight: Sight, default: Sight | None) -> Iterator[Finding]:
    """Findings of one sight. `default` is the same circumstance with nobody touching the controls: what differs there
    already is not told again for hover, focus and the like."""
    yield from _boxes(sight)
    yield from _styles(sight, default)
    yield from _contrasts(sight)
    yield from _pixels(sight)
    yield from _place(sight)
    yield from _usable(sight)
    yield from judge_lines(sight)
    yield from judge_words(sight, default)
    yield from _others(sight)


def _boxes(sight: Sight) -> Iterator[Finding]:
    one, two = sight.accept.box, sight.decline.box
    for side in ("width", "height"):
        a, b = getattr(one, side), getattr(two, side)
        if abs(a - b) > BOX + SLACK:
            yield Finding(
                "SY-02", side, sight.where, f"{a:g} px", f"{b:g} px", f"at most {BOX:g} px apart",
                f"Give both the same {side}: one rule for both, and no padding, margin or size of one alone.",
            )  # fmt: skip


def _styles(sight: Sight, default: Sight | None) -> Iterator[Finding]:
    known = differing(default.accept.styles, default.decline.styles) if default else {}
    touched = sight.where.interaction != "default"
    for name, values in differing(sight.accept.styles, sight.decline.styles).items():
        if touched and known.get(name) == values:
            continue
        yield Finding(
            "SY-04" if touched else "SY-03", name, sight.where, *values, "equal",
            f"Set {name} for both in one rule, or for neither.",
        )  # fmt: skip
        if name.endswith("animation") or name in ("::before content", "::after content"):
            yield Finding(
                "SY-16", name, sight.where, *values, "the same on both, or none",
                "Take the ornament or the movement away, or give both the same.",
            )  # fmt: skip


def _contrasts(sight: Sight) -> Iterator[Finding]:
    if sight.where.interaction == "disabled":
        return  # WCAG asks no contrast of what cannot be used; equal styles are still asked
    text = [contrast(look.text, look.ground) for look in (sight.accept, sight.decline)]
    edge = [
        max(contrast(look.edge, look.panel), contrast(look.ground, look.panel))
        for look in (sight.accept, sight.decline)
    ]
    for what, both, least in (
        ("contrast of the label", text, TEXT_CONTRAST),
        ("contrast of the edge", edge, EDGE_CONTRAST),
    ):
        values = f"{both[0]:.2f}:1", f"{both[1]:.2f}:1"
        if min(both) < least - SLACK:
            yield Finding(
                "SY-06", what, sight.where, *values, f"at least {least:g}:1",
                "Choose a darker colour on light, or a lighter one on dark, for both.",
            )  # fmt: skip
        if abs(both[0] - both[1]) > EQUAL_CONTRAST + SLACK and what.endswith("label"):
            yield Finding(
                "SY-06", f"difference in {what}", sight.where, *values, f"at most {EQUAL_CONTRAST:g} apart",
                "Give both labels the same colour on the same ground.",
            )  # fmt: skip


def _pixels(sight: Sight) -> Iterator[Finding]:
    one, two = sight.accept.painted, sight.decline.painted
    if one is None or two is None:
        return
    change = (
        "It follows from the styles that differ: set those for both."
        if differing(sight.accept.styles, sight.decline.styles)
        else "Something else paints over or behind one of them: find what lies there, and remove it."
    )
    for what, a, b in (
        ("colour as painted", one.dominant, two.dominant),
        ("colour painted around", one.around, two.around),
    ):
        apart = difference(a, b)
        if apart > DOMINANT:
            limit = f"CIEDE2000 at most {DOMINANT:g}, is {apart:.1f}"
            yield Finding("SY-05", what, sight.where, hexadecimal(a), hexadecimal(b), limit, change)
    if abs(one.luminance - two.luminance) > LUMINANCE:
        values = f"{one.luminance:.1%}", f"{two.luminance:.1%}"
        yield Finding("SY-05", "mean luminance", sight.where, *values, f"at most {LUMINANCE:.0%} apart", change)


def _place(sight: Sight) -> Iterator[Finding]:
    one, two = sight.accept, sight.decline
    if not _aligned(one.box, two.box):
        yield Finding(
            "SY-07", "one row or one column", sight.where, at(one.box), at(two.box),
            f"tops or left sides within {BOX:g} px",
            "Let both share a row, or a column where the labels do not fit, without moving one.",
        )  # fmt: skip
    covered = _points(one), _points(two)
    if any(not all(look.points) for look in (one, two)):
        yield Finding(
            "SY-08", "covered", sight.where, *covered, "all five points can be clicked",
            "Take away what lies over it, or what keeps clicks from it.",
        )  # fmt: skip
    # With type enlarged by the reader a long panel scrolls wherever it must; at the usual size it may not part the two.
    parted = one.on_screen != two.on_screen and sight.where.text <= USUAL_TEXT
    if parted or not (one.in_reach and two.in_reach):
        yield Finding(
            "SY-08", "first window", sight.where, _seen(one), _seen(two), "both at once, or both after the same scroll",
            "Keep the two together, and the panel short enough for both.",
        )  # fmt: skip


def _usable(sight: Sight) -> Iterator[Finding]:
    one, two = sight.accept.usable, sight.decline.usable
    if one != two:
        words = "at once" if one else "later", "at once" if two else "later"
        yield Finding(
            "SY-10", "can be pressed", sight.where, *words, "both at once",
            "Remove the delay: no animation, timer or disabled state on one alone.",
        )  # fmt: skip


def _others(sight: Sight) -> Iterator[Finding]:
    """SY-15: no third control above the two answers."""
    area = min(look.box.width * look.box.height for look in (sight.accept, sight.decline))
    ground = min(contrast(look.ground, look.panel) for look in (sight.accept, sight.decline))
    for other in sight.others:
        if other.contrast > max(ground, EDGE_CONTRAST) + EQUAL_CONTRAST or (
            other.area > area * 1.5 and other.contrast > 1.05
        ):
            yield Finding(
                "SY-15", f"“{other.name}” stands above both answers", sight.where,
                f"{other.area:.0f} px², ground {other.contrast:.2f}:1", f"{area:.0f} px², ground {ground:.2f}:1",
                "no third control larger or stronger than yes and no", "Make it a plain link below the two.",
            )  # fmt: skip


def _aligned(one: Box, two: Box) -> bool:
    return abs(one.y - two.y) <= BOX + SLACK or abs(one.x - two.x) <= BOX + SLACK


def at(box: Box) -> str:
    """Where a box stands, in words."""
    return f"left {box.x:g}, top {box.y:g} px"


def _points(look: Look) -> str:
    return f"{sum(look.points)} of {len(look.points)} points" if look.points else "not looked at"


def _seen(look: Look) -> str:
    return "seen at once" if look.on_screen else "seen after the scroll" if look.in_reach else "not seen with the other"
