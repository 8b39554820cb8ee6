"""A site with a back office, and the people who work in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache, partial
from html.parser import HTMLParser
from typing import Any
from uuid import UUID, uuid4

from flask import Flask
from passlib.totp import TOTP
from sqlalchemy import Connection
from werkzeug.test import TestResponse

from consent_ui.rules.roles import Role
from consent_ui.staff import passwords
from consent_ui.staff.second_factor import Codes
from consent_ui.staff.sessions import COOKIE, key_of
from consent_ui.store import audit, members, staff_sessions
from consent_ui.store.ids import uuid7
from consent_ui.store.members import Member
from consent_ui.store.staff_sessions import Kept
from consent_ui.views.staff import EXTENSION
from tests.journeys.place import Place
from tests.quality_client import QualityClient
from tests.samples import sample_restaurant

PREFIX = "/consent/staff"
SLUG = "cafe-nord"
PASSWORD = "un parapluie sous le tram"
KEY = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def code_now() -> str:
    """What an authenticator app with KEY shows at this moment."""
    token: str = TOTP(KEY).generate().token
    return token


@cache
def hash_of_password() -> str:
    """PASSWORD as it is kept; made once, since it takes its time. Called inside a back office."""
    return passwords.hashed(PASSWORD)


def codes_of(office: BackOffice) -> Codes:
    """What checks codes there."""
    found: Codes = office.inner().extensions["consent_ui_codes"]
    return found


class _Tokens(HTMLParser):
    """Finds the token of the first form of a page."""

    token = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if found.get("name") == "csrf_token" and not self.token:
            self.token = found.get("value") or ""


def token_in(page: str) -> str:
    """The CSRF token that stands in a page."""
    parser = _Tokens()
    parser.feed(page)
    return parser.token


@dataclass
class Colleague:
    """Somebody's browser at the back office. Paths are below the sample restaurant's, as `/campaigns`, unless they
    begin with `/consent/`."""

    client: QualityClient
    member: Member | None = None
    slug: str = SLUG

    def path(self, path: str) -> str:
        """The whole path."""
        return path if path.startswith("/consent/") else f"{PREFIX}/{self.slug}{path}"

    def get(self, path: str = "/", **settings: Any) -> TestResponse:
        """Ask for a page."""
        return self.client.get(self.path(path), **settings)

    def post(self, path: str, data: Mapping[str, Any] | None = None, **settings: Any) -> TestResponse:
        """Send a form as it is, without a token."""
        return self.client.post(self.path(path), data=data or {}, **settings)

    def submit(
        self, path: str, data: Mapping[str, Any] | None = None, form: str | None = None, **settings: Any
    ) -> TestResponse:
        """Send a form with the token of the page `form`, by default of the page under the same path."""
        for each in (self.path(form or path), f"{PREFIX}/{self.slug}/"):
            token = token_in(self.client.get(each, follow_redirects=True).get_data(as_text=True))
            if token:
                break
        return self.client.post(self.path(path), data={**(data or {}), "csrf_token": token}, **settings)


@dataclass
class BackOffice:
    """The site, its restaurant, and how to become somebody there."""

    place: Place

    def nobody(self) -> Colleague:
        """A browser that was never here."""
        return Colleague(self.place.app.test_client(ours=("/consent/",)))  # type: ignore[arg-type]

    def hire(self, role: Role | None, *, name: str = "", **changes: Any) -> Member:
        """A new member with this role at the sample restaurant, or with none."""
        new = Member(
            id=uuid7(), email=f"{uuid4().hex[:8]}@nord.example", name=name or (role or "Stranger").title(),
            password=None, uniquifier=uuid4().hex, totp="kept elsewhere", totp_counter=None, recovery=(), language=None,
            setup_until=None, created_at=datetime.now(UTC),
        )  # fmt: skip
        new = replace(new, **changes)
        restaurant = sample_restaurant().id

        def job(connection: Connection) -> None:
            members.add_member(connection, new)
            if role is not None:
                members.set_role(connection, restaurant, new.id, role)

        self.place.consent.database.write(job)
        return new

    def give(self, member: Member, role: Role, restaurant_id: UUID) -> None:
        """Give a member a role at a restaurant."""
        self.place.consent.database.write(
            lambda connection: members.set_role(connection, restaurant_id, member.id, role)
        )

    def signed_in(self, member: Member) -> Colleague:
        """A browser in which this member has signed in just now."""
        colleague = self.nobody()
        colleague.member = member
        self.open_session(colleague, member)
        return colleague

    def open_session(self, colleague: Colleague, member: Member, **data: Any) -> str:
        """Put a complete sign-in of this member into a browser; returns what its cookie holds."""
        now, sid = datetime.now(UTC), uuid4().hex
        held = {
            "_user_id": member.uniquifier, "_fresh": True, "fs_cc": "set", "fs_paa": now.timestamp(),
            "identity.id": member.uniquifier, "member": str(member.id),
        }  # fmt: skip
        kept = Kept(key_of(sid), uuid7(), member.id, held | data, "Firefox, Linux", now, now)
        self.place.consent.database.write(partial(_keep, kept))
        colleague.client.set_cookie(COOKIE, sid, path=PREFIX)
        return sid

    def inner(self) -> Flask:
        """The back office's own application."""
        if EXTENSION not in self.place.app.extensions:
            self.nobody().get(f"{PREFIX}/sign-in")
        app: Flask = self.place.app.extensions[EXTENSION]
        return app

    def employ(self, role: Role | None, *, factor: bool = True, **changes: Any) -> Member:
        """A new member who can sign in with PASSWORD, and with the code of KEY unless `factor` is off."""
        with self.inner().app_context():
            password = hash_of_password()
            totp = codes_of(self).encrypt(KEY) if factor else None
        return self.hire(role, password=password, totp=totp, **changes)

    def sign_in(self, colleague: Colleague, email: str, password: str = PASSWORD, **settings: Any) -> TestResponse:
        """The first step."""
        path = f"{PREFIX}/sign-in"
        return colleague.submit(path, {"email": email, "password": password}, **settings)

    def say_code(self, colleague: Colleague, code: str | None = None) -> TestResponse:
        """The second step, with the code of this moment unless another is given."""
        return colleague.submit(f"{PREFIX}/code", {"code": code or code_now()})

    def colleague(self, role: Role) -> Colleague:
        """A new member with this role, signed in."""
        return self.signed_in(self.hire(role))

    def audited(self, restaurant_id: UUID | None = None) -> list[tuple[str, str | None]]:
        """Act and subject of each line of the audit log, oldest first."""
        with self.place.consent.database.read() as connection:
            found = audit.entries(connection, restaurant_id or sample_restaurant().id, limit=1000)
        return [(entry.act, entry.subject) for entry in reversed(found)]


def _keep(kept: Kept, connection: Connection) -> None:
    staff_sessions.keep_session(connection, kept)
