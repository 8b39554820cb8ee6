"""The constant page of the back office, which others are measured against.

It is the page that restaurants opened on before it told how things stand: whoever asks is looked up with session, role
and restaurant, then layout, navigation and the same links are drawn. It reads nothing else, and does not change when
pages of the product do, so that what is divided by it can be compared over time.
"""

from __future__ import annotations

from flask import Response, current_app
from jinja2 import ChoiceLoader, DictLoader

from consent_ui.rules.roles import Role
from consent_ui.staff.desk import Desk, desk

WITH_LINKS, PLAIN = "/benchmark/links", "/benchmark"

PAGE = """{% extends "staff/layout.html" %}
{% block title %}{{ text("staff.restaurant.heading") }}{% endblock %}
{% block content %}
<h1>{{ text("staff.restaurant.hello", name=at.member.name) }}</h1>
<p class="lead">{{ text("staff.restaurant.role", role=text("staff.role." ~ at.role)) }}</p>
{% if constant %}
<ul class="doors">
{% for endpoint, name, current in constant %}
<li><a href="{{ at.url(endpoint) }}">{{ name }}</a></li>
{% endfor %}
</ul>
{% else %}
<p>{{ text("staff.audit.empty") }}</p>
{% endif %}
{% endblock %}
"""


def _drawn(at: Desk, links: list[tuple[str, str, bool]]) -> Response:
    """Drawn like any page: its template is found by name."""
    environment = current_app.jinja_env
    if not isinstance(environment.loader, ChoiceLoader):
        environment.loader = ChoiceLoader([environment.loader, DictLoader({"staff/constant.html": PAGE})])  # type: ignore[list-item]
    return at.page("constant", links)


@desk(WITH_LINKS, role=Role.VIEWER)
def benchmark_links(at: Desk) -> Response:
    """The page with a link to each page one may open."""
    return _drawn(at, at.nav())


@desk(PLAIN, role=Role.VIEWER)
def benchmark_page(at: Desk) -> Response:
    """The page with one sentence."""
    return _drawn(at, [])
