"""Plain pages about what went wrong: clear words, the right status, nothing claimed."""

from __future__ import annotations

import logging
from collections.abc import Callable

from flask import Request, Response, request
from werkzeug.exceptions import HTTPException

from consent_ui import presenting, rendering
from consent_ui.htmx import after_post, reply, wants_partial
from consent_ui.languages import best_language
from consent_ui.situation import UnknownRestaurant, home_url, this_situation
from consent_ui.state import state
from consent_ui.store.database import NotRead
from consent_ui.texts import Texts, languages, texts
from consent_ui.themes import PLAIN

log = logging.getLogger(__name__)

NAMES = {403: "cross_site", 404: "not_found", 405: "method", 413: "too_large", 503: "not_saved"}


def from_http(error: HTTPException) -> Response:
    """An HTTP error as a page in the visitor's language; redirects pass through."""
    status = error.code or 500
    if status < 400:
        return Response(error.get_response(request.environ))  # type: ignore[arg-type]
    response = show(NAMES.get(status, "unavailable" if status >= 500 else "bad_request"), status)
    for name, value in error.get_headers(request.environ):
        if name == "Allow":
            response.headers[name] = value
    return response


def unknown_restaurant(_: UnknownRestaurant) -> Response:
    """404: the host named a restaurant nobody published."""
    return show("restaurant", 404)


def saved(request: Request, partial: Callable[[], str], address: Callable[[], str]) -> Response:
    """The answer to a POST whose record is durable. A read that fails from now on changes nothing about that, so the
    part that htmx gets then says no more than that it was saved."""
    try:
        return after_post(request, partial, address)
    except NotRead:
        situation = this_situation()
        preferences = presenting.address(situation, "preferences")
        home = home_url(state(), request)
        problem = presenting.problem(situation.text, "saved", preferences, home)
        return reply(rendering.partial("problem", problem, situation.look))


def not_saved(_: Exception) -> Response:
    """503: the database did not take it."""
    return show("not_saved", 503)


def not_read(_: Exception) -> Response:
    """503: the database does not answer."""
    return show("not_saved" if request.method == "POST" else "unavailable", 503)


def no_key(error: Exception) -> Response:
    """503: the application is not set up yet; the log says what is missing."""
    log.error("%s", error)
    text, home = best_texts(), home_url(state(), request)
    value = presenting.problem(text, "unavailable", "", home)
    return reply(rendering.page("problem", value, rendering.bare_frame(text, value.heading, home)), 503)


def show(name: str, status: int) -> Response:
    """The page of one problem; htmx gets the partial."""
    home = home_url(state(), request)
    try:
        situation = this_situation()
    except (UnknownRestaurant, NotRead):
        text = best_texts()
        value = presenting.problem(text, name, "", home)
        frame, look = rendering.bare_frame(text, value.heading, home), PLAIN
    else:
        preferences = presenting.address(situation, "preferences")
        value = presenting.problem(situation.text, name, preferences, home)
        frame, look = rendering.frame(situation, value.heading), situation.look
    if wants_partial(request):
        return reply(rendering.partial("problem", value, look), status)
    return reply(rendering.page("problem", value, frame, look), status)


def best_texts() -> Texts:
    """The visitor's language where no restaurant says which it speaks."""
    return texts(best_language(request.headers.get("Accept-Language", ""), languages()))
