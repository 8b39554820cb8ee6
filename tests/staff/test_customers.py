"""The list of customers: found however they are typed, never through an address, and never without a trace."""

from __future__ import annotations

import logging
from dataclasses import replace
from uuid import uuid4

import pytest

from consent_ui import publishing
from consent_ui.rules.roles import Role
from consent_ui.store import audit
from consent_ui.store import people as store
from consent_ui.store.people import Customer
from tests.samples import NOW, sample_restaurant
from tests.staff.customers import HTMX, LEA, hidden, look_for, names_in, say, settle_in, text_of
from tests.staff.office import BackOffice, Colleague

LEO = Customer("leo", "Léo-Paul Fontaine", "+33639980012", "leo@client.example")


@pytest.fixture
def people(back_office: BackOffice) -> BackOffice:
    settle_in(back_office, LEA, LEO)
    return back_office


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("fontan", ["Léa Fontanel"]),
        ("LEA", ["Léa Fontanel"]),
        ("font", ["Léo-Paul Fontaine", "Léa Fontanel"]),
        ("paul léo", ["Léo-Paul Fontaine"]),
        ("06 39 98 00 11", ["Léa Fontanel"]),
        ("+33 (0)6.39.98.00.11", ["Léa Fontanel"]),
        ("0033639980012", ["Léo-Paul Fontaine"]),
        ("tel:+33639980012", ["Léo-Paul Fontaine"]),
        ("06 39 98", ["Léa Fontanel", "Léo-Paul Fontaine"]),
        ("lea@", ["Léa Fontanel"]),
        ("LEA@Client.example", ["Léa Fontanel"]),
        ("", ["Léo-Paul Fontaine", "Léa Fontanel"]),
        ("nobody", []),
    ],
)
@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
def test_a_customer_is_found_however_they_are_typed(
    people: BackOffice, headers: dict[str, str], typed: str, found: list[str]
) -> None:
    manager = people.colleague(Role.MANAGER)
    response = look_for(manager, typed, **headers)
    assert response.status_code == 200
    assert sorted(names_in(response)) == sorted(found)
    assert ("<html" in response.text) is (not headers)


def test_nobody_is_shown_before_somebody_looks(people: BackOffice) -> None:
    assert names_in(people.colleague(Role.OWNER).get("/customers")) == []


@pytest.mark.requirement("PR-13")
def test_a_viewer_sees_contacts_masked_and_cannot_spell_them_out(people: BackOffice) -> None:
    viewer = people.colleague(Role.VIEWER)
    words = text_of(look_for(viewer, "fontanel"))
    assert "+33 6 •• •• •• 11" in words and "l•••@client.example" in words
    assert "639980011" not in words.replace(" ", "") and "lea@" not in words
    for guess in ("06 39", "063998001", "lea@", "lea@client.exampl", "lea@client.example2"):
        assert names_in(look_for(viewer, guess)) == []
    for whole in ("06 39 98 00 11", "lea@client.example"):
        assert names_in(look_for(viewer, whole)) == ["Léa Fontanel"]
    for role in (Role.MANAGER, Role.OWNER):
        words = text_of(look_for(people.colleague(role), "fontanel"))
        assert "+33 6 39 98 00 11" in words and "lea@client.example" in words


@pytest.mark.requirement("PR-13")
def test_a_name_that_is_an_address_is_masked_like_one(back_office: BackOffice) -> None:
    settle_in(back_office, Customer("x", "zed@client.example"), Customer("y", "zed 0639980011"))
    words = text_of(look_for(back_office.colleague(Role.VIEWER), "zed"))
    assert "zed@" not in words and "0639980011" not in words and "z•••@client.example" in words


@pytest.mark.requirement("PR-13")
def test_what_is_typed_stands_in_no_address_no_log_and_no_audit(
    people: BackOffice, caplog: pytest.LogCaptureFixture
) -> None:
    manager = people.colleague(Role.MANAGER)
    with caplog.at_level(logging.DEBUG):
        for typed in ("06 39 98 00 11", "lea@client.example"):
            response = look_for(manager, typed)
            tree_links = [part.split('"')[0] for part in response.text.split('href="')[1:]]
            assert all("example" not in link and "3998" not in link for link in tree_links)
    with people.place.consent.database.read() as connection:
        lines = audit.entries(connection, people.place.restaurant.id, limit=100)
    assert [(line.act, line.details) for line in lines] == [
        ("customer.searched", {"by": "email", "shown": 1}),
        ("customer.searched", {"by": "phone", "shown": 1}),
    ]
    for secret in ("639980011", "06 39 98", "lea@"):
        assert secret not in caplog.text
    assert manager.get("/customers?q=lea").text.count("Fontanel") == 0


@pytest.mark.requirement("PR-13")
def test_a_search_that_shows_nobody_leaves_no_line(people: BackOffice) -> None:
    look_for(people.colleague(Role.MANAGER), "nobody")
    assert people.audited() == []


def test_the_flag_stands_beside_each_customer(people: BackOffice) -> None:
    say(people, LEA, sms=False, email=False)
    say(people, LEO, sms=False, email=True)
    words = text_of(look_for(people.colleague(Role.VIEWER), "font"))
    assert "Out of marketing" in words and "Out of marketing by SMS" in words


@pytest.mark.parametrize("role", [Role.VIEWER, Role.MANAGER])
def test_pages_of_twenty_five_lead_on_and_back(back_office: BackOffice, role: Role) -> None:
    everybody = [
        Customer(str(n), f"Guest Number{n:03}", f"+3363998{n:04}", f"guest{n}@client.example") for n in range(60)
    ]
    settle_in(back_office, *everybody)
    colleague = back_office.colleague(role)
    for typed in ("guest", ""):
        seen: list[str] = []
        page = look_for(colleague, typed)
        while True:
            seen += names_in(page)
            cursors = [part.split('"')[0] for part in page.text.split('name="after" value="')[1:]]
            ahead = [each for each in cursors if each]
            if not ahead:
                break
            assert "example" not in ahead[0] and "3998" not in ahead[0]
            page = look_for(colleague, typed, ahead[0])
        assert len(seen) == 60 and len(set(seen)) == 60
        assert "" in cursors  # the way back to the first page


def test_a_customer_of_another_restaurant_is_not_found(people: BackOffice) -> None:
    other = sample_restaurant(id=uuid4(), slug="elsewhere")
    database = people.place.consent.database
    publishing.publish_restaurant(database, other, NOW)
    theirs = replace(LEA, name="Théo Fontanel")
    database.write(lambda c: store.save_customer(c, other.id, theirs))
    owner = people.colleague(Role.OWNER)
    assert "Théo Fontanel" not in [*names_in(look_for(owner, "font")), *names_in(look_for(owner, ""))]
    assert names_in(look_for(owner, "theo")) == []


HOSTILE = [
    "\0", "a\0b", "%", "_", "%%%", "l_a", "' OR 1=1 --", '"; DROP TABLE consent_customer; --', "\\", "*", "(", "[a-z]",
    "<script>alert(1)</script>", "{{ 7*7 }}", "\u202eLea", "\u202a", "🙂", "ﷺ", "\ufffd", "+", "@", "@@", "0" * 320,
    "a" * 320, "\r\nX: y", "é" * 300,
]  # fmt: skip


@pytest.mark.parametrize("typed", HOSTILE)
@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
def test_odd_texts_are_texts(people: BackOffice, headers: dict[str, str], typed: str) -> None:
    manager = people.colleague(Role.MANAGER)
    response = look_for(manager, typed, **headers)
    assert response.status_code == 200
    assert "<script>alert" not in response.text
    expected = (
        ["Léa Fontanel"]
        if typed == "\u202eLea"
        else ["Léa Fontanel", "Léo-Paul Fontaine"]
        if typed in ("\0", "\u202a")
        else []
    )
    assert sorted(names_in(response)) == expected


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
def test_too_long_a_text_is_refused_in_words_and_kept(people: BackOffice, headers: dict[str, str]) -> None:
    manager = people.colleague(Role.MANAGER)
    response = look_for(manager, "x" * 20_000, **headers)
    assert response.status_code == 422
    assert "too long" in text_of(response)
    if not headers:
        assert "x" * 20_000 in response.text
    assert look_for(manager, "x" * 100_000, **headers).status_code == 422
    assert look_for(manager, "x" * 1_100_000, **headers).status_code == 413


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
def test_bytes_that_are_no_text_find_nobody(people: BackOffice, headers: dict[str, str]) -> None:
    manager = people.colleague(Role.MANAGER)
    token = hidden(manager.get("/customers"), "csrf_token")
    response = manager.client.post(
        manager.path("/customers"), data=f"csrf_token={token}&q=%ff%fe%c3".encode(), headers=headers,
        content_type="application/x-www-form-urlencoded",
    )  # fmt: skip
    assert response.status_code == 200 and names_in(response) == []


@pytest.mark.parametrize(
    "after", ["x", "name.", "name.zz", "everybody.00000000-0000-0000-0000-000000000000", "\0", "phone.1"]
)
def test_a_made_up_place_shows_no_more_than_a_page(people: BackOffice, after: str) -> None:
    assert look_for(people.colleague(Role.MANAGER), "font", after).status_code == 200


def test_a_search_without_its_token_finds_nobody(people: BackOffice) -> None:
    manager: Colleague = people.colleague(Role.MANAGER)
    response = manager.post("/customers", {"q": "lea"})
    assert response.status_code in (303, 400, 403) and "Fontanel" not in response.text
