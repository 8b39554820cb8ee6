"""The inbox of replies in the back office: who read what, what follows, and for whom."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from consent_ui.messaging.leaving import of_message
from consent_ui.messaging.receiving import undelivered
from consent_ui.rules.consent import Channel
from consent_ui.rules.roles import Role
from consent_ui.store import audit
from consent_ui.store.sending_tables import pause, reply, suppression
from tests.leaving.conftest import HOME, INBOUND, PHONE, Office
from tests.samples import NOW
from tests.staff.office import BackOffice, Colleague

TEXT = "I will come at seven, <b>stop by</b>?"


@pytest.fixture
def manager(office: Office) -> Colleague:
    return BackOffice(office.place).colleague(Role.MANAGER)


def act(manager: Colleague, do: str, name: str = "SM-unclear") -> Any:
    return manager.submit("/replies", {"gateway": "twilio", "id": name, "do": do})


def arrives(office: Office) -> Any:
    person = office.yes()
    office.message(person)
    office.reply(TEXT, name="SM-unclear")
    return person


@pytest.mark.requirement("SM-04", "PR-13")
def test_a_reply_is_shown_as_text_with_the_account_and_no_number(office: Office, manager: Colleague) -> None:
    arrives(office)
    page = manager.get("/replies").text
    assert "I will come at seven, &lt;b&gt;stop by&lt;/b&gt;?" in page
    assert "Léa" in page and PHONE not in page
    with office.database.read() as connection:
        acts = [each.act for each in audit.entries(connection, HOME.id, limit=100)]
    assert "reply.looked" in acts


def test_a_reply_leads_to_the_card_of_each_account_it_may_come_from(office: Office, manager: Colleague) -> None:
    person = arrives(office)
    assert f'<a class="inline-link" href="/consent/staff/{HOME.slug}/customers/{person}"><bdi>Léa</bdi></a>' in (
        manager.get("/replies").text
    )


@pytest.mark.requirement("SM-04")
def test_who_may_go_on_is_written_to_again_and_the_text_is_gone(office: Office, manager: Colleague) -> None:
    person = arrives(office)
    assert act(manager, "go_on").status_code == 303
    assert office.last(person) == ("given", "preferences")
    assert [row.lifted_at is None for row in office.rows(pause)] == [False]
    (row,) = office.rows(reply)
    assert (row.text, row.handled_at is None) == ("", False)
    assert "stop by" not in manager.get("/replies").text


@pytest.mark.requirement("SM-04", "CV-18")
def test_who_is_taken_out_is_out_by_staff(office: Office, manager: Colleague) -> None:
    person = arrives(office)
    assert act(manager, "out").status_code == 303
    assert office.last(person) == ("withdrawn", "staff")
    assert [row.source for row in office.rows(suppression)] == ["staff"]
    office.reply("start")
    assert office.last(person) == ("withdrawn", "staff")


def test_only_the_first_of_two_who_read_it_decides(office: Office, manager: Colleague) -> None:
    person = arrives(office)
    act(manager, "out")
    act(manager, "go_on")
    assert office.last(person) == ("withdrawn", "staff")
    assert [row.lifted_at for row in office.rows(pause)] == [None]


@pytest.mark.parametrize(("do", "name", "status"), [("go_on", "SM-nothing", 404), ("in", "SM-unclear", 400)])
def test_anything_else_is_refused(office: Office, manager: Colleague, do: str, name: str, status: int) -> None:
    arrives(office)
    assert act(manager, do, name).status_code == status
    assert [row.lifted_at for row in office.rows(pause)] == [None]


def test_a_viewer_has_no_business_there(office: Office) -> None:
    assert BackOffice(office.place).colleague(Role.VIEWER).get("/replies").status_code == 403


def test_a_number_that_may_not_be_hers_waits_there_too(office: Office, manager: Colleague) -> None:
    office.message(office.yes())
    report = {"MessageSid": "SM1", "To": PHONE, "MessageStatus": "failed", "ErrorCode": "30005"}
    for _ in range(2):
        office.twilio(report, f"{INBOUND}/twilio/status")
    assert manager.get("/replies").text.count("30005") == 1


@pytest.mark.requirement("EM-01", "CV-18", "WD-07")
@pytest.mark.parametrize("do", ["out", "go_on"])
def test_an_address_that_may_not_be_hers_waits_there_too(office: Office, manager: Colleague, do: str) -> None:
    office.yes()
    person = office.yes(channel=Channel.EMAIL)
    office.message(person, Channel.EMAIL)
    consent, bound = office.place.consent, office.history(person)[-1].contact or ""
    contact = of_message(consent.database, consent.seals, HOME.id, Channel.EMAIL, person, bound)
    undelivered(contact, "550", NOW, gone=True)
    page = manager.get("/replies").text
    assert "550" in page and "mail server" in page and "Léa" in page and "lea@" not in page
    (name,) = [row.id for row in office.rows(reply)]
    assert manager.submit("/replies", {"gateway": "report", "id": name, "do": do}).status_code == 303
    said = manager.get("/replies").text
    out = do == "out"
    assert ("by e-mail any more" in said) is out and office.last(person)[0] == ("withdrawn" if out else "given")
    assert [(row.channel, row.source) for row in office.rows(suppression)] == [("email", "staff")] * out
    assert [(row.channel, row.lifted_at is None) for row in office.rows(pause)] == [("email", out)]
    last = {each.channel: each.kind for each in office.history(person)}
    assert last[Channel.SMS] == "given"


@pytest.mark.requirement("CV-07")
def test_each_restaurant_reads_its_own(open_office: Callable[..., Office]) -> None:
    from uuid import uuid4

    from tests.samples import sample_restaurant

    office = open_office(CONSENT_RESTAURANT=HOME.slug)
    office.place.publish(sample_restaurant(id=uuid4(), slug="other"))
    office.generic({"from": PHONE, "text": TEXT}, "/consent/inbound/other/generic")
    page = BackOffice(office.place).colleague(Role.MANAGER).get("/replies").text
    assert "come at seven" not in page
