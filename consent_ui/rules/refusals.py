"""SY-20: when answers come in and none of them is a no, something has swallowed the refusals."""

from __future__ import annotations

from collections.abc import Sequence

STREAK = 500
"""Answers in a row."""


def is_alarming(refused: Sequence[bool]) -> bool:
    """Whether the latest answers, the newest first, hold no refusal at all. `refused` says of each whether it refused
    anything."""
    latest = refused[:STREAK]
    return len(latest) == STREAK and not any(latest)
