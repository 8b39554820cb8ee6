"""Owners narrow how often and when the restaurant sends; nobody widens it, and every change leaves a line."""

from __future__ import annotations

import pytest

from consent_ui.rules.limits import Limits
from consent_ui.rules.roles import Role
from consent_ui.store import limits as store
from tests.samples import sample_restaurant
from tests.staff.customers import text_of
from tests.staff.office import BackOffice, Colleague

HOME = sample_restaurant()
STRICT = {"cap": "2", "opens": "11:00", "closes": "19:30"}


def kept(office: BackOffice) -> Limits:
    with office.place.consent.database.read() as connection:
        return store.read(connection, HOME.id)


def test_the_page_says_what_holds_now_and_what_holds_anyway(owner: Colleague) -> None:
    words = text_of(owner.get("/sending"))
    assert "at most 3 times in 30 days, and by SMS only between 10:00 and 20:00" in words
    assert "Monday to Saturday, never on public holidays" in words
    assert "To the number that sends the offers" in words


@pytest.mark.requirement("SM-06", "SM-08")
def test_an_owner_keeps_stricter_limits_and_leaves_a_line(either_office: BackOffice) -> None:
    owner = either_office.colleague(Role.OWNER)
    assert owner.submit("/sending", STRICT).status_code == 303
    assert kept(either_office) == Limits(2, "11:00", "19:30")
    words = text_of(owner.get("/sending"))
    assert "Saved." in words and "at most 2 times in 30 days, and by SMS only between 11:00 and 19:30" in words
    assert either_office.audited() == [("sending.limited", None)]
    assert owner.submit("/sending", {"cap": "", "opens": "", "closes": ""}).status_code == 303
    assert kept(either_office) == Limits()
    assert "Changed the limits on messages" in text_of(owner.get("/audit"))


@pytest.mark.parametrize(("language", "once"), [("en", "at most once in 30 days"), ("fr", "au plus une offre en 30")])
def test_one_offer_in_thirty_days_is_said_as_one(owner: Colleague, language: str, once: str) -> None:
    owner.submit("/sending", {**STRICT, "cap": "1"})
    words = text_of(owner.get(f"/sending?lang={language}"))
    assert once in words and "1 times" not in words and "1 offres" not in words


def test_saving_what_stands_changes_nothing(back_office: BackOffice, owner: Colleague) -> None:
    owner.submit("/sending", STRICT)
    owner.submit("/sending", STRICT)
    assert "Nothing was changed." in text_of(owner.get("/sending"))
    assert len(back_office.audited()) == 1


@pytest.mark.requirement("SM-06", "SM-08")
@pytest.mark.parametrize(
    ("name", "typed", "why"),
    [
        ("cap", "4", "From 1 to 3: people were told"),
        ("cap", "many", "Please type a whole number"),
        ("opens", "07:00", "the hours can only be narrowed"),
        ("closes", "22:00", "the hours can only be narrowed"),
        ("closes", "late", "Please type a time"),
        ("closes", "10:59", "must open before they close"),
    ],
)
def test_what_is_wrong_is_told_at_its_field_and_stays_as_typed(
    back_office: BackOffice, owner: Colleague, name: str, typed: str, why: str
) -> None:
    response = owner.submit("/sending", {**STRICT, name: typed})
    assert response.status_code == 422
    place = response.text.index(f'id="{name}-error"')
    assert why in response.text[place : place + 200]
    for field, value in {**STRICT, name: typed}.items():
        assert f'name="{field}"' in response.text and f'value="{value}"' in response.text
    assert kept(back_office) == Limits() and back_office.audited() == []


@pytest.mark.parametrize("role", [Role.VIEWER, Role.MANAGER])
def test_only_owners_see_and_change_them(back_office: BackOffice, role: Role) -> None:
    colleague = back_office.colleague(role)
    assert colleague.get("/sending").status_code == 403
    assert colleague.submit("/sending", STRICT, form="/").status_code == 403
    assert "/sending" not in colleague.get("/").text
    assert kept(back_office) == Limits()


@pytest.mark.requirement("SM-06")
def test_hours_without_a_common_minute_are_told(back_office: BackOffice, owner: Colleague) -> None:
    owner.submit("/sending", {"opens": "11:00", "closes": "12:00"})
    back_office.place.change(sms_opens="14:00")
    page = owner.get("/sending")
    assert "no minute in common" in text_of(page) and "note bad" in page.text
