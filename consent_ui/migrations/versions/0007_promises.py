"""Finds who said yes under a campaign."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0005"
branch_labels = None
depends_on = None

WHERE = sa.text("kind = 'given' AND campaign_id IS NOT NULL")


def upgrade() -> None:
    op.create_index(
        "ix_consent_decision_promise",
        "consent_decision",
        ["restaurant_id", "campaign_id", "person", "act"],
        sqlite_where=WHERE,
        postgresql_where=WHERE,
    )


def downgrade() -> None:
    op.drop_index("ix_consent_decision_promise", table_name="consent_decision")
