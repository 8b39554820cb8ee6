"""How long a session of the back office lasts."""

from __future__ import annotations

from datetime import datetime, timedelta

IDLE = timedelta(minutes=30)
"""After so long without a request a session is over: a phone is left lying on the counter."""

LONGEST = timedelta(hours=12)
"""After so long it is over in any case: a long shift."""

FRESH = timedelta(minutes=10)
"""For so long after a sign-in, dangerous acts are not asked for another."""

NOTE_EVERY = timedelta(minutes=1)
"""A request is noted in the session once in so long, so that reading a page writes nothing mostly."""

REMEMBERED = timedelta(hours=24)
"""So long a session that is over is still known, in which a form sent too late is not lost but kept for its sender."""

KEPT = timedelta(hours=1)
"""So long a form that was sent too late waits for its sender to sign in."""


def is_over(began_at: datetime, seen_at: datetime, now: datetime) -> bool:
    """Whether a session has ended by itself (ASVS 5.0, 7.3.1 and 7.3.2)."""
    return now - seen_at >= IDLE or now - began_at >= LONGEST


def is_fresh(signed_in_at: datetime, now: datetime) -> bool:
    """Whether a sign-in is recent enough for a dangerous act; one that lies ahead is not (ASVS 5.0, 7.5.1)."""
    return timedelta(0) <= now - signed_in_at < FRESH


def to_be_noted(seen_at: datetime, now: datetime) -> bool:
    """Whether this request is worth noting."""
    return now - seen_at >= NOTE_EVERY
