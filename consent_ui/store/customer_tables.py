"""Tables of the customers' room: the words under which a customer is found, and why staff took somebody out."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKeyConstraint, Index, PrimaryKeyConstraint, String, Table, Uuid

from consent_ui.rules.consent import Channel
from consent_ui.rules.opting_out import LONGEST_NOTE
from consent_ui.store.tables import metadata

HELD = {Channel.SMS: "phone", Channel.EMAIL: "email"}
"""The column of consent_customer with the contact that an account holds on a channel."""

WORD = String(320).with_variant(String(320, collation="C"), "postgresql")
"""Compared by code points on both databases, so that all words with one beginning stand together in the index."""

customer_word = Table(
    "consent_customer_word",
    metadata,
    Column("restaurant_id", Uuid, nullable=False),
    Column("kind", String(10), nullable=False, comment="name, phone or email"),
    Column("word", WORD, nullable=False),
    Column("customer", Uuid, nullable=False),
    PrimaryKeyConstraint("restaurant_id", "kind", "word", "customer"),
    ForeignKeyConstraint(
        ["restaurant_id", "customer"],
        ["consent_customer.restaurant_id", "consent_customer.id"],
        ondelete="CASCADE",
    ),
    Index("ix_consent_customer_word_customer", "restaurant_id", "customer", "kind", "word"),
    sqlite_with_rowid=False,
)

opt_out = Table(
    "consent_opt_out",
    metadata,
    Column("restaurant_id", Uuid, nullable=False),
    Column("act", Uuid, nullable=False, comment="of the decisions that the reason is for"),
    Column("customer", Uuid, nullable=False),
    Column("reason", String(20), nullable=False),
    Column("note", String(LONGEST_NOTE), nullable=False),
    PrimaryKeyConstraint("restaurant_id", "act"),
    ForeignKeyConstraint(
        ["restaurant_id", "customer"],
        ["consent_customer.restaurant_id", "consent_customer.id"],
        ondelete="CASCADE",
    ),
    Index("ix_consent_opt_out_customer", "restaurant_id", "customer"),
    sqlite_with_rowid=False,
)
"""Not append-only: what staff wrote about a person goes when the person is erased. The act itself stays in the ledger,
and who did it in the audit log."""
