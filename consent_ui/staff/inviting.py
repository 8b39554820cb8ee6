"""New members, invited by an owner."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import uuid4

from sqlalchemy import Connection

from consent_ui.rules.roles import Role, StaffMember
from consent_ui.staff.desk import Desk
from consent_ui.staff.setting_up import offer_setup
from consent_ui.store import members
from consent_ui.store.ids import uuid7
from consent_ui.store.members import Member


class KnownElsewhere(Exception):
    """Somebody with this e-mail has an account that is not this owner's to share."""


def owns_all_of(owner: StaffMember, roles: Mapping[str, Role]) -> bool:
    """Whether everything somebody may do is at restaurants of this owner."""
    return all(owner.roles.get(slug) is Role.OWNER for slug in roles)


def invite(at: Desk, email: str, name: str, role: Role, connection: Connection) -> str | None:
    """Add somebody to the team; returns the token of the set-up address for a new account, None for who has one.

    An account that is known elsewhere is not touched: whoever has set it up might be somebody else than this owner
    thinks, and a new set-up address would open other restaurants. Raises KnownElsewhere."""
    known = members.find_member(connection, email=email)
    if known is not None and not known.roles:  # left every team: the account begins anew, and nobody else's with it
        members.change_member(connection, known.id, name=name)
        members.set_role(connection, at.restaurant.id, known.id, role)
        at.audit("member.added", known.id, connection, name=name, role=str(role))
        return offer_setup(connection, known.id, at.now)
    if known is not None:
        if not owns_all_of(at.member, known.roles) or at.restaurant.slug in known.roles:
            raise KnownElsewhere
        members.set_role(connection, at.restaurant.id, known.id, role)
        at.audit("member.added", known.id, connection, name=known.name, role=str(role))
        return None
    new = new_member(email, name, at)
    members.add_member(connection, new)
    members.set_role(connection, at.restaurant.id, new.id, role)
    at.audit("member.added", new.id, connection, name=name, role=str(role))
    return offer_setup(connection, new.id, at.now)


def new_member(email: str, name: str, at: Desk) -> Member:
    """An account that nobody can sign in to yet."""
    return Member(
        uuid7(), email, name, password=None, uniquifier=uuid4().hex, totp=None, totp_counter=None, recovery=(),
        language=at.text.language, setup_until=None, created_at=at.now,
    )  # fmt: skip
