"""One visitor's browser: a fresh profile with one page, and a record of all it asked for and complained of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response

LOCALES = {"en": "en-GB", "fr": "fr-FR"}


@dataclass
class Visit:
    """A fresh browser context and its first page.

    Every complaint on the console (a refusal by the Content-Security-Policy comes there too, and a resource
    that was not delivered) and every uncaught error of a script fails the test at its end, unless the test
    said with `allow` that it may come.
    """

    context: BrowserContext
    page: Page
    requests: list[Request] = field(default_factory=list)
    responses: list[Response] = field(default_factory=list)
    failed: list[Request] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    allowed: list[re.Pattern[str]] = field(default_factory=list)

    def allow(self, pattern: str) -> None:
        """Say that complaints matching this pattern belong to the test."""
        self.allowed.append(re.compile(pattern))

    def problems(self) -> list[str]:
        """Return the complaints nobody allowed."""
        return [each for each in self.complaints if not any(known.search(each) for known in self.allowed)]

    def foreign(self, base: str) -> list[str]:
        """Return the addresses asked for that lie on another origin than `base`."""
        own = urlsplit(base)
        return [
            request.url
            for request in self.requests
            if urlsplit(request.url)[:2] != own[:2] and not request.url.startswith(("data:", "about:"))
        ]

    def paths(self) -> list[str]:
        """Return the paths asked for, in order."""
        return [urlsplit(request.url).path for request in self.requests]


def open_visit(
    browser: Browser,
    *,
    language: str = "en",
    width: int = 1280,
    height: int = 800,
    color_scheme: Literal["light", "dark", "no-preference"] = "light",
    forced_colors: Literal["active", "none"] = "none",
    reduced_motion: Literal["reduce", "no-preference"] = "no-preference",
    javascript: bool = True,
    scale: float = 1,
    headers: dict[str, str] | None = None,
    cookies: Sequence[dict[str, str]] = (),
) -> Visit:
    """Open a fresh profile with one blank page; it is recorded from the first request on.

    `language` is one of LOCALES, or a locale; the browser sends it as Accept-Language. `scale` is the number
    of device pixels per CSS pixel: browser zoom at 400 % on 1280 pixels is `width=320, scale=4`.
    """
    context = browser.new_context(
        locale=LOCALES.get(language, language),
        viewport={"width": width, "height": height},
        device_scale_factor=scale,
        color_scheme=color_scheme,
        forced_colors=forced_colors,
        reduced_motion=reduced_motion,
        java_script_enabled=javascript,
        extra_http_headers=headers or {},
        # A worker between page and network would hide requests from the record.
        service_workers="block",
    )
    if cookies:
        context.add_cookies([*cookies])  # type: ignore[list-item]
    context.set_default_timeout(15_000)
    visit = Visit(context, context.new_page())
    # Playwright marks each listener with an attribute, which a built-in method cannot carry.
    context.on("request", lambda request: visit.requests.append(request))
    context.on("response", lambda response: visit.responses.append(response))
    context.on("requestfailed", lambda request: visit.failed.append(request))
    context.on("console", lambda message: _note(visit, message))
    context.on("weberror", lambda error: visit.complaints.append(f"uncaught: {error.error}"))
    return visit


def _note(visit: Visit, message: ConsoleMessage) -> None:
    where = message.location.get("url", "")
    # The browser asks for this icon on its own account and at its own time; no page names it.
    if urlsplit(where).path == "/favicon.ico":
        return
    # Chromium reports some refusals of the policy as a warning or as a plain line.
    if message.type in {"error", "assert"} or "Content Security Policy" in message.text:
        visit.complaints.append(f"console: {message.text} ({where})")
