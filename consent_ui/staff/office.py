"""Builds the back office: an application of its own inside the host's, made at the first request to it."""

from __future__ import annotations

from functools import partial

from flask import Flask, Response, abort, request
from flask_wtf.csrf import CSRFProtect
from jinja2 import FileSystemLoader, StrictUndefined
from werkzeug.exceptions import HTTPException

from consent_ui import assets
from consent_ui.security import LARGEST_OF_STAFF
from consent_ui.staff import desk, passwords, problems
from consent_ui.staff.asked import Asked
from consent_ui.staff.guarding import guard
from consent_ui.staff.routes import ROUTES
from consent_ui.staff.second_factor import Codes
from consent_ui.staff.sessions import COOKIE, Sessions
from consent_ui.state import Consent
from consent_ui.store.database import NotRead, NotSaved

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


def build(consent: Consent) -> Flask:
    """The back office of this application. Raises NoKey without a SECRET_KEY."""
    inner = Flask("consent_ui.staff", static_folder=None, template_folder=None)
    inner.request_class = Asked
    inner.config.update(
        TESTING=consent.app.testing,
        DEBUG=consent.app.debug,
        PROPAGATE_EXCEPTIONS=False,
        SESSION_COOKIE_NAME=COOKIE,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_REFRESH_EACH_REQUEST=False,
        MAX_CONTENT_LENGTH=LARGEST_OF_STAFF,
        MAX_FORM_MEMORY_SIZE=LARGEST_OF_STAFF,
        MAX_FORM_PARTS=1000,
        WTF_CSRF_CHECK_DEFAULT=False,  # the desk checks, once it knows who asks
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,  # the outer guard has looked at where a form comes from
    )
    inner.extensions["consent_ui"] = consent
    inner.jinja_loader = FileSystemLoader(assets.folder("templates"))
    inner.jinja_env.undefined = StrictUndefined
    inner.jinja_env.trim_blocks = inner.jinja_env.lstrip_blocks = True
    guard(inner, consent)
    inner.session_interface = Sessions(inner, consent)
    CSRFProtect(inner)
    with inner.app_context():
        passwords.stand_in()  # made before anybody waits for an answer
    inner.extensions["consent_ui_codes"] = Codes(consent)
    for route in ROUTES.values():
        inner.add_url_rule(
            route.rule, route.endpoint, partial(desk.answer, route), methods=list(route.methods),
            provide_automatic_options=False,
        )  # fmt: skip
    inner.before_request(deny)
    inner.after_request(dress)
    inner.register_error_handler(HTTPException, problems.from_http)
    inner.register_error_handler(NotRead, problems.not_read)
    inner.register_error_handler(NotSaved, problems.not_saved)
    return inner


def deny() -> None:
    """What is not declared does not exist, whoever registered it."""
    if request.endpoint is not None and request.endpoint not in ROUTES:
        abort(404)


def dress(response: Response) -> Response:
    """Nothing foreign, nothing inline, no frame, no copy anywhere, and no address told to others."""
    headers = response.headers
    headers.setdefault("Content-Security-Policy", POLICY)  # a page may ask for a stricter one
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Referrer-Policy"] = "same-origin"
    headers["Cache-Control"] = "no-store"
    response.vary.update(("Cookie", "Accept-Language", "HX-Request", "HX-History-Restore-Request", "HX-Boosted"))
    return response
