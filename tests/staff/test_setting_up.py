"""The first sign-in: a password that is not to be guessed, a second factor, recovery codes."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest
from passlib.totp import TOTP

from consent_ui.rules.roles import Role
from consent_ui.staff.setting_up import offer_setup
from consent_ui.store.members import Member
from tests.samples import NOW
from tests.site import Clock
from tests.staff.office import PASSWORD, PREFIX, BackOffice, Colleague, code_now

GOOD = "quatre lampes vertes au grenier"


def offered(
    back_office: BackOffice, role: Role = Role.OWNER, now: datetime = NOW, **changes: object
) -> tuple[Member, str]:
    """A new member and the path of the one-use address."""
    member = back_office.hire(role, totp=None, **changes)
    token = back_office.place.consent.database.write(lambda connection: offer_setup(connection, member.id, now))
    return member, f"{PREFIX}/set-up/{token}"


def choose(colleague: Colleague, path: str, password: str = GOOD, again: str | None = None) -> int:
    data = {"new_password": password, "repeat_password": password if again is None else again}
    return colleague.submit(path, data).status_code


def test_an_owner_comes_in_by_the_address_with_a_password_and_a_code(either_office: BackOffice) -> None:
    member, path = offered(either_office)
    colleague = either_office.nobody()
    assert choose(colleague, path) == 303
    page = colleague.get(f"{PREFIX}/second-factor").get_data(as_text=True)
    key = page.partition("<code>")[2].partition("</code>")[0].replace("-", "").replace(" ", "")
    shown = colleague.submit(f"{PREFIX}/second-factor", {"code": TOTP(key).generate().token})
    codes = re.findall(r"<li><code>([a-z2-7-]+)</code>", shown.get_data(as_text=True))
    assert len(set(codes)) == 8 and all(len(each) == 29 for each in codes)
    assert colleague.get("/").status_code == 200
    other = either_office.nobody()
    either_office.sign_in(other, member.email, GOOD)
    assert either_office.say_code(other, codes[3]).status_code == 303


def test_the_code_that_switched_the_second_factor_on_opens_nothing_afterwards(
    either_office: BackOffice, clock: Clock
) -> None:
    """A code is taken once (RFC 6238, 5.2), also the first one."""
    member, path = offered(either_office)
    colleague, other = either_office.nobody(), either_office.nobody()
    choose(colleague, path)
    page = colleague.get(f"{PREFIX}/second-factor").get_data(as_text=True)
    key = page.partition("<code>")[2].partition("</code>")[0].replace("-", "").replace(" ", "")
    code = TOTP(key).generate().token
    colleague.submit(f"{PREFIX}/second-factor", {"code": code})
    either_office.sign_in(other, member.email, GOOD)
    assert either_office.say_code(other, code).status_code == 422
    clock.shift(timedelta(seconds=30))
    assert either_office.say_code(other, TOTP(key).generate().token).status_code == 303


def test_a_wrong_code_switches_nothing_on(back_office: BackOffice) -> None:
    _, path = offered(back_office)
    colleague = back_office.nobody()
    choose(colleague, path)
    assert colleague.submit(f"{PREFIX}/second-factor", {"code": "000000"}).status_code == 422
    assert colleague.get("/").status_code == 303


def test_the_picture_is_drawn_without_any_style(back_office: BackOffice) -> None:
    _, path = offered(back_office)
    colleague = back_office.nobody()
    choose(colleague, path)
    page = colleague.get(f"{PREFIX}/second-factor").get_data(as_text=True)
    assert 'class="modules" d="M' in page and "style=" not in page and "data:" not in page


def test_the_address_is_good_once(either_office: BackOffice) -> None:
    _, path = offered(either_office)
    first, second = either_office.nobody(), either_office.nobody()
    second.get(path)
    assert choose(first, path) == 303
    assert second.get(path).status_code == 404


def test_the_address_is_good_for_a_day(back_office: BackOffice, clock: Clock) -> None:
    _, path = offered(back_office)
    clock.shift(timedelta(hours=23, minutes=59))
    assert back_office.nobody().get(path).status_code == 200
    clock.shift(timedelta(minutes=2))
    assert back_office.nobody().get(path).status_code == 404


def test_the_address_names_nobody_and_its_token_is_not_kept(back_office: BackOffice) -> None:
    member, path = offered(back_office)
    assert member.email not in path
    with back_office.place.consent.database.read() as connection:
        from sqlalchemy import text

        kept = str(connection.execute(text("SELECT * FROM consent_member")).all())
    assert path.rsplit("/", 1)[1] not in kept


def test_a_new_start_ends_what_was_before(back_office: BackOffice) -> None:
    member = back_office.employ(Role.OWNER)
    colleague = back_office.signed_in(member)
    back_office.place.consent.database.write(lambda connection: offer_setup(connection, member.id, NOW))
    assert colleague.get("/").status_code == 303
    assert back_office.sign_in(back_office.nobody(), member.email).status_code == 422


@pytest.mark.parametrize(
    ("password", "status"),
    [
        ("short", 422),
        ("1234567", 422),
        ("password", 422),
        ("motdepasse", 422),
        ("azertyuiop", 422),
        ("Ada Petit", 422),
        ("cafe-nord", 422),
        ("CafeNord2026", 422),
        ("adapetit2024", 422),
        ("adapetit123456", 422),
        ("petitpassword1petit", 422),
        ("CafeNord azertyuiop", 422),
        ("cafe-nord vq7-rmkz", 303),
        ("les tortues vertes du cafe nord", 303),
        ("12345678901234567890", 422),
        ("vq7-rmkz", 303),
        (GOOD, 303),
        ("çé ~ 漢字 émeraude 9", 303),
        ("lampes vertes " * 18, 303),
        ("x7 vertes lampes " * 20, 422),
    ],
)
def test_a_password_is_long_and_not_to_be_guessed(password: str, status: int, back_office: BackOffice) -> None:
    _, path = offered(back_office, name="Ada Petit")
    assert choose(back_office.nobody(), path, password) == status


def test_it_is_typed_twice_alike(back_office: BackOffice) -> None:
    _, path = offered(back_office)
    assert choose(back_office.nobody(), path, GOOD, GOOD + "x") == 422


@pytest.mark.requirement("AX-19")
def test_it_may_be_pasted_and_kept_by_a_password_manager(back_office: BackOffice) -> None:
    _, path = offered(back_office)
    page = back_office.nobody().get(path).get_data(as_text=True)
    assert page.count('autocomplete="new-password"') == 2 and 'autocomplete="username"' in page
    assert "maxlength" not in page and "onpaste" not in page


def test_a_password_is_changed_by_who_knows_the_present_one(back_office: BackOffice) -> None:
    member = back_office.employ(Role.OWNER)
    here, there = back_office.signed_in(member), back_office.signed_in(member)
    new = {"new_password": GOOD, "repeat_password": GOOD}
    assert here.submit(f"{PREFIX}/password", {"password": "wrong", **new}).status_code == 422
    assert here.submit(f"{PREFIX}/password", {"password": PASSWORD, **new}).status_code == 303
    assert here.get("/").status_code == 200
    assert there.get("/").status_code == 303
    assert back_office.sign_in(back_office.nobody(), member.email, PASSWORD).status_code == 422
    assert back_office.sign_in(back_office.nobody(), member.email, GOOD).status_code == 303
    assert ("member.password", None) in back_office.audited()


def test_a_role_that_changes_things_waits_for_a_second_factor(back_office: BackOffice) -> None:
    member = back_office.employ(Role.VIEWER, factor=False)
    colleague = back_office.signed_in(member)
    assert colleague.get("/").status_code == 200
    from tests.samples import sample_restaurant

    back_office.give(member, Role.MANAGER, sample_restaurant().id)
    assert colleague.get("/").headers["Location"] == f"{PREFIX}/second-factor/new"


def test_another_phone_takes_the_place_of_the_first(back_office: BackOffice, clock: Clock) -> None:
    member = back_office.employ(Role.OWNER)
    colleague = back_office.signed_in(member)
    page = colleague.get(f"{PREFIX}/second-factor/new").get_data(as_text=True)
    key = page.partition("<code>")[2].partition("</code>")[0].replace("-", "").replace(" ", "")
    data = {"code": TOTP(key).generate().token}
    assert colleague.submit(f"{PREFIX}/second-factor/new", data).status_code == 200
    clock.shift(timedelta(seconds=61))
    other = back_office.nobody()
    back_office.sign_in(other, member.email)
    assert back_office.say_code(other, code_now()).status_code == 422
    assert back_office.say_code(other, TOTP(key).generate().token).status_code == 303


def test_secrets_are_kept_unreadable(back_office: BackOffice) -> None:
    member = back_office.employ(Role.OWNER)
    from tests.staff.office import KEY

    assert member.password and member.password.startswith("$argon2id$") and PASSWORD not in member.password
    assert member.totp and KEY not in member.totp
