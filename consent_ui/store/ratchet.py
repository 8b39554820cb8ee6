"""The database's own refusal of a yes that staff made (CV-18): who may act where, and with what, is held by the ledger
itself, whatever code or hand adds to it.

PostgreSQL holds it as a check constraint. SQLite holds it as a trigger, because there a connection may switch its
check constraints off (`PRAGMA ignore_check_constraints`) but not a trigger, and because a constraint could only be
added by making the table of the ledger anew.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import CheckConstraint

from consent_ui.rules.consent import AFAR, ONLY_OUT, Actor, Kind, Place
from consent_ui.store.tables import decision

NAME = "whose_act"


def rule(places: Sequence[str], column: str = "") -> str:
    """What every decision must be, as SQL: rules.consent.may_stand, and nothing unknown or missing. `places` are those
    the ledger knows; `column` goes in front of each column's name."""
    kind, actor, place, person = (f"{column}{name}" for name in ("kind", "actor", "place", "person"))
    known = ", ".join(f"'{each}'" for each in places)
    afar, only_out = (", ".join(f"'{each}'" for each in sorted(group)) for group in (AFAR, ONLY_OUT))
    own = f"{actor} IN ('{Actor.VISITOR}', '{Actor.CUSTOMER}')"
    return (
        f"({kind} = '{Kind.GIVEN}' AND {own} OR {kind} IN ('{Kind.REFUSED}', '{Kind.WITHDRAWN}') "
        f"AND ({own} OR {actor} = '{Actor.STAFF}')) "
        f"AND {place} IN ({known}) "
        f"AND ({actor} = '{Actor.STAFF}') = ({place} = '{Place.STAFF}') "
        f"AND ({actor} = '{Actor.VISITOR}') = ({person} IS NULL) "
        f"AND ({place} NOT IN ({afar}) OR {actor} = '{Actor.CUSTOMER}') "
        f"AND ({kind} <> '{Kind.GIVEN}' OR {place} NOT IN ({only_out}))"
    )


def ratchet_ddl(dialect: str, places: Sequence[str]) -> list[str]:
    """Statements that make the database hold the rule, in place of an earlier one. Where a column is missing the rule
    is neither true nor false, and the decision is refused."""
    if dialect == "sqlite":
        return [
            f"DROP TRIGGER IF EXISTS consent_decision_{NAME}",
            f"CREATE TRIGGER consent_decision_{NAME} BEFORE INSERT ON consent_decision "
            f"WHEN ({rule(places, 'NEW.')}) IS NOT TRUE "
            f"BEGIN SELECT RAISE(ABORT, 'consent_decision: {NAME}'); END",
        ]
    constraint = f"ck_consent_decision_{NAME}"
    return [
        f"ALTER TABLE consent_decision DROP CONSTRAINT IF EXISTS {constraint}",
        f"ALTER TABLE consent_decision ADD CONSTRAINT {constraint} CHECK (({rule(places)}) IS TRUE)",
    ]


def unratchet_ddl(dialect: str) -> str:
    """The statement that takes the rule away again, for going back to a schema before it."""
    if dialect == "sqlite":
        return f"DROP TRIGGER consent_decision_{NAME}"
    return f"ALTER TABLE consent_decision DROP CONSTRAINT ck_consent_decision_{NAME}"


decision.append_constraint(CheckConstraint(f"({rule([*Place])}) IS TRUE", name=NAME).ddl_if(dialect="postgresql"))
