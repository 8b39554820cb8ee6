"""Signing in as a sample customer and out again: one click each, guarded, and nothing stays behind."""

from __future__ import annotations

import pytest

from consent_ui.demo import sample
from consent_ui.texts import texts
from tests.demo.visiting import sign_in
from tests.quality_client import QualityClient


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


def test_a_short_word_of_a_heading_does_not_break_at_its_hyphen(client: QualityClient) -> None:
    page = client.get("/account?lang=fr").text
    assert 'Qui <span class="consent-whole">voulez-vous</span> être' in page
