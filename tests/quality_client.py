"""A test client that judges every HTML answer it fetches, so that no test has to remember to."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.page_quality import check_page

Paths = Collection[str]


class QualityClient(FlaskClient):
    """Runs `check_page` over every text/html answer, on the way through redirects too.

    Set it as `app.test_client_class`, or give paths to `app.test_client(...)`; a path that ends in `/` stands
    for everything below it, and `/` for every page:

    - `unchecked`: not judged at all; name them one by one, each is a hole.
    - `ours`: whose headers are ours to set (default: all). On a host's site: `ours=["/consent/"]`.
    - `fragments`: answer a fragment even to a plain request.
    - `frames`: documents without words of their own, loaded into a frame.
    """

    def __init__(
        self,
        application: Flask,
        *arguments: Any,
        unchecked: Paths = (),
        ours: Paths = ("/",),
        fragments: Paths = (),
        frames: Paths = ("/consent/enhance",),
        **settings: Any,
    ) -> None:
        super().__init__(application, *arguments, **settings)
        self.unchecked = unchecked
        self.ours = ours
        self.fragments = fragments
        self.frames = frames

    def open(self, *arguments: Any, **settings: Any) -> TestResponse:
        """Fetch, then judge what came back; raises AssertionError with all findings."""
        response = super().open(*arguments, **settings)
        # Werkzeug follows a redirect by calling this method again: the last answer is judged already.
        judged = response.history[0] if response.history else response
        self._judge(judged)
        return response

    def _judge(self, response: TestResponse) -> None:
        request = response.request
        if response.mimetype != "text/html" or among(request.path, self.unchecked):
            return
        text = response.get_data(as_text=True)
        bodiless = request.method in ("HEAD", "OPTIONS") or (response.status_code in range(300, 400) and not text)
        try:
            check_page(
                text,
                # What has no body by right is held to its headers alone.
                204 if bodiless and not text else response.status_code,
                dict(response.headers),
                is_fragment=asks_for_fragment(request.headers) or among(request.path, self.fragments),
                is_frame=among(request.path, self.frames),
                is_ours=among(request.path, self.ours),
            )
        except AssertionError as error:
            raise AssertionError(f"{request.method} {request.path}: {error}") from None


def asks_for_fragment(headers: Any) -> bool:
    """Tell whether htmx asks for the part alone: it asks, and neither boosts nor restores history."""
    return headers.get("HX-Request") == "true" and "true" not in (
        headers.get("HX-Boosted"),
        headers.get("HX-History-Restore-Request"),
    )


def among(path: str, paths: Paths) -> bool:
    """Tell whether a path is named, itself or by a folder that ends in a slash."""
    return any(path == each or (each.endswith("/") and path.startswith(each)) for each in paths)
