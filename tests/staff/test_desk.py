"""Every address of the back office is declared, and lets in exactly whom it is declared for."""

from __future__ import annotations

from uuid import uuid4

import pytest
from flask import Flask

from consent_ui import publishing
from consent_ui.rules.roles import Role, may
from consent_ui.staff.routes import ROUTES, Route, Who
from consent_ui.views.staff import EXTENSION
from tests.samples import NOW, sample_restaurant
from tests.staff.office import PREFIX, BackOffice, Colleague

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
PEOPLE = ("nobody", "stranger", *Role)
routes = pytest.mark.parametrize("route", ROUTES.values(), ids=ROUTES)


def inner(back_office: BackOffice) -> Flask:
    back_office.nobody().get(f"{PREFIX}/sign-in")
    app: Flask = back_office.place.app.extensions[EXTENSION]
    return app


def test_nothing_is_mounted_that_is_not_declared(back_office: BackOffice) -> None:
    rules = {rule.endpoint: rule for rule in inner(back_office).url_map.iter_rules()}
    assert set(rules) == set(ROUTES)
    for endpoint, rule in rules.items():
        assert rule.methods == set(ROUTES[endpoint].methods), endpoint
        assert (ROUTES[endpoint].role is None) is (not rule.rule.startswith("/<slug>/")), endpoint


def test_an_address_that_was_smuggled_in_does_not_exist(back_office: BackOffice) -> None:
    app = inner(back_office)
    app._got_first_request = False
    app.add_url_rule("/<slug>/smuggled", "smuggled", lambda slug: "open")
    assert back_office.colleague(Role.OWNER).get("/smuggled").status_code == 404


def path_of(route: Route) -> str:
    """An address of this route, with ids of nothing."""
    path = route.rule.replace("<slug>", "cafe-nord")
    for kind in ("uuid:", "int:", "path:", ""):
        while f"<{kind}" in path:
            start = path.index(f"<{kind}")
            end = path.index(">", start)
            path = path[:start] + {"uuid:": str(uuid4()), "int:": "7"}.get(kind, "nothing") + path[end + 1 :]
    return PREFIX + path


@routes
@pytest.mark.parametrize("person", PEOPLE)
def test_a_route_lets_in_whom_it_is_for(route: Route, person: str, back_office: BackOffice) -> None:
    colleague = somebody(back_office, person)
    for method in METHODS:
        response = colleague.client.open(path_of(route), method=method)
        allowed = expected(route, method, person)
        if allowed is None:
            assert response.status_code not in (401, 403, 405), (method, response.status_code)
            assert response.status_code < 500
            assert route.who is Who.ANYBODY or "/sign-in" not in response.headers.get("Location", "")
        elif response.status_code != 308:  # to a restaurant of that name, where it is refused again
            assert response.status_code == allowed, (method, response.status_code)
            if allowed == 303:
                assert response.headers["Location"].startswith(f"{PREFIX}/sign-in")


def somebody(back_office: BackOffice, person: str) -> Colleague:
    if person == "nobody":
        return back_office.nobody()
    if person != "stranger":
        return back_office.colleague(Role(person))
    other = sample_restaurant(id=uuid4(), slug="elsewhere")
    publishing.publish_restaurant(back_office.place.consent.database, other, NOW)
    stranger = back_office.hire(None)
    back_office.give(stranger, Role.OWNER, other.id)
    return back_office.signed_in(stranger)


def expected(route: Route, method: str, person: str) -> int | None:
    """The status of a refusal; None where this person may do this."""
    if method not in route.methods:
        return 405
    if route.who is Who.ANYBODY:
        return None
    if person == "nobody":
        return 303
    if route.role is None:
        return None
    if person == "stranger":
        return 404
    return None if may(Role(person), route.role) else 403
