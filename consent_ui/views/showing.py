"""One address serves both: the part alone when htmx asks for it, else the whole page around it."""

from __future__ import annotations

from typing import Any

from flask import Response

from consent_ui import rendering
from consent_ui.htmx import reply, wants_partial
from consent_ui.situation import Situation


def part_or_page(situation: Situation, part: str, value: Any, title: str, status: int = 200) -> Response:
    """The part with its value, of which the page is called `title`."""
    if wants_partial(situation.request):
        html: str = rendering.partial(part, value, situation.look)
    else:
        html = rendering.page(part, value, rendering.frame(situation, title), situation.look)
    return reply(html, status)
