"""The stand-alone site: our own pages without a host."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Flask, Request, Response, url_for
from flask.sessions import SessionInterface, SessionMixin
from werkzeug.exceptions import HTTPException

from consent_ui.extension import ConsentUI
from consent_ui.htmx import reply
from consent_ui.views import problems


def create_app(config: Mapping[str, Any] | None = None) -> Flask:
    """An application that serves nothing but Consent UI. Settings come from `config`, then from environment variables
    named like `FLASK_SECRET_KEY` and `FLASK_CONSENT_DATABASE_URI`.

    Raises BadSetting.
    """
    app = Flask("consent_ui", static_folder=None, template_folder=None)
    app.config.from_prefixed_env()
    app.config.update(config or {})
    app.session_interface = NoSession()
    ConsentUI(app)
    app.extensions["consent_ui"].in_host = False
    app.extensions["consent_ui"].alone = True
    app.register_error_handler(HTTPException, problems.from_http)
    app.add_url_rule("/", "home", home)
    return app


def home() -> Response:
    """There is no restaurant's site here, only the preference centre."""
    response = reply("", 302)
    response.location = url_for("consent.preferences")
    return response


class NoSession(SessionInterface):
    """This site signs nobody in, so it has no session: no cookie, and nothing to read or write (CV-16)."""

    def open_session(self, app: Flask, request: Request) -> None:
        return None

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        return None
