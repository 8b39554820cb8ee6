"""Campaigns in the back office: made, reviewed, published, changed, switched, each by plain forms and by htmx."""

from __future__ import annotations

import re
from decimal import Decimal
from uuid import uuid4

import pytest

from consent_ui import publishing
from consent_ui.rules.campaigns import CampaignKind
from consent_ui.rules.offers import AfterOrders, AmountOff, BuyGet, FreeDelivery, FreeItem, Offer, PercentOff
from tests.samples import NOW, sample_campaign, sample_restaurant
from tests.staff.campaigning import HTMX, fields_of, fill, named, of_kind, publish, send, standing
from tests.staff.office import BackOffice, Colleague

ways = pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])
SIGNUP = "/campaigns/new/signup"
GOOD = {"name": "Welcome", "offer": "percent", "percent": "20"}


def test_the_list_says_how_each_campaign_stands_and_whom_it_wins(viewer: Colleague) -> None:
    page = viewer.get("/campaigns").get_data(as_text=True)
    assert page.count("Running") >= 3
    assert "New visitors" in page
    assert "Returning customers, loyal customers and lapsed customers" in page.replace(", and", " and")
    assert "Nobody" in page  # retention, behind loyalty
    assert "/campaigns/new/" not in page


@ways
@pytest.mark.parametrize(
    ("kind", "changes", "offer"),
    [
        ("signup", {"offer": "percent", "percent": "20"}, PercentOff(20)),
        ("signup", {"offer": "amount", "amount": "5,50"}, AmountOff(Decimal("5.50"))),
        ("signup", {"offer": "item", "item-en": "a dessert", "item-fr": "un dessert"},
         FreeItem((("en", "a dessert"), ("fr", "un dessert")))),
        ("signup", {"offer": "delivery"}, FreeDelivery()),
        ("loyalty", {"offer": "buy_get", "buy": "10", "free": "1"}, BuyGet(10, 1)),
        ("loyalty", {"offer": "meal_after", "orders": "10"}, AfterOrders(10)),
        ("loyalty", {"offer": "percent_after", "orders": "8", "percent": "15"}, AfterOrders(8, 15)),
        ("retention", {"offer": "percent", "percent": "20", "lapse_days": "1", "voucher_days": "300"}, PercentOff(20)),
        ("retention", {"offer": "amount", "amount": "3"}, AmountOff(Decimal(3))),
    ],
)  # fmt: skip
def test_every_kind_and_offer_is_made_reviewed_and_published(
    back_office: BackOffice, manager: Colleague, kind: str, changes: dict[str, str], offer: Offer, htmx: bool
) -> None:
    done = publish(manager, f"/campaigns/new/{kind}", {"name": "Made here", **changes}, htmx)
    made = named(back_office, "Made here")
    assert (made.offer, made.kind, made.version, made.on) == (offer, CampaignKind(kind), 1, True)
    address = f"/consent/staff/cafe-nord/campaigns/{made.id}"
    assert done.headers["HX-Redirect" if htmx else "Location"] == address
    assert done.status_code == (204 if htmx else 303)
    page = manager.get(address).get_data(as_text=True)
    assert "“Made here” is published as version 1." in page
    assert back_office.audited()[-1] == ("campaign.published", str(made.id))


@pytest.mark.requirement("IC-13")
def test_the_review_shows_the_words_in_every_language_and_stores_nothing(
    back_office: BackOffice, manager: Colleague
) -> None:
    before = standing(back_office)
    page = fill(manager, SIGNUP, GOOD).get_data(as_text=True)
    assert "New customers have 20% off their first order, whatever you answer here." in page
    assert "Les nouveaux clients ont 20" in page
    assert standing(back_office) == before
    assert back_office.audited() == []


@ways
@pytest.mark.requirement("IC-13", "IC-09", "IC-12")
def test_findings_block_with_reasons_and_words_that_would_pass(
    back_office: BackOffice, manager: Colleague, htmx: bool
) -> None:
    changes = GOOD | {"wording-en": "Last chance: {offer}!", "wording-fr": "Dernière chance : {offer} !"}
    review = fill(manager, SIGNUP, changes, htmx=htmx)
    page = review.get_data(as_text=True)
    assert review.status_code == 422
    assert "It presses a person to be quick." in page and "The offer runs until 31 December 2026." in page
    assert "EDPB" in page and not re.search(r"\b[A-Z]{2}-\d\d\b", page), "sources, not the numbers of our own list"
    assert re.findall('<li><a href="#(words-[a-z]+)">', page) == ["words-en", "words-fr"]
    assert "our own sentence would stand here" in page and "New customers have 20% off their first order" in page
    found = fields_of(review)
    assert found.steps == ["edit"]  # there is no button to publish
    refused = send(manager, SIGNUP, found.values, "publish", htmx)  # and no way around it
    assert refused.status_code == 422
    assert "Welcome" not in {each.name for each in standing(back_office).values()}
    again = fields_of(send(manager, SIGNUP, refused and fields_of(refused).values, "edit", htmx)).values
    assert again["wording-fr"] == "Dernière chance : {offer} !"


def test_findings_are_told_in_the_language_of_whoever_works_here(manager: Colleague) -> None:
    changes = GOOD | {"wording-en": "Last chance: {offer}."}
    page = fill(manager, f"{SIGNUP}?lang=fr", changes).get_data(as_text=True)
    assert "Cela presse les gens de se décider vite." in page
    assert "It presses" not in page


def test_own_words_are_what_visitors_read(back_office: BackOffice, manager: Colleague) -> None:
    publish(manager, SIGNUP, GOOD | {"ends": "2026-05-01T00:00", "wording-en": "For your first meal: {percent} off."})
    back_office.place.consent.forget_programmes()
    page = back_office.nobody().client.get("/?lang=en").get_data(as_text=True)
    assert "For your first meal: 20% off." in page


@pytest.mark.requirement("IC-15")
def test_a_large_benefit_for_a_yes_warns_and_can_be_published(back_office: BackOffice, manager: Colleague) -> None:
    changes = GOOD | {"percent": "31", "requires_consent": "y", "voucher_from": "own", "voucher": "W31"}
    assert "harder to defend" in fill(manager, SIGNUP, changes).get_data(as_text=True)
    publish(manager, SIGNUP, changes)
    assert named(back_office, "Welcome").requires_consent


@pytest.mark.requirement("IC-06")
def test_an_overlap_names_which_would_win_and_why(back_office: BackOffice, manager: Colleague) -> None:
    other = of_kind(back_office, "signup")
    page = fill(manager, SIGNUP, GOOD | {"ends": "2026-03-05T00:00"}).get_data(as_text=True)
    assert f"It runs at the same time as “{other.name}”. “Welcome” comes first: of two campaigns of one kind" in page


@ways
def test_a_change_is_a_new_version_and_the_old_one_stays(
    back_office: BackOffice, manager: Colleague, htmx: bool
) -> None:
    before = of_kind(back_office, "loyalty")
    publish(manager, f"/campaigns/{before.id}/edit", {"free": "2"}, htmx)
    assert standing(back_office)[before.id].version == before.version + 1
    page = manager.get(f"/campaigns/{before.id}").get_data(as_text=True)
    assert "Buy 10, get 2 free." in page and "Buy 10, get 1 free." in page


def test_a_campaign_that_runs_behind_others_says_so(back_office: BackOffice, viewer: Colleague) -> None:
    behind = of_kind(back_office, "retention")
    assert "Nobody: others come first" in viewer.get("/campaigns").get_data(as_text=True)
    page = viewer.get(f"/campaigns/{behind.id}").get_data(as_text=True)
    assert "Shown to nobody now: other campaigns come first." in page


def test_a_campaign_from_midnight_to_midnight_is_told_by_its_first_and_last_day(
    back_office: BackOffice, manager: Colleague
) -> None:
    path = f"/campaigns/{of_kind(back_office, 'loyalty').id}"
    publish(manager, f"{path}/edit", {"starts": "2026-03-01T00:00", "ends": "2026-04-01T00:00"})
    assert "From 1 March 2026 to 31 March 2026." in manager.get(path).get_data(as_text=True)
    publish(manager, f"{path}/edit", {"ends": "2026-04-01T00:01"})
    assert "From 1 March 2026 to 1 April 2026 at 00:01." in manager.get(path).get_data(as_text=True)


def test_a_new_campaign_sent_twice_is_one(back_office: BackOffice, manager: Colleague) -> None:
    review = fields_of(fill(manager, SIGNUP, GOOD)).values
    assert send(manager, SIGNUP, review, "publish").status_code == 303
    assert send(manager, SIGNUP, review, "publish").status_code == 409
    assert [each.name for each in standing(back_office).values()].count("Welcome") == 1


def test_switching_off_and_on_again_is_two_versions(back_office: BackOffice, manager: Colleague) -> None:
    before = of_kind(back_office, "loyalty")
    path = f"/campaigns/{before.id}/switch"
    for version, on, act in ((before.version, False, "campaign.switched_off"), (2, True, "campaign.switched_on")):
        values = fields_of(manager.get(path)).values
        assert values["version"] == str(version)
        assert manager.post(path, values).status_code == 303
        assert (standing(back_office)[before.id].on, back_office.audited()[-1][0]) == (on, act)
        assert manager.post(path, values).status_code == 409


@pytest.mark.parametrize("path", ["", "/edit", "/switch"])
def test_somebody_elses_campaign_does_not_exist_here(back_office: BackOffice, owner: Colleague, path: str) -> None:
    database = back_office.place.consent.database
    other = sample_restaurant(id=uuid4(), slug="elsewhere")
    publishing.publish_restaurant(database, other, NOW)
    theirs = publishing.publish_campaign(database, other.id, sample_campaign(), NOW)
    assert owner.get(f"/campaigns/{theirs.id}{path}").status_code == 404
    if path:
        values = fields_of(owner.get(SIGNUP)).values | GOOD
        assert owner.post(f"/campaigns/{theirs.id}{path}", values).status_code == 404
    assert owner.get(f"/campaigns/not-an-id{path}").status_code == 404
    with database.read() as connection:
        assert publishing.offers.current_campaigns(connection, other.id) == [theirs]


def test_a_campaign_made_here_cannot_take_the_id_of_one_that_is_there(
    back_office: BackOffice, manager: Colleague
) -> None:
    there = of_kind(back_office, "loyalty")
    values = fields_of(manager.get(SIGNUP)).values | GOOD | {"id": str(there.id)}
    send(manager, SIGNUP, values, "publish")
    assert standing(back_office)[there.id] == there
    assert send(manager, SIGNUP, values | {"id": "'; --", "version": "x"}, "publish").status_code == 303


def test_a_viewer_reads_and_cannot_change(back_office: BackOffice, viewer: Colleague) -> None:
    here = of_kind(back_office, "loyalty")
    assert viewer.get(f"/campaigns/{here.id}").status_code == 200
    assert f"{here.id}/edit" not in viewer.get(f"/campaigns/{here.id}").get_data(as_text=True)
    for path in (SIGNUP, f"/campaigns/{here.id}/edit", f"/campaigns/{here.id}/switch"):
        assert viewer.get(path).status_code == 403
        assert viewer.submit(path, GOOD | {"step": "publish"}, form="/campaigns").status_code == 403


def test_a_form_for_htmx_comes_without_the_page_around_it(manager: Colleague) -> None:
    part = manager.get(SIGNUP, headers=HTMX).get_data(as_text=True)
    assert "<form" in part and "<html" not in part
