"""A table for the terminal, wrapped to its width."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from itertools import zip_longest
from textwrap import wrap

NARROWEST = 12
"""Columns are never set narrower than this, in characters, so that words stay whole."""


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Rows under a head, columns two spaces apart. A column is as wide as its longest cell, or an equal share of what
    the short columns leave."""
    width = max(shutil.get_terminal_size((120, 24)).columns, 80)
    widths = [
        max(len(line) for row in (head, *rows) for line in row[column].split("\n")) for column in range(len(head))
    ]
    widths = _fit(widths, width - 2 * (len(head) - 1))
    lines = [_row(head, widths), "  ".join("-" * each for each in widths)]
    for row in rows:
        lines += [_row(row, widths), ""]
    return "\n".join(lines).rstrip()


def _fit(widths: list[int], room: int) -> list[int]:
    fitted = list(widths)
    while sum(fitted) > room and max(fitted) > NARROWEST:
        fitted[fitted.index(max(fitted))] -= 1
    return fitted


def _row(row: Sequence[str], widths: Sequence[int]) -> str:
    cells = [
        [piece for line in cell.split("\n") for piece in wrap(line, width, break_on_hyphens=False) or [""]]
        for cell, width in zip(row, widths, strict=True)
    ]
    return "\n".join(
        "  ".join(part.ljust(width) for part, width in zip(parts, widths, strict=True)).rstrip()
        for parts in zip_longest(*cells, fillvalue="")
    )
