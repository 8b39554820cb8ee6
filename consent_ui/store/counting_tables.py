"""Tables of numbers: how often was asked, and what the ledger adds up to. None of them tells who was asked."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKeyConstraint,
    PrimaryKeyConstraint,
    String,
    Table,
    Uuid,
)

from consent_ui.store.tables import UtcDateTime, metadata


def _of_a_restaurant() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["restaurant_id"], ["consent_restaurant.restaurant_id"])


asked = Table(
    "consent_asked",
    metadata,
    Column("restaurant_id", Uuid, nullable=False),
    Column("day", Date, nullable=False, comment="in the restaurant's time zone"),
    Column("notice", String(64), nullable=False, comment="names the language, the campaign and the wording"),
    Column("asked", BigInteger, nullable=False, comment="pages on which the question was put"),
    PrimaryKeyConstraint("restaurant_id", "day", "notice"),
    _of_a_restaurant(),
    CheckConstraint("asked > 0", name="asked"),
    sqlite_with_rowid=False,
)

answered = Table(
    "consent_answered",
    metadata,
    Column("restaurant_id", Uuid, nullable=False),
    Column("day", Date, nullable=False, comment="in the restaurant's time zone"),
    Column("notice", String(64), nullable=False),
    Column("place", String(20), nullable=False),
    Column("kind", String(10), nullable=False),
    Column("acts", BigInteger, nullable=False, comment="forms that were answered so"),
    PrimaryKeyConstraint("restaurant_id", "day", "notice", "place", "kind"),
    _of_a_restaurant(),
    sqlite_with_rowid=False,
)

standing = Table(
    "consent_standing",
    metadata,
    Column("restaurant_id", Uuid, nullable=False),
    Column("person", Uuid, nullable=False),
    Column("channel", String(10), nullable=False),
    Column("kind", String(10), nullable=False),
    Column("bound", Boolean, nullable=False, comment="to a number or address"),
    Column("at", UtcDateTime, nullable=False),
    Column("decision", Uuid, nullable=False),
    PrimaryKeyConstraint("restaurant_id", "person", "channel"),
    _of_a_restaurant(),
    sqlite_with_rowid=False,
)

people = Table(
    "consent_people",
    metadata,
    Column("restaurant_id", Uuid, nullable=False),
    Column("channel", String(10), nullable=False),
    Column("kind", String(10), nullable=False),
    Column("bound", Boolean, nullable=False),
    Column("people", BigInteger, nullable=False, comment="whose last decision on this channel is this"),
    PrimaryKeyConstraint("restaurant_id", "channel", "kind", "bound"),
    _of_a_restaurant(),
    sqlite_with_rowid=False,
)

counted = Table(
    "consent_counted",
    metadata,
    Column("restaurant_id", Uuid, primary_key=True),
    Column("upto", Uuid, nullable=False, comment="decisions up to this one are in the numbers"),
    _of_a_restaurant(),
)

changed = Table(
    "consent_contact_change",
    metadata,
    Column("restaurant_id", Uuid, nullable=False),
    Column("person", Uuid, nullable=False),
    Column("channel", String(10), nullable=False, comment="on which a yes was bound to an earlier contact"),
    PrimaryKeyConstraint("restaurant_id", "person", "channel"),
    ForeignKeyConstraint(
        ["restaurant_id", "person"], ["consent_customer.restaurant_id", "consent_customer.id"], ondelete="CASCADE"
    ),
    sqlite_with_rowid=False,
)
"""Whose contact changed and was not looked at since; emptied as the sums are brought up to date."""
