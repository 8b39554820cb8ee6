"""Words that the lint finds fault with are not published, whichever way they come, and nothing is stored then."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from consent_ui import publishing, restaurant_file
from consent_ui.publishing import BadWording
from consent_ui.rules.campaigns import CampaignKind
from consent_ui.rules.notices import Restaurant
from consent_ui.rules.wording import NoLists, lexicons
from consent_ui.store.database import Database
from consent_ui.texts import FOLDER, Texts, texts
from tests.samples import LANGUAGES, NOW, conditional, sample_campaign, sample_restaurant
from tests.store.conftest import Rows

Reword = Callable[..., None]
TABLES = ("consent_restaurant", "consent_campaign", "consent_notice")


@pytest.fixture
def reword(monkeypatch: pytest.MonkeyPatch) -> Reword:
    """Replaces texts of the English catalogue, such as reword(notice_decline="…")."""

    def change(**changed: str) -> None:
        def speak(language: str) -> Texts:
            ours = texts(language)
            if language != "en":
                return ours
            known = {key: ours._catalogue[key] for key in sorted(ours.keys())}
            return Texts(language, known | {key.replace("__", "."): text for key, text in changed.items()})

        monkeypatch.setattr(publishing, "texts", speak)

    return change


def everything(rows: Rows) -> list[object]:
    return [rows(table) for table in TABLES]


@pytest.mark.requirement("IC-13", "IC-11")
def test_a_restaurant_is_not_published_with_a_shaming_label(database: Database, rows: Rows, reword: Reword) -> None:
    reword(notice__decline="No, I prefer full price")
    with pytest.raises(BadWording) as refused:
        publishing.publish_restaurant(database, sample_restaurant(), NOW)
    assert everything(rows) == [[], [], []]
    where, finding = next(each for each in refused.value.findings if each[1].requirement == "IC-11")
    assert (where, finding.slot, finding.found) == ("en, generic", "decline", "I prefer")
    assert finding.instead == {"decline": "No, do not send me offers"}
    for part in (
        "cafe-nord",
        "en, generic",
        "IC-11",
        "I prefer",
        finding.why,
        finding.source,
        "No, do not send me offers",
    ):
        assert part in str(refused.value)


@pytest.mark.requirement("IC-13", "IC-09")
def test_a_campaign_is_not_published_with_words_that_press(
    database: Database, published: Restaurant, rows: Rows, reword: Reword
) -> None:
    before = everything(rows)
    reword(benefit__signup__for_everyone="Last chance: {offer}, whatever you answer here.")
    with pytest.raises(BadWording) as refused:
        publishing.publish_campaign(database, published.id, sample_campaign(CampaignKind.SIGNUP), NOW)
    assert [(where, each.requirement) for where, each in refused.value.findings] == [("en, signup", "IC-09")]
    assert everything(rows) == before
    publishing.publish_campaign(database, published.id, sample_campaign(CampaignKind.LOYALTY), NOW)


@pytest.mark.requirement("IC-13", "IC-02")
def test_a_campaign_for_everyone_is_not_published_with_words_that_ask_a_yes_for_it(
    database: Database, published: Restaurant, reword: Reword
) -> None:
    reword(benefit__signup__for_everyone="Opt in to get {offer} your first order.")
    with pytest.raises(BadWording) as refused:
        publishing.publish_campaign(database, published.id, sample_campaign(CampaignKind.SIGNUP), NOW)
    assert {each.requirement for _, each in refused.value.findings} == {"IC-02"}
    publishing.publish_campaign(database, published.id, conditional(CampaignKind.SIGNUP), NOW)


@pytest.mark.requirement("IC-13", "LN-09")
def test_new_translations_are_not_published_for_anybody_with_one_bad_text(
    database: Database, published: Restaurant, rows: Rows, reword: Reword
) -> None:
    publishing.publish_restaurant(
        database, sample_restaurant(id=conditional(CampaignKind.SIGNUP).id, slug="autre"), NOW
    )
    before = everything(rows)
    reword(notice__heading="Hurry: offers by {by} from {name}?")
    with pytest.raises(BadWording, match="IC-09"):
        publishing.publish_translations(database, NOW)
    assert everything(rows) == before


@pytest.mark.requirement("LN-09")
def test_a_language_without_lists_is_not_switched_on(
    database: Database, rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lexicons, "LEXICONS", {"en": lexicons.LEXICONS["en"]})
    with pytest.raises(NoLists, match="'fr' has no lists of words"):
        publishing.publish_restaurant(database, sample_restaurant(), NOW)
    assert everything(rows) == [[], [], []]


@pytest.mark.requirement("LN-09")
def test_a_file_with_a_language_without_lists_is_refused_in_words(
    database: Database, rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = Path(__file__).parents[1] / "host" / "restaurant.toml"
    monkeypatch.setattr(lexicons, "LEXICONS", {"en": lexicons.LEXICONS["en"]})
    with pytest.raises(restaurant_file.BadFile, match=r"\[restaurant\] 'fr' has no lists of words.* switched on"):
        restaurant_file.publish(database, file, NOW)
    assert everything(rows) == [[], [], []]


@pytest.mark.requirement("LN-09")
def test_every_catalogue_has_its_lists() -> None:
    assert {path.parent.name for path in FOLDER.glob("*/*.po")} == set(lexicons.LEXICONS) == set(LANGUAGES)


@pytest.mark.requirement("IC-13")
def test_a_finding_is_told_once_however_many_notices_it_stands_in(database: Database, reword: Reword) -> None:
    reword(notice__more="Hurry")
    restaurant = sample_restaurant()
    with pytest.raises(BadWording) as refused:
        publishing.composed(restaurant, [sample_campaign(kind) for kind in CampaignKind])
    assert len(refused.value.findings) == 1
    with pytest.raises(BadWording):
        publishing.composed(replace(restaurant, languages=("en",)), [])


@pytest.mark.requirement("LN-09")
def test_a_language_with_only_some_lists_is_not_switched_on(
    database: Database, rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    french = lexicons.LEXICONS["fr"]
    partial = replace(french, topics={**french.topics, "jargon": ()})
    monkeypatch.setattr(lexicons, "LEXICONS", {**lexicons.LEXICONS, "fr": partial})
    with pytest.raises(NoLists, match="'fr'"):
        publishing.publish_restaurant(database, sample_restaurant(), NOW)
    assert everything(rows) == [[], [], []]


@pytest.mark.requirement("IC-13")
def test_of_a_file_with_one_bad_campaign_nothing_is_stored(database: Database, rows: Rows, reword: Reword) -> None:
    reword(benefit__signup__with_consent="Last chance: accept to receive {offer}.")
    with pytest.raises(BadWording, match="IC-09"):
        restaurant_file.publish(database, Path(__file__).parents[1] / "host" / "restaurant.toml", NOW)
    assert everything(rows) == [[], [], []]
