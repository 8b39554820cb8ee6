"""A believable restaurant to try Consent UI on: "Chez Momo", Lyon."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flask import Flask, Response
from jinja2 import BaseLoader, ChoiceLoader, FileSystemLoader

from consent_ui import assets
from consent_ui.demo import account, sample, team
from consent_ui.demo.language import carry_language, page_language
from consent_ui.demo.secret import secret_beside
from consent_ui.demo.seeding import seed
from consent_ui.demo.serving import PortTaken, serve
from consent_ui.demo.site import site, speak
from consent_ui.extension import ConsentUI
from consent_ui.migrations import upgrade
from consent_ui.rendering import static_url
from consent_ui.rules.consent import Channel
from consent_ui.security import secure

__all__ = ["PortTaken", "create_demo", "serve"]


def create_demo(
    database_uri: str,
    config: Mapping[str, Any] | None = None,
    channels: Sequence[Channel] | None = None,
    design: Path | None = None,
) -> Flask:
    """The demo restaurant on this database, which is migrated, and filled when the restaurant is not in it yet.

    `config` overrides the application's settings; `channels` is how the restaurant writes to its customers, from now
    on; without it a new one by SMS, an old one as before.
    `design` is a designer's folder: its consent/ holds templates that come before the demo's own, its themes/ themes,
    its translations/ languages.
    Raises ValueError when there is no SECRET_KEY: on SQLite one is kept beside the file, elsewhere give it.
    """
    app = Flask(__name__, template_folder=str(assets.folder("templates") / "demo" / "site"), static_folder=None)
    app.config.from_mapping(
        CONSENT_DATABASE_URI=database_uri,
        CONSENT_STAFF_SIGN_IN_URL="/team?next={next}",
        SESSION_COOKIE_NAME="chez_momo",
        SESSION_COOKIE_SAMESITE="Lax",
        MAX_CONTENT_LENGTH=64 * 1024,
    )
    app.config.from_mapping(config)
    if design is not None:
        _open_to_designers(app, design)
    if not app.config["SECRET_KEY"]:
        app.config["SECRET_KEY"] = secret_beside(database_uri)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.add_template_global(static_url, "static_url")
    app.register_blueprint(site)
    speak(app)
    carry_language(app)
    app.after_request(guard)

    consent = ConsentUI()
    consent.init_app(
        app,
        customer=account.customer,
        restaurant=lambda: sample.SLUG,
        page_language=page_language,
        staff=team.member,
    )
    state = app.extensions["consent_ui"]
    state.in_host = False
    upgrade(state.database)
    seed(state, channels, datetime.now(UTC))
    team.hire(state, datetime.now(UTC))
    return app


def _open_to_designers(app: Flask, folder: Path) -> None:
    """Show what a designer saves, at once, and the gallery."""
    app.debug = True
    app.config.setdefault("CONSENT_THEMES", str((folder / "themes").absolute()))
    if (folder / "translations").is_dir():
        app.config.setdefault("CONSENT_TRANSLATIONS", str((folder / "translations").absolute()))
    own: list[BaseLoader] = [FileSystemLoader(folder)]
    app.jinja_loader = ChoiceLoader([*own, *([app.jinja_loader] if app.jinja_loader else [])])


def guard(response: Response) -> Response:
    """Every page carries the strict headers, and no cache keeps a page that may differ from person to person."""
    if "Content-Security-Policy" not in response.headers:
        secure(response)
    if "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "private, no-store"
        response.vary.update(("Cookie", "Accept-Language"))
    return response
