"""Runs, messages, and how fast they leave."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "consent_run",
        sa.Column("restaurant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("campaign_version", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False, comment="people per reason"),
        sa.CheckConstraint("state IN ('running', 'done', 'stopped', 'halted')", name=op.f("ck_consent_run_state")),
        sa.ForeignKeyConstraint(
            ["restaurant_id"], ["consent_restaurant.restaurant_id"], name=op.f("fk_consent_run_restaurant_id")
        ),
        sa.PrimaryKeyConstraint("restaurant_id", "id", name=op.f("pk_consent_run")),
    )
    op.create_table(
        "consent_message",
        sa.Column("restaurant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("run", sa.Uuid(), nullable=False),
        sa.Column("person", sa.Uuid(), nullable=False),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("contact", sa.String(length=64), nullable=False),
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("campaign_version", sa.Integer(), nullable=False),
        sa.Column(
            "lapse",
            sa.DateTime(timezone=True),
            nullable=False,
            comment="the last order before this lapse",
        ),
        sa.Column("language", sa.String(length=35), nullable=False),
        sa.Column("decision", sa.Uuid(), nullable=False, comment="the yes that allows it"),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("because", sa.String(length=20), nullable=False, comment="what the gate said last"),
        sa.Column("body", sa.Text(), nullable=False, comment="as it left; empty until then"),
        sa.Column("segments", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False, comment="when it was claimed"),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("gateway", sa.String(length=40), nullable=False),
        sa.Column("reference", sa.String(length=100), nullable=True, comment="the gateway's own name for it"),
        sa.CheckConstraint(
            "state IN ('waiting', 'leaving', 'sent', 'dropped', 'failed', 'unknown')",
            name=op.f("ck_consent_message_state"),
        ),
        sa.ForeignKeyConstraint(
            ["restaurant_id", "decision"],
            ["consent_decision.restaurant_id", "consent_decision.id"],
            name=op.f("fk_consent_message_restaurant_id_decision"),
        ),
        sa.ForeignKeyConstraint(
            ["restaurant_id", "person"],
            ["consent_customer.restaurant_id", "consent_customer.id"],
            name=op.f("fk_consent_message_restaurant_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["restaurant_id", "run"],
            ["consent_run.restaurant_id", "consent_run.id"],
            name=op.f("fk_consent_message_restaurant_id_run"),
        ),
        sa.PrimaryKeyConstraint("restaurant_id", "id", name=op.f("pk_consent_message")),
        sa.UniqueConstraint(
            "restaurant_id",
            "person",
            "channel",
            "campaign_id",
            "lapse",
            name=op.f("uq_consent_message_restaurant_id_person_channel_campaign_id_lapse"),
        ),
    )
    op.create_index(
        "ix_consent_message_contact",
        "consent_message",
        ["restaurant_id", "channel", "contact", "left_at"],
        unique=False,
    )
    op.create_index(
        "ix_consent_message_state", "consent_message", ["restaurant_id", "state", "lease_until"], unique=False
    )
    op.create_table(
        "consent_pace",
        sa.Column("restaurant_id", sa.Uuid(), nullable=False),
        sa.Column("gateway", sa.String(length=40), nullable=False),
        sa.Column(
            "next_at",
            sa.DateTime(timezone=True),
            nullable=False,
            comment="before which this gateway takes nothing more",
        ),
        sa.ForeignKeyConstraint(
            ["restaurant_id"], ["consent_restaurant.restaurant_id"], name=op.f("fk_consent_pace_restaurant_id")
        ),
        sa.PrimaryKeyConstraint("restaurant_id", "gateway", name=op.f("pk_consent_pace")),
    )
    op.create_index("ix_consent_customer_phone", "consent_customer", ["restaurant_id", "phone"], unique=False)
    op.create_index("ix_consent_customer_email", "consent_customer", ["restaurant_id", "email"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_consent_customer_email", table_name="consent_customer")
    op.drop_index("ix_consent_customer_phone", table_name="consent_customer")
    op.drop_table("consent_pace")
    op.drop_index("ix_consent_message_state", table_name="consent_message")
    op.drop_index("ix_consent_message_contact", table_name="consent_message")
    op.drop_table("consent_message")
    op.drop_table("consent_run")
