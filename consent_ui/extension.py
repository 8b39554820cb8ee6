"""Mounts Consent UI on somebody's Flask application.

    from consent_ui import ConsentUI
    ConsentUI(app, customer=current_customer)

and, first in the body of each page, `{{ consent_banner() }}`. The host's routes, sessions and error handlers stay as
they are.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from flask import Flask, Response, after_this_request, g, request, url_for
from flask.globals import app_ctx
from markupsafe import Markup

from consent_ui import assets, pages, preference_centre, presenting, rendering
from consent_ui.cli import consent as commands
from consent_ui.situation import Situation, UnknownRestaurant, this_situation
from consent_ui.state import Hooks, make_state, nobody, state
from consent_ui.store.database import NotRead
from consent_ui.store.people import Customer
from consent_ui.themes import PLAIN, Look
from consent_ui.views import blueprint, device

__all__ = ["ConsentUI", "Customer"]

log = logging.getLogger(__name__)

NOTHING = Markup()


class ConsentUI:
    """The Flask extension. It keeps nothing on itself, so one object can serve several applications."""

    def __init__(
        self,
        app: Flask | None = None,
        *,
        customer: Callable[[], Customer | None] = nobody,
        restaurant: Callable[[], str | None] = nobody,
        page_language: Callable[[], str | None] = nobody,
        staff: Callable[[], object] = nobody,
    ) -> None:
        self._hooks = Hooks(customer, restaurant, page_language, staff)
        if app is not None:
            self.init_app(app)

    def init_app(
        self,
        app: Flask,
        *,
        customer: Callable[[], Customer | None] | None = None,
        restaurant: Callable[[], str | None] | None = None,
        page_language: Callable[[], str | None] | None = None,
        staff: Callable[[], object] | None = None,
    ) -> None:
        """Mount on `app`. The hooks are asked during requests: `customer` who is signed in (nobody), `restaurant` the
        slug this page belongs to (the only one there is), `page_language` the language of the page (negotiated),
        `staff` whether one of the restaurant's people is looking, who may open the gallery (nobody).

        Raises BadSetting for a CONSENT_ key that is unknown or cannot be used.
        """
        hooks = Hooks(
            customer or self._hooks.customer,
            restaurant or self._hooks.restaurant,
            page_language or self._hooks.page_language,
            staff or self._hooks.staff,
        )
        consent = make_state(app, hooks)
        app.extensions["consent_ui"] = consent
        app.register_blueprint(blueprint, url_prefix=consent.settings.url_prefix)
        if "consent" not in app.cli.commands:
            app.cli.add_command(commands)
        app.jinja_env.globals.update(
            consent_banner=consent_banner,
            consent_styles=consent_styles,
            consent_account=consent_account,
            consent_preferences_url=consent_preferences_url,
        )


def consent_styles() -> Markup:
    """The stylesheet links for a page's head: with them there, the question costs no request of its own."""
    g.consent_styles = True
    consent = state()
    look: Look | None = g.get("consent_look")  # the gallery shows looks that nobody wears
    try:
        look = look or consent.look(consent.programme(consent.hooks.restaurant()))
    except NotRead:
        look = PLAIN  # the page is the host's: it is shown, in the shipped look
    return rendering.head_styles(look)


def consent_banner(*, language: str | None = None, lazy: bool = False) -> Markup:
    """The question, the confirmation after an answer, or nothing: for the very start of a page's body.

    `language` is the language of the page where the host knows it better than the browser. `lazy` is for pages that
    caches keep: it puts a link there that htmx replaces with the question.
    A failure of ours never breaks a host's page: it is logged, and nothing is asked.
    """
    try:
        here = this_situation(language)
        if lazy:
            return _around(here, _lazy(here))
        content = _content(here)
    except UnknownRestaurant:
        log.warning("no restaurant is published for %s: nothing is asked", request.host)
        return NOTHING
    except NotRead:
        log.exception("the question could not be shown")
        return NOTHING
    _personal(bool(content))
    return _around(here, content) if content else NOTHING


def _content(here: Situation) -> Markup:
    if here.query and device.confirming():
        receipt = presenting.receipt(here)
        if receipt is not None:
            return rendering.partial("receipt", receipt, here.look)
    if not here.asks():
        return NOTHING
    found = here.best_notice()
    return rendering.question(here, *found, _this_page()) if found else NOTHING


def _lazy(here: Situation) -> Markup:
    value = pages.Lazy(here.text, presenting.address(here, "banner", next=_this_page()))
    return rendering.partial("lazy", value, here.look)


def _around(here: Situation, content: Markup) -> Markup:
    linked = g.get("consent_styles")
    value = pages.Asking(
        content=content,
        stylesheet="" if linked else rendering.static_url(assets.STYLESHEET),
        enhance_url=url_for("consent.enhance"),
        theme_stylesheet="" if linked else rendering.theme_url(here.look),
    )
    return rendering.partial("asking", value, here.look)


def _this_page() -> str:
    query = request.query_string.decode("ascii", "replace")
    path = request.script_root + request.path
    return rendering.quoted(path) + (f"?{query}" if query else "")


def consent_account(*, language: str | None = None) -> Markup:
    """The customer's choices in short, for a host's account page; nothing for somebody not signed in."""
    _personal(True)
    try:
        here = this_situation(language)
        found = here.generic_notice()
        if here.customer is None or found is None:
            return NOTHING
        token = here.consent.seals.form_token(found[0], here.who, here.now)
        return rendering.partial("account", preference_centre.account(here, token), here.look)
    except (UnknownRestaurant, NotRead):
        log.exception("the customer's choices could not be shown")
        return NOTHING


def consent_preferences_url(*, language: str | None = None) -> str:
    """Address of the preference centre, for the footer of every page (WD-02)."""
    try:
        return presenting.address(this_situation(language), "preferences")
    except (UnknownRestaurant, NotRead):
        log.exception("the preference centre's language could not be worked out")
        return url_for("consent.preferences")


def _personal(shown: bool) -> None:
    """Note that this page depends on who is looking, and whether it shows a form or a confirmation of ours."""
    held = app_ctx.g.__dict__
    if "consent_shown" not in held:
        after_this_request(_keep_out_of_caches)
    held["consent_shown"] = shown or held.get("consent_shown", False)


def _keep_out_of_caches(response: Response) -> Response:
    """A page that depends on who is looking is nobody else's, and one with an answer form is never framed (PR-11)."""
    response.headers.add("Vary", "Cookie, Accept-Language")
    if app_ctx.g.consent_shown:
        response.headers["Cache-Control"] = "private, no-store"
        response.headers.setdefault("X-Frame-Options", "DENY")
    elif all(name != "Cache-Control" for name, _ in response.headers):
        response.headers.add("Cache-Control", "private, no-cache")
    return response
