"""The demo restaurant as a WSGI application that compresses, for the browser to measure; served by granian."""

from __future__ import annotations

import os

import brotli  # type: ignore[import-untyped]
from flask import Flask, Response, request

from tests.benchmarks.ours import Ours

SMALLEST = 200


def create() -> Flask:
    """The demo on the database named in BENCHMARK_DATABASE, its texts compressed as a proxy would."""
    app = Ours(os.environ["BENCHMARK_DATABASE"]).prepare()
    app.after_request(compress)
    return app


def compress(response: Response) -> Response:
    """Brotli for what a browser accepts it for; quality 5, as servers do for pages made per request."""
    kind = response.mimetype or ""
    if (
        not (kind.startswith("text/") or kind == "image/svg+xml")
        or "br" not in request.headers.get("Accept-Encoding", "")
        or response.status_code != 200
    ):
        return response
    response.direct_passthrough = False
    content = response.get_data()
    if len(content) >= SMALLEST:
        response.set_data(brotli.compress(content, quality=5))
        response.headers["Content-Encoding"] = "br"
        response.vary.add("Accept-Encoding")
    return response
