"""The files of installed themes."""

from __future__ import annotations

from flask import Response, abort, request, send_file

from consent_ui.state import state
from consent_ui.themes import MEDIA_TYPES

YEAR = 365 * 24 * 3600
HOUR = 3600


def show(name: str, filename: str) -> Response:
    """One file of a theme, by the list of what it has: no path is ever put together from an address. A stylesheet
    whose address names its content may be kept for ever; what it refers to is asked for again after an hour."""
    theme, version = state().installed().get(name), request.args.get("v", "")
    if theme is None or version not in ("", theme.digest[:12]):
        theme = state().installed(afresh=True).get(name)  # put on a moment ago, perhaps by another process
    path = theme.files.get(filename) if theme else None
    if theme is None or path is None:
        abort(404)
    response = send_file(path, mimetype=MEDIA_TYPES[path.suffix], conditional=True, max_age=HOUR)
    if version == theme.digest[:12]:
        response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable"
    return response
