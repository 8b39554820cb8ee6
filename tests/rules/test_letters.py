"""Letters that pass for others: read as the eye reads them, and named where alphabets are mixed."""

from __future__ import annotations

import pytest

from consent_ui.rules.wording import Asked, lint_notice, lint_text
from tests.samples import LANGUAGES, sample_notice, sample_restaurant

EVASIONS = (
    "ʜurry up", "hᴜrry up", "hurrу up", "һurry up", "hսrry up", "hurгy up", "ｈｕｒｒｙ up", "h\u200burry up",
    "hu\u00adrry up",
    "h\u0337u\u0337r\u0337r\u0337y\u0337 up", "hu\u2060rry up", "hu\u034frry up", "𝒽𝓊𝓇𝓇𝓎 up", "ℎ𝑢𝑟𝑟𝑦 up",
    "🅷🆄🆁🆁🆈 up", "ⓗⓤⓡⓡⓨ up", "ʰᵘʳʳʸ up",
    "ꮋurry up", "hurꭇy up", "ΗURRY up", "hu\u2800rry up", "hur\U000e0061ry up", "𝐡𝐮𝐫𝐫𝐲 up", "𝚑𝚞𝚛𝚛𝚢 up",
    "🄷🅄🅁🅁🅈 up", "h\u180eurry up",
)  # fmt: skip


def requirements(text: str, language: str = "en", slot: str = "text") -> set[str]:
    return {each.requirement for each in lint_text(text, language, slot)}


@pytest.mark.requirement("IC-09", "IC-13")
@pytest.mark.parametrize("text", EVASIONS)
def test_a_word_of_the_lists_is_read_in_whatever_letters_it_is_written(text: str) -> None:
    assert "IC-09" in requirements(text)


@pytest.mark.requirement("IC-09", "IC-13")
@pytest.mark.parametrize("text", ["ժerոière chance", "dеrnière chance", "ᴅᴇʀɴɪᴇ̀ʀᴇ chance", "𝖉𝖊𝖗𝖓𝖎𝖊𝖗𝖊 chance"])
def test_french_words_are_read_so_too(text: str) -> None:
    assert {"IC-09", "IN-08"} & requirements(text, "fr")


@pytest.mark.requirement("IN-08", "IC-13")
@pytest.mark.parametrize(
    "text",
    [
        "We sеnd offers.", "We s\u200bend offers.", "We se\u00adnd offers.", "We ѕе offers.", "We sᴇnd offers.",
        "We send o\u0337ffers.", "We send \u202eoffers\u202c.", "Wе offer", "We sɑy so.",
    ],
)  # fmt: skip
def test_mixed_alphabets_and_what_nobody_sees_are_a_finding_of_their_own(text: str) -> None:
    [found] = [each for each in lint_text(text, "en") if each.requirement == "IN-08"]
    assert "another alphabet" in found.why and found.found == text[found.start : found.end]
    assert lint_text(found.instead["text"], "en") == []


@pytest.mark.requirement("IN-08")
@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Our gyoza 餃子 are made on the day."), ("en", "We cook Ελληνική dishes."),
        ("en", "Crème brûlée, jalapeño, smørrebrød."),
        ("fr", "Nos bœufs, naïfs, à l’étouffée, ex æquo."), ("fr", "Le 1ᵉʳ mars, Mᵐᵉ Ngô cuisine un phở."),
        ("fr", "Борщ le jeudi."),
        ("en", "Nº 5 at 30 µm."), ("en", "Łódź, Škoda, Đà Nẵng, Þingvellir, Straße."),
        ("fr", "Cuisine d’İzmir, de Bəkı."),
        ("en", "Cafe\u0301 and cre\u0300me."), ("fr", "À 12 h, 25\u202f% et 15,00\u00a0€."),
    ],
)  # fmt: skip
def test_foreign_words_and_accents_are_no_trick(language: str, text: str) -> None:
    assert lint_text(text, language) == []


@pytest.mark.requirement("IN-08")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["Тарас", "Momo餃子", "Νότος", "Yаnа", "Be\u200bt", "ᴍᴏᴍᴏ", "Ћирилица Bar"])
def test_a_name_may_be_in_any_letters(name: str, language: str) -> None:
    restaurant = sample_restaurant(name=name, legal_name=f"{name} SARL")
    assert lint_notice(sample_notice(restaurant, None, language), restaurant, requires_consent=False) == []


@pytest.mark.requirement("IN-08", "IC-11")
def test_a_label_is_read_so_too() -> None:
    found = lint_text("Nо, dо nоt send me оffers", "en", "decline", Asked(channels=("sms",)))
    assert {each.requirement for each in found} == {"IN-08"}
