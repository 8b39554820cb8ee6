"""SY-19: does one answer draw the eye more than the other? Advice, and never a finding: a map of the eye is a guess."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from consent_ui.rules.measured import Measured, Sight
from consent_ui.rules.symmetry_findings import Finding

LEAST, MOST = 0.9, 1.1
"""The mean of accept over that of decline."""


def advise(measured: Iterable[Measured]) -> Iterator[Finding]:
    """Where a map of what draws the eye favours one answer."""
    for each in measured:
        if isinstance(each, Sight) and each.accept.attention and each.decline.attention:
            one, two = each.accept.attention, each.decline.attention
            if not LEAST <= one / two <= MOST:
                yield Finding(
                    "SY-19", "what draws the eye", each.where, f"{one:.1f}", f"{two:.1f}",
                    f"{LEAST:g} to {MOST:g} times each other, is {one / two:.2f} (advice only)",
                    "Look at what stands around the two: give both the same room to every side, and the same "
                    "neighbours.",
                )  # fmt: skip
