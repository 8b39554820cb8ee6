"""The files of installed themes."""

from __future__ import annotations

from pathlib import Path

from flask import Response, abort, request

from consent_ui.state import state
from consent_ui.themes import MEDIA_TYPES

YEAR = 365 * 24 * 3600


def show(name: str, version: str, filename: str) -> Response:
    """One file of a theme, by the list of what it has: no path is ever put together from an address. The address names
    the bytes, so they may be kept for ever; what a stylesheet refers to beside it is named the same way. 404 for a
    version that nobody wears and that is not installed: never other bytes under its address."""
    theme = state().looks.theme(name, version)
    content = theme.files.get(filename) if theme else None
    if content is None:
        abort(404)
    response = Response(content, mimetype=MEDIA_TYPES[Path(filename).suffix])
    response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable"
    response.set_etag(version)
    response.make_conditional(request)
    return response
