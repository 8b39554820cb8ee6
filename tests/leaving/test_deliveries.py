"""Reports of what became of a message: who blocked the sender is out, a number that may not be hers waits."""

from __future__ import annotations

import pytest

from consent_ui.messaging.receiving import refused
from consent_ui.rules.consent import Channel
from consent_ui.rules.deliveries import TWILIO, Failure, meaning
from consent_ui.store import runs
from consent_ui.store.outbox import Claim, Queued
from consent_ui.store.sending_tables import message as messages
from consent_ui.store.sending_tables import pause, suppression
from tests.leaving.conftest import HOME, INBOUND, PHONE, Office
from tests.samples import NOW

STATUS = f"{INBOUND}/twilio/status"


def told(office: Office, code: str, status: str = "undelivered") -> None:
    """Twilio reports about the message SM1."""
    fields = {"MessageSid": "SM1", "To": PHONE, "MessageStatus": status, "ErrorCode": code}
    assert office.twilio(fields, STATUS).status_code == 200


@pytest.mark.parametrize(
    ("code", "failure"),
    [
        ("21610", Failure.BLOCKED), ("30005", Failure.NOT_THEIRS), ("30003", Failure.TEMPORARY),
        ("blocked", Failure.BLOCKED), (" Not_Theirs ", Failure.NOT_THEIRS), ("temporary", Failure.TEMPORARY),
        ("", Failure.UNKNOWN), ("99999", Failure.UNKNOWN), ("toString", Failure.UNKNOWN),
    ],
)  # fmt: skip
def test_a_code_says_what_it_says(code: str, failure: Failure) -> None:
    assert meaning(code) is failure
    assert all(code.isdigit() for code in TWILIO)


@pytest.mark.requirement("SM-04")
def test_who_blocked_the_sender_is_out_with_the_gateway_as_the_source(office: Office) -> None:
    person = office.yes()
    office.message(person)
    told(office, "21610")
    assert office.last(person) == ("withdrawn", "gateway")
    assert [row.source for row in office.rows(suppression)] == ["gateway"]
    assert [row.state for row in office.rows(messages)] == ["failed"]
    office.reply("start")
    assert office.last(person) == ("withdrawn", "gateway")  # she did not leave by SMS here


def test_a_number_that_may_not_be_hers_waits(office: Office) -> None:
    person = office.yes()
    told(office, "30005")
    assert office.last(person) == ("given", "preferences")
    assert [row.why for row in office.rows(pause)] == ["gateway"]


@pytest.mark.parametrize(("code", "status"), [("30003", "undelivered"), ("", "failed"), ("21610", "sent")])
def test_what_says_nothing_about_the_person_changes_nothing(office: Office, code: str, status: str) -> None:
    person = office.yes()
    told(office, code, status)
    assert office.last(person) == ("given", "preferences")
    assert (office.rows(pause), office.rows(suppression)) == ([], [])


def test_any_other_gateway_says_it_in_our_words(office: Office) -> None:
    person = office.yes()
    body = {"id": "1", "to": PHONE, "status": "failed", "code": "blocked"}
    assert office.generic(body, f"{INBOUND}/generic/status").status_code == 200
    assert office.last(person) == ("withdrawn", "gateway")


@pytest.mark.requirement("SM-04")
@pytest.mark.parametrize("body", [{"id": "1", "code": 21610}, {"code": "21610"}, {"id": "a\x00b", "code": "21610"}])
def test_a_blocked_contact_leaves_whatever_is_broken_beside_it(office: Office, body: dict[str, object]) -> None:
    person = office.yes()
    report = {"to": PHONE, "status": "failed", **body}
    assert office.generic(report, f"{INBOUND}/generic/status").status_code == 200
    assert office.last(person) == ("withdrawn", "gateway")


@pytest.mark.parametrize("code", ["\x00\ud800", "x" * 5000])
def test_a_code_that_no_column_holds_is_a_failure_without_one(office: Office, code: str) -> None:
    person = office.yes()
    body = {"id": "1", "to": PHONE, "status": "failed", "code": code}
    assert office.generic(body, f"{INBOUND}/generic/status").status_code == 200
    assert office.last(person) == ("given", "preferences")


@pytest.mark.parametrize(("code", "kind"), [("21610", "withdrawn"), ("whatever", "given")])
def test_a_gateway_that_refuses_a_message_of_a_run_says_the_same(office: Office, code: str, kind: str) -> None:
    person = office.yes()
    campaign = office.place.campaigns()[-1]
    (said,) = office.history(person)
    run = office.database.write(lambda c: runs.start(c, HOME.id, campaign.id, campaign.version, NOW))
    claim = Claim(
        HOME.id, run, person, Channel.SMS, said.contact or "", campaign.id, 1, NOW, "fr", said.id
    )  # fmt: skip
    consent = office.place.consent
    refused(consent.database, consent.seals, Queued(run, claim), code, NOW)
    assert office.last(person)[0] == kind
    assert len(office.rows(pause)) == (kind == "given")
