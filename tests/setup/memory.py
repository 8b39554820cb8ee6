"""Where a run keeps its files: in memory if there is room, since every test commits durably and nothing outlives it."""

from __future__ import annotations

import os
from pathlib import Path

PLACE = Path("/dev/shm")
ENOUGH = 2 * 1024**3
"""Bytes; a whole run holds a few hundred megabytes at a time."""


def folder(place: Path = PLACE) -> Path | None:
    """A folder in memory with enough room, in which programs may run; None where there is none."""
    try:
        found = os.statvfs(place)
    except OSError:
        return None
    roomy = found.f_bavail * found.f_frsize >= ENOUGH
    return place if roomy and not found.f_flag & os.ST_NOEXEC and os.access(place, os.W_OK) else None
