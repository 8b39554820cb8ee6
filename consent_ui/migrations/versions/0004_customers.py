"""The words under which customers are found, why staff took somebody out, and the ledger's refusal of staff's yes."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

import sqlalchemy as sa
from alembic import op

from consent_ui.store.finding import words
from consent_ui.store.ratchet import ratchet_ddl, unratchet_ddl

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

PLACES = ("banner", "preferences", "account", "staff")
BATCH = 1000


def upgrade() -> None:
    dialect = op.get_bind().dialect.name
    op.create_table(
        "consent_customer_word",
        sa.Column("restaurant_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False, comment="name, phone or email"),
        sa.Column("word", sa.String(length=320, collation="C" if dialect == "postgresql" else None), nullable=False),
        sa.Column("customer", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["restaurant_id", "customer"],
            ["consent_customer.restaurant_id", "consent_customer.id"],
            name=op.f("fk_consent_customer_word_restaurant_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("restaurant_id", "kind", "word", "customer", name=op.f("pk_consent_customer_word")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "consent_opt_out",
        sa.Column("restaurant_id", sa.Uuid(), nullable=False),
        sa.Column("act", sa.Uuid(), nullable=False, comment="of the decisions that the reason is for"),
        sa.Column("customer", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["restaurant_id", "customer"],
            ["consent_customer.restaurant_id", "consent_customer.id"],
            name=op.f("fk_consent_opt_out_restaurant_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("restaurant_id", "act", name=op.f("pk_consent_opt_out")),
        sqlite_with_rowid=False,
    )
    _keep_words(op.get_bind())
    op.create_index(
        "ix_consent_customer_word_customer", "consent_customer_word", ["restaurant_id", "customer", "kind", "word"]
    )
    op.create_index("ix_consent_opt_out_customer", "consent_opt_out", ["restaurant_id", "customer"])
    for statement in ratchet_ddl(dialect, PLACES):
        op.execute(statement)


def _keep_words(connection: sa.Connection) -> None:
    """The words of the customers that are there already, some at a time."""
    names = ("restaurant_id", "id", "name", "phone", "email")
    customer = sa.table("consent_customer", *(sa.column(n, sa.Uuid() if "id" in n else sa.String()) for n in names))
    word = sa.table("consent_customer_word", *(sa.column(n) for n in ("restaurant_id", "kind", "word", "customer")))
    word.c.restaurant_id.type = word.c.customer.type = sa.Uuid()
    place = sa.tuple_(customer.c.restaurant_id, customer.c.id)
    statement = sa.select(customer).order_by(customer.c.restaurant_id, customer.c.id).limit(BATCH)
    rows = connection.execute(statement).all()
    while rows:
        found = _words(rows)
        while batch := list(islice(found, BATCH)):
            connection.execute(word.insert(), batch)
        last = sa.tuple_(sa.literal(rows[-1].restaurant_id, sa.Uuid()), sa.literal(rows[-1].id, sa.Uuid()))
        rows = connection.execute(statement.where(place > last)).all()


def _words(rows: Any) -> Iterator[dict[str, Any]]:
    for row in rows:
        for kind, word in sorted(words(row.name, row.phone, row.email)):
            yield {"restaurant_id": row.restaurant_id, "kind": kind, "word": word, "customer": row.id}


def downgrade() -> None:
    op.execute(unratchet_ddl(op.get_bind().dialect.name))
    op.drop_table("consent_opt_out")
    op.drop_table("consent_customer_word")
