"""The lint on whole notices: ours have nothing to mend, two labels are held to each other, names are data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from consent_ui.examples.notices import ExampleNotice, every_notice
from consent_ui.rules.campaigns import Campaign, CampaignKind
from consent_ui.rules.notices import Notice
from consent_ui.rules.wording import Asked, Finding, lint_notice, lint_words
from consent_ui.rules.wording import words as words_of
from consent_ui.texts import languages, texts
from tests.rules.wording import NOTICES
from tests.samples import LANGUAGES, sample_campaign, sample_notice, sample_restaurant

EXAMPLES = [
    pytest.param(each, id=f"{each.name}, {language}")
    for language in languages()
    for each in every_notice(texts(language))
]


def lint(name: str = "Chez Momo", language: str = "fr", **details: object) -> list[Finding]:
    """The findings in the generic notice of a restaurant with this name."""
    restaurant = sample_restaurant(name=name, **details)
    return lint_notice(sample_notice(restaurant, None, language), restaurant, requires_consent=False)


def words(language: str, **changed: str) -> dict[str, str]:
    """The words of a plain notice, some replaced."""
    return {**sample_notice(sample_restaurant(), None, language).words, **changed}


def ids(content: Mapping[str, str], language: str, **asked: object) -> set[str]:

    return {each.requirement for each in lint_words(content, language, Asked(**{"channels": ("sms",), **asked}))}  # type: ignore[arg-type]


@pytest.mark.requirement("IC-02", "IC-09", "IC-10", "IC-11", "IC-12", "IC-14", "IC-16", "IN-08", "IN-09", "SY-13")
@pytest.mark.parametrize("each", EXAMPLES)
def test_every_notice_of_the_examples_has_nothing_to_mend(each: ExampleNotice) -> None:
    assert lint_notice(each.notice, each.restaurant, each.requires_consent) == []


@pytest.mark.requirement("IC-13")
@pytest.mark.parametrize(("notice", "campaign"), NOTICES.values(), ids=NOTICES)
def test_every_shape_of_a_notice_has_nothing_to_mend(notice: Notice, campaign: Campaign | None) -> None:
    needed = campaign is not None and campaign.requires_consent
    assert lint_notice(notice, sample_restaurant(channels=notice.channels), needed) == []


def test_the_examples_hold_every_kind_with_and_without_consent_by_each_set_of_channels() -> None:
    seen = {
        (each.notice.campaign_kind, each.requires_consent, len(each.notice.channels))
        for each in every_notice(texts("en"))
    }
    kinds = {(kind, needed, count) for kind in CampaignKind for needed in (True, False) for count in (1, 2)}
    assert seen == kinds | {(None, False, 1), (None, False, 2)}


@pytest.mark.requirement("IC-02")
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_notice_that_calls_a_yes_needed_is_caught_when_it_is_not(language: str) -> None:
    conditional = sample_campaign(requires_consent=True, voucher="X1")
    notice = sample_notice(sample_restaurant(), conditional, language)
    assert [each.requirement for each in lint_notice(notice, sample_restaurant(), requires_consent=False)] == ["IC-02"]


@pytest.mark.requirement("IN-09")
@pytest.mark.parametrize("language", LANGUAGES)
def test_timing_that_is_not_said_is_caught_and_mended_by_the_suggestion(language: str) -> None:
    content = words(language)
    asked = Asked(channels=("sms",), timed=True)
    [found] = lint_words(content, language, asked)
    assert (found.requirement, found.slot) == ("IN-09", "purpose")
    assert lint_words({**content, **found.instead}, language, asked) == []


@pytest.mark.requirement("SY-13", "LN-06")
@pytest.mark.parametrize(
    ("language", "accept", "decline", "caught"),
    [
        ("en", "Yes, send me offers by SMS", "No, do not send me any of your offers by SMS", "SY-13"),
        ("en", "Yes, send me offers by SMS", "No, do not text me", "IC-11"),
        ("en", "Yes, send me offers by SMS", "No, I do not want to receive offers", "IC-11"),
        ("en", "Yes, send me offers by SMS", "No, do not send me news", "IC-11"),
        ("fr", "Oui, envoyez-moi des offres par SMS", "Non, ne m’envoyez aucune de toutes vos offres à venir", "SY-13"),
        ("fr", "Oui, envoyez-moi des offres par SMS", "Non, je ne veux pas recevoir d’offres", "IC-11"),
        ("fr", "Oui, envoyez-moi des offres par SMS", "Non, ne m’envoyez pas d’actualités", "IC-11"),
        ("fr", "Oui, envoyez-moi des offres par SMS", "Non, ne m’envoyez pas d’offres par e-mail", "IC-11"),
    ],
)  # fmt: skip
def test_a_no_that_is_not_the_yes_refused_is_caught_and_mended_by_the_suggestion(
    language: str, accept: str, decline: str, caught: str
) -> None:
    content = words(language, accept=accept, decline=decline)
    found = lint_words(content, language, Asked(channels=("sms",)))
    assert caught in {each.requirement for each in found}
    for each in found:
        content |= each.instead
    assert ids(content, language) == set()


@pytest.mark.requirement("SY-13")
def test_a_ratio_of_one_and_a_half_is_just_allowed() -> None:
    accept = "Yes, send me offers by SMS"
    assert len(accept) == 26
    for more, length, caught in ((" by SMS or SMS", 39, set()), (" by SMS or text", 40, {"SY-13"})):
        decline = f"No, do not send me offers{more}"
        assert len(decline) == length
        assert ids(words("en", accept=accept, decline=decline), "en") == caught


@pytest.mark.requirement("IN-10")
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_purpose_has_one_name_on_the_buttons_and_above_them(language: str) -> None:
    other = {
        "en": {"accept": "Yes, send me news by SMS", "decline": "No, do not send me news"},
        "fr": {"accept": "Oui, envoyez-moi des actualités par SMS", "decline": "Non, ne m’envoyez pas d’actualités"},
    }[language]
    assert ids(words(language, **other), language) == {"IN-10"}


@pytest.mark.requirement("IN-01", "SY-13")
@pytest.mark.parametrize("slot", ["heading", "purpose", "withdrawal", "no_effect", "accept", "decline", "more"])
def test_an_empty_part_is_caught(slot: str) -> None:
    found = lint_words(words("en", **{slot: " "}), "en", Asked(channels=("sms",)))
    assert "IN-01" in {each.requirement for each in found if each.slot == slot}


@pytest.mark.requirement("IN-08")
@pytest.mark.parametrize("language", LANGUAGES)
def test_too_many_words_on_the_first_layer_are_caught_over_all_slots(language: str) -> None:
    filler = {"en": "We cook each dish on the day. ", "fr": "Nous cuisinons chaque plat le jour même. "}[language]
    content = words(language, benefit=filler * 10)
    found = lint_words(content, language, Asked(channels=("sms",)))
    assert [each.requirement for each in found] == ["IN-08"]
    for each in found:
        content |= each.instead
    assert ids(content, language) == set()


NAMES = (
    "Le Bon Vin", "Last Chance Saloon", "La Dernière Chance", "Vite & Bon", "Hurry Curry", "Miss Saigon", "Best Kebab",
    "EXTRA", "Eat!", "Dernière chance !", "Sans Regret", "Free House", "Gluten Free Kitchen", "Super Pizza",
    "Café 1900", "Pizza 5 Étoiles", "Les 3 Brasseurs", "Ce Soir", "Le 9e Art", "Bistrot du 10", "Today",
    "The Half Moon",
    "La Semaine", "Free Spirit Bar", "Route 66", "Le 24/7", "Chez Paul - 12 rue Mercière",
    "Vendredi",
    "Sugar Free", "4 à 4",
    "Bière & Co", "Yes, please", "Offres", "Tout le Monde", "A", "VIP", "🍕 Momo", "C’est Parti", "L’Apéro",
)  # fmt: skip


@pytest.mark.requirement("IC-09", "IC-14")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_data_and_no_persuasion(name: str, language: str) -> None:
    assert lint(name, language, legal_name=f"{name} SARL") == []


@pytest.mark.requirement("IC-01")
@pytest.mark.parametrize(
    "name",
    [
        "Momo, 25 % de réduction",
        "Momo -25%",
        "Menu à 9€",
        "£5 Pizza",
        "-50 % this week",
        "Momo −50",
        "Free Pizza Palace",
        "Momo, pizza offerte",
        "Le Gratuit du Midi",
        "Momo this week",
        "Cinquante pour cent chez Momo",
        "Ten percent off",
        "Two for One",
        "Momo jusqu’à dimanche",
        "Today only: Momo",
        "Commandez vite",
        "Mоmо hаlf рrice",
        "Ｍomo ５０％",
        "Half-price Momo",
        "2 for 1 Burgers",
        "2 achetés 1 offert",
        "Dessert offert",
        "Order now Momo",
        "Momo, fifty euros",
        "Eat for free",
    ],
)
def test_a_name_makes_no_offer_of_its_own(name: str) -> None:
    assert {each.requirement for each in lint(name)} == {"IC-01"}


@pytest.mark.requirement("IC-09", "IN-08")
def test_a_name_of_a_whole_paragraph_is_judged_as_a_text() -> None:
    name = (
        "Momo vous invite, dépêchez-vous de dire oui avant ce soir car tout le monde a déjà répondu et il ne reste rien"
    )
    assert "IC-09" in {each.requirement for each in lint(name)}


@settings(max_examples=300, deadline=None)
@given(name=st.text(min_size=1, max_size=60).filter(words_of), language=st.sampled_from(LANGUAGES))
@example(name="x", language="en")
@example(name="e", language="fr")
@example(name="{by}", language="en")
def test_no_name_without_an_amount_is_ever_held_against_a_notice(name: str, language: str) -> None:
    assert {each.requirement for each in lint(name, language)} <= {"IC-01"}


@pytest.mark.requirement("IC-11", "IC-13")
def test_a_name_never_excuses_a_label() -> None:
    restaurant = sample_restaurant(name="plein tarif")
    notice = sample_notice(restaurant, None, "fr")
    shaming = replace(notice, words={**notice.words, "decline": "Non, je paie plein tarif"})
    assert "IC-11" in {each.requirement for each in lint_notice(shaming, restaurant, requires_consent=False)}


@pytest.mark.requirement("IC-09", "IC-13")
@pytest.mark.parametrize(
    ("details", "anchor"),
    [
        ({"processors": ("Postillon SAS", "dernière chance, faites vite")}, "information.recipients"),
        ({"officer": "Tant pis pour vous"}, "information.officer"),
        ({"authority": "Plus que 3 jours pour en profiter"}, "information.complaint"),
    ],
)
def test_free_texts_of_the_full_notice_are_judged(details: dict[str, object], anchor: str) -> None:
    found = lint(**details)  # type: ignore[arg-type]
    assert {each.slot for each in found} == {anchor}
    assert {each.requirement for each in found} <= {"IC-09", "IC-11"}


def test_an_address_is_data() -> None:
    assert lint(address="3 impasse de la Dernière-Chance, 69001 Lyon", email="vite@hurry.example") == []
