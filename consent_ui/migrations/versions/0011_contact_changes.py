"""Whose contact changed after a yes was bound to it: the dashboard does not count such a yes as given."""

import sqlalchemy as sa
from alembic import op

from consent_ui.store.contact_triggers import changes_ddl

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

TRIGGERS = ("consent_customer_phone_changed", "consent_customer_email_changed")


def upgrade() -> None:
    op.create_table(
        "consent_contact_change",
        sa.Column("restaurant_id", sa.Uuid(), nullable=False),
        sa.Column("person", sa.Uuid(), nullable=False),
        sa.Column(
            "channel", sa.String(length=10), nullable=False, comment="on which a yes was bound to an earlier contact"
        ),
        sa.ForeignKeyConstraint(
            ["restaurant_id", "person"],
            ["consent_customer.restaurant_id", "consent_customer.id"],
            name=op.f("fk_consent_contact_change_restaurant_id_person"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("restaurant_id", "person", "channel", name=op.f("pk_consent_contact_change")),
        sqlite_with_rowid=False,
    )
    for statement in changes_ddl(op.get_bind().dialect.name):
        op.execute(statement)
    # What changed before today: everybody who said a bound yes is looked at once.
    op.execute(
        "INSERT INTO consent_contact_change (restaurant_id, person, channel) "
        "SELECT DISTINCT restaurant_id, person, channel FROM consent_decision "
        "WHERE person IS NOT NULL AND contact IS NOT NULL"
    )


def downgrade() -> None:
    postgresql = op.get_bind().dialect.name == "postgresql"
    for name in TRIGGERS:
        op.execute(f"DROP TRIGGER {name} ON consent_customer" if postgresql else f"DROP TRIGGER {name}")
    if postgresql:
        op.execute("DROP FUNCTION consent_contact_changed()")
    op.drop_table("consent_contact_change")
