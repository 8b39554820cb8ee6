"""Restaurants, campaigns, published notices, customers, and the append-only ledger of decisions."""

import sqlalchemy as sa
from alembic import op

from consent_ui.store.append_only import append_only_ddl

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "consent_restaurant",
        sa.Column("restaurant_id", sa.Uuid(), nullable=False),
        sa.Column("slug", sa.String(length=100), nullable=False),
        sa.Column("record", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("restaurant_id", name=op.f("pk_consent_restaurant")),
        sa.UniqueConstraint("slug", name=op.f("uq_consent_restaurant_slug")),
    )
    op.create_table(
        "consent_campaign",
        sa.Column("restaurant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("record", sa.JSON(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["restaurant_id"],
            ["consent_restaurant.restaurant_id"],
            name=op.f("fk_consent_campaign_restaurant_id"),
        ),
        sa.PrimaryKeyConstraint("restaurant_id", "id", "version", name=op.f("pk_consent_campaign")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "consent_customer",
        sa.Column("restaurant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("reference", sa.String(length=200), nullable=False, comment="the host's own name for this account"),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("phone", sa.String(length=20), nullable=True, comment="E.164"),
        sa.Column("email", sa.String(length=320), nullable=True),
        sa.Column("orders", sa.Integer(), nullable=False),
        sa.Column("last_order_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["restaurant_id"],
            ["consent_restaurant.restaurant_id"],
            name=op.f("fk_consent_customer_restaurant_id"),
        ),
        sa.PrimaryKeyConstraint("restaurant_id", "id", name=op.f("pk_consent_customer")),
        sa.UniqueConstraint("restaurant_id", "reference", name=op.f("uq_consent_customer_restaurant_id_reference")),
    )
    op.create_table(
        "consent_notice",
        sa.Column("restaurant_id", sa.Uuid(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("canonical", sa.Text(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["restaurant_id"],
            ["consent_restaurant.restaurant_id"],
            name=op.f("fk_consent_notice_restaurant_id"),
        ),
        sa.PrimaryKeyConstraint("restaurant_id", "fingerprint", name=op.f("pk_consent_notice")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "consent_decision",
        sa.Column("restaurant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("act", sa.Uuid(), nullable=False, comment="the form that was submitted"),
        sa.Column(
            "person",
            sa.Uuid(),
            nullable=True,
            comment="consent_customer.id; none for a visitor not signed in",
        ),
        sa.Column(
            "contact",
            sa.String(length=64),
            nullable=True,
            comment="keyed hash of the number or address it is bound to",
        ),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("notice", sa.String(length=64), nullable=False),
        sa.Column("campaign_id", sa.Uuid(), nullable=True),
        sa.Column("campaign_version", sa.Integer(), nullable=True),
        sa.Column("language", sa.String(length=35), nullable=False),
        sa.Column("place", sa.String(length=20), nullable=False),
        sa.Column("actor", sa.String(length=20), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "build",
            sa.String(length=40),
            nullable=False,
            comment="version of the software that showed the question",
        ),
        sa.Column("schema_version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind <> 'given' OR actor IN ('visitor', 'customer')", name=op.f("ck_consent_decision_own_act_only")
        ),
        sa.CheckConstraint("channel IN ('sms', 'email')", name=op.f("ck_consent_decision_channel")),
        sa.CheckConstraint("kind IN ('given', 'refused', 'withdrawn')", name=op.f("ck_consent_decision_kind")),
        sa.CheckConstraint(
            "(campaign_id IS NULL) = (campaign_version IS NULL)",
            name=op.f("ck_consent_decision_campaign_whole"),
        ),
        sa.ForeignKeyConstraint(
            ["restaurant_id", "notice"],
            ["consent_notice.restaurant_id", "consent_notice.fingerprint"],
            name=op.f("fk_consent_decision_restaurant_id_notice"),
        ),
        sa.PrimaryKeyConstraint("restaurant_id", "id", name=op.f("pk_consent_decision")),
        sa.UniqueConstraint(
            "restaurant_id",
            "act",
            "channel",
            "kind",
            name=op.f("uq_consent_decision_restaurant_id_act_channel_kind"),
        ),
        sqlite_with_rowid=False,
    )
    known = sa.text("person IS NOT NULL")
    op.create_index(
        "ix_consent_decision_person", "consent_decision", ["restaurant_id", "person", "at"],
        sqlite_where=known, postgresql_where=known,
    )  # fmt: skip

    op.create_table(
        "consent_publication",
        sa.Column("restaurant_id", sa.Uuid(), nullable=False),
        sa.Column("language", sa.String(length=35), nullable=False),
        sa.Column("subject", sa.Uuid(), nullable=False, comment="campaign id; the nil UUID for the generic words"),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["restaurant_id", "fingerprint"],
            ["consent_notice.restaurant_id", "consent_notice.fingerprint"],
            name=op.f("fk_consent_publication_restaurant_id_fingerprint"),
        ),
        sa.PrimaryKeyConstraint("restaurant_id", "language", "subject", name=op.f("pk_consent_publication")),
    )
    for statement in append_only_ddl(op.get_bind().dialect.name):
        op.execute(statement)


def downgrade() -> None:
    op.drop_table("consent_publication")
    op.drop_table("consent_decision")
    op.drop_table("consent_notice")
    op.drop_table("consent_customer")
    op.drop_table("consent_campaign")
    op.drop_table("consent_restaurant")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION consent_append_only()")
