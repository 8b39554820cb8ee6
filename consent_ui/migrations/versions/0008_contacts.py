"""Whose a contact is, and who is never written to."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "consent_code",
        sa.Column("restaurant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("contact", sa.String(length=64), nullable=False),
        sa.Column(
            "asker", sa.String(length=64), nullable=False, comment="keyed hash of the network address, for budgets"
        ),
        sa.Column("code", sa.String(length=64), nullable=False, comment="keyed hash of the digits"),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["restaurant_id"], ["consent_restaurant.restaurant_id"], name=op.f("fk_consent_code_restaurant_id")
        ),
        sa.PrimaryKeyConstraint("restaurant_id", "id", name=op.f("pk_consent_code")),
    )
    op.create_index("ix_consent_code_asker", "consent_code", ["restaurant_id", "asker", "at"], unique=False)
    op.create_index("ix_consent_code_at", "consent_code", ["restaurant_id", "at"], unique=False)
    op.create_index("ix_consent_code_contact", "consent_code", ["restaurant_id", "contact", "at"], unique=False)
    op.create_table(
        "consent_pause",
        sa.Column("restaurant_id", sa.Uuid(), nullable=False),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("contact", sa.String(length=64), nullable=False),
        sa.Column("why", sa.String(length=20), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "lifted_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="once somebody has read what was written",
        ),
        sa.CheckConstraint("why IN ('reply', 'gateway')", name=op.f("ck_consent_pause_why")),
        sa.ForeignKeyConstraint(
            ["restaurant_id"], ["consent_restaurant.restaurant_id"], name=op.f("fk_consent_pause_restaurant_id")
        ),
        sa.PrimaryKeyConstraint("restaurant_id", "channel", "contact", name=op.f("pk_consent_pause")),
    )
    op.create_table(
        "consent_reply",
        sa.Column("restaurant_id", sa.Uuid(), nullable=False),
        sa.Column("gateway", sa.String(length=40), nullable=False),
        sa.Column("id", sa.String(length=100), nullable=False, comment="the gateway's own name for the message"),
        sa.Column("contact", sa.String(length=64), nullable=False),
        sa.Column("meaning", sa.String(length=10), nullable=False),
        sa.Column("text", sa.Text(), nullable=False, comment="only where somebody must read it; else empty"),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("handled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("handled_by", sa.String(length=200), nullable=True),
        sa.ForeignKeyConstraint(
            ["restaurant_id"], ["consent_restaurant.restaurant_id"], name=op.f("fk_consent_reply_restaurant_id")
        ),
        sa.PrimaryKeyConstraint("restaurant_id", "gateway", "id", name=op.f("pk_consent_reply")),
    )
    op.create_index("ix_consent_reply_open", "consent_reply", ["restaurant_id", "handled_at", "at"], unique=False)
    op.create_table(
        "consent_suppression",
        sa.Column("restaurant_id", sa.Uuid(), nullable=False),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("contact", sa.String(length=64), nullable=False),
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "lifted_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="by the person's own later act alone",
        ),
        sa.CheckConstraint(
            "source IN ('sms', 'email', 'link', 'staff', 'gateway', 'erased')",
            name=op.f("ck_consent_suppression_source"),
        ),
        sa.ForeignKeyConstraint(
            ["restaurant_id"], ["consent_restaurant.restaurant_id"], name=op.f("fk_consent_suppression_restaurant_id")
        ),
        sa.PrimaryKeyConstraint("restaurant_id", "channel", "contact", name=op.f("pk_consent_suppression")),
    )
    op.create_table(
        "consent_contact",
        sa.Column("restaurant_id", sa.Uuid(), nullable=False),
        sa.Column("person", sa.Uuid(), nullable=False),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("contact", sa.String(length=64), nullable=False),
        sa.Column("how", sa.String(length=10), nullable=False),
        sa.Column("own", sa.Boolean(), nullable=False, comment="typed here, while her account held none"),
        sa.Column(
            "at",
            sa.DateTime(timezone=True),
            nullable=False,
            comment="when the person showed that it is hers",
        ),
        sa.CheckConstraint("how IN ('code', 'link')", name=op.f("ck_consent_contact_how")),
        sa.ForeignKeyConstraint(
            ["restaurant_id", "person"],
            ["consent_customer.restaurant_id", "consent_customer.id"],
            name=op.f("fk_consent_contact_restaurant_id_person"),
        ),
        sa.PrimaryKeyConstraint("restaurant_id", "person", "channel", "contact", name=op.f("pk_consent_contact")),
    )


def downgrade() -> None:
    op.drop_table("consent_contact")
    op.drop_table("consent_suppression")
    op.drop_index("ix_consent_reply_open", table_name="consent_reply")
    op.drop_table("consent_reply")
    op.drop_table("consent_pause")
    op.drop_index("ix_consent_code_contact", table_name="consent_code")
    op.drop_index("ix_consent_code_at", table_name="consent_code")
    op.drop_index("ix_consent_code_asker", table_name="consent_code")
    op.drop_table("consent_code")
