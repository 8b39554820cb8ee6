"""Chez Momo's pages: one language each, the question first, prices that are the same for everybody."""

from __future__ import annotations

import re

import pytest

from consent_ui.demo import sample
from consent_ui.texts import texts
from tests.demo.visiting import notice_token, sign_in
from tests.quality_client import QualityClient

PAGES = ("/", "/menu", "/order", "/account", "/terms")


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


@pytest.mark.requirement("CV-04", "IC-03", "WD-17")
def test_the_menu_costs_the_same_for_everybody(client: QualityClient) -> None:
    def prices() -> list[str]:
        return re.findall(r'class="price">([^<]+)<', client.get("/menu").text)

    seen = prices()
    assert len(seen) == 12
    for person in sample.PEOPLE:
        sign_in(client, person.reference)
        assert prices() == seen
    client.post("/account/sign-out")
    token = notice_token(client, "/")
    client.post("/consent/banner", data={"answer": "no", "notice": token, "next": "/menu"})
    assert prices() == seen


@pytest.mark.requirement("IC-04")
def test_a_voucher_handed_over_still_counts_after_a_withdrawal(client: QualityClient) -> None:
    token = notice_token(client, "/?lang=en")
    answer = client.post("/consent/banner", data={"answer": "yes", "notice": token, "next": "/order?lang=en"})
    assert answer.status_code == 303
    assert "BIENVENUE25" in client.get(answer.location).text

    def due() -> str:
        page = client.get("/order?quenelle=2&lang=en&code=BIENVENUE25").text
        found = re.search(r'class="due">.*?<td>([^<]+)</td>', page, re.DOTALL)
        assert found
        return found[1]

    assert due() == "€27.00"
    token = notice_token(client, "/consent/preferences")
    stopped = client.post("/consent/preferences", data={"do": "stop", "notice": token})
    assert stopped.status_code == 303
    assert due() == "€27.00"


@pytest.mark.parametrize("query", ["quenelle=-1", "quenelle=99", "soup=x", "salad=%00"])
def test_an_order_that_cannot_be_read_says_so(client: QualityClient, query: str) -> None:
    answer = client.get(f"/order?lang=en&{query}")
    assert answer.status_code == 422 and 'role="alert"' in answer.text
