"""Which computed styles differ, told by the few names a designer would write."""

from __future__ import annotations

from collections.abc import Mapping

# The box is measured by itself, to the pixel the requirement allows; these follow from it, or say again what min-height
# and the like say.
GEOMETRY = frozenset({
    "width", "height", "inline-size", "block-size", "perspective-origin", "transform-origin",
    "top", "right", "bottom", "left", "grid-template-columns", "grid-template-rows",
    "min-block-size", "min-inline-size", "max-block-size", "max-inline-size",
    "inset-block-start", "inset-block-end", "inset-inline-start", "inset-inline-end",
    "margin-top", "margin-right", "margin-bottom", "margin-left",
    "margin-block-start", "margin-block-end", "margin-inline-start", "margin-inline-end",
})  # fmt: skip

# Each of these is `currentcolor` unless somebody says otherwise.
OF_THE_TEXT = frozenset({
    "caret-color", "column-rule-color", "row-rule-color", "outline-color", "text-decoration-color", "text-decoration",
    "text-emphasis-color", "-webkit-text-fill-color", "-webkit-text-stroke-color", "stroke", "fill",
    "border-top-color", "border-right-color", "border-bottom-color", "border-left-color",
    "border-block-start-color", "border-block-end-color", "border-inline-start-color", "border-inline-end-color",
})  # fmt: skip

FAMILIES = (
    "background", "font", "padding", "outline", "animation", "transition", "mask", "text-decoration", "overflow",
    "scroll", "text-emphasis", "flex", "grid", "border-image",
)  # fmt: skip
SIDES = ("top-left", "top-right", "bottom-left", "bottom-right", "start-start", "start-end", "end-start", "end-end")


def family(name: str) -> str:
    """The shorthand a designer would look for: `border-top-color` is of `border-color`."""
    pseudo, _, bare = name.rpartition(" ")
    return f"{pseudo} {_family(bare)}".strip()


def _family(name: str) -> str:
    if name.startswith("border"):
        if name.endswith("radius") or name.removeprefix("border-").startswith(SIDES):
            return "border-radius"
        return f"border-{name.rsplit('-', 1)[-1]}" if name.endswith(("color", "width", "style")) else "border"
    if name.startswith(("corner", "-webkit-border")):
        return "border-radius" if name.startswith("corner") else "border"
    if name.startswith("-webkit-text"):
        return name.removeprefix("-webkit-").replace("decorations-in-effect", "decoration").removesuffix("-color")
    return next((each for each in FAMILIES if name.startswith(each)), name)


def differing(accept: Mapping[str, str], decline: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """Family, then both values, for every computed style that differs and does not merely follow from another."""
    found: dict[str, tuple[str, str]] = {}
    for name in sorted(accept.keys() | decline.keys()):
        pseudo, _, bare = name.rpartition(" ")
        content = f"{pseudo} content"
        if pseudo and bare != "content" and "" in (accept.get(content), decline.get(content)):
            continue  # one side has no such ornament at all: that says everything
        one, two = accept.get(name, ""), decline.get(name, "")
        if one == two or (bare in GEOMETRY and not pseudo):
            continue
        colour = f"{pseudo} color".strip()
        if bare in OF_THE_TEXT and (one, two) == (accept.get(colour), decline.get(colour)):
            continue
        # The first of a family speaks for it, so that four sides of a border are one finding.
        found.setdefault(family(name), (one, two))
    return found
