"""The loader document: a hidden, lazy frame that brings htmx to the page on intent or at idle.

A page with the question loads no script before its load event, and our policy allows no inline script. A lazy frame
that is not displayed is not fetched; the stylesheet displays it once somebody points at the question, focuses it,
or some seconds have passed.
"""

from __future__ import annotations

from flask import Response

from consent_ui import assets, hosted_pages, rendering
from consent_ui.security import secure


def show() -> Response:
    """The loader; the only document of ours that may be framed, and only by this very site."""
    value = hosted_pages.Enhance(rendering.static_url(assets.SCRIPT), rendering.static_url(assets.HTMX))
    response = Response(rendering.page_without_layout("enhance", value), mimetype="text/html")
    response.headers["Cache-Control"] = "public, max-age=3600"
    return secure(response, framed_by="'self'")
