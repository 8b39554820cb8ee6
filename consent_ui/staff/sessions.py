"""The session of a request to the back office, behind the cookie `consent_staff`.

Before anybody signs in, nothing is kept: the cookie itself holds the little there is, signed. From the sign-in on it
holds a random name, and the session stands in our database, so that it can be seen and ended there.
"""

from __future__ import annotations

import hashlib
import logging
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, cast
from uuid import UUID

from flask import Flask, Request, Response, current_app, request, session
from flask_session.base import ServerSideSession, ServerSideSessionInterface
from itsdangerous import BadSignature, URLSafeTimedSerializer

from consent_ui.rules.sessions import IDLE, is_over, to_be_noted
from consent_ui.staff.devices import device_in_words
from consent_ui.state import Consent
from consent_ui.store import staff_sessions
from consent_ui.store.database import NotRead
from consent_ui.store.ids import uuid7
from consent_ui.store.staff_sessions import Kept

log = logging.getLogger(__name__)

COOKIE = "consent_staff"
OPEN = "open."
"""How a cookie begins that holds its session itself."""
OPEN_KEYS = frozenset({"csrf_token", "told", "language", "_permanent"})
"""What may stand in such a cookie; anything else is kept on the server."""
LARGEST_OPEN = 2000
"""Characters of such a cookie; more is kept on the server too."""


class StaffSession(ServerSideSession):  # type: ignore[misc]
    """What Flask hands out as `session`. `kept` is its row, if it has one; `over` a row that has ended by itself;
    `unread` says that the database did not answer."""

    kept: Kept | None = None
    over: Kept | None = None
    unread: bool = False


def key_of(sid: str) -> str:
    """The key a session is kept under."""
    return hashlib.sha256(sid.encode()).hexdigest()


class Sessions(ServerSideSessionInterface):  # type: ignore[misc]
    """Keeps sessions in our own table; nothing is ever unpickled."""

    session_class = StaffSession

    def __init__(self, app: Flask, consent: Consent) -> None:
        super().__init__(app, key_prefix="", use_signer=False, permanent=False)
        self._consent = consent

    def get_cookie_path(self, app: Flask) -> str:
        """The back office alone gets the cookie, wherever it is mounted."""
        return request.script_root or "/"

    def get_cookie_secure(self, app: Flask) -> bool:
        """On HTTPS the cookie never leaves it."""
        return request.is_secure

    def open_session(self, app: Flask, asked: Request) -> StaffSession:
        """The session that the cookie names or holds, or a new one."""
        value = asked.cookies.get(COOKIE, "")
        fresh = StaffSession(sid=self._generate_sid(self.sid_length))
        if value.startswith(OPEN):
            held = self._held(value)
            return StaffSession(held, sid=fresh.sid) if held else fresh
        if not value or len(value) > 200:
            return fresh
        try:
            with self._consent.database.read() as connection:
                kept = staff_sessions.find_session(connection, key_of(value))
        except NotRead:
            fresh.unread = True
            return fresh
        if kept is None:
            return fresh
        now = datetime.now(UTC)
        if is_over(kept.began_at, kept.seen_at, now):
            fresh.over = kept
            return fresh
        found = StaffSession(kept.data, sid=value)
        found.kept = kept
        found.modified = to_be_noted(kept.seen_at, now)
        return found

    def save_session(self, app: Flask, held: StaffSession, response: Response) -> None:
        """Store what changed, and set the cookie."""
        if not held and held.kept is None:
            if held.modified:
                response.delete_cookie(COOKIE, path=self.get_cookie_path(app))
            return
        if held.modified and held.kept is None and held.keys() <= OPEN_KEYS:
            value = OPEN + self._signer(app).dumps(dict(held))
            if len(value) <= LARGEST_OPEN:
                self._set_cookie(app, response, value)
                return
        super().save_session(app, held, response)

    def _set_cookie(self, app: Flask, response: Response, value: str) -> None:
        response.set_cookie(
            COOKIE, value, path=self.get_cookie_path(app), secure=self.get_cookie_secure(app), httponly=True,
            samesite="Lax",
        )  # fmt: skip
        response.vary.add("Cookie")

    def _signer(self, app: Flask) -> URLSafeTimedSerializer:
        return URLSafeTimedSerializer(app.config["SECRET_KEY"], salt="open session")

    def _held(self, value: str) -> dict[str, Any] | None:
        try:
            held: dict[str, Any] = self._signer(self.app).loads(value[len(OPEN) :], max_age=int(IDLE.total_seconds()))
        except BadSignature:
            return None
        return held

    def _retrieve_session_data(self, store_id: str) -> dict[str, Any] | None:
        raise NotImplementedError  # open_session reads it, for it looks at more than the data

    def _delete_session(self, store_id: str) -> None:
        self._consent.database.write(partial(_end, key_of(store_id)))

    def _upsert_session(self, session_lifetime: timedelta, session: StaffSession, store_id: str) -> None:
        now, key, data = datetime.now(UTC), key_of(store_id), dict(session)
        owner = UUID(data["member"]) if "member" in data else None
        old = session.kept
        if old is not None and old.key == key:
            kept = Kept(key, old.id, owner, data, old.device, old.began_at, now)
            self._consent.database.write(partial(_change, kept))
            return
        kept = Kept(key, uuid7(), owner, data, device_in_words(request.user_agent.string), now, now)
        self._consent.database.write(partial(_keep, kept))


def renew() -> None:
    """Let the session go on under a new name: what was known of it before is worth nothing from now on (ASVS 5.0,
    7.2.4)."""
    interface, here = cast(Sessions, current_app.session_interface), cast(StaffSession, session)
    if here.kept is not None:
        interface._delete_session(here.sid)
        here.kept = None
    here.sid = interface._generate_sid(interface.sid_length)
    here.modified = True


def _end(key: str, connection: Any) -> None:
    staff_sessions.end_session(connection, key)


def _change(kept: Kept, connection: Any) -> None:
    staff_sessions.change_session(connection, kept)  # one that was ended meanwhile stays ended


def _keep(kept: Kept, connection: Any) -> None:
    staff_sessions.keep_session(connection, kept)
