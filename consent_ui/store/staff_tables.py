"""Tables of the back office: members, their roles, sessions and failed sign-ins, and the audit log.

A member may have roles at several restaurants, so what belongs to the person alone is keyed by the person; everything
about a restaurant starts with restaurant_id as everywhere else (CV-07).
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
)

from consent_ui.store.append_only import append_only_statements
from consent_ui.store.tables import UtcDateTime, metadata

member = Table(
    "consent_member",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("email", String(320), nullable=False, comment="in lower case"),
    Column("name", String(200), nullable=False),
    Column("password", String(255), comment="argon2id; none before the first sign-in"),
    Column("uniquifier", String(64), nullable=False, comment="replaced to end every session"),
    Column("totp", Text, comment="the second factor's secret, encrypted"),
    Column("totp_counter", BigInteger, comment="the last code taken, so that none is taken twice"),
    Column("recovery", JSON, nullable=False, comment="SHA-256 of recovery codes not used yet"),
    Column("language", String(35)),
    Column("setup", String(64), comment="SHA-256 of the one-use address that sets a password"),
    Column("setup_until", UtcDateTime),
    Column("created_at", UtcDateTime, nullable=False),
    UniqueConstraint("email"),
    UniqueConstraint("uniquifier"),
    UniqueConstraint("setup"),
)

member_role = Table(
    "consent_member_role",
    metadata,
    Column("restaurant_id", Uuid, nullable=False),
    Column("member_id", Uuid, nullable=False),
    Column("role", String(10), nullable=False),
    PrimaryKeyConstraint("restaurant_id", "member_id"),
    ForeignKeyConstraint(["restaurant_id"], ["consent_restaurant.restaurant_id"]),
    ForeignKeyConstraint(["member_id"], ["consent_member.id"]),
    CheckConstraint("role IN ('viewer', 'manager', 'owner')", name="role"),
    Index("ix_consent_member_role_member_id", "member_id"),
)

session = Table(
    "consent_staff_session",
    metadata,
    Column("key", String(64), primary_key=True, comment="SHA-256 of what the cookie holds"),
    Column("id", Uuid, nullable=False, comment="its name on the page that ends it"),
    Column("member_id", Uuid, comment="none before the sign-in is complete"),
    Column("data", JSON, nullable=False),
    Column("device", String(100), nullable=False, comment="browser and system in words"),
    Column("began_at", UtcDateTime, nullable=False),
    Column("seen_at", UtcDateTime, nullable=False),
    UniqueConstraint("id"),
    ForeignKeyConstraint(["member_id"], ["consent_member.id"]),
    Index("ix_consent_staff_session_member_id", "member_id"),
    Index("ix_consent_staff_session_seen_at", "seen_at"),
)

attempt = Table(
    "consent_attempt",
    metadata,
    Column("key", String(64), primary_key=True, comment="keyed hash of an account's or a network address"),
    Column("failures", Integer, nullable=False),
    Column("last_at", UtcDateTime, nullable=False),
    Index("ix_consent_attempt_last_at", "last_at"),
)

audit = Table(
    "consent_audit",
    metadata,
    Column("restaurant_id", Uuid, nullable=False),
    Column("id", Uuid, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("member_id", Uuid, comment="none where the host signs its people in, or for the command line"),
    Column("member_name", String(200), nullable=False),
    Column("act", String(50), nullable=False),
    Column("subject", String(100)),
    Column("details", JSON, nullable=False),
    PrimaryKeyConstraint("restaurant_id", "id"),
    ForeignKeyConstraint(["restaurant_id"], ["consent_restaurant.restaurant_id"]),
    sqlite_with_rowid=False,
)


def audit_ddl(dialect: str) -> list[str]:
    """Statements that make the audit log append-only in the database itself."""
    return append_only_statements(dialect, "consent_audit", ("id",))
