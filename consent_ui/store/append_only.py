"""The triggers that make records append-only, on SQLite and on PostgreSQL."""

from __future__ import annotations

APPEND_ONLY = {
    "consent_decision": ("id", "act, channel, kind"),
    "consent_notice": ("fingerprint",),
    "consent_campaign": ("id, version",),
}
"""Tables whose rows may never change, each with its unique keys inside one restaurant."""


def append_only_ddl(dialect: str) -> list[str]:
    """Statements that make the database itself refuse UPDATE, DELETE and what amounts to them (PR-04).

    SQLite's REPLACE deletes without firing a delete trigger, so there an insert that meets an existing key is
    refused before it can replace, and the tables have no rowid, which would be one more key. PostgreSQL's TRUNCATE is
    refused by a trigger of its own, and the triggers fire in a replication session too.
    """
    raising = "BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END"
    function = f"CREATE FUNCTION consent_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ {raising} $$"
    statements = [] if dialect == "sqlite" else [function]
    return statements + [
        each for name, keys in APPEND_ONLY.items() for each in append_only_statements(dialect, name, keys)
    ]


def append_only_statements(dialect: str, table: str, keys: tuple[str, ...]) -> list[str]:
    """The same for one table with these unique keys; on PostgreSQL the function must be there."""
    return _sqlite(table, keys) if dialect == "sqlite" else _postgresql(table)


def _postgresql(table: str) -> list[str]:
    raises = "EXECUTE FUNCTION consent_append_only()"
    return [
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW {raises}",
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {raises}",
        *(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_{name}" for name in ("append_only", "no_truncate")),
    ]


def _sqlite(table: str, keys: tuple[str, ...]) -> list[str]:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    statements = [
        f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} {refuse}" for verb in ("UPDATE", "DELETE")
    ]
    for number, key in enumerate(keys):
        same = " AND ".join(f"{c} = NEW.{c}" for c in ["restaurant_id", *key.split(", ")])
        twin = f"SELECT 1 FROM {table} WHERE {same}"  # noqa: S608 (our own names, no input)
        statements.append(
            f"CREATE TRIGGER {table}_no_replace_{number} BEFORE INSERT ON {table} WHEN EXISTS ({twin}) {refuse}"
        )
    return statements
