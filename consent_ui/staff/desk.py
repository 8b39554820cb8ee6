"""The desk: the one place where addresses of the back office are declared, and where each request is let in or not.

    @desk("/campaigns", role=Role.VIEWER)                      # GET /consent/staff/<slug>/campaigns
    def campaigns(at: Desk) -> Response: ...

Whoever has no role at a restaurant is told that there is nothing (404), whoever has too little of one that it is not
theirs to do (403). `front` declares what stands before any restaurant: signing in, one's own account.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from flask import Response, abort, request, url_for
from sqlalchemy import Connection

from consent_ui.rules.notices import Restaurant
from consent_ui.rules.roles import Role, StaffMember, may
from consent_ui.staff import entrance, keeping
from consent_ui.staff.place import Place, build_place
from consent_ui.staff.routes import Route, Who, declare, methods_of
from consent_ui.state import state
from consent_ui.store import audit, offers

View = Callable[..., Response]


@dataclass(frozen=True)
class Desk(Place):
    """One request to one restaurant's back office, by somebody who may make it."""

    restaurant: Restaurant
    member: StaffMember
    role: Role

    def may(self, needed: Role | str) -> bool:
        """Whether this member may do what needs that role, so that a page shows no door that is closed."""
        return may(self.role, Role(needed))

    def audit(
        self, act: str, subject: UUID | str | None = None, connection: Connection | None = None, **details: Any
    ) -> None:
        """Write to the audit log; on `connection` where it must be in the same transaction. Raises NotSaved."""
        entry: dict[str, Any] = {
            "at": self.now, "member_id": self.member.id, "member_name": self.member.name, "act": act,
            "subject": subject, "details": details,
        }  # fmt: skip
        if connection is not None:
            audit.record(connection, self.restaurant.id, **entry)
        else:
            audit.append(self.consent.database, audit.line(self.restaurant.id, **entry))


def desk(rule: str, *, role: Role, methods: Sequence[str] = ("GET",), fresh: bool = False) -> Callable[[View], View]:
    """Declare an address of every restaurant's back office for members with this role or more; `fresh` asks for a
    recent sign-in."""

    def declared(view: View) -> View:
        declare(Route(view.__name__, f"/<slug>{rule}", view, methods_of(methods), role=role, fresh=fresh))
        return view

    return declared


def front(
    rule: str, *, who: Who = Who.MEMBER, methods: Sequence[str] = ("GET",), fresh: bool = False
) -> Callable[[View], View]:
    """Declare an address before any restaurant: its view receives a Place."""

    def declared(view: View) -> View:
        declare(Route(view.__name__, rule, view, methods_of(methods), who=who, fresh=fresh))
        return view

    return declared


def answer(route: Route, slug: str | None = None, **values: Any) -> Response:
    """Let the request in, or not. Nothing about it is looked at before it is known who asks."""
    entrance.check_session()
    member = entrance.signed_in()
    if route.who is Who.ANYBODY:
        entrance.check_token()
        response: Response = route.view(build_place(member), **values)
        return response
    if member is None:
        return entrance.send_to_sign_in()
    if route.role is not None and entrance.lacks_second_factor(member):
        return keeping.to(url_for("new_second_factor"), "staff.second_factor.needed")
    if route.role is None or slug is None:
        entrance.check_token()
        return entrance.unless_stale(route, member) or _sent(route.view, build_place(member), values)
    role = member.roles.get(slug)
    if role is None:
        abort(404)
    if not may(role, route.role):
        abort(403)
    entrance.check_token()
    with state().database.read() as connection:
        restaurant = offers.find_restaurant(connection, slug)
    if restaurant is None:
        abort(404)
    stale = entrance.unless_stale(route, member)
    if stale is not None:
        return stale
    return _sent(route.view, build_place(member, partial(Desk, role=role), restaurant), values)


def _sent(view: View, place: Place, values: dict[str, Any]) -> Response:
    """What the view answers. A form that was kept for later has now been sent, or another in its place."""
    if not is_safe():
        keeping.let_go()
    return view(place, **values)


def is_safe() -> bool:
    """Whether this request only asks to be shown something."""
    return request.method in ("GET", "HEAD")
