"""The links in a message: what they tell, that fetching them changes nothing, and that they lead out and never in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
import time_machine

from consent_ui import publishing
from consent_ui.links import Links, address, unsubscribe_headers
from consent_ui.messaging.link import link_in
from consent_ui.rules.campaigns import CampaignKind
from consent_ui.rules.consent import Channel
from consent_ui.seals import BadToken
from consent_ui.store import people
from consent_ui.store.database import NotSaved
from consent_ui.store.sending_tables import suppression
from tests.leaving.conftest import HOME, PHONE, PUBLIC, Office
from tests.samples import NOW, sample_restaurant

BOTH = pytest.mark.parametrize(("purpose", "page"), [("message", "m"), ("unsubscribe", "unsubscribe")])
PLACES = {"m": "link", "unsubscribe": "email"}


def link(office: Office, message: UUID, purpose: str = "message", page: str = "m") -> str:
    """The path of a link in this message."""
    token = Links(office.place.consent.seals, purpose).token(HOME.id, message)
    return address(office.place.consent.settings, page, None, token).removeprefix(PUBLIC)


@pytest.mark.requirement("IC-08")
def test_a_link_tells_until_when_the_code_in_its_message_is_good(office: Office) -> None:
    campaign = next(each for each in office.place.campaigns() if each.kind is CampaignKind.RETENTION)
    days = replace(campaign, voucher="BACK", voucher_days=30)
    publishing.publish_campaign(office.database, HOME.id, days, NOW - timedelta(days=1))
    message = office.message(office.yes(), left=NOW - timedelta(hours=1))
    assert "2 avril 2026" in office.client.get(link(office, message)).text


@pytest.mark.requirement("WD-03", "WD-04", "PR-15")
def test_a_link_tells_why_the_message_came_and_shows_the_contact_masked(office: Office) -> None:
    person = office.yes()
    answer = office.client.get(link(office, office.message(person)))
    assert answer.status_code == 200
    assert '<html lang="fr"' in answer.text
    for words in (
        "3 mars 2026",
        "23 novembre 2025",
        "25\u00a0%",
        "Arrêter les offres par SMS",
        "+33•••78",
        "restent inchangés",
    ):
        assert words in answer.text, words
    assert PHONE not in answer.text and "Léa" not in answer.text and "example.org" not in answer.text


@pytest.mark.requirement("WD-06", "PR-12", "EM-01")
@BOTH
def test_fetching_a_link_changes_nothing(office: Office, purpose: str, page: str) -> None:
    path = link(office, office.message(office.yes()), purpose, page)
    before = office.everything()
    for method in ("GET", "HEAD", "OPTIONS", "GET"):
        for headers in ({}, {"User-Agent": "GoogleImageProxy"}, {"HX-Request": "true"}):
            answer = office.client.open(path, method=method, headers=headers)
            assert answer.status_code == 200
            assert "Set-Cookie" not in answer.headers
    unjudged = office.place.app.test_client(unchecked=["/"])  # it is the host's application that answers
    for method in ("PUT", "PATCH", "DELETE"):
        assert unjudged.open(path, method=method).status_code == 405
    assert office.everything() == before


@pytest.mark.requirement("WD-01", "WD-03", "WD-07")
def test_one_click_leaves_without_signing_in(office: Office) -> None:
    person = office.yes()
    path = link(office, office.message(person))
    answer = office.client.post(path, data={"do": "stop"})
    assert (answer.status_code, answer.location) == (303, path)
    assert office.last(person) == ("withdrawn", "link")
    assert [row.source for row in office.rows(suppression)] == ["link"]
    after = office.client.get(path)
    assert "Vous avez arrêté les offres par SMS" in after.text
    assert "<form" not in after.text  # nothing there leads back in
    part = office.client.post(path, data={"do": "stop"}, headers={"HX-Request": "true"})
    assert part.status_code == 200 and "<html" not in part.text
    assert len(office.history(person)) == 2


@pytest.mark.requirement("EM-01", "WD-07")
def test_a_mail_programs_button_leaves_at_once_and_is_not_sent_elsewhere(office: Office) -> None:
    person = office.yes(channel=Channel.EMAIL)
    path = link(office, office.message(person, Channel.EMAIL), "unsubscribe", "unsubscribe")
    for _ in range(2):
        answer = office.client.post(
            path, data={"List-Unsubscribe": "One-Click"}, headers={"Sec-Fetch-Site": "cross-site", "Origin": "null"}
        )
        assert (answer.status_code, answer.location) == (200, None)
        assert "Set-Cookie" not in answer.headers
        assert office.last(person) == ("withdrawn", "email")
    assert len(office.history(person)) == 2


@pytest.mark.requirement("EM-01")
def test_a_mail_programs_button_needs_no_body_it_knows(office: Office) -> None:
    person = office.yes(channel=Channel.EMAIL)
    path = link(office, office.message(person, Channel.EMAIL), "unsubscribe", "unsubscribe")
    assert office.client.post(path, data=b"\xff\x00", content_type="text/odd").status_code == 200
    assert office.last(person) == ("withdrawn", "email")


@pytest.mark.requirement("EM-01")
def test_the_headers_of_an_e_mail_name_the_address_that_unsubscribes() -> None:
    where = "https://nord.example/consent/unsubscribe/abc"
    assert unsubscribe_headers(where) == {
        "List-Unsubscribe": f"<{where}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


@BOTH
def test_no_search_engine_and_no_other_site_learns_of_a_link(office: Office, purpose: str, page: str) -> None:
    headers = office.client.get(link(office, office.message(office.yes()), purpose, page)).headers
    assert headers["X-Robots-Tag"] == "noindex, nofollow"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "no-store" in headers["Cache-Control"]


def _spoilt(good: str) -> list[str]:
    flipped = ("A" if good[-1] != "A" else "B", "A" if good[0] != "A" else "B")
    return [
        good[:-1], good + "A", good[:-1] + flipped[0], flipped[1] + good[1:], good[:20] + good[21:], good.lower(),
        f"{good}=", "A" * 38, "x", "é" * 38, "%00", good.replace(good[5], "!"), good * 3,
    ]  # fmt: skip


@pytest.mark.requirement("WD-03", "PR-10")
@BOTH
def test_a_forged_link_is_nowhere_and_tells_nothing(office: Office, purpose: str, page: str) -> None:
    path = link(office, office.message(office.yes()), purpose, page)
    stem, good = path.rsplit("/", 1)
    nobodys = Links(office.place.consent.seals, purpose).token(HOME.id, uuid4())
    other = "unsubscribe" if purpose == "message" else "message"
    swapped = Links(office.place.consent.seals, other).token(HOME.id, UUID(int=1))
    before, seen = office.everything(), set()
    for token in (*_spoilt(good), nobodys, swapped):
        for method in ("GET", "POST"):
            answer = office.client.open(f"{stem}/{token}", method=method)
            assert answer.status_code == 404, token
            seen.add(answer.text.partition("<main")[2])
    assert len(seen) == 1
    assert office.everything() == before


def test_a_link_for_one_purpose_is_none_for_the_other(office: Office) -> None:
    message = office.message(office.yes())
    token = link(office, message).rsplit("/", 1)[1]
    assert office.client.post(f"/consent/unsubscribe/{token}").status_code == 404


@pytest.mark.requirement("CV-07")
def test_a_link_of_one_restaurant_is_none_at_another(office: Office) -> None:
    path = link(office, office.message(office.yes()))
    office.place.publish(sample_restaurant(id=uuid4(), slug="other"))
    token = path.rsplit("/", 1)[1]
    assert office.client.get(f"/consent/m/{HOME.slug}/{token}").status_code == 200
    assert office.client.get(f"/consent/m/other/{token}").status_code == 404
    assert office.client.get(f"/consent/m/nowhere/{token}").status_code == 404
    with pytest.raises(BadToken):  # the signature itself is good at one restaurant alone
        Links(office.place.consent.seals, "message").read(uuid4(), token)


def test_a_link_names_the_restaurant_where_there_are_several(office: Office) -> None:
    message = office.message(office.yes())
    consent = office.place.consent
    alone = link_in(consent, HOME, message)
    assert len(alone.rsplit("/", 1)[1]) == 38
    assert office.client.get(alone.removeprefix(PUBLIC)).status_code == 200
    office.place.publish(sample_restaurant(id=uuid4(), slug="other"))
    named = link_in(consent, HOME, message)
    assert f"/m/{HOME.slug}/" in named
    path = named.removeprefix(PUBLIC)
    assert office.client.get(path).status_code == 200
    assert office.client.post(path).location == path


@pytest.mark.requirement("WD-03")
def test_after_three_years_a_link_tells_no_more_and_still_leads_out(office: Office) -> None:
    person = office.yes()
    path = link(office, office.message(person))
    with time_machine.travel(NOW + timedelta(days=3 * 365 - 1)):
        assert "25\u00a0%" in office.client.get(path).text
    with time_machine.travel(NOW + timedelta(days=20 * 365)):
        old = office.client.get(path)
        assert "25\u00a0%" not in old.text and "plus de trois ans" in old.text and "<form" in old.text
        assert office.client.post(path).status_code == 303
        assert office.last(person) == ("withdrawn", "link")


@pytest.mark.requirement("WD-03")
def test_a_link_to_an_old_number_tells_nothing_of_the_new_one_and_still_leads_out(office: Office) -> None:
    person = office.yes()
    path = link(office, office.message(person))
    with office.database.read() as connection:
        lea = people.find_customer(connection, HOME.id, "lea")
    assert lea is not None
    office.database.write(lambda c: people.save_customer(c, HOME.id, replace(lea, phone="+33644444499")))
    page = office.client.get(path).text.partition("<main")[2].partition("consent-card")[0]
    assert "•99" not in page and "644444499" not in page
    office.client.post(path)
    assert office.last(person) == ("withdrawn", "link")


def test_a_link_survives_a_new_key(open_office: Callable[..., Office]) -> None:
    office = open_office()
    path = link(office, office.message(office.yes()))
    office.place.app.config.update(SECRET_KEY="new", SECRET_KEY_FALLBACKS=[office.place.app.config["SECRET_KEY"]])
    del office.place.consent.__dict__["seals"]
    assert office.client.get(path).status_code == 200
    office.place.app.config["SECRET_KEY_FALLBACKS"] = []
    del office.place.consent.__dict__["seals"]
    assert office.client.get(path).status_code == 404


@pytest.mark.requirement("PR-05")
@BOTH
def test_what_cannot_be_saved_is_not_claimed(
    office: Office, monkeypatch: pytest.MonkeyPatch, purpose: str, page: str
) -> None:
    person = office.yes()
    path = link(office, office.message(person), purpose, page)

    def fails(*_: object, **__: object) -> None:
        raise NotSaved

    monkeypatch.setattr("consent_ui.messaging.leaving.leaving.suppress", fails)
    answer = office.client.post(path)
    assert answer.status_code == 503 and "<form" in answer.text
    assert office.last(person) == ("given", "preferences")
    assert PLACES[page]
