"""Members of the back office, their roles and sessions, failed sign-ins, and the audit log."""

import sqlalchemy as sa
from alembic import op

from consent_ui.store.staff_tables import audit_ddl

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "consent_attempt",
        sa.Column(
            "key", sa.String(length=64), nullable=False, comment="keyed hash of an account's or a network address"
        ),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_consent_attempt")),
    )
    op.create_index("ix_consent_attempt_last_at", "consent_attempt", ["last_at"], unique=False)
    op.create_table(
        "consent_member",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("email", sa.String(length=320), nullable=False, comment="in lower case"),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("password", sa.String(length=255), nullable=True, comment="argon2id; none before the first sign-in"),
        sa.Column("uniquifier", sa.String(length=64), nullable=False, comment="replaced to end every session"),
        sa.Column("totp", sa.Text(), nullable=True, comment="the second factor's secret, encrypted"),
        sa.Column(
            "totp_counter", sa.BigInteger(), nullable=True, comment="the last code taken, so that none is taken twice"
        ),
        sa.Column("recovery", sa.JSON(), nullable=False, comment="SHA-256 of recovery codes not used yet"),
        sa.Column("language", sa.String(length=35), nullable=True),
        sa.Column(
            "setup", sa.String(length=64), nullable=True, comment="SHA-256 of the one-use address that sets a password"
        ),
        sa.Column("setup_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent_member")),
        sa.UniqueConstraint("email", name=op.f("uq_consent_member_email")),
        sa.UniqueConstraint("setup", name=op.f("uq_consent_member_setup")),
        sa.UniqueConstraint("uniquifier", name=op.f("uq_consent_member_uniquifier")),
    )
    op.create_table(
        "consent_audit",
        sa.Column("restaurant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "member_id",
            sa.Uuid(),
            nullable=True,
            comment="none where the host signs its people in, or for the command line",
        ),
        sa.Column("member_name", sa.String(length=200), nullable=False),
        sa.Column("act", sa.String(length=50), nullable=False),
        sa.Column("subject", sa.String(length=100), nullable=True),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["restaurant_id"], ["consent_restaurant.restaurant_id"], name=op.f("fk_consent_audit_restaurant_id")
        ),
        sa.PrimaryKeyConstraint("restaurant_id", "id", name=op.f("pk_consent_audit")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "consent_member_role",
        sa.Column("restaurant_id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.String(length=10), nullable=False),
        sa.CheckConstraint("role IN ('viewer', 'manager', 'owner')", name=op.f("ck_consent_member_role_role")),
        sa.ForeignKeyConstraint(["member_id"], ["consent_member.id"], name=op.f("fk_consent_member_role_member_id")),
        sa.ForeignKeyConstraint(
            ["restaurant_id"], ["consent_restaurant.restaurant_id"], name=op.f("fk_consent_member_role_restaurant_id")
        ),
        sa.PrimaryKeyConstraint("restaurant_id", "member_id", name=op.f("pk_consent_member_role")),
    )
    op.create_index("ix_consent_member_role_member_id", "consent_member_role", ["member_id"], unique=False)
    op.create_table(
        "consent_staff_session",
        sa.Column("key", sa.String(length=64), nullable=False, comment="SHA-256 of what the cookie holds"),
        sa.Column("id", sa.Uuid(), nullable=False, comment="its name on the page that ends it"),
        sa.Column("member_id", sa.Uuid(), nullable=True, comment="none before the sign-in is complete"),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("device", sa.String(length=100), nullable=False, comment="browser and system in words"),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["consent_member.id"], name=op.f("fk_consent_staff_session_member_id")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_consent_staff_session")),
        sa.UniqueConstraint("id", name=op.f("uq_consent_staff_session_id")),
    )
    op.create_index("ix_consent_staff_session_member_id", "consent_staff_session", ["member_id"], unique=False)
    op.create_index("ix_consent_staff_session_seen_at", "consent_staff_session", ["seen_at"], unique=False)
    for statement in audit_ddl(op.get_context().dialect.name):
        op.execute(statement)


def downgrade() -> None:
    for table in ("consent_staff_session", "consent_member_role", "consent_audit", "consent_member", "consent_attempt"):
        op.drop_table(table)
