"""Where a request stands: its language, its links, the pages it answers with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from flask import Response, current_app, request, session, url_for
from flask_wtf.csrf import generate_csrf
from jinja2 import TemplateNotFound

from consent_ui.assets import version
from consent_ui.htmx import wants_partial
from consent_ui.languages import best_language
from consent_ui.rules.notices import Restaurant
from consent_ui.rules.roles import StaffMember, may
from consent_ui.staff import keeping
from consent_ui.staff.routes import ROUTES
from consent_ui.state import Consent, state
from consent_ui.texts import Texts, languages, texts

STATIC = "consent_ui.staff.static"
"""Where in the environment the outer application says under which address static files are."""

NAV = ("dashboard", "campaigns", "customers", "runs", "replies", "sending", "members", "audit")
"""Endpoints in the order of the navigation; each has its name under `staff.nav.<endpoint>`."""


@dataclass(frozen=True)
class Place:
    """One request to the back office. `member` is None before the sign-in, `restaurant` before one is chosen; `now`
    is aware UTC."""

    consent: Consent
    member: StaffMember | None
    text: Texts
    now: datetime
    restaurant: Restaurant | None

    def url(self, endpoint: str, **values: Any) -> str:
        """The address of an endpoint: of this restaurant if it is a restaurant's."""
        route = ROUTES[endpoint]
        if route.role is not None and self.restaurant is not None:
            values.setdefault("slug", self.restaurant.slug)
        chosen = request.args.get("lang")
        if chosen in languages():
            values.setdefault("lang", chosen)
        return url_for(endpoint, **values)

    def static(self, filename: str) -> str:
        """The address of a static file, named by its content."""
        return f"{request.environ[STATIC]}{filename}?v={version(filename)}"

    def page(self, template: str, value: Any = None, status: int = 200) -> Response:
        """The page `staff/<template>.html`, which gets `value` under the template's own name. htmx gets the part
        `staff/_<template>.html` alone where there is one."""
        values = {template.rsplit("/", 1)[-1]: value, "at": self, "text": self.text, "csrf_token": generate_csrf}
        environment = current_app.jinja_env
        if wants_partial(request):
            try:
                return Response(environment.get_template(f"staff/_{template}.html").render(values), status)
            except TemplateNotFound as error:
                if error.name != f"staff/_{template}.html":
                    raise
        return Response(environment.get_template(f"staff/{template}.html").render(values), status)

    def asked(self, name: str) -> UUID | None:
        """The record that the address asks to read on from; None for none, and for what names no record."""
        try:
            return UUID(request.args[name]) if name in request.args else None
        except ValueError:
            return None

    def redirect(self, endpoint: str, **values: Any) -> Response:
        """On to another page, after a form (303)."""
        return self.go(self.url(endpoint, **values))

    def go(self, address: str) -> Response:
        """On to this address of our own (303)."""
        response = Response(status=303)
        response.location = address
        return response

    def told(self, key: str, **values: str | int) -> None:
        """Show one message on the next page."""
        session["told"] = [*session.get("told", ()), [key, values]]

    def messages(self) -> list[str]:
        """What there is to tell, once."""
        return [self.text(key, **values) for key, values in session.pop("told", ())] if "told" in session else []

    def nav(self) -> list[tuple[str, str, bool]]:
        """Endpoint, name and whether it is the present one, of each page this member may open here."""
        role = self.member.roles.get(self.restaurant.slug) if self.member and self.restaurant else None
        found = []
        for endpoint in NAV:
            route = ROUTES.get(endpoint)
            if route is not None and route.role is not None and may(role, route.role):
                path = url_for(endpoint, slug=self.restaurant.slug if self.restaurant else "")
                here = f"{request.script_root}{request.path}/".startswith(f"{path}/")
                found.append((endpoint, self.text(f"staff.nav.{endpoint}"), here))
        return found

    def here(self) -> str:
        """The address of this page; of the first one where it cannot be asked for."""
        return keeping.way_back()

    def again(self) -> str:
        """Where a form of this page is sent: to this very address."""
        return keeping.this_address()

    def languages(self) -> list[tuple[str, str, bool]]:
        """Code, own name and whether it is the present one, of each language."""
        return [(each, texts(each)("language.name"), each == self.text.language) for each in languages()]


def build_place(
    member: StaffMember | None,
    kind: Callable[..., Place] = Place,
    restaurant: Restaurant | None = None,
) -> Any:
    """The place of this request."""
    text = texts(language_of(member, restaurant))
    return kind(consent=state(), member=member, text=text, now=datetime.now(UTC), restaurant=restaurant)


def language_of(member: StaffMember | None, restaurant: Restaurant | None) -> str:
    """The address decides, then what the member chose, then the browser, then the restaurant."""
    known = languages()
    for wanted in (request.args.get("lang"), session.get("language"), member.language if member else None):
        if wanted in known:
            return str(wanted)
    spoken = [each for each in (restaurant.languages if restaurant else ()) if each in known]
    return best_language(request.headers.get("Accept-Language", ""), tuple(dict.fromkeys([*spoken, *known])))
