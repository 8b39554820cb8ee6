"""What the browser keeps: one cookie, written only after an answer."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from flask import Response, request

from consent_ui.rules.asking import DeviceAnswer
from consent_ui.situation import Situation, cookie_name

CONFIRMED = "consent"
SAVED = "saved"


def write(response: Response, situation: Situation, answer: DeviceAnswer) -> None:
    """Set the cookie: signed, unreadable for scripts, first-party, at most CONSENT_COOKIE_DAYS from the answer's
    day (CV-16, RT-11)."""
    days = situation.consent.settings.cookie_days
    today = situation.now.date()
    left = timedelta(days=days) - (today - answer.on)
    response.set_cookie(
        cookie_name(request),
        situation.consent.seals.device_value(situation.restaurant.id, answer),
        max_age=max(0, int(left.total_seconds())),
        secure=request.is_secure,
        httponly=True,
        samesite="Lax",
        path="/",
    )


def confirmed(address: str, part: str) -> str:
    """The page to go back to, asking it to show the confirmation where the question stood. The address points at the
    heading of `part`, so that without scripts the focus arrives there too."""
    parts = urlsplit(address)
    return urlunsplit(("", "", parts.path, _with(parts.query, CONFIRMED, SAVED), f"{part}-title"))


def is_confirming() -> bool:
    """Whether this page was asked to show the confirmation."""
    return request.args.get(CONFIRMED) == SAVED


def _with(query: str, name: str, value: str) -> str:
    kept = [(key, old) for key, old in parse_qsl(query, keep_blank_values=True) if key != name]
    return urlencode([*kept, (name, value)])
