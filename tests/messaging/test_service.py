"""Service messages: only the texts that are declared leave by this door."""

from __future__ import annotations

import pytest

from consent_ui.messaging.gateways import NoAnswer, Refused
from consent_ui.messaging.service import KEYS, Service, send
from consent_ui.rules.sms_text import Alphabet, length
from consent_ui.texts import languages, texts
from tests.messaging.conftest import PHONE, Remembering

pytestmark = pytest.mark.requirement("SM-05")


@pytest.mark.parametrize("key", ["message.offer", "Buy one, get one free", "", "service.nothing"])
def test_no_other_text_leaves(key: str) -> None:
    gateway = Remembering()
    with pytest.raises(ValueError, match="no such service message"):
        send(Service(gateway), key, PHONE, "en", restaurant="Momo")
    assert gateway.sent == []


@pytest.mark.parametrize("error", [Refused("21610"), NoAnswer("late")])
def test_what_does_not_leave_is_told_and_breaks_nothing(error: Exception) -> None:
    assert not send(Service(Remembering(fails=error)), "service.stopped", PHONE, "en", restaurant="Momo")


def test_the_confirmations_fit_into_one_message_without_an_offer() -> None:
    for key in ("service.stopped", "service.started"):
        assert key in KEYS
        for language in languages():
            gateway = Remembering()
            assert send(Service(gateway), key, PHONE, language, restaurant="Chez Momo")
            ((_, text),) = gateway.sent
            assert length(text).alphabet is Alphabet.GSM_7 and length(text).segments == 1, text
            assert "%" not in text and "http" not in text
            assert texts(language).language == language
