"""SY-14: both answers stand in one order, the same on the screen as in the document, and the same everywhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from consent_ui.rules.measured import Box, Sight
from consent_ui.rules.symmetry_findings import Finding
from consent_ui.rules.symmetry_looks import at

SHIFT = 1.0
"""CSS pixels by which one must be moved before it counts as coming first."""


def judge_orders(sights: Iterable[Sight]) -> Iterator[Finding]:
    """Findings about everything that was measured at once.

    Where an order on the screen leaves that of the document, eyes meet one answer first, and the Tab key and screen
    readers the other. Elsewhere the commoner order of a theme is the measure of all its states, languages and widths.
    """
    by_theme: dict[str, list[tuple[str, Sight]]] = {}
    for sight in sights:
        seen = first_on_screen(sight)
        if seen and sight.first and seen != sight.first:
            yield Finding(
                "SY-14", "order on the screen, against the document", sight.where, *_places(sight),
                f"{sight.first} first, as in the document",
                "Remove order, row-reverse, column-reverse, grid places and absolute positions: let both stand as "
                "they stand in the document.",
            )  # fmt: skip
        elif order := sight.first or seen:
            by_theme.setdefault(sight.where.theme, []).append((order, sight))
    for those in by_theme.values():
        (usual, _), *_rest = Counter(order for order, _ in those).most_common(1)
        for order, sight in those:
            if order != usual:
                yield Finding(
                    "SY-14", "order", sight.where, *_places(sight), f"{usual} first, as everywhere else",
                    "Put both in one order in every state, language and width.",
                )  # fmt: skip


def first_on_screen(sight: Sight) -> str:
    """Which answer a reader meets first; empty when they are in one place."""
    one, two = sight.accept.box, sight.decline.box
    if not _in_a_row(one, two) and abs(one.y - two.y) > SHIFT:
        return "accept" if one.y < two.y else "decline"
    if abs(one.x - two.x) > SHIFT:
        return "accept" if (one.x < two.x) != sight.right_to_left else "decline"
    return ""


def _in_a_row(one: Box, two: Box) -> bool:
    """Whether they share more than half of the height of the lower one."""
    shared = min(one.y + one.height, two.y + two.height) - max(one.y, two.y)
    return shared > min(one.height, two.height) / 2


def _places(sight: Sight) -> tuple[str, str]:
    return at(sight.accept.box), at(sight.decline.box)
