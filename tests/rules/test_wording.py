"""The lint of wording: what it catches under which requirement, what it lets pass, and that no trick hides a word."""

from __future__ import annotations

import unicodedata
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consent_ui.rules.wording import LABELS, LEXICONS, SLOTS, TOPICS, Asked, NoLists, gaps, lint_text, lists_for, unseen
from consent_ui.texts import languages
from tests.requirement_ids import titles
from tests.rules.wordings import BAD, GOOD

CAUGHT = [(language, *row) for language, rows in BAD.items() for row in rows]
PASSING = [(language, *row) for language, rows in GOOD.items() for row in rows]
HIDDEN = ("\u00ad", "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u034f", "\u061c")
SPACES = (" ", "  ", "\u00a0", "\u202f", "\u2009", "\t", "\n", " \u200b ")
APOSTROPHES = ("'", "’", "ʼ", "‘", "＇")
LOOKALIKES = str.maketrans("aeopcxi", "аеорсхі")


def ids(text: str, language: str, slot: str) -> set[str]:
    return {finding.requirement for finding in lint_text(text, language, slot)}


@pytest.mark.requirement("IC-02", "IC-09", "IC-10", "IC-11", "IC-12", "IC-14", "IC-16", "IN-08", "SY-13", "SY-16")
@pytest.mark.parametrize(("language", "requirement", "slot", "text"), CAUGHT)
def test_a_bad_wording_is_caught_under_its_requirement(language: str, requirement: str, slot: str, text: str) -> None:
    found = lint_text(text, language, slot)
    assert requirement in {finding.requirement for finding in found}
    for finding in found:
        assert finding.found == text[finding.start : finding.end] != ""
        assert finding.requirement in titles()
        assert finding.why and finding.source and finding.instead


@pytest.mark.requirement("IC-09", "IC-10", "IC-11", "IC-12", "IN-08")
@pytest.mark.parametrize(("language", "slot", "text"), PASSING)
def test_a_good_wording_passes(language: str, slot: str, text: str) -> None:
    assert lint_text(text, language, slot) == []


@pytest.mark.requirement("LN-09")
@pytest.mark.parametrize("language", languages())
def test_every_language_has_every_list_and_many_wordings_tried_on_it(language: str) -> None:
    lists_for([language])
    assert gaps(LEXICONS[language]) == []
    assert set(LEXICONS[language].slots) == set(SLOTS)
    assert len(BAD[language]) >= 60 and len(GOOD[language]) >= 30
    assert len(set(BAD[language])) == len(BAD[language])
    tried = Counter(requirement for requirement, _, _ in BAD[language])
    bound = {
        topic.requirement for name, topic in TOPICS.items() if name != "alcohol" or not LEXICONS[language].alcohol_law
    }
    assert {name for name in bound if tried[name] < 2} == set()


@pytest.mark.requirement("LN-09")
def test_a_language_without_lists_cannot_be_linted_or_switched_on() -> None:
    with pytest.raises(NoLists, match=r"'de' has no lists of words.*en, fr"):
        lint_text("Angebote per SMS", "de")
    with pytest.raises(NoLists, match="'de'"):
        lists_for(["en", "de"])


def test_an_unknown_slot_is_refused() -> None:
    with pytest.raises(ValueError, match="no slot 'footer'"):
        lint_text("Offers", "en", "footer")


@pytest.mark.requirement("IC-13", "LN-09")
@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("slot", SLOTS)
@pytest.mark.parametrize("channels", [(), ("sms",), ("email",), ("sms", "email")])
def test_the_suggestion_for_each_slot_passes(language: str, slot: str, channels: tuple[str, ...]) -> None:
    asked = Asked(channels=channels, country="FR")
    for text in {each.instead[slot] for each in lint_text("🎉 WOW, hurry, vite !", language, slot, asked)}:
        assert lint_text(text, language, slot, asked) == []


@pytest.mark.requirement("IC-13")
@pytest.mark.parametrize(("language", "requirement", "slot", "text"), CAUGHT)
@pytest.mark.parametrize("country", ["", "FR"])
def test_every_suggested_wording_passes_itself(
    language: str, requirement: str, slot: str, text: str, country: str
) -> None:
    asked = Asked(country=country)
    for finding in lint_text(text, language, slot, asked):
        for where, better in finding.instead.items():
            assert lint_text(better, language, where, asked) == []


@settings(max_examples=600, deadline=None)
@pytest.mark.requirement("IC-09", "IC-10", "IC-11", "IC-12", "IN-08")
@given(data=st.data())
def test_no_way_of_writing_hides_a_finding(data: st.DataObject) -> None:
    language, requirement, slot, text = data.draw(st.sampled_from(CAUGHT))
    form = data.draw(st.sampled_from(("NFC", "NFD")))
    case = data.draw(st.sampled_from((str, str.upper, str.lower, str.title, str.swapcase)))
    if requirement in ("IC-12",) and case is not str.upper:
        case = str  # capitals are what some of these are caught for
    changed = unicodedata.normalize(form, case(text))
    changed = "".join(data.draw(st.sampled_from(APOSTROPHES)) if each in "'’" else each for each in changed)
    changed = "".join(data.draw(st.sampled_from(SPACES)) if each in " \u00a0" else each for each in changed)
    if data.draw(st.booleans()):
        changed = changed.translate(LOOKALIKES)
    for place in sorted(data.draw(st.lists(st.integers(0, len(changed)), max_size=12)), reverse=True):
        changed = changed[:place] + data.draw(st.sampled_from(HIDDEN)) + changed[place:]
    found = lint_text(changed, language, slot)
    assert requirement in {finding.requirement for finding in found}
    for finding in found:
        assert finding.found == changed[finding.start : finding.end]


@pytest.mark.requirement("IC-09")
@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "L A S T  C H A N C E"), ("en", "l.a.s.t c.h.a.n.c.e"), ("en", "last-chance"), ("en", "LastChance"),
        ("en", "l4st ch4nce"), ("en", "ｌａｓｔ　ｃｈａｎｃｅ"), ("en", "𝐥𝐚𝐬𝐭 𝐜𝐡𝐚𝐧𝐜𝐞"), ("en", "last *chance*"),
        ("en", "“last” (chance)"), ("en", "last 🔥 chance"), ("fr", "derniere chance"), ("fr", "DERNIÈRE-CHANCE"),
        ("fr", "d\u00aderni\u00e8re chance"), ("fr", "dern1ère ch@nce"), ("fr", "v i t e"),
        ("fr", "aujourdhui seulement"),
    ],
)  # fmt: skip
def test_spelling_tricks_are_read_through(language: str, text: str) -> None:
    assert "IC-09" in ids(text, language, "text")


@pytest.mark.parametrize(
    ("language", "before", "found", "after"),
    [
        ("en", "So  \u00ad", "h\u200bur\u00adry", " now"),
        ("en", "We say… ", "LAST\u00a0\u00a0CHANCE", "."),
        ("fr", "Œuf : ", "dernie\u0300re  chance", "."),
        ("fr", "½ ﬁn « ", "v i t e", " »"),
        ("fr", "À l’heure, ", "DE\u0301PE\u0302CHEZ\u00a0vous", ""),
    ],
)
def test_the_very_words_are_found_in_their_very_place(language: str, before: str, found: str, after: str) -> None:
    [one] = [each for each in lint_text(before + found + after, language) if each.requirement == "IC-09"]
    assert (one.found, one.start) == (found, len(before))


@pytest.mark.requirement("IC-09")
@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "We crush tomatoes and brush crusts."), ("en", "The chandler’s lastly chancellor."),
        ("en", "Rushden, Kent"), ("fr", "Une invitée vitelotte."), ("fr", "Le potiron est incorrupte."),
        ("fr", "Ravioles de Romans, invites du jour."),
    ],
)  # fmt: skip
def test_a_word_inside_another_word_is_none(language: str, text: str) -> None:
    assert lint_text(text, language) == []


@pytest.mark.requirement("IC-14")
@pytest.mark.parametrize(
    ("language", "country", "caught"), [("fr", "", True), ("fr", "BE", True), ("en", "FR", True), ("en", "IE", False)]
)
def test_alcohol_is_barred_in_french_and_in_france(language: str, country: str, caught: bool) -> None:
    text = {"en": "A glass of wine on Friday.", "fr": "Un verre de vin le vendredi."}[language]
    assert bool(lint_text(text, language, "text", Asked(country=country))) is caught


@pytest.mark.requirement("IC-02", "IC-03")
@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "Accept to receive 10% off."), ("fr", "Acceptez pour recevoir 10 % de réduction.")],
)
def test_a_yes_may_be_called_needed_exactly_where_it_is(language: str, text: str) -> None:
    assert ids(text, language, "benefit") == {"IC-02"}
    assert lint_text(text, language, "benefit", Asked(requires_consent=True)) == []


@pytest.mark.requirement("IC-10", "CV-05")
def test_a_yes_names_every_channel_that_is_asked_for() -> None:
    both = Asked(channels=("sms", "email"))
    assert {each.requirement for each in lint_text("Yes, send me offers by SMS", "en", "accept", both)} == {"IC-10"}
    assert lint_text("Yes, send me offers by SMS and e-mail", "en", "accept", both) == []


@pytest.mark.requirement("IC-11", "CV-05")
def test_a_no_to_one_channel_of_two_is_no_no() -> None:
    both = Asked(channels=("sms", "email"))
    assert {each.requirement for each in lint_text("No, do not send me offers by SMS", "en", "decline", both)} == {
        "IC-11"
    }


@pytest.mark.requirement("IN-08")
def test_the_limits_are_eighty_words_and_twenty_a_sentence() -> None:
    sentence = "one two three four five six seven eight nine ten. "
    assert lint_text(sentence * 8, "en") == []
    assert [each.requirement for each in lint_text(sentence * 8 + "More.", "en")] == ["IN-08"]
    assert lint_text("word " * 19 + "word.", "en") == []
    assert [each.why for each in lint_text("word " * 20 + "word.", "en")] == [
        "The sentences are longer than 20 words on average. Here it is 21."
    ]


@given(st.text(max_size=200), st.sampled_from(SLOTS), st.sampled_from(languages()))
def test_any_text_at_all_can_be_judged(text: str, slot: str, language: str) -> None:
    for finding in lint_text(text, language, slot):
        assert finding.found == text[finding.start : finding.end]
        assert slot in LABELS or finding.instead[slot]


def test_what_cannot_be_seen_is_known() -> None:
    assert all(map(unseen, HIDDEN))
    assert not any(map(unseen, "a é'’!%\u00a0"))
