"""Signing in: two steps, nothing told about who has an account, slower after every failure."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import text

from consent_ui.rules.roles import Role
from consent_ui.staff import passwords
from consent_ui.staff.second_factor import hash_of, new_recovery_codes
from consent_ui.staff.sessions import COOKIE
from tests.site import Clock
from tests.staff.office import PASSWORD, PREFIX, SLUG, BackOffice, Colleague, code_now

HOME = f"{PREFIX}/"


def cookie_of(colleague: Colleague) -> str:
    cookie = colleague.client.get_cookie(COOKIE, path=PREFIX)
    return cookie.value if cookie else ""


def comes_in(colleague: Colleague) -> bool:
    return colleague.get("/").status_code == 200


def test_an_owner_signs_in_with_password_and_code(either_office: BackOffice) -> None:
    owner, somebody = either_office.employ(Role.OWNER), either_office.nobody()
    first = either_office.sign_in(somebody, owner.email.upper())
    assert (first.status_code, first.headers["Location"]) == (303, f"{PREFIX}/code")
    assert not comes_in(somebody)
    second = either_office.say_code(somebody)
    assert (second.status_code, second.headers["Location"]) == (303, HOME)
    assert comes_in(somebody)
    assert either_office.audited() == [("member.signed_in", None)]


def test_a_viewer_without_a_second_factor_needs_the_password_alone(back_office: BackOffice) -> None:
    viewer, somebody = back_office.employ(Role.VIEWER, factor=False), back_office.nobody()
    assert back_office.sign_in(somebody, viewer.email).headers["Location"] == HOME
    assert comes_in(somebody)


@pytest.mark.parametrize("role", [Role.OWNER, Role.MANAGER])
def test_who_changes_things_sets_a_second_factor_up_first(role: Role, back_office: BackOffice) -> None:
    member, somebody = back_office.employ(role, factor=False), back_office.nobody()
    assert back_office.sign_in(somebody, member.email).headers["Location"] == f"{PREFIX}/second-factor"
    assert not comes_in(somebody)


def test_the_page_that_was_wanted_comes_after_the_sign_in(back_office: BackOffice) -> None:
    owner, somebody = back_office.employ(Role.OWNER), back_office.nobody()
    asked = somebody.get("/audit")
    assert asked.status_code == 303
    somebody.submit(asked.headers["Location"], {"email": owner.email, "password": PASSWORD})
    assert back_office.say_code(somebody).headers["Location"] == f"{PREFIX}/{SLUG}/audit"


@pytest.mark.parametrize(
    "address", ["https://evil.example/", "//evil.example/", "/account", f"{PREFIX}/../../account", f"{PREFIX}/x/y/z"]
)
def test_no_other_page_can_be_asked_for_that_way(address: str, back_office: BackOffice) -> None:
    viewer, somebody = back_office.employ(Role.VIEWER, factor=False), back_office.nobody()
    path = f"{PREFIX}/sign-in?next={address}"
    assert somebody.submit(path, {"email": viewer.email, "password": PASSWORD}).headers["Location"] == HOME


def test_a_wrong_password_and_an_unknown_account_get_the_same_answer(back_office: BackOffice) -> None:
    owner = back_office.employ(Role.OWNER)
    waiting = back_office.hire(Role.OWNER)
    pages = []
    for email in (owner.email, "nobody@nord.example", waiting.email):
        response = back_office.sign_in(back_office.nobody(), email, "not the password")
        page = response.get_data(as_text=True).replace(email, "E-MAIL")
        pages.append((response.status_code, re.sub(r'(csrf_token" value=)"[^"]+"', r"\1", page)))
    assert pages[0] == pages[1] == pages[2]
    assert pages[0][0] == 422


def test_an_unknown_account_costs_one_verification_like_a_known_one(
    back_office: BackOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner = back_office.employ(Role.OWNER)
    hashes: list[str] = []
    verify = passwords.verify_normalized

    def counted(password: str, kept: str) -> bool:
        hashes.append(kept)
        return bool(verify(password, kept))

    monkeypatch.setattr(passwords, "verify_normalized", counted)
    for email in (owner.email, "nobody@nord.example", back_office.hire(Role.OWNER).email):
        back_office.sign_in(back_office.nobody(), email, "not the password")
    assert len(hashes) == 3
    assert len({kept.rsplit("$", 2)[0] for kept in hashes}) == 1, "the costs differ"


def test_after_five_failures_even_the_right_password_has_to_wait(either_office: BackOffice, clock: Clock) -> None:
    owner = either_office.employ(Role.OWNER)
    for _ in range(5):
        assert either_office.sign_in(either_office.nobody(), owner.email, "wrong").status_code == 422
    refused = either_office.sign_in(either_office.nobody(), owner.email)
    assert refused.status_code == 429
    assert 0 < int(refused.headers["Retry-After"]) <= 30
    clock.shift(timedelta(seconds=31))
    assert either_office.sign_in(either_office.nobody(), owner.email).status_code == 303


def test_an_account_that_there_is_not_makes_wait_alike(back_office: BackOffice) -> None:
    for _ in range(5):
        assert back_office.sign_in(back_office.nobody(), "nobody@nord.example", "wrong").status_code == 422
    assert back_office.sign_in(back_office.nobody(), "nobody@nord.example", "wrong").status_code == 429


def test_one_address_that_tries_many_accounts_has_to_wait_too(back_office: BackOffice) -> None:
    owner = back_office.employ(Role.OWNER)
    for number in range(20):
        back_office.sign_in(back_office.nobody(), f"{number}@nord.example", "wrong")
    assert back_office.sign_in(back_office.nobody(), owner.email).status_code == 429
    elsewhere = {"environ_base": {"REMOTE_ADDR": "192.0.2.7"}}
    assert back_office.sign_in(back_office.nobody(), owner.email, **elsewhere).status_code == 303


def test_ipv4_addresses_that_come_as_ipv6_wait_each_for_itself(back_office: BackOffice) -> None:
    def tries(address: str, number: int) -> int:
        at = {"environ_base": {"REMOTE_ADDR": address}}
        return back_office.sign_in(back_office.nobody(), f"{number}@nord.example", "wrong", **at).status_code

    assert [tries("::ffff:192.0.2.1", number) for number in range(21)][-1] == 429
    assert tries("::ffff:192.0.2.7", 99) == 422
    assert tries("192.0.2.1", 98) == 429  # the same one, however the server writes it


def test_codes_cannot_be_guessed_by_saying_the_password_again_and_again(back_office: BackOffice) -> None:
    owner = back_office.employ(Role.OWNER)
    statuses = []
    for _ in range(6):
        somebody = back_office.nobody()
        back_office.sign_in(somebody, owner.email)
        statuses.append(back_office.say_code(somebody, "000000").status_code)
    assert statuses[:5] == [422] * 5
    assert statuses[5] == 303, "back to the first step: the sixth is not even looked at"
    assert back_office.sign_in(back_office.nobody(), owner.email).status_code == 429


def test_a_code_is_taken_once(either_office: BackOffice) -> None:
    owner, first, second = either_office.employ(Role.OWNER), either_office.nobody(), either_office.nobody()
    code = code_now()
    for somebody in (first, second):
        either_office.sign_in(somebody, owner.email)
    assert either_office.say_code(first, code).status_code == 303
    assert either_office.say_code(second, code).status_code == 422


def test_a_recovery_code_opens_once_however_it_is_typed(either_office: BackOffice) -> None:
    codes = new_recovery_codes()
    owner = either_office.employ(Role.OWNER, recovery=tuple(hash_of(each) for each in codes))
    first, second = either_office.nobody(), either_office.nobody()
    for somebody in (first, second):
        either_office.sign_in(somebody, owner.email)
    assert either_office.say_code(first, codes[0].upper().replace("-", " ")).status_code == 303
    assert comes_in(first)
    assert either_office.say_code(second, codes[0]).status_code == 422
    assert either_office.say_code(second, codes[1]).status_code == 303


def test_who_used_a_recovery_code_is_told_how_many_are_left(back_office: BackOffice) -> None:
    codes = new_recovery_codes()
    owner = back_office.employ(Role.OWNER, recovery=tuple(hash_of(each) for each in codes))
    somebody, other = back_office.nobody(), back_office.nobody()
    for each, code in ((somebody, codes[0]), (other, code_now())):
        back_office.sign_in(each, owner.email)
        back_office.say_code(each, code)
    assert "That was a recovery code, and it is used up. Not used yet: 7." in somebody.get("/").text
    assert "recovery code" not in other.get("/").text


def test_the_code_alone_is_worth_nothing(back_office: BackOffice) -> None:
    back_office.employ(Role.OWNER)
    response = back_office.nobody().submit(f"{PREFIX}/code", {"code": code_now()}, form=f"{PREFIX}/sign-in")
    assert response.headers["Location"] == f"{PREFIX}/sign-in"


def test_a_password_said_ten_minutes_ago_has_to_be_said_again(back_office: BackOffice, clock: Clock) -> None:
    owner, somebody = back_office.employ(Role.OWNER), back_office.nobody()
    back_office.sign_in(somebody, owner.email)
    clock.shift(timedelta(minutes=11))
    assert back_office.say_code(somebody).headers["Location"] == f"{PREFIX}/sign-in"


@pytest.mark.parametrize("step", ["second-factor", "code"])
def test_a_password_that_was_said_is_worth_nothing_once_the_account_begins_anew(
    back_office: BackOffice, step: str
) -> None:
    manager, thief = back_office.employ(Role.MANAGER), back_office.nobody()
    back_office.sign_in(thief, manager.email)
    owner = back_office.colleague(Role.OWNER)
    assert owner.submit(f"/members/{manager.id}", {"act": "reset"}).status_code == 200
    answered = thief.get(f"{PREFIX}/{step}")
    assert (answered.status_code, answered.location) == (303, f"{PREFIX}/sign-in")


def test_a_password_that_was_said_is_worth_nothing_once_there_is_another(back_office: BackOffice) -> None:
    manager, thief = back_office.employ(Role.MANAGER), back_office.nobody()
    back_office.sign_in(thief, manager.email)
    other = "trois vélos dans la neige"
    new = {"password": PASSWORD, "new_password": other, "repeat_password": other}
    assert back_office.signed_in(manager).submit(f"{PREFIX}/password", new).status_code == 303
    assert back_office.say_code(thief).location == f"{PREFIX}/sign-in"


def test_the_session_has_another_name_after_each_step(back_office: BackOffice) -> None:
    owner, somebody = back_office.employ(Role.OWNER), back_office.nobody()
    names = [cookie_of(somebody)]
    back_office.sign_in(somebody, owner.email)
    names.append(cookie_of(somebody))
    thief = back_office.nobody()
    thief.client.set_cookie(COOKIE, names[-1], path=PREFIX)
    back_office.say_code(somebody)
    names.append(cookie_of(somebody))
    assert len(set(names)) == 3
    assert not comes_in(thief)
    assert thief.get(f"{PREFIX}/code").status_code == 303


def test_before_the_sign_in_nothing_is_kept_on_the_server(back_office: BackOffice) -> None:
    somebody = back_office.nobody()
    somebody.get(f"{PREFIX}/sign-in")
    somebody.get("/campaigns")
    somebody.submit(f"{PREFIX}/language", {"language": "fr"}, form=f"{PREFIX}/sign-in")
    back_office.sign_in(somebody, "nobody@nord.example")
    assert sessions_kept(back_office) == 0


def sessions_kept(back_office: BackOffice) -> int:
    with back_office.place.consent.database.read() as connection:
        return int(connection.execute(text("SELECT count(*) FROM consent_staff_session")).scalar() or 0)


def test_signing_out_ends_the_session_on_the_server(back_office: BackOffice) -> None:
    owner = back_office.colleague(Role.OWNER)
    held = cookie_of(owner)
    assert owner.submit(f"{PREFIX}/sign-out").status_code == 303
    thief = back_office.nobody()
    thief.client.set_cookie(COOKIE, held, path=PREFIX)
    assert not comes_in(thief)


def test_the_cookie_is_for_the_back_office_alone(back_office: BackOffice) -> None:
    owner, somebody = back_office.employ(Role.VIEWER, factor=False), back_office.nobody()
    path = f"{PREFIX}/sign-in"
    response = somebody.submit(
        path, {"email": owner.email, "password": PASSWORD}, form=path, base_url="https://localhost"
    )
    cookie = response.headers["Set-Cookie"]
    for part in (f"{COOKIE}=", "HttpOnly", "Secure", "SameSite=Lax", f"Path={PREFIX}"):
        assert part in cookie, cookie
    assert "Expires" not in cookie and "Domain" not in cookie


def test_no_token_in_a_header_or_an_address_signs_anybody_in(back_office: BackOffice) -> None:
    owner = back_office.employ(Role.OWNER)
    with back_office.inner().test_request_context():
        person = back_office.inner().extensions["security"].datastore.find_user(email=owner.email)
        token = person.get_auth_token()
    somebody = back_office.nobody()
    assert somebody.get("/", headers={"Authentication-Token": token}).status_code == 303
    assert somebody.get(f"/?auth_token={token}").status_code == 303
    assert somebody.get("/", auth=(owner.email, PASSWORD)).status_code == 303
