"""The first layer: short, complete above the buttons, honest about the benefit, neutral about the answer."""

from __future__ import annotations

import re

import pytest

from consent_ui.rules.campaigns import Campaign, CampaignKind
from consent_ui.rules.consent import Channel
from consent_ui.rules.notices import WORDS, Notice
from tests.rules.wording import NOTICES, all_words, first_layer, sentences, words
from tests.samples import LANGUAGES, sample_restaurant

every_notice = pytest.mark.parametrize(("notice", "campaign"), NOTICES.values(), ids=NOTICES)

CHANNEL_WORDS = {Channel.SMS: "SMS", Channel.EMAIL: "e-mail"}
DATA_WORDS = {
    "en": {Channel.SMS: "phone number", Channel.EMAIL: "e-mail address"},
    "fr": {Channel.SMS: "téléphone", Channel.EMAIL: "e-mail"},
}

NEEDED = {
    "en": re.compile(r"\baccept to\b|\bopt[ -]?in\b|\bsign up to\b|\bif you (accept|agree|say yes)\b|\bunlock\b", re.I),
    "fr": re.compile(r"\bacceptez\b|\binscrivez-vous\b|\bsi vous (acceptez|dites oui)\b|\ben échange\b", re.I),
}
"""Words that make a yes the price of a benefit."""

PRESSURE = {
    "en": "hurry|last chance|only \\d+ left|limited|don['’]t miss|act now|expires? soon|today only|everyone|others have"
    "|people|exclusive|amazing|best",
    "fr": "vite|dernière chance|plus que|limitée?s?|ne manquez|profitez|bientôt|aujourd['’]hui seulement|exclusif"
    "|incroyable|meilleure?s?|déjà choisi",
}
"""Countdown, scarcity, the crowd, praise (IC-09)."""

REGRET = {
    "en": "full price|miss|hate|saving|rather pay|lose|sorry|regret|unfortunately|don['’]t want|thanks but",
    "fr": "plein tarif|tant pis|préfère payer|dommage|perdre|perdez|rater|manquer|regret|désolé|économi",
}
"""Guilt, loss, irony, first-person regret (IC-11)."""


@pytest.mark.requirement("IN-08")
@every_notice
def test_the_first_layer_is_short(notice: Notice, campaign: Campaign | None) -> None:
    text = first_layer(notice)
    assert len(words(text)) <= 80, f"{len(words(text))} words: {text}"
    assert len(words(text)) / len(sentences(text)) <= 20


@pytest.mark.requirement("IN-01", "IN-04", "CV-05")
@every_notice
def test_what_must_be_known_stands_above_the_buttons(notice: Notice, campaign: Campaign | None) -> None:
    restaurant = sample_restaurant()
    assert tuple(notice.words) == WORDS
    assert WORDS.index("accept") > max(WORDS.index(slot) for slot in ("heading", "purpose", "withdrawal", "no_effect"))
    assert restaurant.name in notice.words["heading"]
    assert f"{restaurant.name} ({restaurant.legal_name})" in notice.words["purpose"]
    assert re.search("offers|offres", notice.words["purpose"])
    for channel in Channel:
        named = channel in notice.channels
        assert (CHANNEL_WORDS[channel] in notice.words["heading"]) is named
        assert (DATA_WORDS[notice.language][channel] in notice.words["purpose"]) is named
    where = {"en": "“Offers and privacy” below every page", "fr": "«\u00a0Offres et vie privée\u00a0», en bas de page"}
    assert where[notice.language] in notice.words["withdrawal"]
    assert re.search("withdraw at any time|[Rr]etrait possible à tout moment", notice.words["withdrawal"])
    assert re.search(r"changes nothing .*ordering|ne change rien .*commandes", notice.words["no_effect"])


@pytest.mark.requirement("IN-09", "CV-05")
@every_notice
def test_timing_by_the_order_history_is_said_when_it_is_used(notice: Notice, campaign: Campaign | None) -> None:
    timed = campaign is not None and campaign.kind is CampaignKind.RETENTION
    purpose = notice.words["purpose"]
    dates = {"en": "your order dates", "fr": "vos dates de commande"}[notice.language]
    days = {"en": "after 45 days without an order", "fr": "après 45 jours sans commande"}[notice.language]
    assert (dates in purpose) is timed
    assert (days in purpose) is timed


@pytest.mark.requirement("IC-02", "IC-03")
@every_notice
def test_yes_is_called_needed_exactly_when_it_is(notice: Notice, campaign: Campaign | None) -> None:
    required = campaign is not None and campaign.requires_consent
    assert bool(NEEDED[notice.language].search(all_words(notice))) is required
    benefit = notice.words["benefit"]
    assert (benefit == "") is (campaign is None)
    if required:
        plain = {
            "en": ("Accept to receive|accept to receive", "other offers"),
            "fr": ("cceptez pour recevoir", "autres offres"),
        }
        for phrase in plain[notice.language]:
            assert re.search(phrase, benefit)
        assert {"en": "nothing else", "fr": "rien d’autre"}[notice.language] in notice.words["no_effect"]
    elif campaign is not None:
        anyway = {"en": "whatever you answer here", "fr": "quelle que soit votre réponse"}
        assert anyway[notice.language] in benefit
    if not required:
        assert not re.search("else|autre", notice.words["no_effect"])


@pytest.mark.requirement("IC-07")
@every_notice
def test_new_is_a_condition_and_not_a_promise(notice: Notice, campaign: Campaign | None) -> None:
    if campaign is not None and campaign.kind is CampaignKind.SIGNUP:
        assert re.match("New customers|Nouveaux clients|Les nouveaux clients", notice.words["benefit"])
        assert re.search("first order|première commande", notice.words["benefit"])


@pytest.mark.requirement("IC-10", "CV-11")
@every_notice
def test_accept_names_the_act_and_the_channel(notice: Notice, campaign: Campaign | None) -> None:
    by = {
        "en": {1: "SMS", 2: "e-mail", 3: "SMS and e-mail"},
        "fr": {1: "SMS", 2: "e-mail", 3: "SMS et e-mail"},
    }[notice.language][sum(1 << list(Channel).index(channel) for channel in notice.channels)]
    label = {"en": f"Yes, send me offers by {by}", "fr": f"Oui, envoyez-moi des offres par {by}"}
    assert notice.words["accept"] == label[notice.language]
    assert not re.search(r"\d|%|€|profite|off\b|réduction|gratuit|free", notice.words["accept"])


@pytest.mark.requirement("IC-11", "SY-13", "LN-06")
@every_notice
def test_decline_is_parallel_and_of_similar_length(notice: Notice, campaign: Campaign | None) -> None:
    label = {"en": "No, do not send me offers", "fr": "Non, ne m’envoyez pas d’offres"}
    assert notice.words["decline"] == label[notice.language]
    lengths = len(notice.words["accept"]), len(notice.words["decline"])
    assert max(lengths) / min(lengths) <= 1.5


@pytest.mark.requirement("IC-09", "IC-11", "LN-09")
@every_notice
def test_no_word_pushes_or_shames(notice: Notice, campaign: Campaign | None) -> None:
    text = all_words(notice)
    for listed in (PRESSURE, REGRET):
        found = re.search(rf"\b({listed[notice.language]})", text, re.I)
        assert not found, f"{found and found[0]}: {text}"


@pytest.mark.requirement("IC-12", "SY-16")
@every_notice
def test_both_outcomes_are_told_in_one_tone(notice: Notice, campaign: Campaign | None) -> None:
    for slot in WORDS:
        text = notice.words[slot]
        assert "!" not in text
        assert not re.search("[\U0001f000-\U0001ffff\u2600-\u27bf]", text)
        assert not re.search(r"\b(?!SMS\b|SAS\b)[A-ZÀ-Ý]{3,}\b", text)


@pytest.mark.requirement("CV-05", "SY-15")
@every_notice
def test_choosing_is_offered_only_where_there_is_a_choice(notice: Notice, campaign: Campaign | None) -> None:
    label = {"en": "Choose SMS or e-mail", "fr": "Choisir SMS ou e-mail"}[notice.language]
    assert notice.words["choose"] == (label if len(notice.channels) > 1 else "")


@pytest.mark.requirement("LN-09")
def test_every_language_has_its_lists() -> None:
    for listed in (NEEDED, PRESSURE, REGRET):
        assert set(listed) == set(LANGUAGES)
