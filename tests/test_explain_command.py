"""`consent-ui explain`: what somebody would see at an instant, and why, in words and as JSON."""

from __future__ import annotations

import json
from typing import Any

import pytest
from click.testing import Result
from flask.testing import FlaskCliRunner

from tests.journeys.place import Place

SLUG = "chez-momo"


def run(place: Place, *words: str) -> Result:
    return FlaskCliRunner(place.app).invoke(args=["consent", "explain", *words])


def told(place: Place, *words: str) -> dict[str, Any]:
    result = run(place, *words, "--json")
    assert result.exit_code == 0, result.output
    content: dict[str, Any] = json.loads(result.output)
    return content


@pytest.mark.requirement("IC-06")
def test_a_lapsed_customer_of_the_demo_sees_loyalty_and_is_told_why(demo: Place) -> None:
    result = run(demo, "--restaurant", SLUG, "--as", "lapsed", "--language", "fr")
    assert result.exit_code == 0
    assert "campaign: Carte de fidélité (loyalty)." in result.output
    assert "not:      À bientôt (retention). “Carte de fidélité” comes first" in result.output
    assert "not:      Bienvenue (signup)." in result.output
    assert "Offres de Chez Momo par SMS" in result.output


@pytest.mark.requirement("IC-06")
@pytest.mark.parametrize(
    ("person", "kind", "asked"),
    [
        ("new", "signup", True), ("returning", "loyalty", True), ("loyal", "loyalty", True),
        ("lapsed", "loyalty", True), ("opted-out", "loyalty", False),
    ],
)  # fmt: skip
@pytest.mark.parametrize("language", ["en", "fr"])
def test_each_kind_of_person_in_each_language_as_json(
    demo: Place, person: str, kind: str, asked: bool, language: str
) -> None:
    content = told(demo, "--as", person, "--language", language)
    assert (content["campaign"]["kind"], content["asked"], content["language"]) == (kind, asked, language)
    assert content["words"]["accept"].startswith("Yes" if language == "en" else "Oui")
    assert {other["reason"] for other in content["others"]} <= {"outranked", "has_orders", "no_orders"}
    assert all(other["said"] for other in content["others"])


@pytest.mark.requirement("IC-06")
def test_at_another_instant_another_campaign(demo: Place) -> None:
    content = told(demo, "--at", "2036-12-01T10:00")
    assert (content["campaign"]["kind"], content["at"]) == ("loyalty", "2036-12-01T09:00:00+00:00")
    assert [other["reason"] for other in content["others"]] == ["ended", "outranked"]


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        (("--restaurant", "nowhere"), "no restaurant 'nowhere'"),
        (("--language", "de"), "speaks fr, en"),
        (("--at", "tomorrow"), "--at must be"),
        (("--as", "nobody"), "Invalid value"),
    ],
)
def test_what_cannot_be_explained_is_said(demo: Place, words: tuple[str, ...], wrong: str) -> None:
    result = run(demo, *words)
    assert result.exit_code == 2
    assert wrong in result.output


def test_the_offer_words_of_a_store_are_shown_only_there(site: Place) -> None:
    words = told(site, "--as", "new", "--store", "nice")
    assert words["store"] == "nice"
