"""The one blueprint a host mounts: one noun per file."""

from __future__ import annotations

import sys
from typing import Any

from flask import Blueprint, Request, Response, abort, current_app, request
from flask.globals import request_ctx
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from consent_ui import assets
from consent_ui.seals import NoKey
from consent_ui.security import LARGEST_OF_STAFF, SAFE_METHODS, is_cross_site, secure
from consent_ui.situation import UnknownRestaurant
from consent_ui.store.database import NotRead, NotSaved
from consent_ui.views import (
    banner,
    contact,
    enhance,
    gallery,
    gallery_alone,
    inbound,
    links,
    notice,
    preferences,
    problems,
    staff,
    theme,
)

LARGEST_BODY = 64 * 1024
"""Bytes of a form of a visitor's or customer's."""
YEAR = 365 * 24 * 3600

PROVE_THEMSELVES = frozenset({"consent.inbound", "consent.delivery", "consent.unsubscribe"})
"""Endpoints that are called from other places by nature: each call carries its own signature, no cookie counts there,
and nothing but that signature lets it in."""

blueprint = Blueprint(
    "consent",
    __name__,
    template_folder=str(assets.folder("templates")),
    static_folder=str(assets.folder("static")),
    static_url_path="/static",
)


@blueprint.url_value_preprocessor
def stand_outside_a_hosts_guard(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """A host's CSRFProtect of Flask-WTF wants a token that our forms do not have: they carry a signed one of their
    own, and the guard below. This runs before all guards, whichever of the two was set up first."""
    guard = current_app.extensions.get("csrf")
    if guard is None:
        return
    flask_wtf = sys.modules.get("flask_wtf.csrf")  # where the host does not use it, it is not loaded either
    if flask_wtf is not None and isinstance(guard, flask_wtf.CSRFProtect):
        guard.exempt(blueprint)


@blueprint.before_request
def refuse_foreign_forms() -> None:
    """Nobody else's page may answer for a person, and no body is larger than a form of ours (PR-10)."""
    context = request_ctx._get_current_object()  # type: ignore[attr-defined]  # once, and not through a proxy each time
    request: Request = context.request
    if request.method in SAFE_METHODS:
        return
    largest = LARGEST_OF_STAFF if request.endpoint == "consent.staff" else LARGEST_BODY
    request.max_content_length = largest
    if request.endpoint not in PROVE_THEMSELVES and is_cross_site(
        request, context.app.extensions["consent_ui"].settings.trusted_origins
    ):
        abort(403)
    length = request.content_length
    if length is None:
        # A body of untold length is cut at the limit without a word, so one byte more is let in to see it.
        request.max_content_length = largest + 1
    if (length or len(request.get_data())) > largest:
        raise RequestEntityTooLarge


@blueprint.after_request
def add_headers(response: Response) -> Response:
    """The strict headers on what came about without them, such as static files, which browsers may keep for ever
    under the address that names their very content. Under any other they are asked for again, lest somebody fill a
    cache with yesterday's file under tomorrow's address."""
    if "Content-Security-Policy" in response.headers:
        return response
    if request.endpoint == "consent.static" and response.status_code in (200, 304):
        filename = (request.view_args or {}).get("filename", "")
        named = request.args.get("v") == assets.version(filename)
        response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable" if named else "no-cache"
    return secure(response)


blueprint.add_url_rule("/banner", "banner", banner.view, methods=["GET", "POST"])
blueprint.add_url_rule("/preferences", "preferences", preferences.view, methods=["GET", "POST"])
blueprint.add_url_rule("/contact", "contact", contact.view, methods=["GET", "POST"])
blueprint.add_url_rule("/notice", "notice", notice.show)
blueprint.add_url_rule("/notice/<fingerprint>", "words", notice.words)
blueprint.add_url_rule("/m/<token>", "message", links.message, methods=["GET", "POST"])
blueprint.add_url_rule("/m/<slug>/<token>", "message", links.message, methods=["GET", "POST"])
blueprint.add_url_rule("/unsubscribe/<token>", "unsubscribe", links.unsubscribe, methods=["GET", "POST"])
blueprint.add_url_rule("/unsubscribe/<slug>/<token>", "unsubscribe", links.unsubscribe, methods=["GET", "POST"])
blueprint.add_url_rule("/inbound/<slug>/<gateway>", "inbound", inbound.answer, methods=["POST"])
blueprint.add_url_rule("/inbound/<slug>/<gateway>/status", "delivery", inbound.report, methods=["POST"])
blueprint.add_url_rule("/enhance", "enhance", enhance.show)
blueprint.add_url_rule("/themes/<name>/<version>/<path:filename>", "theme", theme.show)
blueprint.add_url_rule("/staff/", "staff", staff.staff, methods=staff.METHODS, provide_automatic_options=False)
blueprint.add_url_rule(
    "/staff/<path:rest>", "staff", staff.staff, methods=staff.METHODS, provide_automatic_options=False
)
blueprint.add_url_rule("/gallery", "gallery", gallery.index)
blueprint.add_url_rule("/gallery/changes", "gallery_changes", gallery_alone.changes)
blueprint.add_url_rule("/gallery/messages", "gallery_messages", gallery.messages)
blueprint.add_url_rule("/gallery/<partial>", "gallery_part", gallery.part)
blueprint.add_url_rule("/gallery/<partial>/<state>", "gallery_alone", gallery_alone.show)


blueprint.register_error_handler(HTTPException, problems.from_http)
blueprint.register_error_handler(UnknownRestaurant, problems.unknown_restaurant)
blueprint.register_error_handler(NotSaved, problems.not_saved)
blueprint.register_error_handler(NotRead, problems.not_read)
blueprint.register_error_handler(NoKey, problems.no_key)
