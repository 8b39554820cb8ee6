"""Chez Momo, the demo restaurant: its pages, its customers, its languages."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from consent_ui.demo import create_demo, sample
from consent_ui.rules.consent import Channel, State
from consent_ui.texts import texts
from tests.quality_client import QualityClient

PAGES = ("/", "/menu", "/order", "/account", "/terms")
CONFIG = {"SECRET_KEY": "a demo for tests", "TESTING": True}
Build = Callable[..., Flask]


@pytest.fixture
def build(tmp_path: Path) -> Build:
    def made(**settings: object) -> Flask:
        app = create_demo(f"sqlite:///{tmp_path / 'demo.db'}", CONFIG, **settings)
        app.test_client_class = QualityClient
        return app

    return made


@pytest.fixture
def app(build: Build) -> Flask:
    return build()


@pytest.fixture
def client(app: Flask) -> QualityClient:
    return app.test_client()


def sign_in(client: QualityClient, reference: str) -> None:
    answer = client.post("/account/sign-in", data={"customer": reference})
    assert answer.status_code == 303 and answer.location == "/account"


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", sample.LANGUAGES)
def test_every_page_speaks_one_language_and_leads_to_the_preference_centre(
    client: QualityClient, path: str, language: str
) -> None:
    answer = client.get(path, headers={"Accept-Language": language})
    assert answer.status_code == 200
    assert f'<html lang="{language}">' in answer.text
    footer = answer.text.partition("<footer")[2]
    name = texts(language)("preferences.name")
    assert f'<a href="/consent/preferences?lang={language}">{name}</a>' in footer
    assert "/terms" in footer and "<address>" in footer


@pytest.mark.requirement("IN-03")
@pytest.mark.parametrize("path", PAGES)
def test_the_question_comes_first_in_the_body_and_never_over_the_terms(client: QualityClient, path: str) -> None:
    body = client.get(path).text.partition("<body>")[2].lstrip()
    if path == "/terms":
        assert body.startswith('<a class="skip"') and "consent-banner" not in body
    else:
        assert re.match(r'<section[^>]* id="consent-banner"', body)


@pytest.mark.requirement("CV-16")
@pytest.mark.parametrize("path", [*PAGES, "/order?quenelle=1&code=BIENVENUE25", "/nowhere", "/?lang=en"])
def test_a_visitor_gets_no_cookie(client: QualityClient, path: str) -> None:
    assert "Set-Cookie" not in client.get(path).headers


@pytest.mark.parametrize("path", [*PAGES, "/nowhere"])
def test_pages_of_a_person_are_kept_by_no_cache(client: QualityClient, path: str) -> None:
    answer = client.get(path)
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert {"cookie", "accept-language"} <= set(answer.vary.as_set())


def test_a_language_chosen_by_hand_stays_on_every_link_and_on_the_form(client: QualityClient) -> None:
    page = client.get("/order?lang=en", headers={"Accept-Language": "fr"}).text
    assert '<html lang="en">' in page
    own = [link for link in re.findall(r'href="(/[^"]*)"', page) if "/static/" not in link]
    assert len(own) > 8
    assert [link for link in own if "lang=en" not in link] == ["/order?lang=fr"]
    assert '<input type="hidden" name="lang" value="en">' in page
    signed_in = client.post("/account/sign-in?lang=en", data={"customer": "lea"})
    assert signed_in.location == "/account?lang=en"


def test_without_a_choice_no_link_names_a_language_but_the_switches(client: QualityClient) -> None:
    page = client.get("/menu").text
    own = [link for link in re.findall(r'href="(/[^"]*)"', page) if not link.startswith("/consent/")]
    assert [link for link in own if "lang=" in link] == ["/menu?lang=fr", "/menu?lang=en"]


@pytest.mark.parametrize(
    ("asked", "spoken"), [("", "fr"), ("de", "fr"), ("en-GB,en;q=0.9", "en"), ("*", "fr"), (";;q=x,\x7f", "fr")]
)
def test_the_restaurants_own_language_is_the_last_resort(client: QualityClient, asked: str, spoken: str) -> None:
    for path in ("/menu", "/menu?lang=xx"):
        page = client.get(path, headers={"Accept-Language": asked})
        assert f'<html lang="{spoken}">' in page.text


def test_switching_language_keeps_what_was_asked_and_cannot_lead_away(client: QualityClient) -> None:
    page = client.get("/order?quenelle=2&_external=1&_scheme=x&lang=fr").text
    assert 'href="/order?quenelle=2&amp;_external=1&amp;_scheme=x&amp;lang=en"' in page
    lost = client.get("//elsewhere.example/x").text
    assert "elsewhere" not in lost and 'href="/?lang=en"' in lost


@pytest.mark.requirement("CV-04", "IC-03")
def test_the_menu_costs_the_same_for_everybody(client: QualityClient) -> None:
    def prices() -> list[str]:
        return re.findall(r'class="price">([^<]+)<', client.get("/menu").text)

    seen = prices()
    assert len(seen) == 12
    for person in sample.PEOPLE:
        sign_in(client, person.reference)
        assert prices() == seen
    client.post("/account/sign-out")
    token = re.search(r'name="notice" value="([^"]+)"', client.get("/").text)
    assert token
    client.post("/consent/banner", data={"answer": "no", "notice": token[1], "next": "/menu"})
    assert prices() == seen


@pytest.mark.requirement("IC-04")
def test_a_voucher_handed_over_still_counts_after_a_withdrawal(client: QualityClient) -> None:
    token = re.search(r'name="notice" value="([^"]+)"', client.get("/?lang=en").text)
    assert token
    answer = client.post("/consent/banner", data={"answer": "yes", "notice": token[1], "next": "/order?lang=en"})
    assert answer.status_code == 303
    assert "BIENVENUE25" in client.get(answer.location).text

    def due() -> str:
        page = client.get("/order?quenelle=2&lang=en&code=BIENVENUE25").text
        found = re.search(r'class="due">.*?<td>([^<]+)</td>', page, re.DOTALL)
        assert found
        return found[1]

    assert due() == "€27.00"
    centre = client.get("/consent/preferences").text
    token = re.search(r'name="notice" value="([^"]+)"', centre)
    assert token
    stopped = client.post("/consent/preferences", data={"do": "stop", "notice": token[1]})
    assert stopped.status_code == 303
    assert due() == "€27.00"


@pytest.mark.parametrize("query", ["quenelle=-1", "quenelle=99", "soup=x", "salad=%00"])
def test_an_order_that_cannot_be_read_says_so(client: QualityClient, query: str) -> None:
    answer = client.get(f"/order?lang=en&{query}")
    assert answer.status_code == 422 and 'role="alert"' in answer.text


@pytest.mark.requirement("IC-05")
@pytest.mark.parametrize("person", sample.PEOPLE, ids=lambda person: person.reference)
def test_every_sample_customer_signs_in_with_one_click(client: QualityClient, person: sample.Person) -> None:
    page = client.get("/account?lang=en").text
    assert f'name="customer" value="{person.reference}"' in page
    assert texts("en")(f"demo.person.{person.reference}") in page.replace("&#39;", "'")
    sign_in(client, person.reference)
    account = client.get("/account?lang=en").text
    assert person.name in account
    assert account.count('class="on"') == person.orders % sample.STAMPS
    for contact in (person.phone, person.email):
        assert contact is None or contact not in account
    centre = client.get("/consent/preferences?lang=en").text
    for contact in (person.phone, person.email):
        assert contact is None or contact not in centre


def test_signing_out_takes_the_cookie_away_and_leaves_nothing(client: QualityClient) -> None:
    sign_in(client, "robert")
    assert client.get_cookie("chez_momo") is not None
    answer = client.post("/account/sign-out")
    assert answer.status_code == 303
    assert client.get_cookie("chez_momo") is None and client.get_cookie("consent") is None
    assert "Robert Saône" not in client.get("/account").text.replace("Se connecter\u00a0: Robert Saône", "")


def test_the_session_cookie_cannot_be_read_by_scripts_nor_sent_across_sites(client: QualityClient) -> None:
    cookie = client.post("/account/sign-in", data={"customer": "lea"}).headers["Set-Cookie"]
    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie and "Expires" not in cookie


@pytest.mark.parametrize("path", ["/account/sign-in", "/account/sign-out"])
@pytest.mark.parametrize(
    "headers",
    [{"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Origin": "http://localhost:81"}],
    ids=["foreign", "neighbour", "origin"],
)
def test_another_sites_form_changes_nothing(client: QualityClient, path: str, headers: dict[str, str]) -> None:
    sign_in(client, "amina")
    answer = client.post(path, data={"customer": "chloe"}, headers=headers)
    assert answer.status_code == 403
    assert "Amina Belkacem" in client.get("/account").text


@pytest.mark.parametrize("path", ["/account/sign-in", "/account/sign-out"])
def test_signing_in_and_out_is_never_a_matter_of_following_a_link(client: QualityClient, path: str) -> None:
    assert client.get(path).status_code == 405


@pytest.mark.parametrize("reference", ["", "nobody", "lea\0", "' OR 1=1"])
def test_nobody_else_can_sign_in(client: QualityClient, reference: str) -> None:
    answer = client.post("/account/sign-in", data={"customer": reference})
    assert answer.status_code == 422 and 'role="alert"' in answer.text
    assert client.get_cookie("chez_momo") is None


def test_a_forged_session_is_nobody(client: QualityClient) -> None:
    client.set_cookie("chez_momo", "eyJjdXN0b21lciI6ImFtaW5hIn0.aaaa.bbbb")
    assert "Amina Belkacem" not in client.get("/account").text.replace("Se connecter\u00a0: Amina Belkacem", "")


STATES = {
    "lea": State.UNKNOWN, "thomas": State.UNKNOWN, "grace": State.UNKNOWN, "nour": State.PENDING,
    "amina": State.GIVEN, "julien": State.UNKNOWN, "camille": State.GIVEN, "ines": State.UNKNOWN,
    "robert": State.WITHDRAWN, "chloe": State.REFUSED, "hugo": State.REFUSED, "elodie": State.GIVEN,
}  # fmt: skip
ASKED = {"lea", "thomas", "grace", "julien", "ines", "hugo"}


@pytest.mark.parametrize(("reference", "state"), STATES.items())
def test_the_sample_customers_stand_where_their_lines_say(client: QualityClient, reference: str, state: State) -> None:
    sign_in(client, reference)
    account, say = client.get("/account").text, texts("fr")
    said = [each for each in State if say(f"state.sms.{each}") in account]
    # "You said yes." also begins the sentence about a yes that is waiting.
    assert max(said, key=lambda each: len(say(f"state.sms.{each}"))) is state
    assert ('id="consent-banner"' in client.get("/").text) is (reference in ASKED)


def test_past_decisions_answer_words_that_were_there_and_none_comes_from_a_real_form(app: Flask) -> None:
    with app.extensions["consent_ui"].database.read() as connection:
        rows = connection.exec_driver_sql(
            "SELECT d.at, n.published_at FROM consent_decision d JOIN consent_notice n ON n.fingerprint = d.notice"
        ).all()
    assert len(rows) == sum(1 for p in sample.PEOPLE for past in p.past if past.channel is Channel.SMS)
    assert all(published <= at for at, published in rows)


def test_opening_again_adds_nothing_and_keeps_signing_with_the_same_key(build: Build, tmp_path: Path) -> None:
    def rows(app: Flask) -> list[int]:
        with app.extensions["consent_ui"].database.read() as connection:
            return [
                connection.exec_driver_sql(f"SELECT count(*) FROM consent_{table}").scalar_one()
                for table in ("restaurant", "campaign", "notice", "customer", "decision")
            ]

    first = rows(build())
    assert first[0] == 1 and first[1] == 3 and first[3] == 12
    assert rows(build()) == first
    address = f"sqlite:///{tmp_path / 'other.db'}"
    assert create_demo(address).secret_key == create_demo(address).secret_key
    assert (tmp_path / "other.db.key").stat().st_mode & 0o077 == 0


def test_two_channels_can_be_asked_for(build: Build) -> None:
    app = build(channels=(Channel.SMS, Channel.EMAIL))
    assert app.extensions["consent_ui"].programme(sample.SLUG).restaurant.channels == (Channel.SMS, Channel.EMAIL)
    page = app.test_client().get("/?lang=en").text
    assert "SMS and e-mail" in page


def test_elsewhere_than_in_a_file_the_key_must_be_given() -> None:
    with pytest.raises(ValueError, match="SECRET_KEY"):
        create_demo("postgresql://nobody@127.0.0.1/none")


def test_the_demo_lives_on_postgresql_too(postgresql_url: str) -> None:
    app = create_demo(postgresql_url, CONFIG)
    app.test_client_class = QualityClient
    client = app.test_client()
    sign_in(client, "camille")
    assert "Camille Vaise" in client.get("/account").text
    app.extensions["consent_ui"].database.engine.dispose()
