"""Identifiers that sort by time (UUID version 7, RFC 9562)."""

from __future__ import annotations

import os
import time
from uuid import UUID

VERSION_AND_VARIANT = ~(0xF << 76 | 0x3 << 62), 0x7 << 76 | 0x2 << 62
"""Which bits are not free, and what they are."""

LAST = (1 << 62) - 1
"""The bits that are random."""


def uuid7() -> UUID:
    """A new UUIDv7: 48 bits of Unix milliseconds, 12 of their fraction (RFC 9562, 6.2, method 3), then 62 random."""
    return UUID(int=_value())


def uuid7_hex() -> str:
    """A new UUIDv7 as 32 hexadecimal digits."""
    return f"{_value():032x}"


def _value() -> int:
    free, fixed = VERSION_AND_VARIANT
    # What one process writes one after another within a millisecond sorts in that order too.
    milliseconds, rest = divmod(time.time_ns(), 1_000_000)
    return (milliseconds << 80 | (rest << 12) // 1_000_000 << 64 | _chance() & LAST) & free | fixed


_CHANCES: list[int] = []
if hasattr(os, "register_at_fork"):  # Windows has no fork
    os.register_at_fork(after_in_child=_CHANCES.clear)  # or a child would use what its parent uses


def _chance() -> int:
    """80 random bits of the system, fetched for many at once: each fetch gives the interpreter's lock away, and under
    load waits long to have it back."""
    while True:
        try:
            return _CHANCES.pop()  # no two threads get the same
        except IndexError:
            fetched = os.urandom(10 * 128)
            _CHANCES.extend(int.from_bytes(fetched[start : start + 10]) for start in range(0, len(fetched), 10))
