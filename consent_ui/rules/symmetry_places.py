"""Tells where a finding holds in the fewest words: only what sets its places apart from all that was measured."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from consent_ui.rules.measured import Where

WAYS = (
    ("state", "in {}"),
    ("language", "in {}"),
    ("width", "at {} px"),
    ("scheme", "in {}"),
    ("text", "with text {} %"),
    ("interaction", "under {}"),
)
"""What tells one circumstance from another, and how it is said."""
SAID = {"forced": "forced colours", "active": "pressed", "focus-visible": "focus"}
"""Values that another word says better."""
OF_THE_DOCUMENT = 2
"""The first of these are all that tells one document from another, however it is looked at."""


def span(places: Sequence[Where], measured: Iterable[Where]) -> str:
    """Such as “only at 320 px, in dark”, or “everywhere”."""
    looked_at = any(each.width for each in places)
    ways = WAYS if looked_at else WAYS[:OF_THE_DOCUMENT]
    measured = list(measured)
    everything = [each for each in measured if bool(each.width) is looked_at] or measured
    said = []
    for name, words in ways:
        here = list(dict.fromkeys(getattr(each, name) for each in places))
        there = {getattr(each, name) for each in everything}
        # What differs untouched is not told again under the pointer, though it is there too.
        if set(here) >= there or (name == "interaction" and "default" in here):
            continue
        said.append(words.format(" or ".join(SAID.get(each, str(each)) for each in here)))
    return "only " + ", ".join(said) if said else "everywhere"
