"""Which theme a restaurant wears."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "consent_theme",
        sa.Column("restaurant_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False, comment="SHA-256 of the files that were measured"),
        sa.Column("findings", sa.Integer(), nullable=True, comment="of the fairness measurement; none: not measured"),
        sa.ForeignKeyConstraint(
            ["restaurant_id"],
            ["consent_restaurant.restaurant_id"],
            name=op.f("fk_consent_theme_restaurant_id"),
        ),
        sa.PrimaryKeyConstraint("restaurant_id", name=op.f("pk_consent_theme")),
    )


def downgrade() -> None:
    op.drop_table("consent_theme")
