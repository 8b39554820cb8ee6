"""The triggers that note whose contact changed after a yes was bound to it, whoever changed it and by whatever way."""

from __future__ import annotations

from collections.abc import Sequence

from consent_ui.store.customer_tables import HELD


def changes_ddl(dialect: str) -> Sequence[str]:
    """Statements that make the database note whose contact changed after a yes was bound to it."""
    said = (
        "EXISTS (SELECT 1 FROM consent_decision d WHERE d.restaurant_id = NEW.restaurant_id AND d.person = NEW.id "
        "AND d.channel = {channel} AND d.contact IS NOT NULL)"
    )
    note = (
        "INSERT INTO consent_contact_change (restaurant_id, person, channel) "
        "VALUES (NEW.restaurant_id, NEW.id, {channel}) ON CONFLICT DO NOTHING;"
    )
    if dialect == "sqlite":
        # Without statistics SQLite reads all of the restaurant for channel and contact, unless the index gives more.
        said = said.replace(" AND d.channel", " AND d.at > '' AND d.channel")
        return [
            f"CREATE TRIGGER consent_customer_{column}_changed AFTER UPDATE OF {column} ON consent_customer "
            f"WHEN OLD.{column} IS NOT NEW.{column} AND {said.format(channel=repr(channel.value))} "
            f"BEGIN {note.format(channel=repr(channel.value))} END"
            for channel, column in HELD.items()
        ]
    body = f"BEGIN IF {said} THEN {note} END IF; RETURN NULL; END".format(channel="TG_ARGV[0]")
    return [
        f"CREATE FUNCTION consent_contact_changed() RETURNS trigger LANGUAGE plpgsql AS $$ {body} $$",
        *(
            f"CREATE TRIGGER consent_customer_{column}_changed AFTER UPDATE OF {column} ON consent_customer "
            f"FOR EACH ROW WHEN (OLD.{column} IS DISTINCT FROM NEW.{column}) "
            f"EXECUTE FUNCTION consent_contact_changed({channel.value!r})"
            for channel, column in HELD.items()
        ),
    ]
