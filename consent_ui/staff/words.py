"""The exact words somebody was shown, for staff."""

from __future__ import annotations

from flask import Response, abort

from consent_ui import pages, presenting
from consent_ui.rules.roles import Role
from consent_ui.staff.desk import Desk, desk
from consent_ui.texts import texts


@desk("/words/<fingerprint>", role=Role.VIEWER)
def words(at: Desk, fingerprint: str) -> Response:
    """A notice as it was shown, in the language it was shown in (PR-02, LN-01); 404 for another restaurant's."""
    if len(fingerprint) != 64 or not fingerprint.isascii() or not fingerprint.isalnum():
        abort(404)
    notice = at.consent.notice(at.restaurant.id, fingerprint)
    if notice is None:
        abort(404)
    value: pages.FullNotice = presenting.full_notice(texts(notice.language), notice, fingerprint)
    return at.page("words", value)
