"""Somebody with a browser: plain HTML, or htmx where a form or a link asks for it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urldefrag

from flask import Flask
from werkzeug.test import TestResponse

from tests.journeys.page import Page, Pressed

WAYS = ("plain", "htmx")


class Visitor:
    """One browser profile with its cookies. Every HTML answer is judged by the client it uses."""

    def __init__(
        self, app: Flask, way: str, *, ours: Sequence[str], base_url: str = "http://localhost", language: str = ""
    ) -> None:
        self.client: Any = app.test_client(ours=ours)
        self.way = way
        self.base_url = base_url
        self.language = language

    def open(self, address: str, **headers: str) -> Page:
        """Go to an address, as a navigation."""
        response = self._fetch("GET", address, {"Sec-Fetch-Site": "none", **_names(headers)})
        return Page(response, response)

    def follow(self, page: Page, words: str) -> Page:
        """Click the link of these words; htmx fetches it where it asks for that."""
        link = next(a for a in page.tree.all("a") if page.tree.text(a) == words)
        if self.way == "htmx" and link.get("hx-get"):
            own = {"Sec-Fetch-Site": "same-origin", **self._htmx(link.get("hx-target", ""))}
            response = self._fetch("GET", link.get("hx-get", ""), own)
            return Page(response, response)
        return self.open(link.get("href", ""))

    def press(self, page: Page, value: str, tick: list[str] | None = None) -> Page:
        """Press a button and see what comes of it: the part htmx swaps in, or the page the browser ends on."""
        return self.send(page.press(value, tick))

    def send(self, pressed: Pressed, **headers: str) -> Page:
        """Send what a press of a button sends; again, to try twice."""
        own = {"Sec-Fetch-Site": "same-origin", "Origin": self.base_url, **_names(headers)}
        if self.way == "htmx" and pressed.target:
            own |= self._htmx(pressed.target)
        data = {name: [v for n, v in pressed.fields if n == name] for name, _ in pressed.fields}
        sent = self._fetch("POST", pressed.action, own, data=data)
        if sent.status_code != 303:
            return Page(sent, sent)
        assert sent.text == ""
        return Page(self.open(urldefrag(sent.location).url).response, sent)

    def post(self, address: str, data: Any = None, **headers: str) -> Page:
        """Post fields of one's own making, on the way this visitor goes."""
        own = self._htmx("#consent-banner") if self.way == "htmx" else {}
        sent = self._fetch("POST", address, {**own, **_names(headers)}, data=data)
        return Page(sent, sent)

    def cookies(self) -> dict[str, str]:
        """All that this browser keeps."""
        return {cookie.key: cookie.value for cookie in self.client._cookies.values()}

    def _htmx(self, target: str) -> dict[str, str]:
        return {"HX-Request": "true", "HX-Target": target.lstrip("#")}

    def _fetch(self, method: str, address: str, headers: dict[str, str], **more: Any) -> TestResponse:
        if self.language:
            headers = {"Accept-Language": self.language, **headers}
        response: TestResponse = self.client.open(
            address, method=method, headers=headers, base_url=self.base_url, **more
        )
        return response


def _names(headers: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}
