"""A person's messages in their order: without an index of that order SQLite reads every message to find the latest."""

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_consent_message_person", "consent_message", ["restaurant_id", "person", "id"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_consent_message_person", table_name="consent_message")
