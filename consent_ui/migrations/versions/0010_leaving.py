"""Leaving without being signed in, and what was refused because nobody had signed it."""

import sqlalchemy as sa
from alembic import op

from consent_ui.store.ratchet import ratchet_ddl

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

BEFORE = ("banner", "preferences", "account", "staff")
PLACES = (*BEFORE, "sms", "link", "email", "gateway", "contact")


def upgrade() -> None:
    op.create_table(
        "consent_bad_signature",
        sa.Column("restaurant_id", sa.Uuid(), nullable=False),
        sa.Column("gateway", sa.String(length=40), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["restaurant_id"],
            ["consent_restaurant.restaurant_id"],
            name=op.f("fk_consent_bad_signature_restaurant_id"),
        ),
        sa.PrimaryKeyConstraint("restaurant_id", "gateway", "day", name=op.f("pk_consent_bad_signature")),
    )
    for statement in ratchet_ddl(op.get_bind().dialect.name, PLACES):
        op.execute(statement)


def downgrade() -> None:
    for statement in ratchet_ddl(op.get_bind().dialect.name, BEFORE):
        op.execute(statement)
    op.drop_table("consent_bad_signature")
