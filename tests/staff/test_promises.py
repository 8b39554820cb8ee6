"""The promise watch: who ends or shrinks a campaign sees how many said yes, before and after; vouchers stay valid."""

from __future__ import annotations

from functools import partial

import pytest
from sqlalchemy import Connection

from consent_ui.rules.campaigns import Campaign
from consent_ui.store.ledger import record_customer
from consent_ui.store.people import Customer
from tests.samples import sample_answer, sample_notice, sample_restaurant
from tests.staff.campaigning import fields_of, fill, named, of_kind, publish
from tests.staff.office import BackOffice, Colleague


def say_yes(office: BackOffice, campaign: Campaign, people: int) -> None:
    notice = sample_notice(sample_restaurant(), campaign)
    for number in range(people):
        office.place.consent.database.write(partial(_answer, notice, Customer(f"yes-{number}")))


def _answer(notice: object, customer: Customer, connection: Connection) -> None:
    record_customer(connection, sample_answer(notice), customer, {})  # type: ignore[arg-type]


PROMISE = "3 people have said yes under this campaign. Vouchers already promised stay valid"


@pytest.mark.requirement("IC-04")
@pytest.mark.parametrize(
    ("changes", "less"),
    [
        ({"percent": "10"}, "the offer is smaller"),
        ({"minimum": "99"}, "the minimum order is higher"),
        ({"ends": "2026-03-20T00:00"}, "it ends sooner"),
        ({"on": ""}, "it is switched off"),
        ({"voucher": "OTHER"}, "the voucher code is another one"),
        ({"percent": "10", "minimum": "99"}, "the offer is smaller and the minimum order is higher"),
    ],
)
def test_shrinking_a_campaign_shows_before_and_after_who_was_promised_more(
    back_office: BackOffice, manager: Colleague, changes: dict[str, str], less: str
) -> None:
    campaign = of_kind(back_office, "signup")
    say_yes(back_office, campaign, 3)
    path = f"/campaigns/{campaign.id}/edit"
    values = fields_of(manager.get(path)).values
    page = fill(manager, path, changes).get_data(as_text=True)
    assert f"This version gives less than the one that stands: {less}." in page
    assert PROMISE in page
    assert values["version"] == "1"
    publish(manager, path, changes)
    assert PROMISE in manager.get(f"/campaigns/{campaign.id}").get_data(as_text=True)


@pytest.mark.requirement("IC-04")
def test_a_new_campaigns_form_with_another_ones_id_is_no_way_around_it(
    back_office: BackOffice, manager: Colleague
) -> None:
    values = {"name": "Welcome", "offer": "percent", "percent": "20"}
    publish(manager, "/campaigns/new/signup", values)
    made = named(back_office, "Welcome")
    say_yes(back_office, made, 3)
    again = {"id": str(made.id), "version": str(made.version), "percent": "10"}
    assert PROMISE in fill(manager, "/campaigns/new/signup", values | again).get_data(as_text=True)
    loyalty = {**again, "name": "Other", "offer": "buy_get", "buy": "9", "free": "1"}
    assert fill(manager, "/campaigns/new/loyalty", loyalty).status_code == 404
    assert named(back_office, "Welcome").version == made.version


@pytest.mark.requirement("IC-04")
def test_switching_off_says_it_first(back_office: BackOffice, manager: Colleague) -> None:
    campaign = of_kind(back_office, "signup")
    say_yes(back_office, campaign, 3)
    page = manager.get(f"/campaigns/{campaign.id}/switch").get_data(as_text=True)
    assert PROMISE in page and "gives less" not in page, "what is less is plain from the button"


def test_a_better_offer_and_one_that_nobody_accepted_need_no_warning(
    back_office: BackOffice, manager: Colleague
) -> None:
    campaign = of_kind(back_office, "signup")
    path = f"/campaigns/{campaign.id}/edit"
    assert "gives less" not in fill(manager, path, {"percent": "10"}).get_data(as_text=True)
    say_yes(back_office, campaign, 1)
    assert "gives less" not in fill(manager, path, {"percent": "30"}).get_data(as_text=True)
    assert "One person has said yes" in manager.get(f"/campaigns/{campaign.id}").get_data(as_text=True)


def test_the_list_counts_who_said_yes(back_office: BackOffice, viewer: Colleague) -> None:
    say_yes(back_office, of_kind(back_office, "signup"), 3)
    assert 'class="number">3<' in viewer.get("/campaigns").get_data(as_text=True)
