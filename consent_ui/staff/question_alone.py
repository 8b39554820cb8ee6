"""The question alone on a page, for a frame of the preview that can run, send and open nothing.

It is our real partial in the look in force: its form has neither a token nor an address, and the browser is told to
submit none.
"""

from __future__ import annotations

from flask import Response, request
from markupsafe import Markup

from consent_ui import assets, gallery, gallery_pages, pages, rendering
from consent_ui.rules.notices import Notice
from consent_ui.staff.desk import Desk
from consent_ui.staff.place import STATIC
from consent_ui.store.offers import Programme
from consent_ui.texts import texts

FRAME_POLICY = (
    "sandbox; default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; form-action 'none'; "
    "base-uri 'none'; frame-ancestors 'self'"
)


def question_alone(at: Desk, programme: Programme, notice: Notice) -> Response:
    """The page with these words."""
    response = Response(_document(at, programme, notice), mimetype="text/html")
    response.headers["Content-Security-Policy"] = FRAME_POLICY
    return response


def _document(at: Desk, programme: Programme, notice: Notice) -> str:
    """A plain page with the question first in it, rendered where the site's own addresses are known."""
    text, app = texts(notice.language), at.consent.app
    with app.test_request_context():
        ours = rendering.static_url(assets.STYLESHEET).partition("?")[0].removesuffix(assets.STYLESHEET)
    root = request.environ[STATIC].removesuffix(ours)
    with app.test_request_context(environ_overrides={"SCRIPT_NAME": root}):
        look = at.consent.look(programme)
        banner = pages.Banner(
            text=text, words=notice.words, token="", action="#consent-banner", next="#consent-banner",
            notice_url="#consent-banner",
            choose_url="#consent-banner" if notice.words["choose"] else "", error="",
        )  # fmt: skip
        value = gallery_pages.Alone(
            text=text,
            title=notice.words["heading"],
            stylesheets=tuple(
                each
                for each in (
                    rendering.static_url("gallery-host.css"),
                    rendering.static_url(assets.STYLESHEET),
                    rendering.theme_url(look),
                )
                if each
            ),
            warning=gallery.warning(at.text, programme.worn, look, at.consent.installed()),
            first=rendering.partial("banner", banner, look),
            inside=Markup(),
        )
        return at.consent.designs.document("gallery/alone.html", alone=value)
