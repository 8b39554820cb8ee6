"""What a finding is, and on whose word each requirement rests."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from consent_ui.rules.measured import Where

SOURCES = {
    "CV-03": "CJEU C-673/17 (Planet49), paras 52-63; GDPR recital 32",
    "IN-01": "GDPR 7(3) and 13(1); recital 42: who asks, what for and the way back are told before the answer",
    "PR-02": "CNIL recommendation 2020-092 on proof: what was shown is kept; GDPR 7(1)",
    "SY-01": "EDPB Cookie Banner Taskforce report (2023), para 14; CNIL délibération 2020-092, §34",
    "SY-02": "CNIL délibération 2020-092, §34; CNIL SAN-2023-025 (TAGADA) and SAN-2024-003 (FORIOU)",
    "SY-03": "CNIL délibération 2020-092, §34; APD/GBA 113/2024 and 131/2024",
    "SY-04": "our own rule, after CNIL délibération 2020-092, §34",
    "SY-05": "APD/GBA 113/2024; computed styles do not show what is painted",
    "SY-06": "EDPB Cookie Banner Taskforce report, para 18; WCAG 2.2, 1.4.3 and 1.4.11",
    "SY-07": "Grossman 2025: place alone shifts attention",
    "SY-08": "EDPB Cookie Banner Taskforce report, para 8; Krisam 2021",
    "SY-09": "CJEU C-61/19 (Orange Romania); CNIL v Google and Facebook (2021); 11 CCR 7004(a)(2)",
    "SY-10": "EDPB Guidelines 03/2022, longer than necessary; 11 CCR 7004",
    "SY-11": "WCAG 2.2, 2.1.1 and 2.4.3; EDPB Guidelines 03/2022",
    "SY-12": "HTML, implicit submission; only a positive act is a yes (GDPR recital 32)",
    "SY-13": "WCAG 2.2, 2.5.3; Berens 2024: the label of the refusal changes the answer",
    "SY-14": "EDPB Guidelines 03/2022, inconsistent interface; 11 CCR 7004(a)(3)(C)",
    "SY-15": "11 CCR 7004(a)(2)(B); EDPB Cookie Banner Taskforce report, para 8",
    "SY-16": "Datatilsynet, JP/Politiken (green and red); EDPB Guidelines 03/2022, stirring",
    "SY-18": "EDPB Guidelines 03/2022, hidden in plain sight",
    "SY-19": "Grossman 2025: 38 % of the banners that keep the law still steer; for advice only",
    "SY-20": "Matte 2020: a refusal that is not respected",
}
"""Requirement, then the law, ruling or study behind it; the full list stands with the requirements themselves."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that makes the answers unequal, with the two values that show it."""

    requirement: str
    what: str
    where: Where
    accept: str
    """The value of the accept control, or of the side that `what` names first."""
    decline: str
    """The value of the decline control, or of the side that `what` names second."""
    limit: str
    change: str
    """What to change, for a designer."""

    @property
    def source(self) -> str:
        return SOURCES[self.requirement]


@dataclass(frozen=True, slots=True)
class Group:
    """The same finding in several circumstances."""

    first: Finding
    places: tuple[Where, ...]


def grouped(findings: Iterable[Finding]) -> tuple[Group, ...]:
    """Findings that say the same about the same theme are one, with every place; ordered by requirement."""
    groups: dict[tuple[str, str, str], list[Finding]] = {}
    for each in findings:
        groups.setdefault((each.where.theme, each.requirement, each.what), []).append(each)
    return tuple(
        Group(found[0], tuple(dict.fromkeys(each.where for each in found)))
        for _, found in sorted(groups.items(), key=lambda item: item[0])
    )
