"""The links in a message: one click leaves, without signing in, and the page says why the message came."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

from flask import Response, abort, request, url_for

from consent_ui import message_centre, rendering
from consent_ui.htmx import after_post, reply, wants_partial
from consent_ui.links import Links
from consent_ui.message_pages import SentMessage
from consent_ui.rules.consent import Place
from consent_ui.seals import BadToken
from consent_ui.situation import home_url
from consent_ui.state import state
from consent_ui.store import offers
from consent_ui.store.database import NotSaved
from consent_ui.store.offers import Programme
from consent_ui.store.sent import Sent


def message(token: str, slug: str | None = None) -> Response:
    """GET shows, and changes nothing, whoever fetches it; POST leaves."""
    programme, found = _find("message", token, slug)
    here = _here(token, slug)
    if request.method != "POST":
        return _show(programme, found, here)
    try:
        message_centre.leave(state(), found, Place.LINK, datetime.now(UTC))
    except NotSaved as error:
        return _show(programme, found, here, error.key, 503)
    return _private(after_post(request, lambda: _part(programme, _again("message", token, slug), here), lambda: here))


def unsubscribe(token: str, slug: str | None = None) -> Response:
    """What mail programs call (RFC 8058): a POST leaves and is answered here, without a redirect, a cookie or a
    question; a GET shows the button."""
    programme, found = _find("unsubscribe", token, slug)
    here = _here(token, slug)
    if request.method == "POST":
        try:
            message_centre.leave(state(), found, Place.EMAIL, datetime.now(UTC))
        except NotSaved as error:
            return _show(programme, found, here, error.key, 503)
        found = _again("unsubscribe", token, slug)
    return _show(programme, found, here)


def _find(purpose: str, token: str, slug: str | None) -> tuple[Programme, Sent]:
    """The restaurant and the message of a link; whatever is wrong with one, there is just no such page."""
    consent = state()
    programme = consent.programme(slug or consent.hooks.restaurant())
    if slug is None and not (programme and _is_of(purpose, token, programme.restaurant.id)):
        programme = _sender(purpose, token)
    if programme is None:
        abort(404)
    try:
        found = message_centre.find(consent, programme, purpose, token)
    except BadToken:
        abort(404)
    return (programme, found) if found else abort(404)


def _sender(purpose: str, token: str) -> Programme | None:
    """The restaurant whose signature the link bears. Where a restaurant was the only one its links do not name it, and
    they lead out for ever, whoever came beside it since."""
    consent = state()
    with consent.database.read() as connection:
        known = offers.slugs(connection)
    slug = next((each for restaurant_id, each in known if _is_of(purpose, token, restaurant_id)), None)
    return consent.programme(slug) if slug else None


def _is_of(purpose: str, token: str, restaurant_id: UUID) -> bool:
    try:
        Links(state().seals, purpose).read(restaurant_id, token)
    except BadToken:
        return False
    return True


def _again(purpose: str, token: str, slug: str | None) -> Sent:
    """The message after somebody left by it."""
    return _find(purpose, token, slug)[1]


def _here(token: str, slug: str | None) -> str:
    names = {"token": token} | ({"slug": slug} if slug else {})
    return url_for(request.endpoint or "", **names)  # type: ignore[arg-type]


def _value(programme: Programme, found: Sent, here: str, error: str = "") -> SentMessage:
    home = programme.restaurant.site or home_url(state(), request)
    return message_centre.about(state(), programme, found, here, home, datetime.now(UTC), error)


def _part(programme: Programme, found: Sent, here: str) -> str:
    return rendering.partial("message", _value(programme, found, here), state().look(programme))


def _show(programme: Programme, found: Sent, here: str, error: str = "", status: int = 200) -> Response:
    value, look = _value(programme, found, here, error), state().look(programme)
    if wants_partial(request):
        return _private(reply(rendering.partial("message", value, look), status))
    name = programme.restaurant.name
    frame = replace(
        rendering.bare_frame(value.text, value.text("title.banner", heading=value.heading, name=name), value.home_url),
        restaurant=name,
        scripts=rendering.scripts(),
        theme_stylesheet=rendering.theme_url(look),
    )
    return _private(reply(rendering.page("message", value, frame, look), status))


def _private(response: Response) -> Response:
    """No search engine lists what stands behind somebody's link. (No other site learns its address either: every page
    of ours has a Referrer-Policy.)"""
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
