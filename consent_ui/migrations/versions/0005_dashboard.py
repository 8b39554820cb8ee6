"""How often was asked, and what the ledger adds up to."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "consent_asked",
        sa.Column("restaurant_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False, comment="in the restaurant's time zone"),
        sa.Column(
            "notice", sa.String(length=64), nullable=False, comment="names the language, the campaign and the wording"
        ),
        sa.Column("asked", sa.BigInteger(), nullable=False, comment="pages on which the question was put"),
        sa.CheckConstraint("asked > 0", name=op.f("ck_consent_asked_asked")),
        *_restaurant("asked"),
        sa.PrimaryKeyConstraint("restaurant_id", "day", "notice", name=op.f("pk_consent_asked")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "consent_answered",
        sa.Column("restaurant_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False, comment="in the restaurant's time zone"),
        sa.Column("notice", sa.String(length=64), nullable=False),
        sa.Column("place", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("acts", sa.BigInteger(), nullable=False, comment="forms that were answered so"),
        *_restaurant("answered"),
        sa.PrimaryKeyConstraint("restaurant_id", "day", "notice", "place", "kind", name=op.f("pk_consent_answered")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "consent_standing",
        sa.Column("restaurant_id", sa.Uuid(), nullable=False),
        sa.Column("person", sa.Uuid(), nullable=False),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("bound", sa.Boolean(), nullable=False, comment="to a number or address"),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decision", sa.Uuid(), nullable=False),
        *_restaurant("standing"),
        sa.PrimaryKeyConstraint("restaurant_id", "person", "channel", name=op.f("pk_consent_standing")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "consent_people",
        sa.Column("restaurant_id", sa.Uuid(), nullable=False),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("bound", sa.Boolean(), nullable=False),
        sa.Column("people", sa.BigInteger(), nullable=False, comment="whose last decision on this channel is this"),
        *_restaurant("people"),
        sa.PrimaryKeyConstraint("restaurant_id", "channel", "kind", "bound", name=op.f("pk_consent_people")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "consent_counted",
        sa.Column("restaurant_id", sa.Uuid(), nullable=False),
        sa.Column("upto", sa.Uuid(), nullable=False, comment="decisions up to this one are in the numbers"),
        *_restaurant("counted"),
        sa.PrimaryKeyConstraint("restaurant_id", name=op.f("pk_consent_counted")),
    )


def _restaurant(table: str) -> tuple[sa.ForeignKeyConstraint]:
    name = op.f(f"fk_consent_{table}_restaurant_id")
    return (sa.ForeignKeyConstraint(["restaurant_id"], ["consent_restaurant.restaurant_id"], name=name),)


def downgrade() -> None:
    for name in ("counted", "people", "standing", "answered", "asked"):
        op.drop_table(f"consent_{name}")
