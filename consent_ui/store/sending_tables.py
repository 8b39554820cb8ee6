"""What sending needs to know and to remember: whose a contact is, who is never written to, and every message.

A contact is stored as its keyed hash, never in the open: these tables outlive an erased account (RT-05).
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKeyConstraint,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
)

from consent_ui.store.tables import UtcDateTime, customer, metadata

CONTACT = 64
"""Hexadecimal digits of a keyed hash."""

_HOME = (["restaurant_id"], ["consent_restaurant.restaurant_id"])

contact = Table(
    "consent_contact",
    metadata,
    Column("restaurant_id", Uuid, nullable=False),
    Column("person", Uuid, nullable=False),
    Column("channel", String(10), nullable=False),
    Column("contact", String(CONTACT), nullable=False),
    Column("how", String(10), nullable=False),
    Column("own", Boolean, nullable=False, comment="typed here, while her account held none"),
    Column("at", UtcDateTime, nullable=False, comment="when the person showed that it is hers"),
    PrimaryKeyConstraint("restaurant_id", "person", "channel", "contact"),
    ForeignKeyConstraint(["restaurant_id", "person"], ["consent_customer.restaurant_id", "consent_customer.id"]),
    CheckConstraint("how IN ('code', 'link')", name="how"),
)

code = Table(
    "consent_code",
    metadata,
    Column("restaurant_id", Uuid, nullable=False),
    Column("id", Uuid, nullable=False),
    Column("channel", String(10), nullable=False),
    Column("contact", String(CONTACT), nullable=False),
    Column("asker", String(CONTACT), nullable=False, comment="keyed hash of the network address, for budgets"),
    Column("code", String(CONTACT), nullable=False, comment="keyed hash of the digits"),
    Column("tries", Integer, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("used_at", UtcDateTime),
    PrimaryKeyConstraint("restaurant_id", "id"),
    ForeignKeyConstraint(*_HOME),
    Index("ix_consent_code_contact", "restaurant_id", "contact", "at"),
    Index("ix_consent_code_asker", "restaurant_id", "asker", "at"),
    Index("ix_consent_code_at", "restaurant_id", "at"),
)

suppression = Table(
    "consent_suppression",
    metadata,
    Column("restaurant_id", Uuid, nullable=False),
    Column("channel", String(10), nullable=False),
    Column("contact", String(CONTACT), nullable=False),
    Column("source", String(20), nullable=False),
    Column("since", UtcDateTime, nullable=False),
    Column("lifted_at", UtcDateTime, comment="by the person's own later act alone"),
    PrimaryKeyConstraint("restaurant_id", "channel", "contact"),
    ForeignKeyConstraint(*_HOME),
    CheckConstraint("source IN ('sms', 'email', 'link', 'staff', 'gateway', 'erased')", name="source"),
)

pause = Table(
    "consent_pause",
    metadata,
    Column("restaurant_id", Uuid, nullable=False),
    Column("channel", String(10), nullable=False),
    Column("contact", String(CONTACT), nullable=False),
    Column("why", String(20), nullable=False),
    Column("since", UtcDateTime, nullable=False),
    Column("lifted_at", UtcDateTime, comment="once somebody has read what was written"),
    PrimaryKeyConstraint("restaurant_id", "channel", "contact"),
    ForeignKeyConstraint(*_HOME),
    CheckConstraint("why IN ('reply', 'gateway')", name="why"),
)

reply = Table(
    "consent_reply",
    metadata,
    Column("restaurant_id", Uuid, nullable=False),
    Column("gateway", String(40), nullable=False),
    Column("id", String(100), nullable=False, comment="the gateway's own name for the message"),
    Column("contact", String(CONTACT), nullable=False),
    Column("meaning", String(10), nullable=False),
    Column("text", Text, nullable=False, comment="only where somebody must read it; else empty"),
    Column("at", UtcDateTime, nullable=False),
    Column("handled_at", UtcDateTime),
    Column("handled_by", String(200)),
    PrimaryKeyConstraint("restaurant_id", "gateway", "id"),
    ForeignKeyConstraint(*_HOME),
    Index("ix_consent_reply_open", "restaurant_id", "handled_at", "at"),
)

bad_signature = Table(
    "consent_bad_signature",
    metadata,
    Column("restaurant_id", Uuid, nullable=False),
    Column("gateway", String(40), nullable=False),
    Column("day", Date, nullable=False),
    Column("times", Integer, nullable=False),
    Column("last_at", UtcDateTime, nullable=False),
    PrimaryKeyConstraint("restaurant_id", "gateway", "day"),
    ForeignKeyConstraint(*_HOME),
)

run = Table(
    "consent_run",
    metadata,
    Column("restaurant_id", Uuid, nullable=False),
    Column("id", Uuid, nullable=False),
    Column("campaign_id", Uuid, nullable=False),
    Column("campaign_version", Integer, nullable=False),
    Column("started_at", UtcDateTime, nullable=False),
    Column("ended_at", UtcDateTime),
    Column("state", String(10), nullable=False),
    Column("counts", JSON, nullable=False, comment="people per reason"),
    PrimaryKeyConstraint("restaurant_id", "id"),
    ForeignKeyConstraint(*_HOME),
    CheckConstraint("state IN ('running', 'done', 'stopped', 'halted')", name="state"),
)

pace = Table(
    "consent_pace",
    metadata,
    Column("restaurant_id", Uuid, nullable=False),
    Column("gateway", String(40), nullable=False),
    Column("next_at", UtcDateTime, nullable=False, comment="before which this gateway takes nothing more"),
    PrimaryKeyConstraint("restaurant_id", "gateway"),
    ForeignKeyConstraint(*_HOME),
)

message = Table(
    "consent_message",
    metadata,
    Column("restaurant_id", Uuid, nullable=False),
    Column("id", Uuid, nullable=False),
    Column("run", Uuid, nullable=False),
    Column("person", Uuid, nullable=False),
    Column("channel", String(10), nullable=False),
    Column("contact", String(CONTACT), nullable=False),
    Column("campaign_id", Uuid, nullable=False),
    Column("campaign_version", Integer, nullable=False),
    Column("lapse", UtcDateTime, nullable=False, comment="the last order before this lapse"),
    Column("language", String(35), nullable=False),
    Column("decision", Uuid, nullable=False, comment="the yes that allows it"),
    Column("state", String(10), nullable=False),
    Column("because", String(20), nullable=False, comment="what the gate said last"),
    Column("body", Text, nullable=False, comment="as it left; empty until then"),
    Column("segments", Integer, nullable=False),
    Column("at", UtcDateTime, nullable=False, comment="when it was claimed"),
    Column("lease_until", UtcDateTime, nullable=False),
    Column("left_at", UtcDateTime),
    Column("gateway", String(40), nullable=False),
    Column("reference", String(100), comment="the gateway's own name for it"),
    Column("report", String(20), comment="what the gateway said of it later: delivered, or why it was not"),
    Column("reported_at", UtcDateTime),
    PrimaryKeyConstraint("restaurant_id", "id"),
    UniqueConstraint("restaurant_id", "person", "channel", "campaign_id", "lapse"),
    ForeignKeyConstraint(["restaurant_id", "person"], ["consent_customer.restaurant_id", "consent_customer.id"]),
    ForeignKeyConstraint(["restaurant_id", "decision"], ["consent_decision.restaurant_id", "consent_decision.id"]),
    ForeignKeyConstraint(["restaurant_id", "run"], ["consent_run.restaurant_id", "consent_run.id"]),
    CheckConstraint("state IN ('waiting', 'leaving', 'sent', 'dropped', 'failed', 'unknown')", name="state"),
    Index("ix_consent_message_contact", "restaurant_id", "channel", "contact", "left_at"),
    Index("ix_consent_message_person", "restaurant_id", "person", "id"),
    Index("ix_consent_message_state", "restaurant_id", "state", "lease_until"),
)

Index("ix_consent_customer_phone", customer.c.restaurant_id, customer.c.phone)
Index("ix_consent_customer_email", customer.c.restaurant_id, customer.c.email)
