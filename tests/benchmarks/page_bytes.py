"""What the request adds to a page before load: brotli bytes and requests, counted without a browser."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html.parser import HTMLParser

Get = Callable[[str], bytes]
"""Fetches a path of the site, as one certain visitor."""


@dataclass(frozen=True, slots=True)
class Weight:
    """A page and all it loads before the load event."""

    html: int
    resources: dict[str, int]
    scripts: tuple[str, ...]

    @property
    def total(self) -> int:
        return self.html + sum(self.resources.values())


class _Loads(HTMLParser):
    """Collects what a browser fetches before the load event."""

    def __init__(self) -> None:
        super().__init__()
        self.resources: list[str] = []
        self.scripts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        source = values.get("src") or ""
        if tag == "link" and (values.get("rel") or "") in ("stylesheet", "preload", "modulepreload", "icon"):
            self.resources.append(values.get("href") or "")
        elif tag == "script" and source:
            self.scripts.append(source)
            self.resources.append(source)
        # A lazy frame or picture is fetched only once it is near the view: ours never is before load.
        elif tag in ("img", "iframe") and source and values.get("loading") != "lazy":
            self.resources.append(source)


def weigh(get: Get, path: str) -> Weight:
    """Weighs a page and its resources, each compressed by brotli at its highest quality.

    Raises ImportError where the brotli package is not installed.
    """
    import brotli  # type: ignore[import-untyped]

    def size(content: bytes) -> int:
        return len(brotli.compress(content, quality=11))

    page = get(path)
    found = _Loads()
    found.feed(page.decode())
    addresses = [address for address in dict.fromkeys(found.resources) if not address.startswith("data:")]
    return Weight(size(page), {address: size(get(address)) for address in addresses}, tuple(found.scripts))
