"""The simulator on a retention campaign's page: how many, why not, what it costs, and the very text."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from consent_ui import publishing
from consent_ui.messaging import simulating
from consent_ui.rules.limits import Limits
from consent_ui.rules.roles import Role
from consent_ui.store import limits as limit_store
from consent_ui.store.people import Customer
from consent_ui.store.sending_tables import message, run
from tests.samples import NOW
from tests.staff.campaigning import of_kind
from tests.staff.customers import HTMX, say, settle_in, text_of
from tests.staff.office import BackOffice, Colleague

LONG_AGO = NOW - timedelta(days=60)
PEOPLE = (
    Customer("lea", "Léa", "+33639980011", None, 3, LONG_AGO),
    Customer("max", "Max", "+33639980022", None, 3, LONG_AGO),
    Customer("zoe", "Zoé", "+33639980033", None, 3, LONG_AGO),
)
ASKED = {"days": "45", "at": "2026-03-03T15:00"}


def path(office: BackOffice, **asked: str) -> str:
    address = f"/campaigns/{of_kind(office, 'retention').id}/simulation"
    return address + "?" + "&".join(f"{name}={value}" for name, value in asked.items()) if asked else address


def open_up(office: BackOffice) -> None:
    """Léa said yes, Max no, and Zoé nothing."""
    settle_in(office, *PEOPLE)
    say(office, PEOPLE[0], sms=True)
    say(office, PEOPLE[1], sms=False)


@pytest.mark.requirement("SM-09", "SM-12")
@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
@pytest.mark.parametrize("role", Role)
def test_it_says_how_many_why_and_in_which_words(back_office: BackOffice, role: Role, headers: dict[str, str]) -> None:
    open_up(back_office)
    page = back_office.colleague(role).get(path(back_office, **ASKED, price="0,045"), headers=headers)
    assert page.status_code == 200 and ("<html" in page.text) is not bool(headers)
    words = text_of(page)
    assert "On 3 March 2026 at 15:00, with 45 days without an order: 1 would be texted, 0 would wait" in words
    assert "2 would not be texted" in words
    for why in ("Would get it 1", "Said no 1", "Never answered 1"):
        assert why in words
    assert "Café Nord: " in words and "Café Nord : " in words and words.count("STOP") == 2
    plain, _, terms = words.rpartition("In the terms of SMS services: ")
    assert "It counts as one SMS. Costs €0.0" in plain and "SMS to pay for, with long messages counted as" in plain
    assert re.match(r"encoding (GSM-7|UCS-2), length \d+, segments 1\.", terms)
    for jargon in ("segment", "GSM-7", "UCS-2", "encoding", "alphabet", "s written to"):
        assert jargon not in re.sub(r"In the terms of SMS services: [^.]+\.", "", words)
    assert "Costs €0.0" in words and "Together about €0.0" in words
    assert "39980011" not in page.text


def test_it_counts_on_both_databases_and_sends_and_stores_nothing(either_office: BackOffice) -> None:
    open_up(either_office)
    assert "1 would be texted" in text_of(either_office.colleague(Role.VIEWER).get(path(either_office, **ASKED)))
    with either_office.place.consent.database.read() as connection:
        stored = [connection.execute(select(func.count()).select_from(each)).scalar() for each in (message, run)]
    assert stored == [0, 0]


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"days": "61"}, "0 would be texted, 0 would wait for lawful hours, 3 would not"),
        ({"at": "2026-03-03T21:00"}, "0 would be texted, 1 would wait for lawful hours, 2 would not"),
        ({"at": "2026-03-08T15:00"}, "Waits, because it is Sunday 1"),
    ],
)
def test_other_days_and_another_moment_give_another_answer(
    back_office: BackOffice, viewer: Colleague, asked: dict[str, str], words: str
) -> None:
    open_up(back_office)
    assert words in text_of(viewer.get(path(back_office, **{**ASKED, **asked})))


@pytest.mark.requirement("SM-06")
def test_it_keeps_to_the_restaurants_own_limits(back_office: BackOffice, viewer: Colleague) -> None:
    open_up(back_office)
    home = back_office.place.restaurant.id
    back_office.place.consent.database.write(lambda c: limit_store.keep(c, home, Limits(opens="16:00"), NOW))
    assert "0 would be texted, 1 would wait" in text_of(viewer.get(path(back_office, **ASKED)))


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("days", "0"), ("days", "4000"), ("days", "soon"), ("at", "never"), ("at", "2026-03-03T08:00"),
        ("at", "2027-06-01T10:00"), ("price", "cheap"), ("price", "-1"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_at_its_field_and_stays_as_typed(
    back_office: BackOffice, viewer: Colleague, headers: dict[str, str], name: str, typed: str
) -> None:
    response = viewer.get(path(back_office, **{**ASKED, name: typed}), headers=headers)
    assert response.status_code == 422
    assert f'id="{name}-error"' in response.text and f'value="{typed}"' in response.text
    assert "would be texted" not in response.text


def test_the_campaigns_page_has_the_form_and_no_other_kind_does(back_office: BackOffice, viewer: Colleague) -> None:
    page = viewer.get(f"/campaigns/{of_kind(back_office, 'retention').id}")
    assert path(back_office) in page.text and 'value="2026-03-03T10:30"' in page.text
    signup = of_kind(back_office, "signup").id
    assert "Who would get it?" not in viewer.get(f"/campaigns/{signup}").text
    assert viewer.get(f"/campaigns/{signup}/simulation").status_code == 404


def publish(office: BackOffice, **changes: Any) -> None:
    old = of_kind(office, "retention")
    publishing.publish_campaign(office.place.consent.database, office.place.restaurant.id, replace(old, **changes), NOW)


def test_a_campaign_that_is_off_is_counted_as_if_it_were_on(back_office: BackOffice, viewer: Colleague) -> None:
    open_up(back_office)
    publish(back_office, on=False)
    words = text_of(viewer.get(path(back_office, **ASKED)))
    assert "The campaign is off, so nothing leaves." in words and "1 would be texted" in words


def test_where_nobody_could_stop_or_no_sms_leaves_it_says_so(back_office: BackOffice, viewer: Colleague) -> None:
    open_up(back_office)
    back_office.place.change(sms_answers=False)
    words = text_of(viewer.get(path(back_office, **ASKED)))
    assert "no way to stop" in words and "would be texted" not in words
    back_office.place.change(channels=("email",), sms_answers=True)
    assert "does not write by SMS" in text_of(viewer.get(path(back_office, **ASKED)))


def test_of_many_customers_it_says_what_was_not_looked_at(
    back_office: BackOffice, viewer: Colleague, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_up(back_office)
    say(back_office, PEOPLE[2], sms=True)
    monkeypatch.setattr(simulating, "MOST", 1)
    words = text_of(viewer.get(path(back_office, **ASKED)))
    assert "at least 1 would be texted" in words and "1 people who said yes" in words
