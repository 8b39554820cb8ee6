"""Judges the words around both answers: how loud the offer is, whether all can be read, and what style sheets add."""

from __future__ import annotations

from collections.abc import Iterator

from consent_ui.rules.measured import Sight
from consent_ui.rules.symmetry_findings import Finding

TEXT_CONTRAST, EQUAL_CONTRAST = 4.5, 0.1
"""SY-06 and SY-18, contrast ratios."""
SLACK = 1e-6
"""Tells a threshold from rounding."""


def judge_lines(sight: Sight) -> Iterator[Finding]:
    """SY-18: nothing of the offer stands out against any other line."""
    offers = [each for each in sight.lines if each.is_offer]
    plain = [each for each in sight.lines if not each.is_offer]
    if not offers or not plain:
        return
    for what, unit, slack in (("size", " px", 0.5), ("weight", "", 0.0), ("contrast", ":1", EQUAL_CONTRAST)):
        loud = max(offers, key=lambda line: float(getattr(line, what)))
        least = min(plain, key=lambda line: float(getattr(line, what)))
        a, b = float(getattr(loud, what)), float(getattr(least, what))
        if a > b + slack + SLACK:
            yield Finding(
                "SY-18", f"{what} of the offer’s type, beside that of another line", sight.where,
                f"{a:.4g}{unit} ({loud.words[:40]})", f"{b:.4g}{unit} ({least.words[:40]})",
                "no more than any other line",
                "Set the offer like the purpose and the withdrawal: same size, weight and colour.",
            )  # fmt: skip


def judge_words(sight: Sight, default: Sight | None) -> Iterator[Finding]:
    """IN-01 and PR-02: the words on the page are those of the notice, which the ledger keeps; all of them, and no
    others. `default` is the same circumstance untouched: what is added there is not told again."""
    for words in sight.unseen:
        yield Finding(
            "IN-01", f"“{words[:40]}” is not on the page", sight.where, "missing", "", "every part of the notice",
            "Show this part of the notice: hide none of its words.",
        )  # fmt: skip
    for line in sight.lines:
        if line.contrast < TEXT_CONTRAST - SLACK:
            yield Finding(
                "IN-01", f"“{line.words[:40]}” can hardly be read", sight.where, f"{line.contrast:.2f}:1", "",
                f"contrast at least {TEXT_CONTRAST:g}:1 (WCAG 2.2, 1.4.3)",
                "Choose a darker colour on light, or a lighter one on dark.",
            )  # fmt: skip
    for where, words in sight.added:
        if default is None or (where, words) not in default.added:
            yield Finding(
                "PR-02", f"words from the style sheet, in {where}", sight.where, f"“{words}”", "",
                "no words but those of the notice",
                "Remove this content: what a person reads must be what the ledger keeps. Say it in the notice.",
            )  # fmt: skip
