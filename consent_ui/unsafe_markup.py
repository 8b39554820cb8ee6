"""Inline code, foreign addresses and answers without a person, in any markup, a template's source included. Pure.

What a part may consist of, once it is rendered, is in part_checks.py. Sources: CSP Level 3 (inline code), the htmx
reference (attributes that send), HTML Living Standard 13.2 (comments), URL Living Standard 4.4.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from consent_ui.markup_checks import read

LOADING = {
    "img": ("src", "srcset"), "link": ("href",), "script": ("src",), "iframe": ("src",), "source": ("src", "srcset"),
    "video": ("src", "poster"), "audio": ("src",), "object": ("data",), "embed": ("src",), "form": ("action",),
    "button": ("formaction",), "input": ("src", "formaction"), "use": ("href", "xlink:href"),
    "image": ("href", "xlink:href"), "feimage": ("href", "xlink:href"), "track": ("src",),
}  # fmt: skip
SENDING = ("hx-trigger", "hx-vals", "hx-vars", "hx-include", "hx-on")
"""Attributes with which htmx sends without a person, or more than the person's own form says."""
NEVER_IN_A_PART = frozenset({"object", "embed", "applet", "meta", "template", "noscript", "frameset", "math", "portal"})
COMMENT = re.compile(r"<!--(?:-?>|.*?--!?>)", re.DOTALL)
"""A comment as browsers end it: <!--> and --!> too (HTML Living Standard 13.2.5.43 to 13.2.5.51)."""


def cleaned(address: str) -> str:
    """An address as a browser reads it: without control characters at its ends, without tabs and line ends inside,
    every \\ a /. Source: URL Living Standard 4.4."""
    return re.sub(r"[\t\n\r]", "", address).strip("".join(map(chr, range(0x21)))).replace("\\", "/").lower()


def unsafe(markup: str, is_partial: bool) -> Iterator[tuple[int, str]]:
    """Line and finding for each piece of inline code, and for each address of somebody else's that would be loaded."""
    for found in re.finditer(r"<!\[", markup):
        yield markup.count("\n", 0, found.start()) + 1, "CDATA: browsers do not agree where it ends; leave it out"
    # Read with comments and without: neither a comment that a browser ends earlier nor one in a script hides a tag.
    bare = COMMENT.sub(lambda each: "\n" * each[0].count("\n"), markup)
    for line, tag, attributes in (*read(markup).tags, *(read(bare).tags if bare != markup else ())):
        if tag == "style":
            yield line, "a <style> element: the policy refuses it; write the rule into theme.css"
        if tag == "script" and (is_partial or not attributes.get("src")):
            yield line, "a <script>: no script runs inside a part, and none that stands in the page"
        if tag == "base":
            yield line, "a <base> element: it would lead every address of the page elsewhere"
        if is_partial and tag in NEVER_IN_A_PART:
            yield line, f"<{tag}> is no element of a part"
        if tag == "meta" and attributes.get("http-equiv", "").strip().lower() == "refresh":
            yield line, "a <meta> that leads elsewhere: nobody asked to leave the page"
        for name, value in attributes.items():
            start = re.sub(r"[\s\x00-\x1f]", "", cleaned(value))
            if name.removeprefix("data-").startswith(SENDING):
                yield line, f"{name}= on <{tag}>: an answer is sent when a person presses a button, and by nothing else"
            elif name == "srcdoc":
                yield line, f"srcdoc= on <{tag}>: a document inside the page is none that was looked at"
            if name == "style":
                yield line, f"style= on <{tag}>: the policy refuses it; give it a class and write the rule in theme.css"
            elif name.startswith("on"):
                yield line, f"{name}= on <{tag}>: no script stands in the page"
            elif start.startswith(("javascript:", "js:", "data:text/html")):
                yield line, f"{name}={value!r} on <{tag}>: no script stands in the page"
            elif name in LOADING.get(tag, ()) and _foreign(start):
                yield line, f"{name}={value!r} on <{tag}>: nothing is loaded from or sent to another site"


def _foreign(address: str) -> bool:
    first = address.split("?")[0].split("#")[0]
    return first.startswith("//") or ":" in first.split("/")[0]
