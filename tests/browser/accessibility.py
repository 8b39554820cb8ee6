"""Runs axe-core over a page: WCAG 2.0 to 2.2, levels A and AA, and no violation is small enough to pass."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Page

# Rules of WCAG 2.2 are off unless their tag is named.
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def check_accessibility(page: Page, within: str | None = None) -> None:
    """Raise AssertionError with each violation, its elements and what to do; `within` is a CSS selector."""
    options = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
    # Reading the script takes longer than most judgements, and a document keeps it.
    axe = Axe("null") if page.evaluate("'axe' in window") else Axe()
    found = axe.run(page, context=within, options=options).response
    passed = len(found["passes"])
    assert passed, f"axe found nothing to check on {page.url}"
    assert not found["violations"], readable(page.url, found["violations"])


def readable(address: str, violations: list[dict[str, Any]]) -> str:
    """Return the violations as text: what is wrong, where, and why axe thinks so."""
    lines = [f"axe found {len(violations)} violation(s) on {address}:"]
    for violation in violations:
        lines.append(f"- {violation['id']} ({violation['impact']}): {violation['help']}")
        for node in violation["nodes"]:
            lines.append(f"    {node['html'].strip()[:200]}")
            lines += [f"      {line.strip()}" for line in (node.get("failureSummary") or "").splitlines()]
    return "\n".join(lines)
