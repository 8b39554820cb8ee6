"""A customer's card: what stands, since when, where, in which words; every look at it leaves a line."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest

from consent_ui import publishing
from consent_ui.rules.roles import Role
from consent_ui.store import people as store
from consent_ui.store.people import Customer
from tests.samples import NOW, sample_restaurant
from tests.staff.customers import HTMX, LEA, say, settle_in, take_out, text_of
from tests.staff.office import BackOffice


@pytest.fixture
def lea(back_office: BackOffice) -> UUID:
    return settle_in(back_office, LEA)[0]


@pytest.mark.requirement("PR-01", "PR-02", "WD-17")
def test_the_card_tells_states_time_place_and_words(back_office: BackOffice, lea: UUID) -> None:
    say(back_office, LEA, sms=True)
    manager = back_office.colleague(Role.MANAGER)
    page = manager.get(f"/customers/{lea}")
    words = text_of(page)
    assert "Said yes to offers by SMS." in words
    assert "Has not answered about offers by e-mail. None are sent." in words
    assert "Since 3 March 2026 at 10:30, in the question on the site." in words
    assert "Orders 3" in words and "Last order 3 March 2026" in words
    link = next(part.split('"')[0] for part in page.text.split('href="')[1:] if "/words/" in part)
    shown = text_of(manager.get(link))
    row = back_office.place.decisions()[0]
    notice = back_office.place.consent.notice(back_office.place.restaurant.id, row.notice)
    assert notice is not None and notice.words["purpose"] in shown and row.notice in shown


@pytest.mark.requirement("WD-17")
@pytest.mark.parametrize(
    ("wishes", "flag"),
    [
        ({"sms": False, "email": False}, "Out of marketing"),
        ({"sms": False}, "Out of marketing by SMS"),
        ({"sms": True, "email": False}, "Out of marketing by e-mail"),
        ({"sms": True}, "Said yes to offers"),
        ({}, "No answer yet"),
    ],
)
def test_the_flag_is_plain_at_the_top(back_office: BackOffice, lea: UUID, wishes: dict[str, bool], flag: str) -> None:
    if wishes:
        say(back_office, LEA, **wishes)
    page = back_office.colleague(Role.VIEWER).get(f"/customers/{lea}").text
    assert f"<strong>{flag}</strong>" in page
    assert page.index("<h1>") < page.index(flag) < page.index("<h2")


def test_a_yes_for_a_number_that_changed_since_is_not_in(back_office: BackOffice, lea: UUID) -> None:
    say(back_office, LEA, sms=True)
    settle_in(back_office, Customer("lea", LEA.name, "+33639980099"))
    words = text_of(back_office.colleague(Role.VIEWER).get(f"/customers/{lea}"))
    assert "no contact is confirmed. None are sent." in words
    assert "Yes, not confirmed" in words


@pytest.mark.requirement("PR-13")
def test_a_viewer_sees_the_card_masked(back_office: BackOffice, lea: UUID) -> None:
    page = back_office.colleague(Role.VIEWER).get(f"/customers/{lea}")
    words = text_of(page)
    assert "+33 6 •• •• •• 11" in words and "l•••@client.example" in words and "hidden from your role" in words
    assert "39980011" not in page.text.replace(" ", "") and "lea@" not in page.text
    words = text_of(back_office.colleague(Role.MANAGER).get(f"/customers/{lea}"))
    assert "+33 6 39 98 00 11" in words and "lea@client.example" in words


@pytest.mark.requirement("PR-13")
@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
def test_every_look_leaves_a_line(back_office: BackOffice, lea: UUID, role: Role, headers: dict[str, str]) -> None:
    back_office.colleague(role).get(f"/customers/{lea}", headers=headers)
    assert back_office.audited() == [("customer.looked", str(lea))]


@pytest.mark.requirement("PR-13")
def test_what_cannot_be_written_down_is_not_shown(
    back_office: BackOffice, lea: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    from consent_ui.store import audit
    from consent_ui.store.database import NotSaved

    viewer = back_office.colleague(Role.VIEWER)

    def fail(*_: object, **__: object) -> None:
        raise NotSaved

    monkeypatch.setattr(audit, "append", fail)
    response = viewer.get(f"/customers/{lea}")
    assert response.status_code == 503 and "Fontanel" not in response.text


@pytest.mark.requirement("CV-07")
@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
def test_somebody_elses_customer_is_not_there(back_office: BackOffice, lea: UUID, headers: dict[str, str]) -> None:
    owner = back_office.colleague(Role.OWNER)
    other = sample_restaurant(id=uuid4(), slug="elsewhere")
    database = back_office.place.consent.database
    publishing.publish_restaurant(database, other, NOW)
    theirs = database.write(lambda c: store.save_customer(c, other.id, LEA))
    notice = back_office.place.consent.database
    for path in (f"/customers/{theirs}", f"/customers/{uuid4()}", f"/customers/{theirs}/opt-out"):
        assert owner.get(path, headers=headers).status_code == 404
    assert owner.get(f"/consent/staff/elsewhere/customers/{theirs}", headers=headers).status_code == 404
    with notice.read() as connection:
        from consent_ui.store import offers

        programme = offers.programme(connection, "elsewhere")
    assert programme is not None
    for fingerprint in programme.fingerprints.values():
        assert owner.get(f"/words/{fingerprint}", headers=headers).status_code == 404
    assert back_office.audited() == []


@pytest.mark.parametrize(
    "path", ["/customers/7", "/customers/x", "/words/x", f"/words/{'é' * 64}", f"/words/{'0' * 64}"]
)
def test_a_made_up_address_is_nothing(back_office: BackOffice, lea: UUID, path: str) -> None:
    assert back_office.colleague(Role.OWNER).get(path).status_code == 404


def test_the_history_comes_newest_first_page_by_page(back_office: BackOffice, lea: UUID) -> None:
    for number in range(45):
        say(back_office, LEA, sms=number % 2 == 0)
    viewer = back_office.colleague(Role.VIEWER)
    seen: list[str] = []
    address: str | None = f"/customers/{lea}"
    while address:
        page = viewer.get(address)
        seen += [part.split('"')[0] for part in page.text.split('<time datetime="')[1:]]
        older = [part.split('"')[0] for part in page.text.split('href="')[1:] if 'rel="next"' in part.split(">")[0]]
        address = older[0] if older else None
    assert seen == [row.at.isoformat() for row in reversed(back_office.place.decisions())]
    assert len(seen) == 45


@pytest.mark.parametrize("before", ["x", "", "\0", "0190a000-0000-4000-8000-000000000000"])
def test_a_made_up_page_is_the_first(back_office: BackOffice, lea: UUID, before: str) -> None:
    say(back_office, LEA, sms=True)
    page = back_office.colleague(Role.VIEWER).get(f"/customers/{lea}", query_string={"before": before})
    assert page.status_code == 200 and page.text.count("<time ") == 1


def test_names_are_shown_as_text(back_office: BackOffice) -> None:
    name = "<b>Zed</b> ${7*7} \u202eyllib"
    (person,) = settle_in(back_office, Customer("zed", name))
    page = back_office.colleague(Role.OWNER).get(f"/customers/{person}").text
    assert "<b>Zed" not in page and "&lt;b&gt;Zed" in page and "${7*7}" in page
    assert "\u202e" not in page  # it would turn the rest of the line around


def test_in_french(back_office: BackOffice, lea: UUID) -> None:
    say(back_office, LEA, sms=True, email=False)
    manager = back_office.colleague(Role.MANAGER)
    take_out(manager, lea)
    words = text_of(manager.get(f"/customers/{lea}?lang=fr"))
    assert "Hors publicité" in words and "A été retiré des offres par SMS. Aucune n’est envoyée." in words
    assert "par l’équipe du restaurant" in words and "L’a dit au restaurant" in words
