"""What the browser keeps: one cookie, written only after an answer."""

from __future__ import annotations

from datetime import timedelta
from functools import lru_cache
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from flask import Response, request
from werkzeug.http import dump_cookie

from consent_ui.device_cookie import cookie_name
from consent_ui.rules.device import DeviceAnswer
from consent_ui.situation import Situation

CONFIRMED = "consent"
SAVED = "saved"
UNCHANGED = "unchanged"


def write(response: Response, situation: Situation, answer: DeviceAnswer) -> None:
    """Set the cookie: signed, unreadable for scripts, first-party, at most CONSENT_COOKIE_DAYS from the answer's
    day (CV-16, RT-11)."""
    left = timedelta(days=situation.consent.settings.cookie_days) - (situation.now.date() - answer.on)
    value = situation.consent.seals.device_value(situation.restaurant.id, answer, situation.beside)
    name = cookie_name(situation.request)
    response.headers.add("Set-Cookie", _cookie(name, value, max(0, left.days), name.startswith("__Host-")))


@lru_cache(1000)
def _cookie(name: str, value: str, days: int, secure: bool) -> str:
    """The cookie's line: the same for all who gave the same answer on the same day."""
    return dump_cookie(
        name, value, max_age=timedelta(days=days), secure=secure, httponly=True, samesite="Lax", sync_expires=False
    )


def confirmed(address: str, part: str, outcome: str = SAVED) -> str:
    """The page to go back to, asking it to show the confirmation where the question stood. The address points at the
    heading of `part`, so that without scripts the focus arrives there too."""
    parts = urlsplit(address)
    return urlunsplit(("", "", parts.path, _with(parts.query, CONFIRMED, outcome), f"{part}-title"))


def confirming() -> str:
    """The outcome that this page was asked to confirm, empty for none."""
    outcome = request.args.get(CONFIRMED)
    return outcome if outcome in (SAVED, UNCHANGED) else ""


def _with(query: str, name: str, value: str) -> str:
    kept = [(key, old) for key, old in parse_qsl(query, keep_blank_values=True) if key != name]
    return urlencode([*kept, (name, value)])
