"""Reads the one cookie of ours: what this device answered, and what it keeps for other restaurants of the same host."""

from __future__ import annotations

from uuid import UUID

from flask import Request
from werkzeug.sansio.http import parse_cookie

from consent_ui.state import Consent, DeviceRead

LONGEST_KEPT = 2048
"""Characters of a cookie header that is worth remembering; a longer one is read afresh each time."""


def cookie_name(request: Request) -> str:
    """`__Host-consent` on HTTPS, so that no subdomain can plant one; `consent` on plain HTTP."""
    return "__Host-consent" if request.environ.get("wsgi.url_scheme") == "https" else "consent"


def read(consent: Consent, restaurant_id: UUID, request: Request) -> DeviceRead:
    """What this device answered, and what it keeps for other restaurants. A cookie that was checked once need not be
    checked again: its signature does not change, and its age is judged by the rules."""
    header = request.environ.get("HTTP_COOKIE")
    name = cookie_name(request)
    if not header or name not in header:
        return None, ()
    key = (restaurant_id.int, name, header)
    known = consent.devices.get(key)
    if known is not None:
        return known
    read = consent.seals.read_device(restaurant_id, parse_cookie(header).get(name))
    if len(header) <= LONGEST_KEPT:
        consent.remember_device(key, read)
    return read
