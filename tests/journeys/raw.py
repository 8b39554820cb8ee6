"""Requests that no browser of ours would make."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from werkzeug.test import TestResponse

from tests.journeys.page import Page
from tests.journeys.visitor import Visitor

FORM = "application/x-www-form-urlencoded"


def post_bytes(visitor: Visitor, path: str, body: bytes, content_type: str = FORM, **environ: Any) -> Page:
    """Post a body as it is."""
    headers = {"HX-Request": "true", "HX-Target": "consent-banner"} if visitor.way == "htmx" else {}
    response: TestResponse = visitor.client.post(
        path, data=body, content_type=content_type, headers=headers, environ_overrides=environ
    )
    return Page(response, response)


def post_chunked(visitor: Visitor, path: str, body: bytes) -> Page:
    """Post a body whose length is not told, as a server that reads it in chunks hands it on."""
    headers = {"HX-Request": "true", "HX-Target": "consent-banner"} if visitor.way == "htmx" else {}
    response: TestResponse = visitor.client.post(
        path,
        input_stream=BytesIO(body),
        content_type=FORM,
        headers={**headers, "Transfer-Encoding": "chunked"},
        environ_overrides={"wsgi.input_terminated": True, "CONTENT_LENGTH": ""},
    )
    return Page(response, response)
