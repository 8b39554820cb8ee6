"""Members of the back office and their roles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from consent_ui.rules.roles import Role
from consent_ui.store import tables
from consent_ui.store.inserting import insert_into
from consent_ui.store.staff_tables import member, member_role


@dataclass(frozen=True, slots=True)
class Member:
    """A person of the back office, as kept here. `roles` by restaurant's slug; `recovery` are SHA-256 hashes."""

    id: UUID
    email: str
    name: str
    password: str | None
    uniquifier: str
    totp: str | None
    totp_counter: int | None
    recovery: tuple[str, ...]
    language: str | None
    setup_until: datetime | None
    created_at: datetime
    roles: Mapping[str, Role] = field(default_factory=dict)


def find_member(
    connection: Connection,
    *,
    id: UUID | None = None,
    email: str | None = None,
    uniquifier: str | None = None,
    setup: str | None = None,
) -> Member | None:
    """The member with this id, e-mail (any case), uniquifier or hash of a set-up token, with all roles."""
    wanted: dict[str, ColumnElement[bool]] = {}
    if id is not None:
        wanted["id"] = member.c.id == id
    if email is not None:
        wanted["email"] = member.c.email == email.strip().lower()
    if uniquifier is not None:
        wanted["uniquifier"] = member.c.uniquifier == uniquifier
    if setup is not None:
        wanted["setup"] = member.c.setup == setup
    if len(wanted) != 1:
        raise ValueError("name a member in exactly one way")
    row = connection.execute(select(member).where(*wanted.values())).one_or_none()
    return None if row is None else _member(row, roles_of(connection, row.id))


def _member(row: Any, roles: Mapping[str, Role]) -> Member:
    return Member(
        row.id, row.email, row.name, row.password, row.uniquifier, row.totp, row.totp_counter,
        tuple(row.recovery), row.language, row.setup_until, row.created_at, roles,
    )  # fmt: skip


def roles_of(connection: Connection, member_id: UUID) -> dict[str, Role]:
    """A member's role at each restaurant, by slug."""
    joined = member_role.join(tables.restaurant, member_role.c.restaurant_id == tables.restaurant.c.restaurant_id)
    statement = select(tables.restaurant.c.slug, member_role.c.role).select_from(joined)
    found = connection.execute(statement.where(member_role.c.member_id == member_id)).all()
    return {row.slug: Role(row.role) for row in sorted(found)}


def members_of(connection: Connection, restaurant_id: UUID, *, lock: bool = False) -> list[tuple[Member, Role]]:
    """A restaurant's members by name, with their role there; the roles locked for the rest of the transaction if
    somebody is to be changed."""
    joined = member_role.join(member, member_role.c.member_id == member.c.id)
    statement = select(member, member_role.c.role).select_from(joined)
    statement = statement.where(member_role.c.restaurant_id == restaurant_id).order_by(member.c.name, member.c.id)
    if lock:
        statement = statement.with_for_update()
    return [(_member(row, {}), Role(row.role)) for row in connection.execute(statement)]


def add_member(connection: Connection, new: Member) -> None:
    """Keep a new member, without roles. Raises IntegrityError when the e-mail is known."""
    connection.execute(
        insert(member).values(
            id=new.id,
            email=new.email.strip().lower(),
            name=new.name,
            password=new.password,
            uniquifier=new.uniquifier,
            totp=new.totp,
            totp_counter=new.totp_counter,
            recovery=list(new.recovery),
            language=new.language,
            setup_until=new.setup_until,
            created_at=new.created_at,
        )
    )


def change_member(connection: Connection, member_id: UUID, **values: Any) -> None:
    """Change columns of a member: name, password, uniquifier, totp, totp_counter, recovery, language, setup,
    setup_until."""
    connection.execute(update(member).where(member.c.id == member_id).values(**values))


def set_role(connection: Connection, restaurant_id: UUID, member_id: UUID, role: Role | None) -> None:
    """Give a member this role at a restaurant; None takes it away."""
    if role is None:
        connection.execute(
            delete(member_role).where(
                member_role.c.restaurant_id == restaurant_id, member_role.c.member_id == member_id
            )
        )
        return
    connection.execute(
        insert_into(connection, member_role)
        .values(restaurant_id=restaurant_id, member_id=member_id, role=str(role))
        .on_conflict_do_update(index_elements=["restaurant_id", "member_id"], set_={"role": str(role)})
    )


def take_code(connection: Connection, member_id: UUID, counter: int) -> bool:
    """Note that the code of this moment was used; False when it, or a later one, was used before."""
    unused = member.c.totp_counter.is_(None) | (member.c.totp_counter < counter)
    taken = connection.execute(
        update(member).where(member.c.id == member_id, unused).values(totp_counter=counter).returning(member.c.id)
    )
    return taken.one_or_none() is not None


def take_recovery_code(connection: Connection, member_id: UUID, hashed: str) -> bool:
    """Use a recovery code up; False when there is none such."""
    statement = select(member.c.recovery).where(member.c.id == member_id).with_for_update()
    left: list[str] = list(connection.execute(statement).scalar() or ())
    if hashed not in left:
        return False
    left.remove(hashed)
    change_member(connection, member_id, recovery=left)
    return True
