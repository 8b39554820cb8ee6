"""The full notice: every anchor of GDPR Art. 13 in both languages, filled from the restaurant's record."""

from __future__ import annotations

import re

import pytest

from consent_ui.rules.composing import ARTICLE_13
from tests.rules.wording import CHANNEL_SETS, NOTICES, section
from tests.samples import CHANNELS, LANGUAGES, sample_notice, sample_restaurant

REQUIRED = {
    "controller": "13(1)(a)",
    "officer": "13(1)(b)",
    "purposes": "13(1)(c)",
    "basis": "13(1)(c)",
    "recipients": "13(1)(e)",
    "transfers": "13(1)(f)",
    "retention": "13(2)(a)",
    "rights": "13(2)(b)",
    "withdrawal": "13(2)(c)",
    "complaint": "13(2)(d)",
    "required": "13(2)(e)",
    "profiling": "13(2)(f)",
    "objection": "21(4)",
}
"""What the law wants said, by the paragraph that wants it."""

in_each_language = pytest.mark.parametrize("language", LANGUAGES)


@pytest.mark.requirement("IN-02")
def test_every_paragraph_of_the_law_has_its_anchor() -> None:
    assert set(REQUIRED) <= set(ARTICLE_13)
    assert len(set(ARTICLE_13)) == len(ARTICLE_13)


@pytest.mark.requirement("IN-02", "LN-02")
@pytest.mark.parametrize("name", NOTICES)
def test_every_section_of_every_notice_is_filled(name: str) -> None:
    notice, _ = NOTICES[name]
    assert tuple(anchor for anchor, _, _ in notice.sections) == ARTICLE_13
    titles = [title for _, title, _ in notice.sections]
    assert len(set(titles)) == len(titles)
    for _, title, text in notice.sections:
        assert title.strip()
        assert text.strip()
        assert not re.search(r"[{}]|\bNone\b|\(\)|: \.|\s,|  ", text), text


@pytest.mark.requirement("IN-02", "IN-11")
@in_each_language
def test_the_record_fills_the_sections(language: str) -> None:
    restaurant = sample_restaurant()
    notice = sample_notice(restaurant, None, language)
    for value in (restaurant.legal_name, restaurant.name, restaurant.address, restaurant.email, restaurant.phone):
        assert value in section(notice, "controller")
    assert restaurant.officer in section(notice, "officer")
    assert restaurant.authority in section(notice, "complaint")
    for processor in restaurant.processors:
        assert processor in section(notice, "recipients")
    assert restaurant.email in section(notice, "rights")
    assert {"en": "6(1)(a)", "fr": "6.1.a"}[language] in section(notice, "basis")


@pytest.mark.requirement("IN-05", "RT-11")
@pytest.mark.parametrize(("consent", "proof", "cap"), [(2, 6, 3), (3, 5, 4), (1, 10, 8)])
@in_each_language
def test_durations_and_frequency_are_the_records(language: str, consent: int, proof: int, cap: int) -> None:
    restaurant = sample_restaurant(consent_years=consent, proof_years=proof, monthly_cap=cap)
    notice = sample_notice(restaurant, None, language)
    assert re.findall(r"\d+", section(notice, "retention")) == [str(consent), str(proof), "183"]
    assert re.findall(r"\d+", section(notice, "frequency")) == [str(cap), "30"]
    assert "183" in section(notice, "cookie")


@pytest.mark.requirement("IN-06")
@in_each_language
def test_the_right_to_object_stands_apart(language: str) -> None:
    notice = sample_notice(sample_restaurant(), None, language)
    right = {"en": "right to object", "fr": "droit de vous opposer"}[language]
    assert right in section(notice, "objection")
    assert right not in section(notice, "rights")


@pytest.mark.requirement("IN-02")
@in_each_language
def test_what_the_record_lacks_is_said_in_other_words(language: str) -> None:
    full = sample_notice(sample_restaurant(), None, language)
    bare = sample_notice(sample_restaurant(officer="", authority="", processors=()), None, language)
    for anchor in ("officer", "complaint", "recipients"):
        assert section(bare, anchor) != section(full, anchor)
        assert not section(bare, anchor).rstrip(".").endswith(":")


@pytest.mark.requirement("IN-10", "CV-05")
@pytest.mark.parametrize("channels", CHANNEL_SETS)
@in_each_language
def test_the_full_notice_names_exactly_the_channels_that_are_asked_for(
    language: str, channels: tuple[object, ...]
) -> None:
    notice = sample_notice(sample_restaurant(channels=channels), None, language)
    for channel, word in zip(CHANNELS, ("SMS", "e-mail"), strict=True):
        assert (word in section(notice, "purposes")) is (channel in channels)


@pytest.mark.requirement("IN-10", "WD-02")
@in_each_language
def test_the_preferences_have_one_name(language: str) -> None:
    notice = sample_notice(sample_restaurant(), None, language)
    name = {"en": "Offers and privacy", "fr": "Offres et vie privée"}[language]
    assert name in notice.words["withdrawal"]
    assert name in section(notice, "withdrawal")


@pytest.mark.requirement("IC-04", "WD-10")
@in_each_language
def test_a_voucher_is_said_to_survive_withdrawal(language: str) -> None:
    text = section(sample_notice(sample_restaurant(), None, language), "withdrawal")
    assert re.search("voucher you hold stays valid|bon que vous détenez reste valable", text)
