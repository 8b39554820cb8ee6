"""The door to the back office, which is an application of its own: nothing of it is loaded before its first request."""

from __future__ import annotations

import io
from threading import Lock
from urllib.parse import urlencode, urlsplit
from wsgiref.types import WSGIEnvironment

from flask import Flask, Response, request, url_for

from consent_ui.state import Consent, state

EXTENSION = "consent_ui_staff"
METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]

_building = Lock()


def staff(rest: str = "") -> Response:
    """Hand the request to the back office, which sees itself mounted here."""
    inner = _inner(state())
    return Response.from_app(inner, _environment(f"/{rest}"))  # type: ignore[return-value]


def _inner(consent: Consent) -> Flask:
    app = consent.app
    with _building:
        if EXTENSION not in app.extensions:
            from consent_ui.staff import back_office

            app.extensions[EXTENSION] = back_office(consent)
    inner: Flask = app.extensions[EXTENSION]
    return inner


def _environment(path: str) -> WSGIEnvironment:
    """The request as the back office sees it. The host's hook is asked here, where the host's session is at hand."""
    root = _path_of("consent.staff").rstrip("/")
    environ = {**request.environ}
    environ.pop("werkzeug.request", None)
    body = _body()
    environ |= {
        "SCRIPT_NAME": root,
        "PATH_INFO": path.encode().decode("latin-1"),
        "wsgi.input": io.BytesIO(body),
        "CONTENT_LENGTH": str(len(body)),
        "consent_ui.staff.member": state().hooks.staff(),
        "consent_ui.staff.static": _path_of("consent.static", filename=""),
    }
    environ.pop("HTTP_TRANSFER_ENCODING", None)
    return environ


def _path_of(endpoint: str, **values: str) -> str:
    """The path of an address alone: a host may have all its addresses end in a query, such as a language."""
    return urlsplit(url_for(endpoint, **values)).path  # type: ignore[arg-type]


def _body() -> bytes:
    """The body, also where somebody before us has read it as a form already."""
    body = request.get_data()
    return body or urlencode(list(request.form.items(multi=True))).encode()
