"""Sessions end by themselves, and wherever their owner is; a form that came too late is not lost."""

from __future__ import annotations

from datetime import timedelta

import pytest

from consent_ui.rules.roles import Role
from consent_ui.staff.desk import desk
from consent_ui.staff.routes import ROUTES
from consent_ui.staff.sessions import COOKIE
from tests.site import Clock
from tests.staff.office import PASSWORD, PREFIX, BackOffice, Colleague, code_now

HTMX = {"HX-Request": "true"}
OURS = {"Sec-Fetch-Site": "same-origin"}
NEW = {"name": "Ada Petit", "email": "ada@nord.example", "role": "viewer"}


def test_after_half_an_hour_without_use_it_is_over(back_office: BackOffice, clock: Clock) -> None:
    owner = back_office.colleague(Role.OWNER)
    clock.shift(timedelta(minutes=29))
    assert owner.get("/").status_code == 200
    clock.shift(timedelta(minutes=29))
    assert owner.get("/").status_code == 200, "use keeps it alive"
    clock.shift(timedelta(minutes=31))
    assert owner.get("/").status_code == 303


def test_after_twelve_hours_it_is_over_in_any_case(back_office: BackOffice, clock: Clock) -> None:
    owner = back_office.colleague(Role.OWNER)
    for _ in range(28):
        clock.shift(timedelta(minutes=25))
        assert owner.get("/").status_code == 200
    clock.shift(timedelta(minutes=25))
    assert owner.get("/").status_code == 303


def test_one_sees_where_one_is_signed_in_and_ends_it_there(back_office: BackOffice) -> None:
    member = back_office.hire(Role.OWNER)
    here, there = back_office.signed_in(member), back_office.signed_in(member)
    page = here.get(f"{PREFIX}/sessions").get_data(as_text=True)
    assert page.count("Firefox, Linux") == 2
    ended = page.partition('name="end" value="')[2].partition('"')[0]
    assert here.submit(f"{PREFIX}/sessions", {"end": ended}).status_code == 303
    assert there.get("/").status_code == 303
    assert here.get("/").status_code == 200
    assert ("member.sessions_ended", None) in back_office.audited()


def test_all_others_can_be_ended_at_once(back_office: BackOffice) -> None:
    member = back_office.hire(Role.VIEWER)
    here, others = back_office.signed_in(member), [back_office.signed_in(member) for _ in range(3)]
    here.submit(f"{PREFIX}/sessions")
    assert [each.get("/").status_code for each in (here, *others)] == [200, 303, 303, 303]


def test_nobody_ends_somebody_elses(back_office: BackOffice) -> None:
    victim = back_office.colleague(Role.OWNER)
    page = victim.get(f"{PREFIX}/sessions").get_data(as_text=True)
    assert 'name="end"' not in page, "one's own present session has its own way out"
    thief = back_office.colleague(Role.VIEWER)
    with back_office.place.consent.database.read() as connection:
        from sqlalchemy import text

        ids = connection.execute(text("SELECT id, member_id FROM consent_staff_session")).all()
    theirs = next(row.id for row in ids if victim.member and row.member_id == victim.member.id.hex)
    assert thief.submit(f"{PREFIX}/sessions", {"end": theirs}).status_code == 404
    assert victim.get("/").status_code == 200


def test_an_ended_session_is_not_brought_back_by_a_request_on_its_way(back_office: BackOffice) -> None:
    member = back_office.hire(Role.OWNER)
    here, there = back_office.signed_in(member), back_office.signed_in(member)
    view = ROUTES["restaurant"].view

    def ends_meanwhile(at: object) -> object:
        here.submit(f"{PREFIX}/sessions")
        from flask import session

        session["anything"] = True
        return view(at)

    object.__setattr__(ROUTES["restaurant"], "view", ends_meanwhile)
    try:
        there.get("/")
    finally:
        object.__setattr__(ROUTES["restaurant"], "view", view)
    assert there.get("/").status_code == 303


def test_the_database_holds_no_cookie(back_office: BackOffice) -> None:
    colleague = back_office.nobody()
    sid = back_office.open_session(colleague, back_office.hire(Role.OWNER))
    with back_office.place.consent.database.read() as connection:
        from sqlalchemy import text

        kept = str(connection.execute(text("SELECT * FROM consent_staff_session")).all())
    assert sid not in kept


def test_a_form_sent_after_the_session_waits_for_its_sender(either_office: BackOffice, clock: Clock) -> None:
    owner, colleague = either_office.employ(Role.OWNER), either_office.nobody()
    come_in(either_office, colleague, owner.email)
    path = colleague.path("/members/new")
    token = colleague.client.get(path).get_data(as_text=True).partition('csrf_token" value="')[2].partition('"')[0]
    clock.shift(timedelta(hours=1))
    late = colleague.client.post(path, data={**NEW, "csrf_token": token}, headers=OURS)
    assert late.status_code == 303 and "/sign-in" in late.headers["Location"]
    assert "What you typed is kept" in colleague.client.get(late.headers["Location"]).get_data(as_text=True)
    colleague.submit(late.headers["Location"], {"email": owner.email, "password": PASSWORD})
    back = either_office.say_code(colleague)
    assert back.headers["Location"] == path
    page = colleague.client.get(path).get_data(as_text=True)
    assert 'value="Ada Petit"' in page and 'value="ada@nord.example"' in page
    assert "Here is your form as you filled it" in page
    assert "member.added" not in [act for act, _ in either_office.audited()], "nothing was sent without her"
    assert colleague.submit(path, NEW).status_code == 200
    assert 'value="Ada Petit"' not in colleague.client.get(path).get_data(as_text=True)


def come_in(back_office: BackOffice, colleague: Colleague, email: str) -> None:
    back_office.sign_in(colleague, email)
    assert back_office.say_code(colleague).status_code == 303


def test_it_does_not_wait_for_anybody_else(back_office: BackOffice, clock: Clock) -> None:
    owner, other = back_office.employ(Role.OWNER), back_office.employ(Role.OWNER)
    colleague = back_office.nobody()
    come_in(back_office, colleague, owner.email)
    clock.shift(timedelta(hours=1))
    late = colleague.client.post(colleague.path("/members/new"), data=NEW, headers=OURS)
    colleague.submit(late.headers["Location"], {"email": other.email, "password": PASSWORD})
    back_office.say_code(colleague)
    assert "Ada Petit" not in colleague.get("/members/new").get_data(as_text=True)


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "none"}, {}], ids=["by hand", "unknown"])
def test_a_form_that_no_page_of_ours_sent_is_not_kept(
    headers: dict[str, str], back_office: BackOffice, clock: Clock
) -> None:
    owner, colleague = back_office.employ(Role.OWNER), back_office.nobody()
    come_in(back_office, colleague, owner.email)
    clock.shift(timedelta(hours=1))
    late = colleague.client.post(colleague.path("/members/new"), data=NEW, headers=headers)
    colleague.submit(late.headers["Location"], {"email": owner.email, "password": PASSWORD})
    back_office.say_code(colleague)
    assert "Ada Petit" not in colleague.get("/members/new").get_data(as_text=True)


def test_secrets_are_never_kept(back_office: BackOffice, clock: Clock) -> None:
    owner, colleague = back_office.employ(Role.OWNER), back_office.nobody()
    come_in(back_office, colleague, owner.email)
    clock.shift(timedelta(hours=1))
    data = {"password": "s3cret-one", "new_password": "s3cret-two", "repeat_password": "s3cret-two", "other": "kept"}
    colleague.client.post(f"{PREFIX}/password", data=data, headers=OURS)
    with back_office.place.consent.database.read() as connection:
        from sqlalchemy import text

        kept = str(connection.execute(text("SELECT data FROM consent_staff_session")).all())
    assert "kept" in kept and "s3cret" not in kept


def test_a_page_left_open_over_a_new_sign_in_is_sent_again_with_one_more_press(back_office: BackOffice) -> None:
    owner = back_office.colleague(Role.OWNER)
    path = owner.path("/members/new")
    stale = owner.client.post(path, data={**NEW, "csrf_token": "of another session"}, headers=OURS)
    assert (stale.status_code, stale.headers["Location"]) == (303, path)
    assert 'value="Ada Petit"' in owner.client.get(path).get_data(as_text=True)
    assert owner.client.post(path, data={**NEW, "csrf_token": "made up"}).status_code == 400
    assert owner.client.post(path, data=NEW, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403


def test_htmx_leaves_for_the_filled_form_where_its_token_is_of_another_session(back_office: BackOffice) -> None:
    owner = back_office.colleague(Role.OWNER)
    path = owner.path("/members/new")
    stale = owner.client.post(path, data={**NEW, "csrf_token": "old"}, headers={**OURS, **HTMX})
    assert (stale.status_code, stale.headers["HX-Redirect"], stale.get_data()) == (204, path, b"")
    assert 'value="Ada Petit"' in owner.client.get(path).get_data(as_text=True)


def test_htmx_leaves_for_the_sign_in_and_the_form_waits(back_office: BackOffice, clock: Clock) -> None:
    owner, colleague = back_office.employ(Role.OWNER), back_office.nobody()
    come_in(back_office, colleague, owner.email)
    clock.shift(timedelta(hours=1))
    late = colleague.client.post(colleague.path("/members/new"), data=NEW, headers={**OURS, **HTMX})
    assert late.status_code == 204 and late.headers["HX-Redirect"].startswith(f"{PREFIX}/sign-in?next=")
    colleague.submit(late.headers["HX-Redirect"], {"email": owner.email, "password": PASSWORD})
    back_office.say_code(colleague)
    assert 'value="Ada Petit"' in colleague.get("/members/new").get_data(as_text=True)


@pytest.mark.parametrize("token", ["", "made up"])
def test_where_nobody_vouches_for_a_form_it_stays_on_screen_with_what_is_wrong(
    back_office: BackOffice, token: str
) -> None:
    owner = back_office.colleague(Role.OWNER)
    path = owner.path("/members/new")
    whole = owner.client.post(path, data={**NEW, "csrf_token": token})
    assert whole.status_code == 400 and "This page is out of date" in whole.text and "<html" in whole.text
    part = owner.client.post(path, data={**NEW, "csrf_token": token}, headers=HTMX)
    assert part.status_code == 400 and "This page is out of date" in part.text and "<html" not in part.text
    assert part.headers["HX-Retarget"] == ".told" and part.headers["HX-Reswap"].startswith("innerHTML")


def test_a_dangerous_act_asks_again_after_ten_minutes(back_office: BackOffice, clock: Clock) -> None:
    owner, colleague = back_office.employ(Role.OWNER), back_office.nobody()
    come_in(back_office, colleague, owner.email)
    assert colleague.get("/members/new").status_code == 200
    clock.shift(timedelta(minutes=11))
    assert colleague.get("/members").status_code == 200
    path = colleague.path("/members/new")
    asked = colleague.submit(path, NEW, form="/")
    assert asked.headers["Location"].startswith(f"{PREFIX}/verify")
    verify = asked.headers["Location"]
    assert colleague.submit(verify, {"password": "wrong", "code": code_now()}).status_code == 422
    assert colleague.submit(verify, {"password": PASSWORD, "code": "000000"}).status_code == 422
    clock.shift(timedelta(seconds=31))
    back = colleague.submit(verify, {"password": PASSWORD, "code": code_now()})
    assert (back.status_code, back.headers["Location"]) == (303, path)
    assert 'value="Ada Petit"' in colleague.client.get(path).get_data(as_text=True)
    assert colleague.submit(path, NEW).status_code == 200


ACCOUNT = f"{PREFIX}/account"


def press_after_a_while(back_office: BackOffice, clock: Clock) -> tuple[Colleague, str]:
    """An owner who asks on the account page for recovery codes too late, and where she is sent."""
    owner, colleague = back_office.employ(Role.OWNER), back_office.nobody()
    come_in(back_office, colleague, owner.email)
    clock.shift(timedelta(minutes=11))
    headers = {"Referer": f"http://localhost{ACCOUNT}"}
    asked = colleague.submit(f"{PREFIX}/recovery-codes", form=ACCOUNT, headers=headers)
    return colleague, asked.headers["Location"]


def test_a_form_without_a_page_of_its_own_comes_back_on_the_page_it_stood_on(
    back_office: BackOffice, clock: Clock
) -> None:
    _, sent_to = press_after_a_while(back_office, clock)
    assert sent_to == f"{PREFIX}/verify?next={ACCOUNT}"


def test_who_comes_back_to_nothing_but_a_button_is_told_to_press_it_again(
    back_office: BackOffice, clock: Clock
) -> None:
    colleague, sent_to = press_after_a_while(back_office, clock)
    colleague.submit(sent_to, {"password": PASSWORD, "code": code_now()})
    page = colleague.client.get(ACCOUNT).text
    assert "press the button once more" in page and "as you filled it" not in page


def test_names_of_routes_are_unique() -> None:
    with pytest.raises(ValueError, match="two routes"):

        @desk("/audit", role=Role.VIEWER)
        def audit(at: object) -> object: ...


def test_a_cookie_made_up_is_nobodys(back_office: BackOffice) -> None:
    for value in ("made-up", "open.made-up", "open.", "x" * 3900):
        somebody = back_office.nobody()
        somebody.client.set_cookie(COOKIE, value, path=PREFIX)
        assert somebody.get("/").status_code == 303


def test_htmx_leaves_the_page_for_the_sign_in(back_office: BackOffice) -> None:
    response = back_office.nobody().get("/audit", headers={"HX-Request": "true"})
    assert response.status_code == 204
    assert response.headers["HX-Redirect"].startswith(f"{PREFIX}/sign-in?next=")
