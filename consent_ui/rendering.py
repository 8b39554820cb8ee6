"""Renders partials and pages. The question is rendered once per notice; per request only two values are put in."""

from __future__ import annotations

from dataclasses import replace
from secrets import token_hex
from typing import Any
from urllib.parse import quote, urlencode

from flask import request, url_for
from markupsafe import Markup, escape

from consent_ui import assets, pages, presenting
from consent_ui.memory import remember
from consent_ui.rules.notices import Notice
from consent_ui.seals import device_content
from consent_ui.situation import Situation
from consent_ui.state import state
from consent_ui.texts import Texts, texts
from consent_ui.themes import PLAIN, STYLESHEET, Look

TOKEN = f"slot-{token_hex(16)}"
NEXT = f"slot-{token_hex(16)}"
"""Where the two values go. New in each process, so that no restaurant's name can contain them."""


def partial(name: str, value: Any, look: Look = PLAIN) -> Markup:
    """One partial with its one variable."""
    return state().designs.partial(name, value, look)


def page(name: str, value: Any, frame: pages.Page, look: Look = PLAIN) -> str:
    """A whole page: layout and partial. A site that puts its own layout around ours finds its own context there."""
    framed = replace(frame, content=partial(name, value, look))
    return state().designs.page(name, value, framed, look)


def page_without_layout(name: str, value: Any) -> str:
    """A document that stands alone, with its one variable."""
    return state().designs.document(f"shipped/{name}.html", **{name: value})


def question(situation: Situation, fingerprint: str, notice: Notice, next_address: str) -> Markup:
    """The question with a token of its own, from a rendering shared by all who see this notice. Counts it as put."""
    consent = situation.consent
    consent.asked.add(situation.environ, situation.restaurant, fingerprint, situation.now)
    token = consent.seals.form_token(fingerprint, situation.who, situation.now)
    key = (fingerprint, situation.script_root, situation.look.key)
    parts = consent.rendered.get(key)
    if parts is None or consent.app.debug:
        html = partial("banner", presenting.banner(situation, notice, TOKEN, NEXT), situation.look)
        parts = tuple(str(html).split(TOKEN))
        remember(consent.rendered, key, parts)
    return Markup(token.join(parts).replace(NEXT, str(escape(next_address))))  # noqa: S704


def static_url(filename: str) -> str:
    """Address of one of our static files, changing with its content."""
    return url_for("consent.static", filename=filename, v=assets.version(filename))


def theme_url(look: Look) -> str:
    """Address of the theme's stylesheet, changing with any of its files; empty without a theme."""
    if look.theme is None:
        return ""
    return url_for("consent.theme", name=look.theme.name, version=look.theme.version, filename=STYLESHEET)


def head_styles(look: Look) -> Markup:
    """The stylesheet links for the head of a host's page."""
    link = Markup('<link rel="stylesheet" href="{}">')
    addresses = (static_url(assets.STYLESHEET), theme_url(look))
    return Markup("\n").join(link.format(address) for address in addresses if address)


def receipt(situation: Situation) -> Markup:
    """The confirmation of what stands now. Visitors who gave the same answer to the same notice see the same one, so
    it is rendered once for them; but not where the host has a code for each."""
    device = situation.device
    if situation.customer is not None or device is None or situation.consent.hands_out_vouchers:
        return partial("receipt", presenting.receipt(situation), situation.look)
    key = (device_content(device), situation.text.language, situation.script_root, situation.look.key)
    consent = situation.consent
    parts = consent.rendered.get(key)
    if parts is None or consent.app.debug:
        parts = (str(partial("receipt", presenting.receipt(situation), situation.look)),)
        remember(consent.rendered, key, parts)
    return Markup(parts[0])  # noqa: S704 (rendered by our own template)


def quoted(path: str) -> str:
    """A path as it stands in an address, percent-encoded."""
    return quote(path, safe="/:@!$&'()*+,;=~-._")


def frame(situation: Situation, title: str) -> pages.Page:
    """What surrounds a partial on a page of our own."""
    text = situation.text
    return pages.Page(
        text=text,
        title=text("title.banner", heading=title, name=situation.restaurant.name),
        restaurant=situation.restaurant.name,
        home_url=situation.home_url,
        preferences_url=presenting.address(situation, "preferences"),
        notice_url=presenting.address(situation, "notice"),
        switches=_switches(situation),
        scripts=scripts(),
        stylesheet=static_url(assets.STYLESHEET),
        own_stylesheet=static_url(assets.OWN_STYLESHEET),
        theme_stylesheet=theme_url(situation.look),
        icon=icon(),
    )


def icon() -> str:
    """Address of the icon for the browser's tab; empty within a host's site, which has its own."""
    return static_url(assets.ICON) if state().alone else ""


def scripts() -> tuple[str, ...]:
    """Addresses of what makes a page of our own smooth."""
    return (static_url(assets.HTMX), static_url(assets.SCRIPT))


def bare_frame(text: Texts, title: str, home_url: str) -> pages.Page:
    """The same where no restaurant is known."""
    return pages.Page(
        text=text,
        title=title,
        restaurant="",
        home_url=home_url,
        preferences_url="",
        notice_url="",
        switches=(),
        scripts=(),
        stylesheet=static_url(assets.STYLESHEET),
        own_stylesheet=static_url(assets.OWN_STYLESHEET),
        icon=icon(),
    )


def example_frame(text: Texts, name: str, heading: str, look: Look, content: Markup) -> pages.Page:
    """The same around an example, for a restaurant that is not there."""
    title = heading or text("preferences.name")
    return replace(
        bare_frame(text, text("title.banner", heading=title, name=name), "/"),
        restaurant=name,
        preferences_url=url_for("consent.preferences", lang=text.language),
        notice_url=url_for("consent.notice", lang=text.language),
        theme_stylesheet=theme_url(look),
        content=content,
    )


def _switches(situation: Situation) -> tuple[pages.Switch, ...]:
    if request.endpoint is None or request.method not in ("GET", "HEAD"):
        return ()
    # What the address asks for is carried along as text, never handed to url_for as an instruction.
    kept = [(key, value) for key, value in request.args.items(multi=True) if key != "lang"]
    here = url_for(request.endpoint, **(request.view_args or {})).partition("?")[0]
    return tuple(
        pages.Switch(
            language=language,
            name=texts(language)("language.name"),
            url=f"{here}?{urlencode([*kept, ('lang', language)])}",
            current=language == situation.text.language,
        )
        for language in situation.restaurant.languages
    )
