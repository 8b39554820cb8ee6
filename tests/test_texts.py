"""The catalogues: the same keys and placeholders in every language, and nothing guessed when one is missing."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.pofile import read_po

from consent_ui.rules.asking import Why
from consent_ui.rules.campaigns import Reason
from consent_ui.rules.consent import Channel, Kind, Place, State
from consent_ui.texts import FOLDER, MissingText, Texts, languages, texts
from tests.samples import LANGUAGES

in_each_language = pytest.mark.parametrize("language", LANGUAGES)


def raw(language: str) -> dict[str, str]:
    """The catalogue as it stands in its files, untranslated entries included."""
    found = {}
    for path in (FOLDER / language).glob("*.po"):
        with path.open("rb") as file:
            found |= {str(m.id): str(m.string) for m in read_po(file, locale=language) if m.id}
    return found


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@pytest.mark.requirement("LN-02")
def test_there_are_english_and_french() -> None:
    assert languages() == LANGUAGES


@pytest.mark.requirement("LN-02")
def test_every_language_has_the_same_keys() -> None:
    english, french = raw("en"), raw("fr")
    assert sorted(english) == sorted(french)
    assert len(english) > 200


@pytest.mark.requirement("LN-02")
@in_each_language
def test_no_text_is_empty_or_marked_as_a_guess(language: str) -> None:
    assert [key for key, text in raw(language).items() if not text.strip()] == []
    for path in (FOLDER / language).glob("*.po"):
        with path.open("rb") as file:
            assert [m.id for m in read_po(file, locale=language) if m.id and m.fuzzy] == []
    assert texts(language).keys() == raw(language).keys()


@pytest.mark.requirement("LN-02")
@in_each_language
def test_no_key_comes_twice_in_a_language(language: str) -> None:
    lines = [line for path in (FOLDER / language).glob("*.po") for line in path.read_text("utf-8").splitlines()]
    keys = [line for line in lines if line.startswith("msgid ") and line != 'msgid ""']
    assert len(keys) == len(set(keys)) == len(raw(language))


def test_no_text_is_kept_that_nothing_says() -> None:
    """A key is said by its name, or by a beginning that the code completes: `state.{channel}`, `demo.terms.` ~ part."""
    root = Path(__file__).parent.parent
    sources = [*(root / "consent_ui").rglob("*.py"), *(root / "templates").rglob("*.html")]
    source = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    named = set(re.findall(r'"([a-z_]+(?:\.[a-z_0-9]+)*)"', source))
    begun = {*re.findall(r'"([a-z_]+\.[a-z_0-9.]*)(?:\{|" ?~)', source), *(f"{name}." for name in named if "." in name)}
    begun |= {"reason.", "asking.", "sending."}  # one for each Reason and Why, held by the test of every reason
    assert {key for key in raw("en") if key not in named and not key.startswith(tuple(begun))} == set()


@pytest.mark.requirement("LN-02", "IC-01")
def test_every_language_fills_in_the_same_values() -> None:
    english, french = raw("en"), raw("fr")
    assert {key: placeholders(text) for key, text in english.items()} == {
        key: placeholders(text) for key, text in french.items()
    }


@in_each_language
def test_placeholders_are_plain_names(language: str) -> None:
    for key, text in raw(language).items():
        for name in placeholders(text):
            assert name.isidentifier(), f"{key}: {name!r}"


def test_the_two_languages_are_two_languages() -> None:
    english, french = raw("en"), raw("fr")
    same = {key for key in english if english[key] == french[key] and any(map(str.isalpha, english[key]))}
    sentences = {key for key in same if len(placeholders(english[key])) == 0 and " " in english[key]}
    assert sentences == set()


@pytest.mark.requirement("LN-08")
def test_french_marks_never_open_a_line() -> None:
    for key, text in raw("fr").items():
        for mark in ":;?!»":
            assert f" {mark}" not in text, key
        assert "« " not in text, key


@pytest.mark.requirement("LN-02")
@in_each_language
@pytest.mark.parametrize(
    "key",
    [f"reason.{reason}" for reason in Reason]
    + [f"asking.{why}" for why in Why]
    + [f"place.{place}" for place in Place]
    + [f"dashboard.place.{place}" for place in Place]
    + [f"state.{channel}.{state}" for channel in Channel for state in State]
    + [f"decision.{channel}.{kind}" for channel in Channel for kind in Kind],
)
def test_every_reason_state_and_decision_has_its_words(language: str, key: str) -> None:
    sentence = texts(language)(key)
    assert sentence.strip()
    assert sentence != key


@pytest.mark.requirement("LN-02")
@in_each_language
def test_a_missing_key_raises_and_is_named(language: str) -> None:
    with pytest.raises(MissingText, match=rf"{language}: banner\.nowhere"):
        texts(language)("banner.nowhere")


@pytest.mark.requirement("LN-02")
@pytest.mark.parametrize("language", ["de", "", "en-GB", "../en", "EN"])
def test_a_language_without_catalogue_raises(language: str) -> None:
    with pytest.raises(MissingText, match="no catalogue"):
        texts(language)


def test_a_value_that_was_not_given_raises() -> None:
    with pytest.raises(MissingText, match="who"):
        Texts("en", {"hello": "Hello {who}"})("hello", name="Momo")


@pytest.mark.parametrize(
    "text",
    [
        "{who.__class__}",
        "{who.secret}",
        "{who[0]}",
        "{who[secret]}",
        "{who.__init__.__globals__}",
        "{}",
        "{0}",
    ],
)
def test_a_text_cannot_reach_into_a_value(text: str) -> None:
    class Secretive(str):
        secret = "leaked"

    with pytest.raises(MissingText):
        Texts("en", {"hello": text})("hello", who=Secretive("Momo"))


def test_a_value_is_never_read_as_a_text() -> None:
    assert Texts("en", {"hello": "Hello {who}"})("hello", who="{who.secret} {{x}}") == "Hello {who.secret} {{x}}"


def test_a_language_is_called_by_its_name_also_where_only_the_site_speaks_it() -> None:
    assert [texts("en").language_name(each) for each in ("en", "fr", "nl")] == ["English", "French", "Dutch"]
    assert [texts("fr").language_name(each) for each in ("en", "fr", "nl")] == ["Anglais", "Français", "Néerlandais"]


@pytest.mark.requirement("LN-08")
def test_numbers_and_dates_follow_the_language() -> None:
    english, french = texts("en"), texts("fr")
    evening = datetime(2026, 3, 3, 23, 30, tzinfo=UTC)
    assert english.percent(25) == "25%"
    assert french.percent(25) in ("25\u00a0%", "25\u202f%")
    assert english.money(Decimal("1234.5"), "EUR") == "€1,234.50"
    assert french.money(Decimal("1234.5"), "EUR") == "1\u202f234,50\u00a0€"
    assert english.date(evening, "Europe/Paris") == "4 March 2026"
    assert french.date(evening, "Europe/Paris") == "4 mars 2026"
    assert english.date(evening, "UTC") == "3 March 2026"
    assert english.moment(evening, "Europe/Paris") == "4 March 2026 at 00:30"
    assert french.moment(evening, "Europe/Paris") == "4 mars 2026 à 00:30"


@pytest.mark.requirement("LN-08")
def test_lists_are_joined_as_the_language_joins_them() -> None:
    assert texts("fr").listing(["un", "deux", "trois"]) == "un, deux et trois"
    assert texts("fr").listing(["un", "deux"]) == "un et deux"
    assert texts("en").listing(["one", "two"]) == "one and two"
    assert texts("en").listing(["one"]) == "one"


@in_each_language
def test_a_text_knows_its_language(language: str) -> None:
    assert texts(language).language == language
    assert texts(language) is texts(language)
