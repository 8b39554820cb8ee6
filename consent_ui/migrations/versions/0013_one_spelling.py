"""Addresses in the one spelling in which they are kept from now on: small letters, and no spaces around them.

Before that SQLite's triggers that note a changed contact are made anew: they read all of a restaurant each time.
"""

import sqlalchemy as sa
from alembic import op

from consent_ui.store.contact_triggers import changes_ddl

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


TRIGGERS = ("consent_customer_phone_changed", "consent_customer_email_changed")


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for name in TRIGGERS:
            op.execute(f"DROP TRIGGER {name}")
        for statement in changes_ddl("sqlite"):
            op.execute(statement)
    customer = sa.table("consent_customer", sa.column("email", sa.String()))
    spelt = sa.func.lower(sa.func.trim(customer.c.email))
    op.execute(sa.update(customer).where(customer.c.email != spelt).values(email=spelt))


def downgrade() -> None:
    """How an address was spelt before is not known any more, and means nothing."""
