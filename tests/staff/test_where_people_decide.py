"""The dashboard stands wherever people decide; and a page that fails does not blame the database."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection

from consent_ui.rules.consent import Place
from consent_ui.rules.roles import Role
from consent_ui.staff import reckoning
from tests.samples import record_visitor, sample_answer, sample_notice
from tests.staff.office import BackOffice, Colleague
from tests.staff.test_dashboard import read, table


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (Place.CONTACT, "Confirming a contact"),
        (Place.SMS, "An answer to a message"),
        (Place.LINK, "The link in a message"),
        (Place.EMAIL, "The unsubscribe button of a mail program"),
        (Place.GATEWAY, "The company that carries the messages"),
        (Place.STAFF, "The restaurant’s staff"),
    ],
)
def test_the_dashboard_names_every_place_outside_the_site_too(
    back_office: BackOffice, monkeypatch: pytest.MonkeyPatch, place: Place, words: str
) -> None:
    notice = sample_notice(back_office.place.restaurant)
    back_office.place.publish(back_office.place.restaurant)

    def job(connection: Connection) -> None:
        record_visitor(connection, sample_answer(notice, False), {})

    back_office.place.consent.database.write(job)
    found = reckoning.reckon

    def elsewhere(*given: object) -> object:
        reckoned = found(*given)  # type: ignore[arg-type]
        for where, kind in list(reckoned.numbers.places):
            reckoned.numbers.places[(place, kind)] = reckoned.numbers.places.pop((where, kind))
        return reckoned

    monkeypatch.setattr(reckoning, "reckon", elsewhere)
    assert table(read(back_office.colleague(Role.VIEWER)), "Where people decide") == [[words, "0", "0", "1"]]


def test_a_page_that_fails_does_not_blame_the_database(viewer: Colleague, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise LookupError

    monkeypatch.setattr(reckoning, "reckon", fail)
    # The client of the tests refuses every page with an error, and shows it.
    with pytest.raises(AssertionError, match="<title>Something is broken here") as told:
        viewer.get("/dashboard")
    assert "database" not in str(told.value)
