"""One HTML file with the pictures of every pair, their numbers, and what to change. It needs nothing but itself."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from PIL import Image

from consent_ui.fairness.pictures import Photograph
from consent_ui.fairness.running import Measurement
from consent_ui.rules.colours import contrast, difference, hexadecimal
from consent_ui.rules.measured import Answers, Look, Measured, Sight, Where
from consent_ui.rules.symmetry_answers import percentile_95
from consent_ui.rules.symmetry_findings import Finding, Group, grouped
from consent_ui.rules.symmetry_places import span

MARGIN = 6
"""Pixels of the surroundings that a picture shows."""


@dataclass(frozen=True, slots=True)
class Side:
    """One answer as the report shows it."""

    picture: str
    size: str
    contrast: str
    edge: str
    colour: str
    luminance: str


@dataclass(frozen=True, slots=True)
class PairShown:
    """Both answers in one circumstance."""

    where: str
    accept: Side
    decline: Side
    apart: str
    unfair: tuple[str, ...]
    """Requirements found broken there."""


@dataclass(frozen=True, slots=True)
class FindingShown:
    """A finding, where it was made, and the pair there if there is a picture of it."""

    group: Group
    span: str
    """Where, in few words."""
    pair: PairShown | None


@dataclass(frozen=True, slots=True)
class Part:
    """One theme, or one site."""

    name: str
    circumstances: int
    findings: tuple[FindingShown, ...]
    advice: tuple[FindingShown, ...]
    states: tuple[tuple[str, tuple[PairShown, ...]], ...]
    times: tuple[tuple[str, int, str, str], ...]
    """Language, runs, and the time of either answer."""


def write(
    path: Path,
    measurements: Sequence[Measurement],
    others: Sequence[Measured],
    findings: Sequence[Finding],
    advice: Sequence[Finding],
    now: datetime,
) -> None:
    """Write the report of these measurements and findings; `others` are measurements without pictures.

    Raises OSError when the file cannot be written.
    """
    ordered = sorted(measurements, key=lambda each: each.sheet.where.theme)
    parts = [
        _part(theme, list(those), others, *(_of(theme, each) for each in (findings, advice)))
        for theme, those in groupby(ordered, key=lambda each: each.sheet.where.theme)
    ]
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    html = environment.get_template("report.html").render(parts=parts, now=now.strftime("%Y-%m-%d %H:%M %Z"))
    path.write_text(html, encoding="utf-8")


def _of(theme: str, findings: Sequence[Finding]) -> list[Finding]:
    return [each for each in findings if each.where.theme == theme]


def _part(
    theme: str, those: list[Measurement], others: Sequence[Measured], findings: list[Finding], advice: list[Finding]
) -> Part:
    broken: dict[Where, list[str]] = {}
    for each in findings:
        broken.setdefault(each.where, []).append(each.requirement)
    pictures = {where: picture for each in those for where, picture in each.pictures.items()}
    sights = {each.where: each for one in those for each in one.measured if isinstance(each, Sight)}

    def pair(where: Where) -> PairShown | None:
        if where not in pictures or where not in sights:
            return None
        return _pair(sights[where], pictures[where], tuple(sorted(set(broken.get(where, ())))))

    places = [each.where for one in those for each in one.measured]

    def shown(findings: list[Finding]) -> tuple[FindingShown, ...]:
        return tuple(
            FindingShown(group, span(group.places, places), next(filter(None, map(pair, group.places)), None))
            for group in grouped(findings)
        )

    states = tuple(
        (f"{one.sheet.where.state}, {one.sheet.where.language}".strip(", "), tuple(_defaults(one, pair)))
        for one in sorted(those, key=lambda each: (each.sheet.where.state, each.sheet.where.language))
    )
    times = tuple(
        (each.where.language, len(each.accept), _time(each, "accept"), _time(each, "decline"))
        for each in others
        if isinstance(each, Answers) and each.where.theme == theme
    )
    return Part(theme or "shipped look", len(sights), shown(findings), shown(advice), states, times)


def _defaults(one: Measurement, pair: object) -> Iterator[PairShown]:
    for where in one.pictures:
        found = pair(where) if where.interaction == "default" else None  # type: ignore[operator]
        if found is not None:
            yield found


def _time(answers: Answers, which: str) -> str:
    runs = getattr(answers, which)
    return f"{percentile_95([run.seconds for run in runs]) * 1000:.0f} ms"


def _pair(sight: Sight, picture: Photograph, unfair: tuple[str, ...]) -> PairShown:
    one, two = sight.accept.painted, sight.decline.painted
    apart = f"{difference(one.dominant, two.dominant):.2f}" if one and two else "–"
    accept, decline = (_side(look, _crop(picture, index)) for index, look in enumerate((sight.accept, sight.decline)))
    return PairShown(str(sight.where), accept, decline, apart, unfair)


def _side(look: Look, picture: str) -> Side:
    return Side(
        picture,
        f"{look.box.width:.4g} × {look.box.height:.4g} px",
        f"{contrast(look.text, look.ground):.2f}:1",
        f"{max(contrast(look.edge, look.panel), contrast(look.ground, look.panel)):.2f}:1",
        hexadecimal(look.painted.dominant) if look.painted else "–",
        f"{look.painted.luminance:.1%}" if look.painted else "–",
    )


def _crop(picture: Photograph, index: int) -> str:
    """One answer of a picture, as a data address."""
    image = Image.open(io.BytesIO(picture.png)).convert("RGB")
    left, top, right, bottom = picture.boxes[index]
    part = image.crop(
        (
            max(left - MARGIN, 0),
            max(top - MARGIN, 0),
            min(right + MARGIN, image.width),
            min(bottom + MARGIN, image.height),
        )
    )
    held = io.BytesIO()
    part.save(held, "WEBP", lossless=True)
    return "data:image/webp;base64," + base64.b64encode(held.getvalue()).decode("ascii")
