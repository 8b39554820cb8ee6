"""What a marketing SMS says: who writes, the offer of the record, the code, and the way out."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from consent_ui.rules.campaigns import CampaignKind
from consent_ui.rules.messages import WayOut, retention_message
from consent_ui.rules.sms_text import Alphabet
from consent_ui.texts import texts
from tests.samples import LANGUAGES, sample_campaign, sample_restaurant

UNTIL = datetime(2026, 4, 2, 12, 0, tzinfo=UTC)
HOME = sample_restaurant(name="Cafe Nord")
CAMPAIGN = sample_campaign(CampaignKind.RETENTION, minimum=Decimal(15))
SHORT_CODE = WayOut(number="36111")


@pytest.mark.requirement("SM-01", "SM-02", "IC-01")
@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "en",
            "Cafe Nord: 25% off on your next order. Code RETOUR. Minimum order: €15.00. Valid until 2 April 2026. "
            "To stop these offers, send STOP to 36111.",
        ),
        (
            "fr",
            "Cafe Nord : 25 % de réduction sur votre prochaine commande. Code RETOUR. Commande minimum : 15,00 €. "
            "Valable jusqu'au 2 avril 2026. Pour ne plus recevoir d'offres : STOP au 36111.",
        ),
    ],
)
def test_a_message_names_the_restaurant_the_offer_the_code_and_the_way_out(language: str, said: str) -> None:
    assert retention_message(HOME, CAMPAIGN, "RETOUR", UNTIL, SHORT_CODE, texts(language)).text == said


@pytest.mark.requirement("SM-12")
@pytest.mark.parametrize("language", LANGUAGES)
def test_our_own_words_fit_the_gsm_alphabet(language: str) -> None:
    message = retention_message(HOME, CAMPAIGN, "RETOUR", UNTIL, SHORT_CODE, texts(language))
    assert (message.length.alphabet, message.length.forced_by) == (Alphabet.GSM_7, "")
    assert message.length.segments <= 2


@pytest.mark.requirement("SM-12")
def test_a_name_outside_the_alphabet_is_kept_and_what_it_costs_is_told() -> None:
    message = retention_message(sample_restaurant(name="Chez Françoise"), CAMPAIGN, None, None, SHORT_CODE, texts("fr"))
    assert "Françoise" in message.text
    assert (message.length.alphabet, message.length.forced_by) == (Alphabet.UCS_2, "ç")


@pytest.mark.requirement("SM-02")
@pytest.mark.parametrize(
    ("out", "said"),
    [
        (WayOut(), "answer STOP"),
        (WayOut(number="36111"), "STOP to 36111"),
        (WayOut(link="https://example.org/s/x", answers=False), "https://example.org/s/x"),
        (WayOut(link="https://example.org/s/x"), "answer STOP"),
    ],
)
def test_there_is_always_a_way_out(out: WayOut, said: str) -> None:
    assert said in retention_message(HOME, CAMPAIGN, None, None, out, texts("en")).text


@pytest.mark.requirement("SM-02")
def test_a_sender_that_takes_no_answers_and_has_no_link_cannot_write() -> None:
    with pytest.raises(ValueError, match="way to stop"):
        WayOut(answers=False)
