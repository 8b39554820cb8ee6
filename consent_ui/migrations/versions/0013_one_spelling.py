"""Addresses in the one spelling in which they are kept from now on: small letters, and no spaces around them."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    customer = sa.table("consent_customer", sa.column("email", sa.String()))
    spelt = sa.func.lower(sa.func.trim(customer.c.email))
    op.execute(sa.update(customer).where(customer.c.email != spelt).values(email=spelt))


def downgrade() -> None:
    """How an address was spelt before is not known any more, and means nothing."""
