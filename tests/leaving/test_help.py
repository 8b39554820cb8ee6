"""Somebody asks for help by SMS: one plain answer a day, which says how to stop and whom to reach."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine

from consent_ui import publishing
from consent_ui.store.sending_tables import pause, reply, suppression
from tests.leaving.conftest import HOME, PHONE, Office
from tests.samples import NOW, sample_restaurant

pytestmark = pytest.mark.requirement("SM-05")


@pytest.mark.parametrize("word", ["HELP", "Aide", "info ?", "INFOS svp"])
def test_help_is_answered_with_the_name_the_way_out_and_the_way_to_reach_the_restaurant(
    office: Office, word: str
) -> None:
    person = office.yes(language="en")
    assert office.reply(word).status_code == 200
    ((to, text),) = office.said
    assert to == PHONE
    assert HOME.name in text and "STOP" in text and HOME.phone in text and HOME.email in text
    assert office.last(person) == ("given", "preferences"), "asking is not leaving"
    assert office.rows(suppression) == [] and office.rows(pause) == []
    (kept,) = office.rows(reply)
    assert kept.handled_at is None, "somebody reads it all the same"


def test_the_answer_is_in_the_language_of_the_last_decision_else_in_the_restaurants_own(office: Office) -> None:
    office.yes(language="fr")
    office.reply("help")
    office.reply("help", "+33699999999")
    known, unknown = (text for _, text in office.said)
    assert "Pour nous joindre" in known and "To reach us" in unknown


def test_the_number_that_takes_stop_is_named_where_there_is_one(office: Office) -> None:
    publishing.publish_restaurant(office.database, sample_restaurant(sms_stop="36111"), NOW)
    office.place.consent.forget_programmes()
    office.reply("help")
    assert "STOP to 36111" in office.said[0][1]


def test_the_same_reply_again_says_nothing_new(office: Office) -> None:
    for _ in range(3):
        assert office.reply("help", name="SM1").status_code == 200
    assert len(office.said) == 1


def test_a_number_is_answered_once_a_day(office: Office) -> None:
    for hours, said in ((0, 1), (1, 1), (23, 1), (48, 2)):
        with time_machine.travel(NOW + timedelta(hours=hours), tick=True):
            office.reply("help")
        assert len(office.said) == said, hours
    office.reply("help", "+33699999999")
    assert len(office.said) == 3


def test_what_the_gateway_has_answered_itself_is_not_answered_again(office: Office) -> None:
    office.reply("help", OptOutType="HELP")
    assert office.said == []


def test_two_who_ask_at_once_under_one_number_get_one_answer(open_office: Callable[..., Office]) -> None:
    office = open_office()
    app = office.place.app

    def ask(number: int) -> int:
        one = Office(office.place, app.test_client(), office.said)
        return one.reply("help", name=f"SM{number}").status_code

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(ask, range(8))) == {200}
    assert len(office.said) == 1
