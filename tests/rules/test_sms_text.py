"""What a text costs on the wire."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent_ui.rules.sms_text import BASIC, EXTENDED, Alphabet, Length, length


@pytest.mark.requirement("SM-12")
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", Length(Alphabet.GSM_7, 0, 0)),
        ("a" * 160, Length(Alphabet.GSM_7, 160, 1)),
        ("a" * 161, Length(Alphabet.GSM_7, 161, 2)),
        ("a" * 306, Length(Alphabet.GSM_7, 306, 2)),
        ("a" * 307, Length(Alphabet.GSM_7, 307, 3)),
        ("€" * 80, Length(Alphabet.GSM_7, 160, 1)),
        ("€" * 81, Length(Alphabet.GSM_7, 162, 2)),
        ("a" * 152 + "€" + "a" * 7, Length(Alphabet.GSM_7, 161, 2)),
        ("a" * 152 + "€" + "a" * 152, Length(Alphabet.GSM_7, 306, 3)),  # the escape does not fit, the rest moves on
        ("à é è ù ì ò Ç É", Length(Alphabet.GSM_7, 15, 1)),
        ("ç", Length(Alphabet.UCS_2, 1, 1, "ç")),
        ("l’offre", Length(Alphabet.UCS_2, 7, 1, "’")),
        ("ê" * 70, Length(Alphabet.UCS_2, 70, 1, "ê")),
        ("œ" * 71, Length(Alphabet.UCS_2, 71, 2, "œ")),
        ("🍕" * 35, Length(Alphabet.UCS_2, 70, 1, "🍕")),
        ("🍕" * 36, Length(Alphabet.UCS_2, 72, 2, "🍕")),
        ("a" * 66 + "🍕" + "a" * 66, Length(Alphabet.UCS_2, 134, 3, "🍕")),  # no pair is cut in two
        ("25\u00a0% ï", Length(Alphabet.UCS_2, 6, 1, "\u00a0ï")),
    ],
)
def test_alphabet_units_and_segments(text: str, expected: Length) -> None:
    assert length(text) == expected


@pytest.mark.requirement("SM-12")
@given(text=st.text(alphabet=sorted(BASIC | EXTENDED), max_size=500))
def test_a_text_of_the_gsm_alphabet_is_never_sent_as_ucs2(text: str) -> None:
    found = length(text)
    assert found.alphabet is Alphabet.GSM_7
    assert found.units <= (160 if found.segments == 1 else 153 * found.segments)


@given(text=st.text(max_size=500), more=st.characters(codec="utf-8"))
def test_a_longer_text_never_costs_less(text: str, more: str) -> None:
    assert length(text + more).segments >= length(text).segments
