"""What the application's role needs on PostgreSQL: to read and add everywhere, and to change or remove only where rows
do change or go.

A role that owns nothing cannot switch off the triggers that keep the ledger (PR-04). Tables whose rows the database
itself refuses to change are left out of both lists by nature; what stands in neither is only ever added to.
"""

from __future__ import annotations

from consent_ui.store import counting_tables as counting
from consent_ui.store import customer_tables as customers
from consent_ui.store import limits, tables
from consent_ui.store import sending_tables as sending
from consent_ui.store import staff_tables as staff

CHANGING = frozenset(
    {
        tables.restaurant, tables.customer, tables.theme,
        staff.member, staff.member_role, staff.session, staff.attempt,
        counting.asked, counting.answered, counting.standing, counting.people, counting.counted,
        sending.code, sending.suppression, sending.pause, sending.reply, sending.run, sending.message,
        sending.pace, sending.bad_signature, limits.table,
    }
)  # fmt: skip
"""Tables in which rows are updated, or only locked: PostgreSQL asks for the same right for that."""

GOING = frozenset(
    {
        tables.publication, tables.theme,
        staff.member_role, staff.session, staff.attempt,
        customers.customer_word,
        counting.answered, counting.standing, counting.people, counting.counted, counting.changed,
        sending.code,
    }
)  # fmt: skip
"""Tables in which rows are deleted."""


def grants(role: str) -> list[str]:
    """The statements that give this role all that the application needs, and no more. `role` is a plain name, or
    quoted as PostgreSQL wants it."""
    rights = {
        "SELECT, INSERT": tables.metadata.sorted_tables,
        "UPDATE": [each for each in tables.metadata.sorted_tables if each in CHANGING],
        "DELETE": [each for each in tables.metadata.sorted_tables if each in GOING],
    }
    return [
        f"GRANT {right} ON {', '.join(each.name for each in concerned)} TO {role};"
        for right, concerned in rights.items()
    ]
