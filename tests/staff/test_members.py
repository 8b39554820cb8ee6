"""The team: who may come in is an owner's to say, and there always is an owner."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import pytest

from consent_ui import publishing
from consent_ui.rules.roles import Role
from consent_ui.store import audit, members
from consent_ui.store.members import Member
from tests.samples import NOW, sample_restaurant
from tests.staff.office import PREFIX, BackOffice, Colleague

NEW = {"name": "Ada Petit", "email": "Ada@Nord.example", "role": "manager"}


def role_of(back_office: BackOffice, member: Member) -> Role | None:
    with back_office.place.consent.database.read() as connection:
        return members.roles_of(connection, member.id).get("cafe-nord")


def page_of(member: Member) -> str:
    return f"/members/{member.id}"


def link_in(colleague: Colleague, path: str, data: dict[str, str]) -> str:
    page = colleague.submit(path, data).get_data(as_text=True)
    return page.partition("<code>http://localhost")[2].partition("</code>")[0]


def test_an_owner_invites_by_an_address_that_is_shown_once(either_office: BackOffice) -> None:
    owner = either_office.colleague(Role.OWNER)
    link = link_in(owner, "/members/new", NEW)
    assert link.startswith(f"{PREFIX}/set-up/")
    page = either_office.nobody().get(link).get_data(as_text=True)
    assert "Ada Petit" in page and "ada@nord.example" in page
    assert "Ada Petit" in owner.get("/members").get_data(as_text=True)
    assert link not in owner.get("/members").get_data(as_text=True)
    assert [act for act, _ in either_office.audited()] == ["member.added"]


@pytest.mark.parametrize(
    "changes", [{"name": ""}, {"email": "ada"}, {"email": "a b@nord.example"}, {"role": "king"}, {"name": "x" * 201}]
)
def test_what_cannot_be_is_said_at_its_field(changes: dict[str, str], back_office: BackOffice) -> None:
    owner = back_office.colleague(Role.OWNER)
    response = owner.submit("/members/new", {**NEW, **changes})
    page = response.get_data(as_text=True)
    assert response.status_code == 422
    assert f'id="{next(iter(changes))}-error"' in page
    assert back_office.audited() == []


def elsewhere(back_office: BackOffice, member: Member, role: Role = Role.MANAGER) -> None:
    """Give somebody a role at a restaurant that is not this owner's."""
    other = sample_restaurant(id=uuid4(), slug="elsewhere")
    publishing.publish_restaurant(back_office.place.consent.database, other, NOW)
    back_office.give(member, role, other.id)


def test_an_account_known_elsewhere_cannot_be_taken_over(back_office: BackOffice) -> None:
    owner, stranger = back_office.colleague(Role.OWNER), back_office.employ(None, email="ada@nord.example")
    elsewhere(back_office, stranger)
    assert owner.submit("/members/new", NEW).status_code == 422
    assert role_of(back_office, stranger) is None
    shared = back_office.employ(Role.VIEWER)
    back_office.give(shared, Role.OWNER, next(iter(_ids(back_office, "elsewhere"))))
    assert owner.submit(page_of(shared), {"act": "reset"}).status_code == 403
    assert back_office.sign_in(back_office.nobody(), shared.email).status_code == 303


def _ids(back_office: BackOffice, slug: str) -> list[object]:
    from consent_ui.store import offers

    with back_office.place.consent.database.read() as connection:
        return [each.id for each in offers.restaurants(connection) if each.slug == slug]


def test_who_left_every_team_begins_anew(back_office: BackOffice) -> None:
    owner, gone = back_office.colleague(Role.OWNER), back_office.employ(None, email="ada@nord.example")
    assert link_in(owner, "/members/new", NEW)
    assert role_of(back_office, gone) is Role.MANAGER
    assert back_office.sign_in(back_office.nobody(), gone.email).status_code == 422


def test_an_owner_changes_a_role(either_office: BackOffice) -> None:
    owner, member = either_office.colleague(Role.OWNER), either_office.hire(Role.VIEWER)
    assert owner.submit(page_of(member), {"act": "role", "role": "manager"}).status_code == 303
    assert role_of(either_office, member) is Role.MANAGER
    assert either_office.audited() == [("member.role", str(member.id))]


def test_who_is_removed_is_out_at_once(either_office: BackOffice) -> None:
    owner, member = either_office.colleague(Role.OWNER), either_office.hire(Role.MANAGER)
    colleague = either_office.signed_in(member)
    assert colleague.get("/").status_code == 200
    assert owner.submit(page_of(member), {"act": "remove"}).status_code == 303
    assert colleague.get("/").status_code == 303
    assert role_of(either_office, member) is None
    assert either_office.audited() == [("member.removed", str(member.id))]


@pytest.mark.parametrize("data", [{"act": "remove"}, {"act": "role", "role": "manager"}])
def test_the_last_owner_stays_one(data: dict[str, str], either_office: BackOffice) -> None:
    owner = either_office.colleague(Role.OWNER)
    either_office.hire(Role.MANAGER)
    assert owner.member is not None
    response = owner.submit(page_of(owner.member), data)
    assert response.status_code == 422
    assert "needs an owner" in response.get_data(as_text=True)
    assert role_of(either_office, owner.member) is Role.OWNER
    assert either_office.audited() == []


def test_with_a_second_owner_the_first_may_go(back_office: BackOffice) -> None:
    owner = back_office.colleague(Role.OWNER)
    back_office.hire(Role.OWNER)
    assert owner.member is not None
    assert owner.submit(page_of(owner.member), {"act": "remove"}).status_code == 303
    assert owner.get("/members").status_code in (303, 404)


def test_an_owner_signs_a_member_out_everywhere(back_office: BackOffice) -> None:
    owner, member = back_office.colleague(Role.OWNER), back_office.hire(Role.MANAGER)
    phones = [back_office.signed_in(member) for _ in range(2)]
    assert "Firefox, Linux" in owner.get(page_of(member)).get_data(as_text=True)
    assert owner.submit(page_of(member), {"act": "end"}).status_code == 303
    assert [phone.get("/").status_code for phone in phones] == [303, 303]
    assert owner.get("/members").status_code == 200


def test_an_owner_gives_a_new_start(back_office: BackOffice) -> None:
    owner, member = back_office.colleague(Role.OWNER), back_office.employ(Role.MANAGER)
    link = link_in(owner, page_of(member), {"act": "reset"})
    assert back_office.nobody().get(link).status_code == 200
    assert back_office.sign_in(back_office.nobody(), member.email).status_code == 422
    assert back_office.audited() == [("member.reset", str(member.id))]


def test_members_of_other_restaurants_are_not_there(back_office: BackOffice) -> None:
    owner, stranger = back_office.colleague(Role.OWNER), back_office.hire(None)
    elsewhere(back_office, stranger)
    for act in ("role", "remove", "end", "reset"):
        assert owner.submit(page_of(stranger), {"act": act, "role": "viewer"}, form="/members").status_code == 404
    assert owner.get(page_of(stranger)).status_code == 404


def test_the_log_shows_what_was_done_in_words(back_office: BackOffice) -> None:
    owner = back_office.colleague(Role.OWNER)
    owner.submit("/members/new", NEW)
    page = owner.get("/audit").get_data(as_text=True)
    assert "added a member" in page and "Owner" in page
    assert "nord.example" not in page


def test_the_log_says_details_in_words_and_links_to_what_they_are_about(back_office: BackOffice) -> None:
    owner, customer, campaign = back_office.colleague(Role.OWNER), uuid4(), uuid4()
    for act, subject, details in (
        ("customer.opted_out", customer, {"reason": "called", "channels": ["sms", "email"]}),
        ("customer.searched", None, {"by": "phone", "shown": 2}),
        ("campaign.published", campaign, {"version": 3, "kind": "signup"}),
        ("wordings.stopped", campaign, {"version": 4, "answers_each": None}),
        ("decisions.exported", None, {"first": "2026-03-01", "last": "2026-03-03"}),
        ("decisions.exported", None, {"first": "somewhere"}),
    ):
        note(back_office, act, subject, details)
    page = owner.get("/audit").get_data(as_text=True)
    for words in (
        "(Said so on the phone, SMS and E-mail)",
        "(by phone, results: 2)",
        "(version 3, Signup)",
        "(version 4)",
        "(from 1 Mar 2026, to 3 Mar 2026)",
        "(from somewhere)",
    ):
        assert words in page, words
    assert f'/customers/{customer}">Customer</a>' in page and f'/campaigns/{campaign}">The campaign</a>' in page
    assert f">{customer}<" not in page and "[" not in page.partition("<main")[2]


def test_the_log_names_a_campaign_as_it_is_called_now(back_office: BackOffice) -> None:
    owner, campaign = back_office.colleague(Role.OWNER), back_office.place.campaigns()[0]
    note(back_office, "campaign.published", campaign.id, {"version": 1})
    page = owner.get("/audit").get_data(as_text=True)
    assert f'/campaigns/{campaign.id}">{campaign.name}</a>' in page


def note(back_office: BackOffice, act: str, subject: UUID | None, details: dict[str, Any]) -> None:
    back_office.place.consent.database.write(
        lambda connection: audit.record(
            connection, back_office.place.restaurant.id, at=NOW, member_id=None, member_name="Ada", act=act,
            subject=subject, details=details,
        )
    )  # fmt: skip


def test_the_log_is_read_on_page_by_page(back_office: BackOffice) -> None:
    owner, member = back_office.colleague(Role.OWNER), back_office.hire(Role.VIEWER)
    for _ in range(28):
        for role in ("manager", "viewer"):
            owner.submit(page_of(member), {"act": "role", "role": role})
    page = owner.get("/audit").get_data(as_text=True)
    assert page.count("changed a role") == 50
    older = page.partition('rel="next"')[0].rpartition('href="')[2].partition('"')[0]
    assert owner.get(older).get_data(as_text=True).count("changed a role") == 6
