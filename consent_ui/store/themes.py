"""Which theme a restaurant wears, and what was measured when it was put on."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, delete, select

from consent_ui.store import tables
from consent_ui.store.inserting import insert_into


@dataclass(frozen=True, slots=True)
class Worn:
    """A theme that was put on: its name, the digest of its files at that moment, and how many findings its fairness
    measurement had. None findings: it was forced without having been measured."""

    theme: str
    digest: str
    findings: int | None

    @property
    def forced(self) -> bool:
        """Whether it is worn in spite of findings, or unmeasured."""
        return self.findings != 0


def wear(connection: Connection, restaurant_id: UUID, worn: Worn | None) -> None:
    """Put a theme on this restaurant in place of the one it wears; None takes it off."""
    if worn is None:
        connection.execute(delete(tables.theme).where(tables.theme.c.restaurant_id == restaurant_id))
        return
    values = {"name": worn.theme, "digest": worn.digest, "findings": worn.findings}
    connection.execute(
        insert_into(connection, tables.theme)
        .values(restaurant_id=restaurant_id, **values)
        .on_conflict_do_update(index_elements=["restaurant_id"], set_=values)
    )


def worn(connection: Connection, restaurant_id: UUID) -> Worn | None:
    """What this restaurant wears; None: the shipped look."""
    row = connection.execute(select(tables.theme).where(tables.theme.c.restaurant_id == restaurant_id)).one_or_none()
    return Worn(row.name, row.digest, row.findings) if row else None
