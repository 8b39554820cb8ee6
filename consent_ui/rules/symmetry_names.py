"""SY-13: what both answers are called, for those who read them and for those who hear them."""

from __future__ import annotations

from collections.abc import Iterator

from consent_ui.rules.measured import Structure
from consent_ui.rules.symmetry_findings import Finding
from consent_ui.rules.wording import LONGEST_RATIO, no_acts


def judge_names(structure: Structure) -> Iterator[Finding]:
    """Findings about roles, labels and accessible names."""
    one, two = structure.accept, structure.decline
    if one.role != two.role:
        yield Finding(
            "SY-13", "role", structure.where, one.role or "none", two.role or "none", "the same",
            "Make both buttons.",
        )  # fmt: skip
    for which, control in (("accept", one), ("decline", two)):
        if not control.label.strip() or _plain(control.label) not in _plain(control.name):
            yield Finding(
                "SY-13", f"words and name of {which}", structure.where, control.label or "none", control.name or "none",
                "the name that is spoken contains the words that are seen",
                "Remove aria-label, or begin it with the words that are seen.",
            )  # fmt: skip
    short, long = sorted((len(one.label), len(two.label)))
    if short and long / short > LONGEST_RATIO:
        yield Finding(
            "SY-13", "length of the labels", structure.where, f"{len(one.label)} characters",
            f"{len(two.label)} characters",
            f"the longer at most {LONGEST_RATIO:g} times the shorter",
            "Write both as a verb and its object, alike in length.",
        )  # fmt: skip
    yield from _acts(structure)


def _acts(structure: Structure) -> Iterator[Finding]:
    """Whether both names say an act and its object: only in languages whose words we know."""
    names = structure.accept.name, structure.decline.name
    for why in no_acts(*names, structure.where.language):
        yield Finding(
            "SY-13", "what the names say", structure.where, *names, "a verb and its object on both sides, the same",
            f"{why} Write both as the catalogue has them, such as “Yes, send me offers by SMS” and “No, do not "
            "send me offers”.",
        )  # fmt: skip


def _plain(words: str) -> str:
    return " ".join(words.split()).casefold()
