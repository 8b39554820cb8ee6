"""Flask-Security-Too inside the back office: it hashes passwords, checks codes, signs in and out.

None of its own pages is mounted: ours stand in front of what it does, so that every address is declared at our desk,
nothing is said about which accounts there are, and failed attempts are slowed down.
"""

from __future__ import annotations

import hmac
from functools import partial
from typing import Any
from uuid import UUID

from flask import Flask
from flask_security.core import RoleMixin, Security, UserMixin
from flask_security.datastore import UserDatastore
from sqlalchemy import Connection

from consent_ui.rules.sessions import FRESH
from consent_ui.seals import NoKey
from consent_ui.state import Consent, state
from consent_ui.store import members
from consent_ui.store.members import Member


class Person(UserMixin):
    """A member the way Flask-Security wants to see one."""

    fs_uniquifier = ""

    def __init__(self, member: Member) -> None:
        self.member = member
        self.id: UUID = member.id  # type: ignore[assignment]
        self.email = member.email
        self.password = member.password
        self.fs_uniquifier = member.uniquifier
        self.active = True
        self.roles: list[RoleMixin] = []  # roles belong to restaurants: the desk looks at them

    def calc_username(self) -> str:
        """What an authenticator app shows beside our name."""
        return self.email


class NoRole(RoleMixin):
    """Flask-Security's own roles are not used."""


class Members(UserDatastore):
    """Hands members to Flask-Security."""

    def __init__(self) -> None:
        super().__init__(Person, NoRole)

    def find_user(self, case_insensitive: bool = False, **wanted: Any) -> Person | None:
        """The member with this fs_uniquifier, email or id."""
        if "fs_uniquifier" in wanted:
            wanted["uniquifier"] = wanted.pop("fs_uniquifier")
        with state().database.read() as connection:
            found = members.find_member(connection, **wanted)
        return Person(found) if found else None

    def find_role(self, role: str) -> None:
        """There are none."""

    def put(self, model: Person) -> Person:
        """Store a password that was hashed anew, as better costs come in."""
        state().database.write(partial(_store_password, model.id, model.password))
        return model

    def commit(self) -> None:
        """Everything is stored at once."""


def _store_password(member_id: UUID, password: str | None, connection: Connection) -> None:
    members.change_member(connection, member_id, password=password)


def guard(inner: Flask, consent: Consent) -> None:
    """Set Flask-Security up in the back office, without a single page of its own."""
    inner.config.update(
        SECRET_KEY=derived(consent, "session"),
        SECURITY_PASSWORD_HASH="argon2",  # noqa: S106 (the name of a method)
        SECURITY_PASSWORD_SCHEMES=["argon2"],
        SECURITY_DEPRECATED_PASSWORD_SCHEMES=[],
        SECURITY_PASSWORD_SINGLE_HASH=True,
        # OWASP Password Storage Cheat Sheet: 46 MiB, one pass, one lane
        SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS={
            "argon2__memory_cost": 47104, "argon2__rounds": 1, "argon2__parallelism": 1,
        },
        SECURITY_PASSWORD_SALT="unused",  # noqa: S106 (a single hash has a salt of its own)
        SECURITY_ANONYMOUS_USER_DISABLED=False,
        SECURITY_DEFAULT_REMEMBER_ME=False,
        SECURITY_FRESHNESS=FRESH,
        SECURITY_CLI_USERS_NAME=None,
        SECURITY_CLI_ROLES_NAME=None,
        REMEMBER_COOKIE_NAME="consent_staff_unused",
    )  # fmt: skip
    security = Security(inner, Members(), register_blueprint=False)
    # A session alone signs anybody in: no token in a header or an address, and a phone may change its network.
    security.login_manager._request_callback = None
    security.login_manager.session_protection = None


def derived(consent: Consent, purpose: str) -> str:
    """A key of the back office's own: nothing that the host signs, such as a remember cookie, means anything here."""
    return derived_keys(consent, purpose)[-1]


def derived_keys(consent: Consent, purpose: str) -> list[str]:
    """The same of every key that was ever in use, the present one last. Raises NoKey."""
    if not consent.app.config.get("SECRET_KEY"):
        raise NoKey("SECRET_KEY must be set: the back office keeps secrets with it")
    keys = [*(consent.app.config.get("SECRET_KEY_FALLBACKS") or ()), consent.app.config["SECRET_KEY"]]
    plain = [key.encode() if isinstance(key, str) else key for key in keys]
    return [hmac.digest(key, f"consent-ui staff {purpose}".encode(), "sha256").hex() for key in plain]
