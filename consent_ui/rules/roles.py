"""Who of a restaurant's people may do what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class Role(StrEnum):
    """A role at one restaurant. Each may do what the one before it may: a viewer reads, a manager also changes
    campaigns and customers, an owner also says who else may come in."""

    VIEWER = "viewer"
    MANAGER = "manager"
    OWNER = "owner"


ORDER = tuple(Role)


def may(role: Role | None, needed: Role) -> bool:
    """Whether somebody with this role may do what needs `needed`; nobody without a role may do anything."""
    return role is not None and ORDER.index(role) >= ORDER.index(needed)


def needs_second_factor(roles: Mapping[str, Role]) -> bool:
    """Whether somebody with these roles signs in with a second factor: whoever can change anything anywhere."""
    return any(may(role, Role.MANAGER) for role in roles.values())


@dataclass(frozen=True, slots=True)
class StaffMember:
    """Who is signed in to the back office, and as what.

    `reference` is the host's own name for this account, or the member's id; `name` is shown to colleagues; `roles`
    has a Role, or its name, for each restaurant's slug. A host's `staff` hook returns one; it may say when the person
    signed in there (`signed_in_at`, aware), so that dangerous acts can ask for a fresh sign-in, and their language.
    `id` is set for members that we keep ourselves.

    Raises ValueError for a role there is not.
    """

    reference: str
    name: str
    roles: Mapping[str, Role]
    id: UUID | None = None
    language: str | None = None
    signed_in_at: datetime | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "roles", {slug: Role(role) for slug, role in self.roles.items()})


def keeps_an_owner(roles: Mapping[UUID, Role], member: UUID, role: Role | None) -> bool:
    """Whether a restaurant whose members have these roles still has an owner once `member` has `role` (None: leaves).
    Without one nobody could let anybody in."""
    after = {**roles, member: role}
    return any(each is Role.OWNER for each in after.values())
