"""The stand-alone site: our own pages without a host."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Flask, Response, redirect, url_for
from werkzeug.exceptions import HTTPException

from consent_ui.extension import ConsentUI
from consent_ui.security import secure
from consent_ui.views import problems


def create_app(config: Mapping[str, Any] | None = None) -> Flask:
    """An application that serves nothing but Consent UI. Settings come from `config`, then from environment variables
    named like `FLASK_SECRET_KEY` and `FLASK_CONSENT_DATABASE_URI`.

    Raises BadSetting.
    """
    app = Flask("consent_ui", static_folder=None, template_folder=None)
    app.config.from_prefixed_env()
    app.config.update(config or {})
    ConsentUI(app)
    app.register_error_handler(HTTPException, problems.from_http)
    app.after_request(secure_all)
    app.add_url_rule("/", "home", lambda: redirect(url_for("consent.preferences"), 302))
    return app


def secure_all(response: Response) -> Response:
    """The strict headers on answers that no view of ours made."""
    return response if "Content-Security-Policy" in response.headers else secure(response)
