"""What a host's templates call: the question, the stylesheets, the account's choices, the way to the preference centre.

A failure of ours never breaks a host's page.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping

from flask import g, request, url_for
from flask.globals import request_ctx
from markupsafe import Markup

from consent_ui import assets, host_pages, hosted_pages, preference_centre, presenting, rendering
from consent_ui.host_pages import NEGOTIATED, PERSONAL, SENT, SHOWN, UNFRAMED, mark
from consent_ui.seals import NoKey
from consent_ui.security import SAFE_METHODS
from consent_ui.situation import Situation, UnknownRestaurant, this_situation
from consent_ui.state import state
from consent_ui.store.database import NotRead
from consent_ui.themes import PLAIN, Look
from consent_ui.views import device

log = logging.getLogger(__name__)

NOTHING = Markup()


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
    value = hosted_pages.Lazy(here.text, address, swaps=SENT not in here.environ)
    return rendering.partial("lazy", value, here.look)


def _around(here: Situation, content: Markup) -> Markup:
    linked = g.get("consent_styles")
    value = hosted_pages.Asking(
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


FUNCTIONS: Mapping[str, Callable[..., str]] = {
    each.__name__: each for each in (consent_banner, consent_styles, consent_account, consent_preferences_url)
}
"""By the names that templates call them."""
