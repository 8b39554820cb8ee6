"""The ledger takes people out for staff and never in, by the database's own hand (CV-18)."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import insert, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from consent_ui.rules.consent import Actor, Channel, Decision, Kind, Place, State, may_stand, settle
from consent_ui.rules.notices import Notice
from consent_ui.store import bulk
from consent_ui.store.database import Database
from consent_ui.store.tables import decision as table
from tests.samples import sample_decision
from tests.store.conftest import Rows

pytestmark = pytest.mark.requirement("CV-18")

STAFF = {"actor": "staff", "place": "staff", "kind": "given"}
PERSON = UUID("0190a000-0000-7000-8000-0000000000aa")


def values(notice: Notice, **changes: Any) -> dict[str, Any]:
    sample = sample_decision(notice=notice.fingerprint())
    return {name: getattr(sample, name) for name in Decision.__dataclass_fields__} | {"build": "1.0"} | changes


def test_no_rule_ever_makes_a_yes_of_a_no() -> None:
    acts = [(), (Kind.GIVEN,), (Kind.REFUSED,), (Kind.WITHDRAWN,), (Kind.GIVEN, Kind.WITHDRAWN)]
    for act, state, bindable, rested in itertools.product(acts, State, (True, False), (True, False)):
        assert settle(act, state, False, bindable, rested) is not Kind.GIVEN


def test_the_database_takes_what_the_rule_lets_stand_and_nothing_else(
    notice: Notice, database: Database, rows: Rows
) -> None:
    taken = []
    for kind, actor, place, person in itertools.product(Kind, Actor, Place, (None, PERSON)):
        row = values(notice, kind=kind, actor=actor, place=place, person=person, id=uuid4(), act=uuid4())
        try:
            with database.engine.begin() as connection:
                connection.execute(insert(table).values(**row))
            taken.append((kind, actor, place, person))
        except IntegrityError:
            pass
    assert taken == [
        each
        for each in itertools.product(Kind, Actor, Place, (None, PERSON))
        if may_stand(*each[:3], each[3] is not None)
    ]
    assert not [
        row for row in rows("consent_decision") if row["kind"] == "given" and "staff" in (row["actor"], row["place"])
    ]


@pytest.mark.parametrize(
    "changes",
    [
        STAFF,
        {**STAFF, "actor": "customer"},
        {**STAFF, "actor": "visitor"},
        {**STAFF, "actor": "visitor", "person": None},
        {**STAFF, "place": "banner"},
        {**STAFF, "actor": None},
        {**STAFF, "actor": ""},
        {**STAFF, "actor": "owner"},
        {**STAFF, "actor": "Customer"},
        {**STAFF, "actor": "customer "},
        {**STAFF, "actor": "customer", "place": None},
        {**STAFF, "actor": "customer", "place": ""},
        {**STAFF, "actor": "customer", "place": "import"},
        {**STAFF, "actor": "customer", "place": "Staff"},
        {**STAFF, "kind": "GIVEN"},
        {**STAFF, "kind": "given "},
        {**STAFF, "kind": None},
        {"kind": "given", "actor": "visitor", "place": "banner"},
        {"kind": "given", "actor": "customer", "place": "banner", "person": None},
    ],
)
def test_no_spelling_of_a_yes_by_staff_gets_in(
    notice: Notice, database: Database, rows: Rows, changes: dict[str, Any]
) -> None:
    with pytest.raises(DBAPIError), database.engine.begin() as connection:
        connection.execute(insert(table).values(**values(notice, **changes)))
    assert rows("consent_decision") == []


ROW = (
    "(restaurant_id, id, act, person, channel, kind, notice, language, place, actor, at, build, schema_version) "
    "VALUES (:r, :i, :a, :p, 'sms', 'given', :n, 'en', 'staff', 'staff', '2026-03-03 09:30:00', '1', 1)"
)


AROUND = {
    "sqlite": [
        (before, f"{verb} INTO consent_decision {ROW}{after}")
        for before in ("", "PRAGMA ignore_check_constraints = ON")
        for verb in ("INSERT", "INSERT OR IGNORE", "INSERT OR REPLACE", "INSERT OR ROLLBACK", "REPLACE")
        for after in ("", " ON CONFLICT DO NOTHING")
    ],
    "postgresql": [
        (before, f"INSERT INTO consent_decision {ROW}{after}")
        for before in ("", "SET session_replication_role = replica")
        for after in ("", " ON CONFLICT DO NOTHING")
    ],
}
"""Every way to insert, also with what each database lets a connection switch off."""


def test_no_way_of_inserting_goes_around(notice: Notice, database: Database, rows: Rows) -> None:
    dialect = database.engine.dialect.name
    for before, statement in AROUND[dialect]:
        ids = (notice.restaurant_id, uuid4(), uuid4(), PERSON)
        given = dict(zip("riap", (each.hex if dialect == "sqlite" else each for each in ids), strict=True))
        with database.engine.connect() as connection:
            if before:
                connection.execute(text(before))
            with pytest.raises(DBAPIError, match=r"whose_act|own_act_only"):
                connection.execute(text(statement), {**given, "n": notice.fingerprint()})
        database.close()
    assert rows("consent_decision") == []


def test_the_stores_own_inserts_are_refused_as_well(
    notice: Notice, database: Database, rows: Rows, run: Callable[..., Any]
) -> None:
    """Not even the code that writes for everybody else can be handed one."""
    forged = sample_decision(
        Kind.GIVEN, notice=notice.fingerprint(), actor=Actor.STAFF, place=Place.STAFF, channel=Channel.SMS
    )
    for write in (
        lambda connection: bulk.insert(connection, [(forged, "1.0")]),
        lambda connection: bulk.insert_unless_known(connection, [bulk.row(forged, "1.0", connection.dialect.name)]),
    ):
        with pytest.raises(DBAPIError, match=r"whose_act|own_act_only"), database.engine.begin() as connection:
            write(connection)
    assert rows("consent_decision") == []


def test_a_stored_no_of_staff_cannot_be_turned_into_a_yes(notice: Notice, database: Database, rows: Rows) -> None:
    with database.engine.begin() as connection:
        connection.execute(insert(table).values(**values(notice, kind="refused", actor="staff", place="staff")))
    for change in ("kind = 'given'", "kind = 'given', actor = 'customer', place = 'banner'"):
        with pytest.raises(DBAPIError, match="append-only"), database.engine.begin() as connection:
            connection.execute(text(f"UPDATE consent_decision SET {change}"))
    assert [row["kind"] for row in rows("consent_decision")] == ["refused"]
