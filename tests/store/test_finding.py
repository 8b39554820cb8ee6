"""Customers are found by the beginning of a word, page after page, and always through an index."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Connection, insert, text

from consent_ui import publishing
from consent_ui.rules.notices import Restaurant
from consent_ui.rules.searching import By
from consent_ui.store import finding, people, tables
from consent_ui.store.customer_tables import customer_word
from consent_ui.store.database import Database
from consent_ui.store.finding import Cursor, Wanted
from consent_ui.store.people import Customer
from tests.samples import NOW, sample_restaurant
from tests.store.conftest import Rows

LEA = Customer("lea", "Léa Fontanel", "+33639980011", "lea@client.example")
LEO = Customer("leo", "Léo-Paul Fontaine", "+33639980012", "Leo.Paul@client.example")
ZOE = Customer("zoe", "Zoé Saône", None, "zoe_100%@client.example")

Save = Callable[[Customer], UUID]


@pytest.fixture
def save(published: Restaurant, run: Callable[..., Any]) -> Save:
    """Stores what the host says of a customer."""
    return lambda customer: run(people.save_customer, published.id, customer)


def names(*words: str, whole: bool = False) -> Wanted:
    return Wanted(By.NAME, tuple((word,) for word in words), whole)


def look(
    database: Database, restaurant: Restaurant, *ways: Wanted, after: Cursor | None = None, limit: int = 25
) -> list[UUID]:
    with database.read() as connection:
        return [each.customer for each in finding.find(connection, restaurant.id, ways, after, limit)]


@pytest.mark.parametrize(
    ("way", "who"),
    [
        (names("le"), ["leo", "lea"]),
        (names("lea"), ["lea"]),
        (names("font", "leo"), ["leo"]),
        (names("leopaul"), ["leo"]),
        (names("fontanel", "paul"), []),
        (names("ea"), []),
        (names("%"), []),
        (names("l_a"), []),
        (Wanted(By.PHONE, (("33639980011", "0639980011"),)), ["lea"]),
        (Wanted(By.PHONE, (("3363998001", "06"),)), ["lea", "leo"]),
        (Wanted(By.PHONE, (("3363998001",),), whole=True), []),
        (Wanted(By.PHONE, (("33639980012", "0639980012"),), whole=True), ["leo"]),
        (Wanted(By.EMAIL, (("leo.paul@",),)), ["leo"]),
        (Wanted(By.EMAIL, (("leo.paul@",),), whole=True), []),
        (Wanted(By.EMAIL, (("leo.paul@client.example",),), whole=True), ["leo"]),
        (Wanted(By.EMAIL, (("zoe_100%",),)), ["zoe"]),
        (Wanted(By.EMAIL, (("zoe%",),)), []),
    ],
)
def test_who_is_found(published: Restaurant, save: Save, database: Database, way: Wanted, who: list[str]) -> None:
    ids = {save(customer): customer.reference for customer in (LEA, LEO, ZOE)}
    assert [ids[each] for each in look(database, published, way)] == who or sorted(
        ids[each] for each in look(database, published, way)
    ) == sorted(who)


def test_the_words_follow_what_the_host_says(published: Restaurant, save: Save, database: Database) -> None:
    person = save(LEA)
    assert save(Customer("lea", "Anna Fontanel", "+33639980099", None)) == person
    assert look(database, published, names("lea")) == []
    assert look(database, published, Wanted(By.EMAIL, (("lea",),))) == []
    assert look(database, published, Wanted(By.PHONE, (("33639980011",),))) == []
    for way in (names("anna"), names("fontanel"), Wanted(By.PHONE, (("33639980099",),))):
        assert look(database, published, way) == [person]


def test_nothing_is_written_where_nothing_has_changed(save: Save, rows: Rows) -> None:
    save(LEA)
    before = rows("consent_customer_word")
    save(LEA)
    assert rows("consent_customer_word") == before
    assert len(before) == 4


def test_a_customer_of_another_restaurant_is_never_found(published: Restaurant, save: Save, database: Database) -> None:
    other = sample_restaurant(id=uuid4(), slug="other")
    publishing.publish_restaurant(database, other, NOW)
    save(LEA)
    assert look(database, other, names("lea")) == []
    with database.read() as connection:
        assert finding.everybody(connection, other.id, None, 25) == []


def test_words_go_with_their_customer(published: Restaurant, save: Save, database: Database, rows: Rows) -> None:
    save(LEA)
    with database.engine.begin() as connection:
        connection.execute(text("DELETE FROM consent_customer"))
    assert rows("consent_customer_word") == []


@pytest.fixture
def many(published: Restaurant, database: Database) -> dict[UUID, str]:
    """A few thousand customers, many of whom share words."""
    first = ("Anne", "Anna-Lou", "Marie", "Martin", "Paul")
    last = ("Martin", "Marchand", "Petit", "Durand", "Annan")
    found = {}
    people_rows, word_rows = [], []
    for number in range(3000):
        person, name = uuid4(), f"{first[number % 5]} {last[number // 5 % 5]}"
        found[person] = name
        key = {"restaurant_id": published.id}
        people_rows.append(key | {"id": person, "reference": str(number), "name": name, "orders": 0})
        word_rows += [
            key | {"customer": person, "kind": kind, "word": word}
            for kind, word in finding.words(name, f"+336{number:08}", f"p{number}@client.example")
        ]

    def job(connection: Connection) -> None:
        connection.execute(insert(tables.customer), people_rows)
        connection.execute(insert(customer_word), word_rows)

    database.write(job)  # one transaction; outside of one SQLite would make each row durable by itself
    with database.engine.begin() as connection:
        connection.execute(text("ANALYZE"))
    return found


@pytest.mark.parametrize("words", [("mar",), ("ann",), ("mar", "ann"), ("anne", "mar"), ("martin",)])
def test_the_pages_hold_everybody_once(
    published: Restaurant, many: dict[UUID, str], database: Database, words: Sequence[str]
) -> None:
    wanted = {
        person
        for person, name in many.items()
        if all(any(part.startswith(word) for part in name.casefold().replace("-", " ").split()) for word in words)
    }
    ways = [names(*words), Wanted(By.EMAIL, (("p1",),))]
    by_email = {person for number, person in enumerate(many) if str(number).startswith("1")}
    seen: list[UUID] = []
    after = None
    while True:
        with database.read() as connection:
            page = finding.find(connection, published.id, ways, after, 200)
        seen += [each.customer for each in page]
        if len(page) < 200:
            break
        after = page[-1]
    assert len(seen) == len(set(seen))
    assert set(seen) == wanted | by_email
    assert set(seen[: len(wanted)]) == wanted


def test_everybody_comes_newest_first_page_by_page(
    published: Restaurant, many: dict[UUID, str], database: Database
) -> None:
    seen: list[UUID] = []
    with database.read() as connection:
        while page := finding.everybody(connection, published.id, seen[-1] if seen else None, 700):
            seen += page
    assert seen == sorted(many, reverse=True)


WAYS = [
    (names("mar"),),
    (names("mar", "ann"),),
    (Wanted(By.PHONE, (("3360000", "0600"),)),),
    (Wanted(By.PHONE, (("33600000012",),), whole=True),),
    (Wanted(By.EMAIL, (("p12@client",),)),),
    (names("zzz"), Wanted(By.EMAIL, (("p12",),))),
]


@pytest.mark.parametrize("ways", WAYS, ids=["word", "words", "number", "whole number", "address", "name or address"])
def test_every_search_goes_through_an_index(
    published: Restaurant, many: dict[UUID, str], database: Database, ways: tuple[Wanted, ...]
) -> None:
    after = None
    with database.read() as connection:
        page = finding.find(connection, published.id, ways, None, 5)
        assert page
        for after in (None, page[-1]):
            plans = explain(database, lambda c, after=after: finding.find(c, published.id, ways, after, 5))  # type: ignore[misc]
            assert plans
            for plan in plans:
                assert through_an_index(plan), plan


def test_so_do_the_list_of_everybody_and_the_customers_themselves(
    published: Restaurant, many: dict[UUID, str], database: Database
) -> None:
    some = [*many][:25]
    for read in (
        lambda c: finding.everybody(c, published.id, some[0], 25),
        lambda c: people.customers_by_id(c, published.id, some),
    ):
        (plan,) = explain(database, read)
        assert through_an_index(plan), plan


def test_a_search_without_an_index_would_be_noticed(many: dict[UUID, str], database: Database) -> None:
    (plan,) = explain(
        database, lambda c: c.execute(text("SELECT * FROM consent_customer WHERE name LIKE '%mar%'")).all()
    )
    assert not through_an_index(plan)


def through_an_index(plan: str) -> bool:
    """Neither a whole table nor a sort of all that was found."""
    plan = re.sub(r"SCAN (anon_\d+|CONSTANT ROW)", "", plan)  # the few rows that a LIMIT let through, and no table
    lines = [line for line in plan.splitlines() if "consent_customer_word USING" in line]
    if any("word>" not in line and "word=" not in line and "customer=" not in line for line in lines):
        return False  # all the words of a kind
    return not any(sign in plan for sign in ("SCAN", "ANY(", "Seq Scan", "TEMP B-TREE"))


def explain(database: Database, read: Callable[[Any], Any]) -> list[str]:
    """The plan of every statement that `read` sends, as the database tells it."""
    from sqlalchemy import event

    sent: list[tuple[str, Any]] = []

    def note(connection: Any, cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        sent.append((statement, parameters))

    with database.read() as connection:
        event.listen(connection, "before_cursor_execute", note)
        read(connection)
        event.remove(connection, "before_cursor_execute", note)
        how = "EXPLAIN QUERY PLAN" if database.engine.dialect.name == "sqlite" else "EXPLAIN"
        return [
            "\n".join(str(row) for row in connection.exec_driver_sql(f"{how} {statement}", parameters))
            for statement, parameters in sent
        ]
