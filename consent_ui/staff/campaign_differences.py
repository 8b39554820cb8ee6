"""What somebody else has published while a campaign's form was open, beside what was typed into it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from consent_ui.rules.campaign_draft import Facts, read_instant
from consent_ui.rules.typed_fields import CHECKED
from consent_ui.staff.campaign_fields import CHOICES, MOMENTS, TICKED, clean, control, label
from consent_ui.staff.desk import Desk

LONGEST = 500
"""Characters of a field that are shown beside the other's."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that the other one changed: what is published, what was typed here, and the control to change it at."""

    label: str
    theirs: str
    mine: str
    control: str


def differences(
    at: Desk,
    facts: Facts,
    names: Sequence[str],
    mine: Mapping[str, str],
    theirs: Mapping[str, str],
    opened: Mapping[str, str] | None,
) -> list[Difference]:
    """The fields of `names` that the other one changed to something else than was typed here. `opened` is what stood
    when the form was opened; without it every difference counts."""
    changed = [name for name in names if opened is None or theirs.get(name, "") != opened.get(name, "")]
    return [
        Difference(
            label(at, name),
            _shown(at, facts, name, theirs.get(name, "")),
            _shown(at, facts, name, mine.get(name, "")),
            control(name, at.restaurant.languages),
        )
        for name in changed
        if _lines(mine.get(name, "")) != _lines(theirs.get(name, ""))
    ]


def _lines(value: str) -> list[str]:
    return value.strip().splitlines()


def _shown(at: Desk, facts: Facts, name: str, value: str) -> str:
    """What was typed, as people say it."""
    field, _, _ = name.partition("-")
    plain = clean(value).strip()[:LONGEST]
    if field in TICKED:
        return at.text("campaign.checked" if value == CHECKED else "campaign.unchecked")
    if not plain:
        return at.text("campaign.nothing")
    if field in CHOICES and plain in CHOICES[field]:
        return at.text(f"campaign.{CHOICES[field][plain]}.{plain}")
    if field in MOMENTS and (instant := read_instant(plain, facts.zone)) is not None:
        return at.text.moment(instant, at.restaurant.time_zone)
    return ", ".join(_lines(plain))
