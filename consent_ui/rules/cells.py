"""Cells of a CSV file that no spreadsheet program takes for a formula.

Programs run what stands behind = + - @, and some skip a tab or a line's end before it (OWASP, "CSV Injection"); E.164
numbers start with +. Such a cell gets an apostrophe in front, which they show and do not run.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

DANGEROUS = frozenset("=+-@\t\r\n＝＋－＠")
"""The full-width forms are turned into the others by programs with East Asian input."""


_SPLIT = re.compile(r"""(?<=;)(?=[ \u00a0"'\r\n]*[=+\-@＝＋－＠])""")
"""Where another cell would begin with one of them: Excel of a country that writes numbers with a comma, such as France,
takes semicolons for what parts cells, whatever the file's own separator is."""


def neutral(cell: object) -> str:
    """One cell as text. Numbers stay what they are, also below zero."""
    if isinstance(cell, int | float):
        return str(cell)
    text = _SPLIT.sub("'", "" if cell is None else str(cell))
    return f"'{text}" if text.lstrip(" \u00a0\ufeff\x00")[:1] in DANGEROUS and text.strip(" \u00a0") else text


def line(cells: Iterable[object]) -> str:
    """One line of a file, each cell neutral and quoted where it must be (RFC 4180), with its end."""
    return ",".join(_quoted(neutral(cell)) for cell in cells) + "\r\n"


def _quoted(text: str) -> str:
    if any(mark in text for mark in ',"\r\n') or text != text.strip():
        return '"' + text.replace('"', '""') + '"'
    return text
