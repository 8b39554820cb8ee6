"""The gallery's page of texts: everything that leaves as an SMS or an e-mail, read before anybody gets it."""

from __future__ import annotations

import pytest

from consent_ui.messaging.service import Words
from consent_ui.messaging.specimens import specimens
from consent_ui.rules.sms_text import Alphabet
from consent_ui.texts import languages
from tests.designers.conftest import Studio


@pytest.mark.parametrize("language", languages())
def test_every_text_that_can_leave_is_shown_with_what_it_takes(debugging: Studio, language: str) -> None:
    page = debugging.site.visitor().open(f"/consent/gallery/messages?lang={language}")
    shown, found = page.words(), list(specimens(language))
    assert {each.name for each in found} >= {words.value for words in Words} | {"message.letter"}
    for each in found:
        for line in (each.subject, *each.text.splitlines()):
            assert " ".join(line.split()) in shown
        assert each.length is None or each.length.alphabet.value in shown


def test_a_visitor_finds_no_texts(studio: Studio) -> None:
    assert studio.site.visitor().open("/consent/gallery/messages").status == 404


@pytest.mark.requirement("SM-12")
@pytest.mark.parametrize("language", languages())
def test_no_sms_leaves_the_plain_alphabet(language: str) -> None:
    assert {each.name: each.length.forced_by for each in specimens(language) if each.length} == {
        each.name: "" for each in specimens(language) if each.length and each.length.alphabet is Alphabet.GSM_7
    }
