"""Reads what the last fairness measurement found, for the gallery to show beside each state."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from consent_ui.examples.measured import MEASURED
from consent_ui.themes import Look

REPORT = "consent-fairness.json"
"""Where the gallery looks for what `consent-ui fairness --json` said: a file of this name in the instance folder."""


def read_report(folder: Path) -> list[dict[str, Any]] | None:
    """The findings of the last fairness measurement; None when there is no report that can be read."""
    try:
        findings = json.loads((folder / REPORT).read_text(encoding="utf-8"))["findings"]
        return [each for each in findings if each["requirement"] and each["what"] and each["places"][0]["state"]]
    except (OSError, ValueError, KeyError, TypeError, IndexError):
        return None


def is_measured(partial: str) -> bool:
    """Whether a measurement looks at any state of this partial."""
    return any(part == partial for part, _ in MEASURED.values())


def findings_of(report: list[dict[str, Any]] | None, look: Look, partial: str, state: str | None) -> list[str]:
    """The findings about a partial in this look, of one state or (None) of all, each as one line."""
    if report is None:
        return []
    concerned = {name for name, (part, example) in MEASURED.items() if part == partial and state in (None, example)}
    names = (look.theme.name,) if look.theme else ("", "shipped")
    return [
        _line(each)
        for each in report
        if any(place.get("theme", "") in names and place["state"] in concerned for place in each["places"])
    ]


def _line(finding: Mapping[str, Any]) -> str:
    both = " / ".join(str(finding[key]) for key in ("accept", "decline") if finding.get(key))
    return f"{finding['requirement']} {finding['what']}: {both}. {finding.get('change', '')}".strip()
