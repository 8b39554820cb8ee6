"""Mounts Consent UI on somebody's Flask application.

    from consent_ui import ConsentUI
    ConsentUI(app, customer=current_customer)

and, first in the body of each page, `{{ consent_banner() }}`. The host's routes, sessions and error handlers stay as
they are.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace

from flask import Flask, g, request, url_for
from flask.globals import request_ctx
from markupsafe import Markup

from consent_ui import assets, host_pages, pages_hosted, preference_centre, presenting, rendering
from consent_ui.cli import consent as commands
from consent_ui.hooks import Hooks, no_voucher, nobody
from consent_ui.host_pages import NEGOTIATED, PERSONAL, SENT, SHOWN, UNFRAMED, mark
from consent_ui.rules.campaigns import Campaign
from consent_ui.seals import NoKey
from consent_ui.security import SAFE_METHODS
from consent_ui.situation import Situation, UnknownRestaurant, this_situation
from consent_ui.state import make_state, state
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
        store: Callable[[], str | None] = nobody,
        staff: Callable[[], object] = nobody,
        voucher: Callable[[Customer | None, Campaign], str | None] = no_voucher,
        send_sms: Callable[[str, str], str | None] | None = None,
    ) -> None:
        self._hooks = Hooks(customer, restaurant, page_language, store, staff, voucher, send_sms)
        if app is not None:
            self.init_app(app)

    def init_app(
        self,
        app: Flask,
        *,
        customer: Callable[[], Customer | None] | None = None,
        restaurant: Callable[[], str | None] | None = None,
        page_language: Callable[[], str | None] | None = None,
        store: Callable[[], str | None] | None = None,
        staff: Callable[[], object] | None = None,
        voucher: Callable[[Customer | None, Campaign], str | None] | None = None,
        send_sms: Callable[[str, str], str | None] | None = None,
    ) -> None:
        """Mount on `app`. The hooks are asked during requests: `customer` who is signed in (nobody), `restaurant` the
        slug this page belongs to (the only one there is), `page_language` the language of the page (negotiated),
        `store` which of the restaurant's stores this visit is about (none: campaigns of single stores are not shown),
        `staff` whether one of the restaurant's people is looking, who may open the gallery (nobody),
        `voucher` the code that this customer (None: somebody not signed in) gets for this campaign, where a campaign
        says that the host hands out its codes; the same for the same two whenever it is asked, or None (no codes).

        One more is asked wherever an SMS leaves: `send_sms` sends a text to a number and returns its name for it, or
        raises Refused or NoAnswer (the gateway of CONSENT_SMS_GATEWAY).

        Raises BadSetting for a CONSENT_ key that is unknown or cannot be used.
        """
        given = {name: value for name, value in locals().items() if name in Hooks.__dataclass_fields__ and value}
        hooks = replace(self._hooks, **given)
        consent = make_state(app, hooks)
        app.extensions["consent_ui"] = consent
        app.register_blueprint(blueprint, url_prefix=consent.settings.url_prefix)
        app.after_request(host_pages.dress)
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
    caches keep: it puts a link there that htmx replaces with the question. On a page that is being streamed it is too
    late to forbid framing and keeping: there nothing is asked, and the lazy link is a plain link.
    A failure of ours never breaks a host's page: it is logged, and nothing is asked.
    """
    try:
        here = this_situation(language)
        environ = here.environ
        if not lazy and SENT in environ:
            host_pages.tell_too_late(environ, "consent_banner()")
            return NOTHING
        content = _lazy(here) if lazy else _content(here)
    except UnknownRestaurant:
        log.warning("no restaurant is published for %s: nothing is asked", request.host)
        return NOTHING
    except NotRead:
        log.error("the question could not be shown: the database could not be read")
        return NOTHING
    except NoKey as error:
        log.error("the question could not be shown: %s", error)
        return NOTHING
    if not content:
        mark(environ, PERSONAL)
        return NOTHING
    mark(environ, UNFRAMED if lazy else PERSONAL | SHOWN)
    return _around(here, content)


def _content(here: Situation) -> Markup:
    if here.query and device.confirming():
        receipt = presenting.receipt(here)
        if receipt is not None:
            return rendering.partial("receipt", receipt, here.look)
    if not here.asks():
        return NOTHING
    found = here.best_notice()
    return rendering.question(here, *found, _this_page(here)) if found else NOTHING


def _lazy(here: Situation) -> Markup:
    if here.query and device.confirming() and SENT not in here.environ:
        # The way back from an answer given without scripts: an address of its own, which no cache keeps.
        receipt = presenting.receipt(here)
        if receipt is not None:
            mark(here.environ, PERSONAL | SHOWN)
            return rendering.partial("receipt", receipt, here.look)
    _negotiated(here)
    address = presenting.address(here, "banner", next=_this_page(here))
    value = pages_hosted.Lazy(here.text, address, swaps=SENT not in here.environ)
    return rendering.partial("lazy", value, here.look)


def _around(here: Situation, content: Markup) -> Markup:
    linked = g.get("consent_styles")
    value = pages_hosted.Asking(
        content=content,
        stylesheet="" if linked else rendering.static_url(assets.STYLESHEET),
        enhance_url=url_for("consent.enhance"),
        theme_stylesheet="" if linked else rendering.theme_url(here.look),
    )
    return rendering.partial("asking", value, here.look)


def _this_page(here: Situation) -> str:
    """The address to come back to: this page's own, or home where it only takes forms."""
    adapter = request_ctx.url_adapter
    if request.method not in SAFE_METHODS and (adapter is None or "GET" not in adapter.allowed_methods()):
        return here.home_url
    query = request.query_string.decode("ascii", "replace")
    path = request.script_root + request.path
    return rendering.quoted(path) + (f"?{query}" if query else "")


def consent_account(*, language: str | None = None) -> Markup:
    """The customer's choices in short, for a host's account page; nothing for somebody not signed in."""
    environ = host_pages.this_environ()
    if SENT in environ:
        host_pages.tell_too_late(environ, "consent_account()")
        return NOTHING
    mark(environ, PERSONAL | SHOWN)
    try:
        here = this_situation(language)
        found = here.generic_notice()
        if here.customer is None or found is None:
            return NOTHING
        token = here.consent.seals.form_token(found[0], here.who, here.now)
        return rendering.partial("account", preference_centre.account(here, token), here.look)
    except (UnknownRestaurant, NotRead, NoKey) as error:
        log.error("the customer's choices could not be shown: %s", type(error).__name__)
        return NOTHING


def consent_preferences_url(*, language: str | None = None) -> str:
    """Address of the preference centre, for the footer of every page (WD-02)."""
    try:
        here = this_situation(language)
        _negotiated(here)
        return presenting.address(here, "preferences")
    except (UnknownRestaurant, NotRead) as error:
        log.error("the preference centre's language could not be worked out: %s", type(error).__name__)
        return url_for("consent.preferences")


def _negotiated(here: Situation) -> None:
    if here.negotiates:
        mark(here.environ, NEGOTIATED)
