"""The tables of the ledger, with what keeps them in order on SQLite and PostgreSQL alike.

Every primary key starts with restaurant_id, and so does every unique key but a restaurant's slug, which names it: no
row of one restaurant can stand for another's (CV-07).
"""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Column,
    DateTime,
    Dialect,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    Uuid,
    text,
)


class UtcDateTime(TypeDecorator[datetime]):
    """Aware UTC on both sides: SQLite has no time zones and would hand back naive times."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("times must be aware")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

restaurant = Table(
    "consent_restaurant",
    metadata,
    Column("restaurant_id", Uuid, primary_key=True),
    Column("slug", String(100), nullable=False, unique=True),
    Column("record", JSON, nullable=False),
)

campaign = Table(
    "consent_campaign",
    metadata,
    Column("restaurant_id", Uuid, nullable=False),
    Column("id", Uuid, nullable=False),
    Column("version", Integer, nullable=False),
    Column("record", JSON, nullable=False),
    Column("published_at", UtcDateTime, nullable=False),
    PrimaryKeyConstraint("restaurant_id", "id", "version"),
    ForeignKeyConstraint(["restaurant_id"], ["consent_restaurant.restaurant_id"]),
    sqlite_with_rowid=False,
)

notice = Table(
    "consent_notice",
    metadata,
    Column("restaurant_id", Uuid, nullable=False),
    Column("fingerprint", String(64), nullable=False),
    Column("canonical", Text, nullable=False),
    Column("published_at", UtcDateTime, nullable=False),
    PrimaryKeyConstraint("restaurant_id", "fingerprint"),
    ForeignKeyConstraint(["restaurant_id"], ["consent_restaurant.restaurant_id"]),
    sqlite_with_rowid=False,
)

publication = Table(
    "consent_publication",
    metadata,
    Column("restaurant_id", Uuid, nullable=False),
    Column("language", String(35), nullable=False),
    Column("subject", Uuid, nullable=False, comment="campaign id; the nil UUID for the generic words"),
    Column("fingerprint", String(64), nullable=False),
    PrimaryKeyConstraint("restaurant_id", "language", "subject"),
    ForeignKeyConstraint(
        ["restaurant_id", "fingerprint"], ["consent_notice.restaurant_id", "consent_notice.fingerprint"]
    ),
)

theme = Table(
    "consent_theme",
    metadata,
    Column("restaurant_id", Uuid, primary_key=True),
    Column("name", String(100), nullable=False),
    Column("digest", String(64), nullable=False, comment="SHA-256 of the files that were measured"),
    Column("findings", Integer, comment="of the fairness measurement; none: not measured"),
    ForeignKeyConstraint(["restaurant_id"], ["consent_restaurant.restaurant_id"]),
)

customer = Table(
    "consent_customer",
    metadata,
    Column("restaurant_id", Uuid, nullable=False),
    Column("id", Uuid, nullable=False),
    Column("reference", String(200), nullable=False, comment="the host's own name for this account"),
    Column("name", String(200), nullable=False),
    Column("phone", String(20), comment="E.164"),
    Column("email", String(320)),
    Column("orders", Integer, nullable=False),
    Column("last_order_at", UtcDateTime),
    PrimaryKeyConstraint("restaurant_id", "id"),
    UniqueConstraint("restaurant_id", "reference"),
    ForeignKeyConstraint(["restaurant_id"], ["consent_restaurant.restaurant_id"]),
)

decision = Table(
    "consent_decision",
    metadata,
    Column("restaurant_id", Uuid, nullable=False),
    Column("id", Uuid, nullable=False),
    Column("act", Uuid, nullable=False, comment="the form that was submitted"),
    Column("person", Uuid, comment="consent_customer.id; none for a visitor not signed in"),
    Column("contact", String(64), comment="keyed hash of the number or address it is bound to"),
    Column("channel", String(10), nullable=False),
    Column("kind", String(10), nullable=False),
    Column("notice", String(64), nullable=False),
    Column("campaign_id", Uuid),
    Column("campaign_version", Integer),
    Column("language", String(35), nullable=False),
    Column("place", String(20), nullable=False),
    Column("actor", String(20), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("build", String(40), nullable=False, comment="version of the software that showed the question"),
    Column("schema_version", Integer, nullable=False),
    PrimaryKeyConstraint("restaurant_id", "id"),
    UniqueConstraint("restaurant_id", "act", "channel", "kind"),
    ForeignKeyConstraint(["restaurant_id", "notice"], ["consent_notice.restaurant_id", "consent_notice.fingerprint"]),
    CheckConstraint("channel IN ('sms', 'email')", name="channel"),
    CheckConstraint("kind IN ('given', 'refused', 'withdrawn')", name="kind"),
    CheckConstraint("kind <> 'given' OR actor IN ('visitor', 'customer')", name="own_act_only"),
    CheckConstraint("(campaign_id IS NULL) = (campaign_version IS NULL)", name="campaign_whole"),
    # Partial, so that PostgreSQL never mistakes it for a way to find a form.
    Index(
        "ix_consent_decision_person",
        "restaurant_id",
        "person",
        "at",
        sqlite_where=text("person IS NOT NULL"),
        postgresql_where=text("person IS NOT NULL"),
    ),
    sqlite_with_rowid=False,
)
