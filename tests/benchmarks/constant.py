"""The constant page of the back office, which others are measured against.

It is the page that restaurants opened on before it told how things stand: whoever asks is looked up with session, role
and restaurant, then layout, navigation and the same links are drawn. It reads nothing else, and does not change when
pages of the product do, so that what is divided by it can be compared over time.
"""

from __future__ import annotations

from functools import lru_cache

from flask import Response, current_app
from flask_wtf.csrf import generate_csrf
from jinja2 import Environment, Template

from consent_ui.rules.roles import Role
from consent_ui.staff.desk import Desk, desk

WITH_LINKS, PLAIN = "/benchmark/links", "/benchmark"

PAGE = """{% extends "staff/layout.html" %}
{% block title %}{{ text("staff.restaurant.heading") }}{% endblock %}
{% block content %}
<h1>{{ text("staff.restaurant.hello", name=at.member.name) }}</h1>
<p class="lead">{{ text("staff.restaurant.role", role=text("staff.role." ~ at.role)) }}</p>
{% if restaurant %}
<ul class="doors">
{% for endpoint, name, current in restaurant %}
<li><a href="{{ at.url(endpoint) }}">{{ name }}</a></li>
{% endfor %}
</ul>
{% else %}
<p>{{ text("staff.audit.empty") }}</p>
{% endif %}
{% endblock %}
"""


@lru_cache(4)
def _page(environment: Environment) -> Template:
    return environment.from_string(PAGE)


def _drawn(at: Desk, links: list[tuple[str, str, bool]]) -> Response:
    values = {"restaurant": links, "at": at, "text": at.text, "csrf_token": generate_csrf}
    return Response(_page(current_app.jinja_env).render(values))


@desk(WITH_LINKS, role=Role.VIEWER)
def benchmark_links(at: Desk) -> Response:
    """The page with a link to each page one may open."""
    return _drawn(at, at.nav())


@desk(PLAIN, role=Role.VIEWER)
def benchmark_page(at: Desk) -> Response:
    """The page with one sentence."""
    return _drawn(at, [])
