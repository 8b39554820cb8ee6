"""A notice as bytes: canonical, readable again, and different as soon as one character is."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from types import MappingProxyType
from typing import Any
from uuid import UUID

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from consent_ui.rules.campaigns import CampaignKind
from consent_ui.rules.composing import publications
from consent_ui.rules.consent import Channel
from consent_ui.rules.notices import WORDS, Notice, parse
from consent_ui.texts import texts
from tests.samples import LANGUAGES, sample_campaign, sample_campaigns, sample_notice, sample_restaurant

# Everything that can be encoded, not only what a restaurant would type: quotes, controls, emoji, combining marks.
writing = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
campaigns = st.none() | st.tuples(st.uuids(), st.integers(1, 2**31), st.sampled_from(CampaignKind))


@st.composite
def notices(draw: st.DrawFn) -> Notice:
    campaign = draw(campaigns)
    return Notice(
        restaurant_id=draw(st.uuids()),
        language=draw(writing),
        channels=tuple(draw(st.lists(st.sampled_from(Channel), max_size=2))),
        campaign_id=campaign[0] if campaign else None,
        campaign_version=campaign[1] if campaign else None,
        campaign_kind=campaign[2] if campaign else None,
        words={slot: draw(writing) for slot in draw(st.permutations(WORDS))},
        sections=tuple(draw(st.lists(st.tuples(writing, writing, writing), max_size=4))),
    )


@pytest.mark.requirement("PR-02")
@given(notice=notices())
def test_the_bytes_are_those_of_rfc_8785(notice: Notice) -> None:
    assert notice.canonical() == rfc8785.dumps(notice.content())
    assert notice.fingerprint() == hashlib.sha256(notice.canonical()).hexdigest()
    assert len(notice.fingerprint()) == 64


@pytest.mark.requirement("PR-02")
@given(notice=notices())
def test_a_notice_can_be_read_back_from_its_bytes(notice: Notice) -> None:
    again = parse(notice.canonical())
    assert again == notice
    assert isinstance(again.channels, tuple)
    assert all(isinstance(section, tuple) for section in again.sections)
    assert again.fingerprint() == notice.fingerprint()


@pytest.mark.requirement("PR-02")
@given(notice=notices())
def test_any_mapping_of_the_same_words_is_the_same_notice(notice: Notice) -> None:
    turned = dict(reversed(notice.words.items()))
    assert replace(notice, words=MappingProxyType(turned)).canonical() == notice.canonical()


@pytest.mark.requirement("PR-02")
@given(
    notice=notices(),
    slot=st.sampled_from(WORDS),
    character=st.characters(exclude_categories=["Cs"]),
    data=st.data(),
)
def test_one_character_more_is_another_notice(notice: Notice, slot: str, character: str, data: st.DataObject) -> None:
    text = notice.words[slot]
    place = data.draw(st.integers(0, len(text)))
    other = replace(notice, words={**notice.words, slot: text[:place] + character + text[place:]})
    assert other.fingerprint() != notice.fingerprint()


CHANGES: list[dict[str, Any]] = [
    {"restaurant_id": UUID(int=9)},
    {"language": "de"},
    {"channels": (Channel.EMAIL,)},
    {"campaign_id": UUID(int=9)},
    {"campaign_version": 2},
    {"campaign_kind": CampaignKind.LOYALTY},
    {"sections": ()},
    {"sections": (("a", "b", "c"),)},
    {"sections": (("a", "c", "b"),)},
]


@pytest.mark.requirement("PR-02")
def test_everything_a_notice_holds_counts() -> None:
    notice = sample_notice(sample_restaurant(), sample_campaign())
    changed = [replace(notice, **change).fingerprint() for change in CHANGES]
    assert len({notice.fingerprint(), *changed}) == len(CHANGES) + 1


def test_a_look_alike_letter_is_another_notice() -> None:
    notice = sample_notice(sample_restaurant())
    composed, apart = "Caf\u00e9", "Cafe\u0301"
    one, two = (replace(notice, words={**notice.words, "heading": text}) for text in (composed, apart))
    assert one.fingerprint() != two.fingerprint()


def whole() -> dict[str, Any]:
    return sample_notice(sample_restaurant(), sample_campaign()).content()


BROKEN: list[dict[str, Any]] = [
    {"restaurant": "no id"},
    {"restaurant": 7},
    {"channels": ["post"]},
    {"channels": None},
    {"campaign": {"id": str(UUID(int=1)), "version": 1, "kind": "clearance"}},
    {"campaign": {"version": 1, "kind": "signup"}},
    {"campaign": 3},
    {"sections": [["anchor", "title"]]},
    {"sections": 3},
]


@pytest.mark.parametrize("change", BROKEN)
def test_what_is_no_notice_is_refused(change: dict[str, Any]) -> None:
    assert parse(json.dumps(whole()).encode()) is not None
    with pytest.raises(ValueError):
        parse(json.dumps(whole() | change).encode())


@pytest.mark.parametrize("name", ["restaurant", "language", "channels", "campaign", "words", "sections"])
def test_a_notice_without_a_part_is_refused(name: str) -> None:
    content = whole()
    del content[name]
    with pytest.raises(ValueError, match="no notice"):
        parse(json.dumps(content).encode())


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"3", b"null", b"\xff\xfe", b'"words"'])
def test_bytes_that_hold_no_notice_are_refused(content: bytes) -> None:
    with pytest.raises(ValueError):
        parse(content)


@pytest.mark.requirement("LN-10", "PR-02")
def test_every_notice_that_can_be_shown_is_composed_once() -> None:
    everywhere = sample_campaigns()
    french = sample_campaign(languages=frozenset({"fr"}))
    foreign = sample_campaign(languages=frozenset({"de"}))
    composed = publications(
        sample_restaurant(), [*everywhere, french, foreign], [texts(language) for language in LANGUAGES]
    )
    shown = [(notice.language, notice.campaign_id) for notice in composed]
    expected = [(language, None) for language in LANGUAGES]
    expected += [(language, campaign.id) for language in LANGUAGES for campaign in everywhere]
    expected += [("fr", french.id)]
    assert sorted(shown, key=str) == sorted(expected, key=str)
    assert len({notice.fingerprint() for notice in composed}) == len(composed)


@pytest.mark.requirement("LN-10")
def test_a_language_the_restaurant_does_not_speak_gets_no_notice() -> None:
    restaurant = sample_restaurant(languages=("fr",))
    composed = publications(restaurant, sample_campaigns(), [texts(language) for language in LANGUAGES])
    assert {notice.language for notice in composed} == {"fr"}
