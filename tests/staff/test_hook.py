"""A host may sign its people in itself; and visitors pay nothing for a back office they never see."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from consent_ui import StaffMember
from consent_ui.hooks import Hooks
from consent_ui.rules.roles import Role
from tests.site import open_host
from tests.staff.office import PREFIX, BackOffice

ADA = StaffMember("17", "Ada Petit", {"cafe-nord": Role.MANAGER})


def hooked(back_office: BackOffice, staff: Callable[[], object]) -> None:
    """Give the site this hook."""
    consent = back_office.place.consent
    consent.hooks = Hooks(customer=consent.hooks.customer, staff=staff)


def test_whom_the_host_names_is_in(back_office: BackOffice) -> None:
    hooked(back_office, lambda: ADA)
    somebody = back_office.nobody()
    page = somebody.get("/")
    assert page.status_code == 200 and "Ada Petit" in page.get_data(as_text=True)
    assert somebody.get("/members").status_code == 403
    assert somebody.get(f"{PREFIX}/elsewhere/").status_code == 404
    for path in ("account", "sessions", "password", "second-factor/new"):
        assert somebody.get(f"{PREFIX}/{path}").status_code == 404, path
    assert somebody.get(f"{PREFIX}/sign-in").headers["Location"] == f"{PREFIX}/"


def test_the_hook_is_asked_each_time(back_office: BackOffice) -> None:
    known: list[StaffMember | None] = [ADA]
    hooked(back_office, lambda: known[0])
    somebody = back_office.nobody()
    assert somebody.get("/").status_code == 200
    known[0] = None
    assert somebody.get("/").status_code == 303


@pytest.mark.parametrize("answer", [True, "ada", {"roles": {"cafe-nord": "owner"}}, 1])
def test_what_opens_the_gallery_alone_opens_nothing_here(answer: object, back_office: BackOffice) -> None:
    hooked(back_office, lambda: answer)
    assert back_office.nobody().get("/").status_code == 303


def test_a_role_there_is_not_is_refused_at_once() -> None:
    with pytest.raises(ValueError, match="king"):
        StaffMember("17", "Ada", {"cafe-nord": "king"})  # type: ignore[dict-item]


def test_the_hosts_session_is_at_hand_for_the_hook(back_office: BackOffice) -> None:
    from flask import session

    hooked(back_office, lambda: ADA if session.get("guest") == "7" else None)
    somebody = back_office.nobody()
    assert somebody.get("/").status_code == 303
    somebody.client.post("/login/7")
    assert somebody.get("/").status_code == 200


def test_the_host_sends_its_people_to_its_own_sign_in(back_office: BackOffice, filled_url: Any) -> None:
    place = open_host(filled_url("sqlite", "site"), CONSENT_STAFF_SIGN_IN_URL="/login?next={next}")
    somebody = BackOffice(place).nobody()
    assert somebody.get("/audit").headers["Location"] == f"/login?next={PREFIX.replace('/', '%2F')}%2Fcafe-nord%2Faudit"
    root = PREFIX.replace("/", "%2F")
    for asked, back in {
        "": f"{root}%2F", f"?next={PREFIX}/cafe-nord/audit": f"{root}%2Fcafe-nord%2Faudit",
        "?next=//elsewhere.example/": f"{root}%2F",
    }.items():  # fmt: skip
        assert somebody.get(f"{PREFIX}/sign-in{asked}").headers["Location"] == f"/login?next={back}"
    place.close()


def test_the_host_keeps_its_own_session_and_headers(back_office: BackOffice) -> None:
    owner = back_office.colleague(Role.OWNER)
    owner.client.post("/login/7")
    owner.get("/")
    page = owner.client.get("/")
    assert "consent_staff" not in page.headers.get("Set-Cookie", "")
    assert owner.get("/").status_code == 200


def test_a_form_whose_body_the_host_has_read_arrives_whole(back_office: BackOffice) -> None:
    app: Flask = back_office.place.app

    def greedy() -> None:
        from flask import request

        request.form.get("anything")

    app.before_request_funcs.setdefault(None, []).append(greedy)
    viewer, somebody = back_office.employ(Role.VIEWER, factor=False), back_office.nobody()
    assert back_office.sign_in(somebody, viewer.email).status_code == 303


VISIT = """
import sys
from consent_ui import ConsentUI, migrations
from flask import Flask, render_template_string
app = Flask("host")
app.config.update(SECRET_KEY="x", CONSENT_DATABASE_URI="sqlite:///{path}")
ConsentUI(app)
app.add_url_rule("/", "home", lambda: render_template_string("<body>{{{{ consent_banner() }}}}</body>"))
migrations.upgrade(app.extensions["consent_ui"].database)
client = app.test_client()
client.get("/"), client.get("/consent/preferences")
names = "flask_security flask_login flask_session flask_wtf zxcvbn qrcode passlib consent_ui.staff".split()
loaded = [name for name in names if name in sys.modules]
assert not loaded, loaded
client.get("/consent/staff/")
assert "flask_security" in sys.modules
"""


def test_nothing_of_the_back_office_is_loaded_before_it_is_asked_for(tmp_path: Any) -> None:
    run = [sys.executable, "-c", VISIT.format(path=tmp_path / "visit.db")]
    done = subprocess.run(run, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr


def test_without_a_key_the_back_office_says_that_it_is_not_ready(filled_url: Any) -> None:
    place = open_host(filled_url("sqlite", "site"), SECRET_KEY=None)
    assert BackOffice(place).nobody().get("/").status_code == 503
    place.close()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_pages_speak_the_language_that_was_chosen(language: str, back_office: BackOffice) -> None:
    owner = back_office.colleague(Role.OWNER)
    words = {"en": "Your account", "fr": "Votre compte"}[language]
    assert words in owner.get(f"{PREFIX}/account?lang={language}").get_data(as_text=True)
    assert words in owner.get(f"{PREFIX}/account", headers={"Accept-Language": language}).get_data(as_text=True)
    other = "fr" if language == "en" else "en"
    owner.submit(f"{PREFIX}/language", {"language": language, "next": f"{PREFIX}/account"}, form=f"{PREFIX}/account")
    assert words in owner.get(f"{PREFIX}/account", headers={"Accept-Language": other}).get_data(as_text=True)


def test_the_strictest_headers_are_on_every_answer(back_office: BackOffice) -> None:
    owner = back_office.colleague(Role.OWNER)
    answers = [owner.get("/"), owner.get("/nothing"), owner.post("/audit"), back_office.nobody().get("/")]
    assert [answer.status_code for answer in answers] == [200, 404, 405, 303]
    for answer in answers:
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy and "unsafe" not in policy
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
