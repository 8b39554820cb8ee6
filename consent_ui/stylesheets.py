"""Reads a stylesheet far enough to see whether it asks somebody else for anything. Pure: text in, text out.

Source: CSS Syntax Level 3, 4.3 (comments, strings, escapes and addresses without quotes); URL Living Standard 4.4.
"""

from __future__ import annotations

import re

FOREIGN = re.compile(
    r"@import"
    r"|url\(\s*[\"']?\s*(?:[a-z][a-z0-9+.-]*:|[/\\]{2}|\\)"
    r"|(?:image-set|image|src)\(\s*[\"']\s*(?:[a-z][a-z0-9+.-]*:|[/\\]{2})"
    r"|[\"']\s*(?:https?:|//[a-z0-9])",
    re.IGNORECASE,
)
"""What would be asked of another site, in a text that as_read made."""
_URL = r"\\?(?:u|0{0,4}[57]5\s?)\\?(?:r|0{0,4}[57]2\s?)\\?(?:l|0{0,4}[46]c\s?)\(\s*(?![\"'\s])(?:\\.|[^\\)])*\)?"
_KEPT = rf"""(?P<kept>"(?:\\.|[^"\\\n\r\f])*"?|'(?:\\.|[^'\\\n\r\f])*'?|{_URL}|\\.)"""
_PARTS = re.compile(rf"{_KEPT}|/\*.*?(?:\*/|\Z)", re.IGNORECASE | re.DOTALL)
"""Strings, addresses and escapes, in which /* begins nothing; and comments."""
_ESCAPE = re.compile(r"\\(?:(?P<code>[0-9a-f]{1,6})(?:\r\n|\s)?|(?P<end>\r\n|[\n\r\f])|(?P<itself>.))", re.IGNORECASE)


def as_read(css: str) -> str:
    """A stylesheet as a browser understands it: without comments and control characters, every escape as what it
    stands for. Lines stay where they are, but for an escaped line end."""
    bare = _PARTS.sub(lambda part: part["kept"] or "\n" * part[0].count("\n"), css)
    return re.sub(r"[\x00-\x09\x0b-\x1f]", "", _ESCAPE.sub(_meant, bare))


def _meant(escape: re.Match[str]) -> str:
    if escape["code"]:
        code = int(escape["code"], 16)
        ended = "\n" * escape[0].count("\n")
        return ("" if code < 0x20 else chr(code) if code <= 0x10FFFF else "\N{REPLACEMENT CHARACTER}") + ended
    return escape["itself"] or ""
