"""Two who change one campaign: the second is told what the first changed, and loses nothing."""

from __future__ import annotations

import re

import pytest

from consent_ui.rules.roles import Role
from tests.staff.campaigning import fields_of, fill, of_kind, publish, send, standing
from tests.staff.office import BackOffice, Colleague

ways = pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])


@ways
def test_the_second_of_two_who_save_is_told_and_loses_nothing(back_office: BackOffice, htmx: bool) -> None:
    one, two = back_office.colleague(Role.OWNER), back_office.colleague(Role.MANAGER)
    before = of_kind(back_office, "loyalty")
    path = f"/campaigns/{before.id}/edit"
    mine = fields_of(two.get(path)).values | {"name": "Mine", "free": "3"}
    publish(one, path, {"name": "Theirs", "buy": "12"})
    stale = send(two, path, mine, "review", htmx)
    page = stale.get_data(as_text=True)
    assert stale.status_code == 409
    assert "Somebody else has published this campaign" in page
    for shown in ("Theirs", "Mine", ">12<", ">10<"):
        assert shown in page
    kept = fields_of(stale)
    assert (kept.values["name"], kept.values["free"]) == ("Mine", "3")
    assert standing(back_office)[before.id].name == "Theirs"
    assert fields_of(send(two, path, kept.values, "review", htmx)).steps == ["publish", "edit"]
    send(two, path, kept.values, "publish", htmx)
    assert standing(back_office)[before.id].name == "Mine"


def test_the_second_sees_in_words_what_the_first_changed_and_nothing_else(
    back_office: BackOffice, owner: Colleague, manager: Colleague
) -> None:
    path = f"/campaigns/{of_kind(back_office, 'signup').id}/edit"
    mine = fields_of(manager.get(path)).values | {"minimum": "99", "stores": "Lyon"}
    theirs = {"ends": "2026-06-03T12:00", "offer": "delivery", "stores": "Nice\r\nLyon", "language-fr": ""}
    publish(owner, path, theirs)
    page = send(manager, path, mine, "review").get_data(as_text=True)
    table = page.partition("<tbody>")[2].partition("</tbody>")[0]
    assert re.findall('href="#([^"]+)"', table) == ["offer", "percent", "ends", "stores", "language-fr"]
    for shown in ("Free delivery", "A percentage off", "3 June 2026 at 12:00", "Lyon, Nice", ">no<", ">yes<"):
        assert shown in table, shown
    assert "99" not in table and "T12:00" not in table


def test_who_typed_the_same_as_the_first_hears_that_nothing_differs(
    back_office: BackOffice, owner: Colleague, manager: Colleague
) -> None:
    path = f"/campaigns/{of_kind(back_office, 'loyalty').id}/edit"
    mine = fields_of(manager.get(path)).values | {"name": "Card"}
    publish(owner, path, {"name": "Card"})
    page = send(manager, path, mine, "review").get_data(as_text=True)
    assert "Nothing that they changed differs from your form." in page and "<tbody>" not in page


def test_who_publishes_between_review_and_publish_is_noticed_too(back_office: BackOffice, manager: Colleague) -> None:
    path = f"/campaigns/{of_kind(back_office, 'loyalty').id}/edit"
    review = fields_of(fill(manager, path, {"name": "Mine"})).values
    publish(manager, path, {"name": "Theirs"})
    assert send(manager, path, review, "publish").status_code == 409
