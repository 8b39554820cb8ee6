"""Memories of bounded size, for what can be worked out again."""

from __future__ import annotations

from collections import OrderedDict
from contextlib import suppress
from typing import TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")

KEPT = 1000
"""How many notices, campaign versions and rendered questions a process remembers at most."""


def remember(memory: OrderedDict[Key, Value], key: Key, value: Value, most: int = KEPT) -> None:
    """Keep a value, letting the oldest go when there are too many."""
    memory[key] = value
    if len(memory) > most:
        with suppress(KeyError):  # another thread may have let it go
            memory.popitem(last=False)
