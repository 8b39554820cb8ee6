"""Sessions of the back office, kept here so that they can be ended here. What the cookie holds is kept hashed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, delete, select, update

from consent_ui.store.inserting import insert_into
from consent_ui.store.staff_tables import session


@dataclass(frozen=True, slots=True)
class Kept:
    """One session. `member_id` is None before a sign-in is complete."""

    key: str
    id: UUID
    member_id: UUID | None
    data: dict[str, Any]
    device: str
    began_at: datetime
    seen_at: datetime


def find_session(connection: Connection, key: str) -> Kept | None:
    """The session under this key, however old."""
    row = connection.execute(select(session).where(session.c.key == key)).one_or_none()
    return _kept(row) if row else None


def _kept(row: Any) -> Kept:
    return Kept(row.key, row.id, row.member_id, row.data, row.device, row.began_at, row.seen_at)


def keep_session(connection: Connection, kept: Kept) -> None:
    """Store a session, new or changed. One that was ended in the meantime stays ended: see touch()."""
    values = {name: getattr(kept, name) for name in ("member_id", "data", "device", "began_at", "seen_at")}
    connection.execute(
        insert_into(connection, session)
        .values(key=kept.key, id=kept.id, **values)
        .on_conflict_do_update(index_elements=["key"], set_=values)
    )


def change_session(connection: Connection, kept: Kept) -> bool:
    """Store what changed in a session that was read; False when it was ended since."""
    changed = connection.execute(
        update(session)
        .where(session.c.key == kept.key)
        .values(member_id=kept.member_id, data=kept.data, seen_at=kept.seen_at)
        .returning(session.c.key)
    )
    return changed.one_or_none() is not None


def end_session(connection: Connection, key: str) -> None:
    """Forget the session under this key."""
    connection.execute(delete(session).where(session.c.key == key))


def end_sessions(connection: Connection, member_id: UUID, *, id: UUID | None = None, but: str | None = None) -> int:
    """End a member's sessions: the one with this id, or all, `but` the one under this key. Returns how many."""
    statement = delete(session).where(session.c.member_id == member_id)
    if id is not None:
        statement = statement.where(session.c.id == id)
    if but is not None:
        statement = statement.where(session.c.key != but)
    return len(connection.execute(statement.returning(session.c.key)).all())


def sessions_of(connection: Connection, member_id: UUID, seen_since: datetime) -> list[Kept]:
    """A member's sessions that were seen since then, the latest first."""
    statement = select(session).where(session.c.member_id == member_id, session.c.seen_at >= seen_since)
    return [_kept(row) for row in connection.execute(statement.order_by(session.c.seen_at.desc(), session.c.key))]


def forget_sessions(connection: Connection, seen_before: datetime) -> None:
    """Forget the sessions that nobody can use any more."""
    connection.execute(delete(session).where(session.c.seen_at < seen_before))
