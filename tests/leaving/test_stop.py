"""Replies by SMS through the webhook: every spelling of STOP, once, in any order, for one restaurant alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from consent_ui.rules.consent import Channel
from consent_ui.store.database import NotSaved
from consent_ui.store.sending_tables import pause, reply, suppression
from consent_ui.store.turns import turn
from tests.leaving.conftest import HOME, INBOUND, PHONE, Office
from tests.rules import test_replies
from tests.rules.test_replies import WORDS
from tests.samples import NOW, sample_restaurant

OUT, IN = ("withdrawn", "sms"), ("given", "preferences")


def table_of(test: Callable[..., None], name: str) -> list[Any]:
    """The values a test of the rules walks through."""
    (found,) = [mark.args[1] for mark in test.pytestmark if mark.name == "parametrize" and mark.args[0] == name]  # type: ignore[attr-defined]
    return [*found]


SPELLINGS = table_of(test_replies.test_every_spelling_of_a_word_that_leaves_is_a_stop, "spelt")
SENTENCES = table_of(test_replies.test_sentences_and_look_alikes_that_ask_to_leave_are_a_stop, "text")
UNCLEAR = table_of(test_replies.test_what_is_not_plain_is_for_a_person_to_read, "text")


def everybody_leaves(office: Office, texts: list[str]) -> None:
    """Each text comes from a number of its own, whose owner had said yes."""
    people: list[tuple[str, UUID]] = []
    for number, text in enumerate(texts):
        phone = f"+3361{number:07}"
        people.append((text, office.yes(f"customer {number}", phone)))
        assert office.reply(text, phone).status_code == 200
    assert len(people) >= 15
    assert [text for text, person in people if office.last(person) != OUT] == []


@pytest.mark.requirement("SM-04")
@pytest.mark.parametrize("word", WORDS)
def test_every_spelling_of_a_word_takes_its_writer_out_before_the_webhook_answers(office: Office, word: str) -> None:
    everybody_leaves(office, [spelt(word) for spelt in SPELLINGS])


@pytest.mark.requirement("SM-04")
def test_every_sentence_that_asks_to_leave_takes_its_writer_out(office: Office) -> None:
    everybody_leaves(office, SENTENCES)


@pytest.mark.requirement("SM-04")
def test_the_gateways_own_word_is_believed_whatever_was_written(office: Office) -> None:
    person = office.yes()
    office.reply("basta", OptOutType="STOP")
    assert office.last(person) == OUT
    assert office.said == []  # the gateway has confirmed it already


@pytest.mark.requirement("SM-04", "PR-02")
def test_a_stop_is_about_the_words_of_the_last_answer_and_binds_nothing(office: Office) -> None:
    person = office.yes(language="en")
    office.reply("stop")
    said, stopped = office.history(person)
    assert (stopped.notice, stopped.language, stopped.actor) == (said.notice, "en", "customer")
    assert stopped.contact is None


@pytest.mark.requirement("SM-04")
def test_everybody_with_the_number_is_out_and_nobody_else(office: Office) -> None:
    lea, luc = office.yes("lea"), office.yes("luc")
    zoe = office.yes("zoe", "+33699999999")
    never = office.yes("never", wanted=False)
    office.reply("stop")
    assert [office.last(each) for each in (lea, luc, zoe)] == [OUT, OUT, IN]
    assert office.last(never) == ("refused", "preferences")
    (row,) = office.rows(suppression)
    assert (row.channel, row.source, row.lifted_at) == ("sms", "sms", None)


@pytest.mark.requirement("SM-04", "SM-11")
@pytest.mark.parametrize("spelt", ["+33 6 12 34 56 78", "+33(0)612345678", "+330612345678", "0033612345678"])
def test_a_stop_finds_its_writer_however_the_host_spells_the_number(office: Office, spelt: str) -> None:
    person = office.yes(phone=spelt)
    office.reply("stop")
    assert office.last(person) == OUT


def test_a_stop_from_a_number_nobody_holds_is_kept_for_whoever_comes_to_hold_it(office: Office) -> None:
    assert office.reply("stop", "+33611111111").status_code == 200
    (row,) = office.rows(suppression)
    assert row.lifted_at is None


@pytest.mark.requirement("CV-07")
def test_a_stop_to_one_restaurant_is_none_to_another(office: Office) -> None:
    other = sample_restaurant(id=uuid4(), slug="other")
    office.place.publish(other)
    here, there = office.yes(), office.yes(home=other)
    office.reply("stop")
    assert (office.last(here), office.last(there, other)) == (OUT, IN)


@pytest.mark.requirement("SM-04")
def test_the_same_message_counts_once(office: Office) -> None:
    person = office.yes()
    office.reply("stop", name="SM-same")
    office.yes(at=NOW)
    assert office.last(person) == IN
    assert office.reply("stop", name="SM-same").status_code == 200
    assert office.last(person) == IN
    assert len(office.said) == 1
    office.reply("stop", name="SM-another")
    assert office.last(person) == OUT


@pytest.mark.requirement("SM-05")
def test_a_stop_is_confirmed_once_without_an_offer_in_the_language_of_the_yes(office: Office) -> None:
    office.yes()
    office.reply("stop")
    office.reply("stop")
    ((to, text),) = office.said
    assert to == PHONE and HOME.name in text and "START" in text and "plus aucune offre" in text
    assert "%" not in text and "http" not in text


@pytest.mark.requirement("PR-05")
def test_what_cannot_be_saved_is_not_acknowledged_and_may_come_again(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = office.yes()
    with monkeypatch.context() as patched:

        def fails(*_: object, **__: object) -> None:
            raise NotSaved

        patched.setattr("consent_ui.messaging.leaving.leaving.suppress", fails)
        assert office.reply("stop", name="SM-again").status_code == 503
    assert office.last(person) == IN
    assert office.reply("stop", name="SM-again").status_code == 200
    assert office.last(person) == OUT


@pytest.mark.requirement("SM-04", "WD-07")
@pytest.mark.parametrize("kind", ["sqlite"])
def test_a_stop_that_finds_a_message_on_its_way_for_too_long_stops_all_later_ones(
    office: Office, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = office.yes()
    monkeypatch.setattr("consent_ui.messaging.leaving.PATIENCE", 0.05)
    with turn(office.database, HOME.id, "lea"):
        assert office.reply("stop", name="SM-again").status_code == 503
    assert [row.lifted_at for row in office.rows(suppression)] == [None]
    assert office.reply("stop", name="SM-again").status_code == 200
    assert office.last(person) == OUT


@pytest.mark.requirement("WD-14")
def test_start_brings_back_who_left_by_sms_on_the_words_she_had_said_yes_to(office: Office) -> None:
    person = office.yes()
    office.reply("stop")
    office.reply("start")
    first, _, back = office.history(person)
    assert (back.kind, back.place, back.actor) == ("given", "sms", "customer")
    assert (back.notice, back.contact) == (first.notice, first.contact)
    (row,) = office.rows(suppression)
    assert row.lifted_at is not None
    assert [("START" in text, "STOP" in text) for _, text in office.said] == [(True, False), (False, True)]


@pytest.mark.requirement("WD-14", "CV-01")
@pytest.mark.parametrize("left", ["never", "refused", "preferences", "pending", "new number"])
def test_start_brings_back_nobody_else(office: Office, left: str) -> None:
    person = office.yes(wanted=left != "refused", bound=left != "pending")
    if left == "preferences":
        office.yes(wanted=False, at=NOW)
    if left in ("pending", "new number"):
        office.reply("stop")
    phone = "+33622222222" if left == "new number" else PHONE
    if left == "new number":
        office.yes(phone=phone, wanted=False)  # the host tells of another number
    before = office.last(person)
    office.reply("start", phone)
    assert office.last(person) == before
    assert not any("STOP" in text for _, text in office.said)


@pytest.mark.requirement("WD-14")
def test_a_start_that_is_older_than_a_stop_changes_nothing(office: Office) -> None:
    person = office.yes()
    at = lambda minutes: (NOW - timedelta(minutes=minutes)).isoformat()  # noqa: E731
    office.generic({"from": PHONE, "text": "STOP", "at": at(30)})
    office.generic({"from": PHONE, "text": "STOP", "at": at(10)})
    office.generic({"from": PHONE, "text": "START", "at": at(20)})
    assert office.last(person) == OUT
    office.generic({"from": PHONE, "text": "START", "at": at(5)})
    assert office.last(person) == ("given", "sms")


def test_a_time_that_has_not_come_yet_is_taken_for_now(office: Office) -> None:
    person = office.yes()
    office.generic({"from": PHONE, "text": "STOP", "at": (NOW + timedelta(days=9)).isoformat()})
    assert office.history(person)[-1].at < NOW + timedelta(minutes=5)


@pytest.mark.requirement("WD-14", "CV-01")
def test_a_yes_on_the_site_after_a_stop_counts_again(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.host import site as host

    monkeypatch.setitem(host.GUESTS, "7", replace(host.GUESTS["7"], phone=PHONE))
    visitor = office.place.visitor()
    visitor.post("/login/7", {})
    visitor.press(visitor.open("/"), "yes")
    office.reply("stop")
    (row,) = office.rows(suppression)
    assert row.lifted_at is None
    visitor.press(visitor.open("/consent/preferences"), "save", ["sms"])
    assert office.place.said()[-1] == ("sms", "given")
    (row,) = office.rows(suppression)
    assert row.lifted_at is not None


@pytest.mark.requirement("SM-04")
def test_an_unclear_reply_pauses_and_waits_for_a_reader(office: Office) -> None:
    person = office.yes()
    for number, text in enumerate(UNCLEAR):
        assert office.reply(text, name=f"SM{number}").status_code == 200
    assert office.last(person) == IN
    (row,) = office.rows(pause)
    assert (row.why, row.lifted_at) == ("reply", None)
    kept = office.rows(reply)
    assert len(kept) == len(UNCLEAR) and all(each.text and each.handled_at is None for each in kept)
    assert office.said == []


def test_thanks_and_stops_leave_no_text_behind(office: Office) -> None:
    office.yes()
    for text in ("Merci !", "stop", "start"):
        office.reply(text)
    assert [(each.text, each.handled_at is None) for each in office.rows(reply)] == [("", False)] * 3
    assert office.rows(pause) == []


@pytest.mark.requirement("CV-05")
def test_a_stop_by_sms_leaves_e_mail_alone(office: Office) -> None:
    person = office.yes(channel=Channel.EMAIL)
    office.yes()
    office.reply("stop")
    last = {each.channel: each.kind for each in office.history(person)}
    assert last == {"email": "given", "sms": "withdrawn"}


@pytest.mark.parametrize("fields", [{}, {"MessageSid": "SM1"}, {"MessageSid": "SM1", "From": "PIZZA"}])
def test_a_signed_message_that_is_none_is_refused(office: Office, fields: dict[str, str]) -> None:
    assert office.twilio(fields).status_code == 400
    assert office.rows(reply) == []


@pytest.mark.requirement("SM-04")
@pytest.mark.parametrize(
    "odd",
    [{"at": "yesterday"}, {"at": 1772546400}, {"at": "0001-01-01T00:00:00+14:00"}, {"at": []}, {"at": "\x00"},
     {"id": "x" * 101}, {"id": 7}, {"id": "a\x00b"}, {"id": "\ud800"}, {"opt_out": True}, {"opt_out": ["stop"]}],
    ids=str,
)  # fmt: skip
def test_a_signed_stop_with_something_broken_beside_it_is_a_stop(office: Office, odd: dict[str, Any]) -> None:
    person = office.yes()
    assert office.generic({"from": PHONE, "text": "STOP", **odd}).status_code == 200
    assert office.last(person) == OUT and len(office.rows(suppression)) == 1
    assert NOW <= office.history(person)[-1].at < NOW + timedelta(minutes=5)


@pytest.mark.requirement("SM-04")
@pytest.mark.parametrize("sender", ["33612345678", "0033612345678", 33612345678, "tel:33612345678", " +33612345678\n"])
def test_a_stop_counts_however_the_gateway_spells_its_sender(office: Office, sender: object) -> None:
    person = office.yes()
    assert office.generic({"from": sender, "text": "STOP"}).status_code == 200
    assert office.last(person) == OUT


@pytest.mark.requirement("SM-04")
@pytest.mark.parametrize("name", [{}, {"MessageSid": "x" * 101}, {"MessageSid": "a\x00b"}])
def test_a_signed_stop_without_a_name_is_a_stop(office: Office, name: dict[str, str]) -> None:
    person = office.yes()
    assert office.twilio({"From": PHONE, "Body": "stop", **name}).status_code == 200
    assert office.last(person) == OUT


@pytest.mark.requirement("SM-04", "WD-14")
@pytest.mark.parametrize("text", ["START", "HELP", "merci", "hello", "\ud800\x00", 7])
def test_anything_else_with_something_broken_beside_it_waits_for_a_reader(office: Office, text: object) -> None:
    person = office.yes()
    office.reply("stop")
    assert office.generic({"from": PHONE, "text": text, "at": "soon"}).status_code == 200
    assert office.last(person) == OUT
    assert [row.lifted_at for row in office.rows(pause)] == [None]


@pytest.mark.requirement("SM-04")
def test_a_stop_under_the_name_of_another_reply_is_a_stop(office: Office) -> None:
    lea, leo = office.yes(), office.yes("leo", "+33622222222")
    office.reply("see you at seven", name="SM1")
    for phone in (PHONE, "+33622222222"):
        assert office.reply("stop", phone, name="SM1").status_code == 200
    assert [office.last(each) for each in (lea, leo)] == [OUT, OUT]


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'{"from": 7, "text": "stop"}', b'{"text": "stop"}', b"\xff"])
def test_a_signed_body_that_is_none_is_refused(office: Office, body: bytes) -> None:
    assert office.generic(body, f"{INBOUND}/generic").status_code == 400
    assert office.rows(reply) == []
