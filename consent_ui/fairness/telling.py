"""Tells what was found: as a table for a terminal, and as JSON for a program."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from consent_ui.rules.measured import Where
from consent_ui.rules.symmetry_findings import Finding, Group, grouped
from consent_ui.rules.symmetry_places import span

COLUMNS = ("ID", "what", "accept", "decline", "allowed", "places")
WIDEST = (6, 34, 26, 26, 34, 6)
"""How wide each column may become, in characters; longer values are cut short, and told in full below."""


def tables(findings: Sequence[Finding], measured: Sequence[Where]) -> Iterator[str]:
    """For each theme one row per finding, then each again with where, why and what to change."""
    by_theme: dict[str, list[Finding]] = {}
    for each in findings:
        by_theme.setdefault(each.where.theme, []).append(each)
    for theme, those in by_theme.items():
        if theme or len(by_theme) > 1:
            yield f"theme {theme}" if theme else "shipped look"
            yield ""
        yield from _table(grouped(those), measured)
        yield ""


def advice(findings: Sequence[Finding], measured: Sequence[Where]) -> Iterator[str]:
    """What is worth a look and counts for nothing."""
    for group in grouped(findings):
        yield from _in_full(group, measured)
        yield ""


def _table(groups: Sequence[Group], measured: Sequence[Where]) -> Iterator[str]:
    rows = [COLUMNS, *(_row(group) for group in groups)]
    widths = [min(limit, max(len(row[i]) for row in rows)) for i, limit in enumerate(WIDEST)]
    for number, row in enumerate(rows):
        yield "  ".join(_cut(value, width).ljust(width) for value, width in zip(row, widths, strict=True)).rstrip()
        if number == 0:
            yield "  ".join("-" * width for width in widths)
    for group in groups:
        yield ""
        yield from _in_full(group, measured)


def _row(group: Group) -> tuple[str, ...]:
    found = group.first
    return found.requirement, found.what, found.accept, found.decline, found.limit, str(len(group.places))


def _in_full(group: Group, measured: Sequence[Where]) -> Iterator[str]:
    found, first = group.first, group.places[0]
    more = len(group.places) - 1
    yield f"{found.requirement} {found.what}: {found.accept} / {found.decline or '–'} ({found.limit})"
    of_this = [each for each in measured if each.theme == first.theme]
    yield f"   where   {span(group.places, of_this)}: {first}" + (f", and {more} more" if more else "")
    yield f"   why     {found.source}"
    yield f"   change  {found.change}"


def _cut(value: str, width: int) -> str:
    return value if len(value) <= width else value[: width - 1] + "…"


def as_json(
    findings: Sequence[Finding], circumstances: int, taken: Sequence[tuple[str, str]], advice: Sequence[Finding] = ()
) -> dict[str, Any]:
    """Everything that was found, for a program: the same finding in several places is told once."""
    return {
        "circumstances": circumstances,
        "controls": [{"accept": accept, "decline": decline} for accept, decline in taken],
        "fair": not findings,
        "findings": [_content(group) for group in grouped(findings)],
        "advice": [_content(group) for group in grouped(advice)],
    }


def _content(group: Group) -> dict[str, Any]:
    found = group.first
    return {
        "requirement": found.requirement,
        "what": found.what,
        "accept": found.accept,
        "decline": found.decline,
        "allowed": found.limit,
        "source": found.source,
        "change": found.change,
        "places": [asdict(place) for place in group.places],
    }
