"""What a restaurant asks of itself when it sends, beyond law and notice; and what gateways said of messages later."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "consent_limit",
        sa.Column("restaurant_id", sa.Uuid(), nullable=False),
        sa.Column("cap", sa.Integer(), nullable=True, comment="messages in thirty days; none: what the notice states"),
        sa.Column("opens", sa.String(length=5), nullable=False),
        sa.Column("closes", sa.String(length=5), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("cap >= 1", name=op.f("ck_consent_limit_cap")),
        sa.ForeignKeyConstraint(
            ["restaurant_id"],
            ["consent_restaurant.restaurant_id"],
            name=op.f("fk_consent_limit_restaurant_id"),
        ),
        sa.PrimaryKeyConstraint("restaurant_id", name=op.f("pk_consent_limit")),
    )
    said = "what the gateway said of it later: delivered, or why it was not"
    op.add_column("consent_message", sa.Column("report", sa.String(length=20), comment=said))
    op.add_column("consent_message", sa.Column("reported_at", sa.DateTime(timezone=True)))


def downgrade() -> None:
    op.drop_column("consent_message", "reported_at")
    op.drop_column("consent_message", "report")
    op.drop_table("consent_limit")
