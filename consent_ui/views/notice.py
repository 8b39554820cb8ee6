"""The full notice, and each notice as it was shown."""

from __future__ import annotations

from flask import Response, abort

from consent_ui import presenting, rendering
from consent_ui.htmx import reply
from consent_ui.situation import this_situation
from consent_ui.state import state
from consent_ui.texts import texts
from consent_ui.views.showing import part_or_page


def show() -> Response:
    """The full notice in the page's language (IN-02); never behind a question (IN-03)."""
    situation = this_situation()
    found = situation.generic_notice()
    if found is None:
        abort(404)
    value = presenting.full_notice(situation.text, found[1])
    return reply(rendering.page("notice", value, rendering.frame(situation, value.heading), situation.look))


def words(fingerprint: str) -> Response:
    """The exact words once shown, first layer and full notice, for ever under their fingerprint (PR-02), in the
    language they were shown in (LN-01)."""
    situation = this_situation()
    if len(fingerprint) != 64 or not fingerprint.isalnum() or not fingerprint.isascii():
        abort(404)
    notice = state().notice(situation.restaurant.id, fingerprint)
    if notice is None:
        abort(404)
    value = presenting.full_notice(texts(notice.language), notice, fingerprint)
    return part_or_page(situation, "notice", value, situation.text("fullnotice.as_shown"))
