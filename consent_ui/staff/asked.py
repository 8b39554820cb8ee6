"""A request to the back office: what was typed, but for what no page may show and no database keeps."""

from __future__ import annotations

from typing import Any
from unicodedata import category

from flask import Request
from werkzeug.datastructures import ImmutableMultiDict, MultiDict

from consent_ui.rules.typed_values import UNREADABLE


def holdable(typed: str) -> str:
    """What was typed, with UNREADABLE for control characters but line ends and tabs, halves of characters, and code
    points that are no characters (Unicode 23.7): HTML allows none of them, and PostgreSQL refuses a NUL."""
    return typed if typed.isprintable() else "".join(c if _is_held(c) else UNREADABLE for c in typed)


def _is_held(character: str) -> bool:
    point = ord(character)
    return (category(character) not in ("Cc", "Cs") and not _is_none(point)) or character in "\r\n\t"


def _is_none(point: int) -> bool:
    return 0xFDD0 <= point <= 0xFDEF or point & 0xFFFE == 0xFFFE


class Typed(ImmutableMultiDict[str, Any]):
    """The fields of a form or of an address."""

    def __init__(self, mapping: Any = None) -> None:
        pairs = MultiDict(mapping).items(multi=True)
        super().__init__([(holdable(name), _value(name, value)) for name, value in pairs])


def _value(name: str, value: Any) -> Any:
    """A password is never shown and never kept as it is, so it stays the one that was chosen; what is looked for has
    rules of its own (rules/searching.py)."""
    as_typed = not isinstance(value, str) or "password" in name or name == "q"
    return value if as_typed else holdable(value)


class Asked(Request):
    """Whatever a page reads of a request, it reads cleaned."""

    parameter_storage_class = Typed
