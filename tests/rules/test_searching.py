"""What is typed to find a customer, and the words a customer is found by."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent_ui.rules.searching import By, address_word, clean, folded, looked_for_by, wanted_words, words_of


@pytest.mark.parametrize(
    ("typed", "by"),
    [
        ("", By.EVERYBODY),
        ("Léa", By.NAME),
        ("lea fontanel", By.NAME),
        ("O'Brien-Dupont", By.NAME),
        ("100%", By.NAME),
        ("_", By.NAME),
        ("--", By.NAME),
        ("Table 4", By.NAME),
        ("lea@client.example", By.EMAIL),
        ("@", By.EMAIL),
        ("06 12 34 56 78", By.PHONE),
        ("06.12.34.56.78", By.PHONE),
        ("06-12-34-56-78", By.PHONE),
        ("06\u201112\u201134", By.PHONE),
        ("(06) 12 34 56 78", By.PHONE),
        ("[06] 12/34/56/78", By.PHONE),
        ("+33\u202f6\u00a012345678", By.PHONE),
        ("0033612345678", By.PHONE),
        ("٠٦١٢٣٤٥٦٧٨", By.PHONE),
    ],
)
def test_what_is_looked_for_is_told_by_its_look(typed: str, by: By) -> None:
    assert looked_for_by(clean(typed)) is by


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        ("  a \t b\n", "a b"),
        ("a\0b", "a b"),
        ("\u202eab\u202c", "ab"),
        ("\u202a+33 6\u202c", "+33 6"),
        ("a\ud800b", "ab"),
        ("\u200b", ""),
        ("TEL: +33 6", "+33 6"),
        ("mailto:lea@client.example", "lea@client.example"),
        ("tel:tel:06", "06"),
    ],
)
def test_marks_that_show_nothing_are_left_out(typed: str, cleaned: str) -> None:
    assert clean(typed) == cleaned


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Élodie Gerland", "elodie"),
        ("Élodie Gerland", "ÉLODIE ger"),
        ("Élodie Gerland", "gerland e"),
        ("E\u0301lodie", "élo"),
        ("Jean-Pierre d’Artagnan", "jeanpierre"),
        ("Jean-Pierre d’Artagnan", "pierre artagnan"),
        ("Jean-Pierre d’Artagnan", "d'artagnan"),
        ("Jean-Pierre d’Artagnan", "dartagnan"),
        ("Sœur Æbelø", "soeur aebelo"),
        ("Łukasz Groß", "lukasz gross"),
        ("ﬁnn", "finn"),
        ("ليلى حداد", "حداد"),
        ("张伟", "张"),
        ("100% Fresh_Co", "100 co"),
    ],
)
def test_a_name_is_found_by_the_beginnings_of_its_words(name: str, typed: str) -> None:
    wanted = wanted_words(clean(typed))
    assert wanted
    assert all(any(word.startswith(each) for word in words_of(name)) for each in wanted)


@pytest.mark.parametrize("typed", ["%", "_", "%%__", "'", "!?", "<>", "🙂"])
def test_a_text_without_letters_names_no_word(typed: str) -> None:
    assert wanted_words(clean(typed)) == ()


def test_a_word_that_is_typed_twice_counts_once() -> None:
    assert wanted_words("léa Lea LÉA") == ("lea",)


def test_two_addresses_that_differ_by_an_accent_are_two() -> None:
    assert address_word("Léa@Example.org") == "léa@example.org" != address_word("lea@example.org")


@given(st.text(max_size=300))
def test_whatever_is_typed_is_folded_once_and_for_all(text: str) -> None:
    assert folded(folded(text)) == folded(text)
    assert clean(clean(text)) == clean(text)
    assert len(wanted_words(clean(text))) <= 6


@given(st.text(max_size=200))
def test_every_name_is_found_by_itself(name: str) -> None:
    kept = words_of(name)
    assert all(any(word.startswith(each) for word in kept) for each in wanted_words(clean(name)))
