"""The list of every address of the back office. What does not stand in it does not exist."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from consent_ui.rules.roles import Role


class Who(StrEnum):
    """Whom an address outside of any restaurant is for."""

    ANYBODY = "anybody"
    MEMBER = "member"


@dataclass(frozen=True, slots=True)
class Route:
    """One address: who may use it (`role` inside a restaurant, `who` outside), how, and whether the sign-in must be
    recent."""

    endpoint: str
    rule: str
    view: Callable[..., Any]
    methods: tuple[str, ...]
    role: Role | None = None
    who: Who | None = None
    fresh: bool = False


ROUTES: dict[str, Route] = {}
"""Every declared address, by endpoint."""


def declare(route: Route) -> None:
    """Put an address on the list. Raises ValueError when one of that name is there already, or nobody is named."""
    if route.endpoint in ROUTES:
        raise ValueError(f"two routes are called {route.endpoint}")
    if (route.role is None) == (route.who is None):
        raise ValueError(f"{route.endpoint}: say whom it is for")
    ROUTES[route.endpoint] = route


def methods_of(methods: Sequence[str]) -> tuple[str, ...]:
    """The methods a route answers: what is shown can be asked for without its body too."""
    return tuple(dict.fromkeys([*methods, *(["HEAD"] if "GET" in methods else [])]))
